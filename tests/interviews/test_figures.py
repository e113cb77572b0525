"""The interviews' figures: titles with the groups' names, slides from the data, marks where something is listed."""

import pytest

from charts import words_drawn
from readytochange import interviews, parameters
from readytochange.study import tables

IT, EN = parameters.Qualitative(), parameters.Qualitative(lang="en")


THEMED = ["theme", "item", "topic_label", "slide"]


@pytest.mark.parametrize(
    ("question", "group", "title", "columns"),
    [
        (
            "past",
            "customer_service",
            "Customer service: innovations of the last three years",
            THEMED,
        ),
        ("past", "csr", "CSR: innovations of the last three years", THEMED),
        ("future", "csr", "CSR: innovations of the future", THEMED[1:]),
        ("opportunities", "all", "Opportunities and reflections", THEMED[1:]),
        ("criteria", "csr", "How suppliers are chosen", THEMED[1:]),
    ],
)
def test_points_have_the_title_of_their_question_and_group(
    question: str, group: str, title: str, columns: list[str]
) -> None:
    points = interviews.points(question, group, EN)
    shown = interviews.figures.points("1-trial", points, EN)
    assert (shown.name, shown.lang, shown.title) == ("1-trial", "en", title)
    assert list(shown.table) == columns
    assert len(shown.table) == len(points)


@pytest.mark.parametrize(
    ("name", "title", "columns"),
    [
        ("methods", "Approaches and methods", "approach method description slide"),
        ("groups", "Interviews by group", "group count status slide"),
        ("roles", "Professional roles interviewed", "role slide"),
    ],
)
def test_a_table_has_its_title_and_columns(name: str, title: str, columns: str) -> None:
    table = getattr(interviews, name)(EN)
    shown = getattr(interviews.figures, name)("1-t", table, EN)
    assert (shown.name, shown.lang, shown.title) == ("1-t", "en", title)
    assert list(shown.table) == columns.split()
    assert len(shown.table) == len(table)


def test_sectors_are_counted_by_list_and_have_the_slide_of_the_data() -> None:
    sectors = interviews.sectors(EN)
    shown = interviews.figures.sectors("1-trial", sectors, EN)
    assert shown.title == "Sectors in the two lists"
    counts = sectors["where"].value_counts()
    assert shown.description == (
        f"Sectors (computed). in both lists: {counts['both']}; "
        f"only in the interviews: {counts['interviews']}; only in the survey: {counts['survey']}."
    )
    assert shown.slide == tables.slide(tables.sectors())
    assert list(shown.table) == ["sector", "interviews", "survey", "where"]


def test_the_matrix_says_who_names_what_by_the_names_of_the_groups() -> None:
    matrix = interviews.matrix(EN)
    shown = interviews.figures.matrix("1-trial", matrix, EN)
    said = dict(part.split(": ", 1) for part in shown.description.split("; "))
    assert list(said) == ["both groups", "only customer service", "only CSR", "neither group"]
    assert said["both groups"].split(", ") == interviews.named_by(matrix, EN)["both"]
    assert shown.slide == tables.slide(tables.interview_questions())
    assert set(shown.table["mark"]) == {"named", "announced, not among the things done", ""}
    assert set(shown.table["group"]) == {"customer service", "CSR"}


def test_the_matrix_draws_a_mark_or_a_dash_for_every_cell() -> None:
    matrix = interviews.matrix(IT)
    spec = interviews.figures.matrix("1-trial", matrix, IT).spec
    assert spec is not None
    drawn = words_drawn(spec)
    assert drawn.count("–") == (matrix["text"] == "").sum() > 0
    assert "customer service" in drawn


def test_criteria_stand_in_a_column_a_group() -> None:
    criteria = interviews.criteria(EN)
    shown = interviews.figures.criteria("1-trial", criteria, EN)
    assert shown.title == "How suppliers are chosen"
    assert shown.description.startswith(f"customer service: {criteria['item'].iloc[0]}; ")
    assert f". CSR: {criteria['item'].iloc[5]}; " in shown.description
    assert shown.slide == tables.slide(criteria)
    assert shown.table["item"].tolist() == criteria["item"].tolist()
