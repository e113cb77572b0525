"""The stakeholders' figures: titles, forms and bounds in words, slides from the data."""

import pytest

from readytochange import parameters, stakeholders
from readytochange.study import tables

EN = parameters.Stakeholders(lang="en")


@pytest.mark.parametrize(
    ("name", "title", "columns"),
    [
        ("people", "The stakeholders heard", "name role organisation slide"),
        ("areas", "The areas of reflection", "title aim summary topic_label"),
        ("questions", "What the areas ask", "title question asked slide"),
        ("grid", "Who else speaks on the topic of each area", "title topic_label source_label named text"),
        ("related", "What others list on the topic of each area", "title source_label question_label text slide"),
        ("statements", "The study’s own figure on jobs with outside employers", "text relation value unit scope "
            "status slide"),
        ("indicators", "Questions on indicators, to be answered", "question indicator source when slide"),
    ],
)  # fmt: skip
def test_a_figure_has_its_title_and_columns(name: str, title: str, columns: str) -> None:
    table = getattr(stakeholders, name)(EN)
    shown = getattr(stakeholders.figures, name)("3-trial", table, EN)
    assert (shown.name, shown.lang, shown.title) == ("3-trial", "en", title)
    assert list(shown.table) == columns.split()
    assert len(shown.table) == len(table)


@pytest.mark.parametrize("name", ["people", "areas", "grid"])
def test_what_stands_under_one_heading_has_it_from_the_data(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tables.stakeholders().assign(slide="Altrove")
    monkeypatch.setattr(tables, "stakeholders", lambda: heard)
    table = getattr(stakeholders, name)(EN)
    assert getattr(stakeholders.figures, name)("3-trial", table, EN).slide == "Altrove"


def test_a_question_is_said_to_be_printed_or_implied() -> None:
    shown = stakeholders.figures.questions("3-trial", stakeholders.questions(EN), EN)
    assert set(shown.table["asked"]) == {"printed as a question", "implied (our reading)"}


def test_company_is_described_row_by_row() -> None:
    company = stakeholders.grid(EN)
    shown = stakeholders.figures.grid("3-trial", company, EN)
    filled = int(company["named"].sum())
    assert shown.description.startswith(f"Boxes of 5 rows and 4 sources, {filled} of 20 filled")
    assert all(f"{title}: " in shown.description for title in company["title"])


def test_the_one_figure_is_a_bound_with_its_status() -> None:
    shown = stakeholders.figures.statements("3-trial", stakeholders.statements(EN), EN)
    assert shown.table[["relation", "status"]].to_numpy().tolist() == [["fewer than", "published"]]


def test_indicators_wait_to_be_filled_in() -> None:
    indicators = stakeholders.indicators(EN)
    assert len(indicators) == 3
    assert (indicators[["indicator", "source", "when"]] == "").all(axis=None)


def test_an_area_says_asks_and_is_spoken_of_by_others() -> None:
    shown = stakeholders.figures.area("3-trial", "metrics", EN)
    assert shown.title == stakeholders.areas(EN).set_index("area").loc["metrics", "title"]
    assert {"says (our summary)", "asks"} <= set(shown.table["kind"])
    assert shown.table["source_label"].iloc[0] == "stakeholders"
