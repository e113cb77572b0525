"""What firms hand over, or might, and which work they imagine: parts of all firms, and what is not said."""

import pytest

from changes import Change, How, called, with_count, without_figures
from readytochange import parameters, survey

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")


def without(option: str) -> str:
    return f"question != 'outsourceable_channels' or option != '{option}'"


def test_16_to_17_firms_hand_a_channel_over_and_name_46_in_all() -> None:
    (row,) = survey.handed_over(EN).to_dict("records")
    assert (row["closed"], row["base"], row["open_low"], row["open_high"]) == (16, 33, 16, 17)
    assert row["answers"] == "“Everything managed in house” or “Not relevant”"
    assert (row["first"], row["count"]) == ("the telephone", 16)
    assert (row["mentions"], row["open"], row["each"]) == (46, "16–17", "2.7–2.9")


def test_all_firms_are_in_parts_that_add_up() -> None:
    found = survey.openness(EN)
    assert list(zip(found["part"], found["option"], found["count"], strict=True)) == [
        ("first", "phone", 16),
        ("other", "", 1),
        ("closed", "all_internal", 15),
        ("closed", "not_relevant", 1),
    ]
    assert found["status"].tolist() == ["published", "bounded", "published", "recovered"]
    assert found["count"].sum() == found["base"].iloc[0]
    assert found["label"].iloc[0] == "Name the telephone"


def test_another_channel_that_is_first_is_named(change: Change) -> None:
    change("answers", without("phone"))
    assert survey.handed_over(EN)["first"].tolist() == ["email"]
    change("answers", with_count("outsourceable_channels", "fundraising", 14))
    assert survey.handed_over(EN)["first"].tolist() == ["“Fundraising”"]


@pytest.mark.parametrize(
    "how",
    [with_count("outsourceable_channels", "mail", 16), without("all_internal")],
    ids=["level", "no majority"],
)
def test_where_no_channel_is_first_those_that_name_one_are_one_part(
    change: Change, how: How
) -> None:
    change("answers", how)
    assert survey.handed_over(EN)["first"].tolist() == [""]
    found = survey.openness(EN)
    assert found["part"].iloc[0] == "open"
    assert "first" not in set(found["part"])
    assert found["count"].sum() == found["base"].iloc[0]


def test_firms_that_named_nothing_are_a_part_where_there_must_be_some(
    change: Change,
) -> None:
    kept = ["phone", "not_relevant"]
    change("answers", f"question != 'outsourceable_channels' or option in {kept}")
    found = survey.openness(EN).set_index("part")["count"]
    assert found.to_dict() == {"first": 16, "closed": 1, "silent": 16}


def test_no_activity_imagined_names_the_telephone_and_six_of_nine_are_back_office() -> None:
    (row,) = survey.imagined(EN).to_dict("records")
    assert row == {
        "n": "nine",
        "back_office": "six",
        "contact": "three",
        "channel": "the telephone",
    }


@pytest.mark.parametrize(("lang", "text"), [("it", "Interviste telefoniche"), ("en", "By phone")])
def test_an_activity_that_names_the_telephone_is_seen(change: Change, lang: str, text: str) -> None:
    change("clusters", called("outbound_interviews", f"label_{lang}", text))
    settings = parameters.check("2-quantitative", {"lang": lang})
    assert survey.imagined(settings)["channel"].tolist() == [""]


def test_without_figures_nothing_follows(change: Change) -> None:
    without_figures(change)
    assert survey.handed_over(IT).empty
    assert survey.openness(IT).empty
    assert survey.imagined(IT).empty
