"""The interviews: points by question and group, who names which topic, the two lists of sectors."""

import re

import pytest

from readytochange import interviews, parameters
from readytochange.errors import InputError

IT, EN = parameters.Qualitative(), parameters.Qualitative(lang="en")


def test_groups_stand_side_by_side_by_their_short_names() -> None:
    names = {"customer_service": "customer service", "csr": "CSR"}
    assert list(interviews.group_names(EN).items()) == list(names.items())
    assert interviews.groups(EN)["label"].tolist() == [
        "Corporate social responsibility",
        "Customer service",
    ]


def test_a_matrix_has_a_cell_for_every_topic_group_and_question() -> None:
    matrix = interviews.matrix(EN)
    assert len(matrix) == 4 * matrix["topic"].nunique()
    assert not matrix.duplicated(["topic", "group", "question"]).any()
    points = {text for each in matrix["text"] if each for text in each.split("; ")}
    assert {
        "Remote working",
        "Online presence: new ways of contact with the customer",
    } <= points


def test_a_sector_is_in_the_lists_that_name_it() -> None:
    for row in interviews.sectors(EN).itertuples():
        lists = {name for name in ("interviews", "survey") if getattr(row, name)}
        assert lists == ({"interviews", "survey"} if row.where == "both" else {row.where})
        assert len(row.slide.splitlines()) == len(lists)


def test_criteria_stand_group_after_group_in_printed_order() -> None:
    found = interviews.criteria(EN)
    assert found["group"].tolist() == ["customer service"] * 5 + ["CSR"] * 2
    own = interviews.points("criteria", "csr", EN)
    assert found["item"].tolist()[5:] == own["item"].tolist()


@pytest.mark.parametrize(
    ("question", "group", "said"),
    [
        ("passt", "csr", "unknown question of the interviews 'passt'; did you mean 'past'?"),
        ("past", "cs", "unknown group of interviewees 'cs'; did you mean 'csr'?"),
    ],
)
def test_points_by_names_that_there_are_not_are_refused(
    question: str, group: str, said: str
) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        interviews.points(question, group, IT)


def test_points_that_nobody_gave_are_none() -> None:
    found = interviews.points("past", "all", IT)
    assert found.empty
    assert list(found) == list(interviews.points("past", "csr", IT))


def test_a_second_topic_is_listed_too_and_is_not_the_main_one() -> None:
    matrix = interviews.matrix(IT).set_index(["topic", "group", "question"])
    audits = matrix.loc[("quality_metrics", "csr", "past")]
    assert not audits["main"]
    assert "audit" in audits["text"]
    assert matrix.loc[("environment_supply_chain", "csr", "past"), "main"]


def test_a_fragment_carries_its_theme_outside_its_group() -> None:
    matrix = interviews.matrix(IT).set_index(["topic", "group", "question"])
    text = matrix.loc[("person_centrality", "csr", "past"), "text"]
    assert "Tecnologia: per migliorare esperienza lavorativa" in text
    assert not any(part.startswith("Per migliorare") for part in text.split("; "))


def test_points_carry_what_the_study_sets_in_bold() -> None:
    points = interviews.points("opportunities", "all", IT)
    for item, words in zip(points["item"], points["emphasis"], strict=True):
        assert all(each in item for each in words.split("; "))
    assert (points["emphasis"] != "").sum() == len(points) - 1
