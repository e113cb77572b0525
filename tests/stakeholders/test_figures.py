"""The stakeholders' figures: titles that say what was found, cards with the study's words, a list to be filled in."""

import re

import pandas as pd
import pytest

from changes import Change
from readytochange import parameters, stakeholders
from readytochange.figures.figure import Figure
from readytochange.study import tables

EN = parameters.Stakeholders(lang="en")


@pytest.fixture
def cards() -> Figure:
    return stakeholders.figures.areas(
        "3-trial", stakeholders.areas(EN), stakeholders.echoes(EN), EN
    )


@pytest.mark.parametrize(
    ("name", "title", "columns"),
    [
        ("people", "Three people from three institutions", "name role organisation slide"),
        ("questions", "Three of the four questions ask how to measure", "title question slide"),
        ("indicators", "Questions on indicators, to be answered", "question indicator source when slide"),
    ],
)  # fmt: skip
def test_a_figure_has_its_title_and_columns(name: str, title: str, columns: str) -> None:
    table = getattr(stakeholders, name)(EN)
    shown = getattr(stakeholders.figures, name)("3-trial", table, EN)
    assert (shown.name, shown.lang, shown.title) == ("3-trial", "en", title)
    assert list(shown.table) == columns.split()
    assert len(shown.table) == len(table)


def test_a_funder_among_the_voices_is_said_to_be_one(change: Change) -> None:
    people = stakeholders.people(EN)
    shown = stakeholders.figures.people("3-trial", people, EN)
    assert shown.reading.startswith("Fondazione Cariplo both funds the project")
    other = people[people["organisation"] != "Fondazione Cariplo"]
    assert stakeholders.figures.people("3-trial", other, EN).reading == ""
    change("project", "fact != 'funder'")
    assert stakeholders.figures.people("3-trial", people, EN).reading == ""


def test_one_person_makes_no_plural() -> None:
    one = stakeholders.figures.people("3-trial", stakeholders.people(EN).head(1), EN)
    assert one.title == "The stakeholders heard"


def test_an_area_is_a_card_with_the_studys_words_and_not_our_summary(cards: Figure) -> None:
    assert (cards.title, cards.form) == ("Five areas of reflection", "cards")
    assert list(cards.table) == ["title", "aim", "says", "echoes", "link", "anchor", "slide"]
    texts = tables.localise(tables.areas(), EN)["text"]
    assert cards.table["says"].tolist() == texts.tolist()
    shown = set(cards.table.to_numpy().ravel())
    assert not shown & set(tables.localise(tables.areas(), EN)["summary"])
    assert cards.table["slide"].tolist() == tables.areas()["slide"].tolist()


def test_a_card_holds_the_echoes_of_its_area(cards: Figure) -> None:
    echoes = stakeholders.echoes(EN)
    for title, cell in cards.table.set_index("title")["echoes"].items():
        own = echoes[echoes["title"] == title]
        assert len(cell.splitlines()) == len(own)
        assert all(f"({source})" in cell for source in own["source_label"])


def test_every_echo_leads_to_where_it_is_listed(cards: Figure) -> None:
    for row in cards.table.to_dict("records"):
        links = row["link"].split("\n")
        assert len(links) == len(row["echoes"].split("\n"))
        if row["echoes"]:
            assert all(re.fullmatch(r"\d-\w+\.ipynb#[\w-]+", link) for link in links)


def test_cards_without_echoes_have_no_empty_heading() -> None:
    areas, none = stakeholders.areas(EN), stakeholders.echoes(EN).head(0)
    shown = stakeholders.figures.areas("3-trial", areas, none, EN)
    assert list(shown.table) == ["title", "aim", "says", "anchor", "slide"]


def test_an_implied_question_is_said_to_be_our_reading() -> None:
    questions = stakeholders.questions(EN)
    shown = stakeholders.figures.questions("3-trial", questions, EN)
    ours = shown.table["question"].str.endswith("(implied: our reading)")
    assert ours.sum() == (questions["asked"] == "implied").sum() == 1
    assert shown.form == "lists"
    assert shown.table["title"].iloc[0] == "Metrics to read contexts and changes"


@pytest.mark.parametrize(("others", "measure"), [(2, True), (3, False), (4, False)])
def test_only_where_most_questions_measure_is_it_said(others: int, measure: bool) -> None:
    asked = stakeholders.questions(EN).query("asked == 'asked'")
    rest = asked[asked["area"] != "metrics"]
    found = pd.concat([asked[asked["area"] == "metrics"], *[rest] * others])
    title = stakeholders.figures.questions("3-trial", found, EN).title
    assert ("ask how to measure" in title) == measure


def test_indicators_wait_to_be_filled_in() -> None:
    indicators = stakeholders.indicators(EN)
    assert len(indicators) == 3
    assert (indicators[["indicator", "source", "when"]] == "").all(axis=None)
    html = stakeholders.figures.indicators("3-trial", indicators, EN)._repr_mimebundle_()
    assert html["text/html"].count('<td class="blank"') == 3 * len(indicators)


def test_an_area_says_asks_and_has_echoes() -> None:
    shown = stakeholders.figures.area("3-trial", "educational_pathways", EN)
    assert (
        shown.title == stakeholders.areas(EN).set_index("area").loc["educational_pathways", "title"]
    )
    assert shown.table["kind"].unique().tolist() == ["says", "asks", "echo (our choice)"]
    assert pd.notna(shown.table).all(axis=None)
