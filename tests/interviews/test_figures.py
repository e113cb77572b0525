"""The interviews' figures: titles that say what was found, lists side by side, marks where something is listed."""

import pandas as pd
import pytest

from charts import words_drawn
from readytochange import interviews, parameters
from readytochange.study import tables

IT, EN = parameters.Qualitative(), parameters.Qualitative(lang="en")


@pytest.mark.parametrize(
    ("points", "title", "columns", "form"),
    [
        (
            interviews.points("past", "customer_service", EN),
            "Customer service: innovations of the last three years",
            "theme item anchor slide",
            "lists",
        ),
        (
            interviews.points("past", "csr", EN),
            "CSR: innovations of the last three years",
            "theme item anchor slide",
            "lists",
        ),
        (
            interviews.by_group("future", EN),
            "Innovations of the future",
            "group item anchor slide",
            "lists",
        ),
        (
            interviews.points("opportunities", "all", EN),
            "Opportunities and reflections",
            "item emphasis anchor slide",
            "rows",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_points_have_the_title_of_their_question_and_the_form_that_suits_them(
    points: pd.DataFrame, title: str, columns: str, form: str
) -> None:
    shown = interviews.figures.points("1-trial", points, EN)
    assert (shown.name, shown.lang, shown.title, shown.form) == ("1-trial", "en", title, form)
    assert list(shown.table) == columns.split()
    assert len(shown.table) == len(points)


def test_our_topics_stand_in_no_list_of_points() -> None:
    for question in ("past", "future", "criteria"):
        shown = interviews.figures.points("1-trial", interviews.by_group(question, EN), EN)
        assert not {"topic", "topic_label"} & {*shown.table}


def test_what_the_study_sets_in_bold_is_bold_and_the_rest_is_as_typed() -> None:
    points = interviews.points("opportunities", "all", IT)
    shown = interviews.figures.points("1-trial", points, IT)
    html = shown._repr_mimebundle_()["text/html"]
    assert "<td" in html
    assert "rapporto <strong>competitivo</strong> a <strong>collaborativo</strong> tra" in html
    assert "<strong>Puntare sulla diversità come valore</strong></td>" in html
    hostile = points.assign(item="<b>casi</b> & storie", emphasis="storie; <b>")
    html = interviews.figures.points("1-trial", hostile, IT)._repr_mimebundle_()["text/html"]
    assert "<strong>&lt;b&gt;</strong>casi&lt;/b&gt; &amp; <strong>storie</strong>" in html


def test_a_method_or_our_summary_stands_under_each_approach() -> None:
    methods = interviews.methods(EN)
    shown = interviews.figures.methods("1-t", methods, EN)
    assert (shown.title, shown.form) == ("Approaches and methods of the research", "lists")
    assert (shown.table["text"] != "").all()
    ours = shown.table["text"].str.endswith("(our summary)")
    assert ours.tolist() == (methods["description"] != "").tolist()


def test_groups_and_roles_stand_side_by_side() -> None:
    groups, roles = interviews.groups(EN), interviews.roles(EN)
    shown = interviews.figures.interviewed("1-t", groups, roles, EN)
    assert shown.title == "45 interviews: 22 CSR and 23 customer service"
    assert shown.table["list"].value_counts(sort=False).to_dict() == {
        "Interviews by group": len(groups),
        "Roles interviewed": len(roles),
    }
    one = interviews.figures.interviewed("1-t", groups.head(1), roles, EN)
    assert one.title == "Who was interviewed"


def test_sectors_stand_under_the_lists_that_name_them() -> None:
    sectors = interviews.sectors(EN)
    shown = interviews.figures.sectors("1-trial", sectors, EN)
    assert (shown.title, shown.form) == ("Eight sectors of 23 are in both lists", "lists")
    places = ["In both lists", "Only in the interviews", "Only in the survey"]
    assert list(shown.table["where"].unique()) == places
    assert "ICT (in the survey: Software and ICT)" in set(shown.table["sector"])
    alone = sectors.query("where != 'both'")
    assert interviews.figures.sectors("1-trial", alone, EN).title == (
        "Sectors of interviews and survey"
    )


def test_the_matrix_tells_who_lists_what_when() -> None:
    matrix = interviews.matrix(EN)
    shown = interviews.figures.matrix("1-trial", matrix, EN)
    assert shown.title == "Where to read the groups, topic by topic"
    said = dict(part.split(": ") for part in shown.description.removesuffix(".").split(". "))
    assert list(said) == [
        "Customer service, last three years",
        "Customer service, future",
        "CSR, last three years",
        "CSR, future",
    ]
    future = matrix.query("group == 'csr' and question == 'future' and text != ''")
    assert said["CSR, future"].split(", ") == future["topic_label"].to_list()
    assert set(shown.table["group"]) == {"customer service", "CSR"}
    assert set(shown.table["slide"]) <= set(tables.themes()["slide"])


def test_the_matrix_draws_a_mark_or_a_dash_for_every_cell() -> None:
    matrix = interviews.matrix(IT)
    spec = interviews.figures.matrix("1-trial", matrix, IT).spec
    assert spec is not None
    drawn = words_drawn(spec)
    assert drawn.count("–") == (matrix["text"] == "").sum() > 0
    for words in ("Customer service", "tema principale di un punto", "secondo tema di un punto"):
        assert words in drawn


def test_criteria_stand_in_a_list_a_group() -> None:
    criteria = interviews.criteria(EN)
    shown = interviews.figures.criteria("1-trial", criteria, EN)
    assert (shown.title, shown.form) == ("No criterion is in both lists", "lists")
    assert list(shown.table["group"].unique()) == ["Customer service", "CSR"]
    assert shown.table["item"].tolist() == criteria["item"].tolist()
    same = criteria.assign(item="Price")
    assert interviews.figures.criteria("1-trial", same, EN).title == "How suppliers are chosen"


def test_points_to_search_are_found_by_source_question_and_both_topics() -> None:
    found = interviews.texts(EN)
    shown = interviews.figures.points_to_search("1-trial", found, EN)
    assert (shown.title, shown.form) == ("All points of the interviews", "closed")
    assert shown.table["text"].tolist() == found["text"].tolist()
    assert shown.choices is not None
    for row, text in zip(shown.choices.rows, found.to_dict("records"), strict=True):
        assert row["topic"] == [text["topic"], text["topic_second"]]
        assert (row["source"], row["question"]) == ([text["source"]], [text["question"]])
