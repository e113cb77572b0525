"""The survey's figures: titles, statuses and methods in words, slides from the data."""

from typing import get_args

import pandas as pd
import pytest

from charts import words_drawn
from readytochange import parameters, survey

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")


@pytest.fixture(scope="module")
def channels() -> pd.DataFrame:
    return survey.shares("channels", IT)


@pytest.fixture(scope="module")
def pair() -> pd.DataFrame:
    return survey.compare("channels", "outsourceable_channels", EN)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("size", "Firms by size"),
        ("channels", "Channels in use"),
        ("outsourceable_channels", "Channels outsourced or thinkable"),
    ],
)
def test_shares_of_a_question_have_its_title_and_its_slide(question: str, title: str) -> None:
    found = survey.shares(question, EN)
    shown = survey.figures.shares("2-trial", found, EN)
    assert (shown.name, shown.lang, shown.title) == ("2-trial", "en", title)
    slides = survey.questions(EN).set_index("question")["slide"]
    assert shown.slide == slides[question]
    assert {"status", "base_status", "share_status"} <= set(shown.table)
    assert "slide" not in shown.table


def test_the_slide_is_that_of_the_data_and_another_title_can_be_given(
    channels: pd.DataFrame,
) -> None:
    shown = survey.figures.shares("2-trial", channels.assign(slide="Altrove"), IT, title="Altro")
    assert (shown.title, shown.slide) == ("Altro", "Altrove")


def test_a_question_without_a_title_of_its_own_is_its_own_title(channels: pd.DataFrame) -> None:
    other = channels.assign(question="management")
    shown = survey.figures.shares("2-trial", other, EN)
    assert shown.title == "How is customer service managed in your company?"


def test_a_bar_says_its_count_base_and_status(channels: pd.DataFrame) -> None:
    spec = survey.figures.shares("2-trial", channels, IT).spec
    assert spec is not None
    drawn = words_drawn(spec)
    assert "31 (pubblicato) su 33" in drawn
    assert "1 (recuperato) su 33" in drawn


def test_a_chart_of_shares_says_by_which_method_its_lines_are_drawn() -> None:
    chosen = parameters.Quantitative(lang="en", confidence=0.995, interval="exact")
    spec = survey.figures.shares("2-trial", survey.shares("channels", chosen), chosen).spec
    assert spec is not None
    assert spec["title"]["subtitle"] == (
        "33 firms (computed); shares computed; lines: 99.5% intervals, exact method"
    )


def test_a_notebook_without_a_method_of_its_own_has_wilsons() -> None:
    other = parameters.Synthesis(lang="en")
    assert "Wilson method" in survey.figures.share_subtitle(survey.shares("size", other), other)


def test_every_method_of_intervals_has_a_name() -> None:
    accepted = parameters.Quantitative.model_fields["interval"].annotation
    assert tuple(survey.figures.METHODS) == get_args(accepted)


def test_the_description_of_a_chart_has_its_figures(channels: pd.DataFrame) -> None:
    assert survey.figures.shares("2-trial", channels, IT).description == (
        "Grafico a barre di 11 risposte di 33 imprese (calcolato). Scelte di più, da 31 (pubblicato), 93,9% "
        "(calcolato): Canali mail. Scelte di meno, da 1 (recuperato), 3,0% (calcolato): Web ticket, Vocal bot, Fax e "
        "posta, Sportelli fisici, SMS, Chat interna. L'intervallo più largo copre 31 punti (calcolato)."
    )


def test_a_chart_of_shares_says_count_base_and_status(channels: pd.DataFrame) -> None:
    found = survey.figures.with_words(channels, IT).set_index("option")
    assert found.loc["mail", "count_text"] == "31 (pubblicato) su 33"
    assert found.loc["sms", "count_text"] == "1 (recuperato) su 33"
    assert found.loc["sms", "status_text"] == "recuperato"


def test_two_lists_compared_say_where_they_differ_most(pair: pd.DataFrame) -> None:
    shown = survey.figures.compared("2-trial", pair, EN)
    assert shown.title == "Channels in use and channels outsourced or thinkable"
    assert shown.description == (
        "Two points a channel, joined by a line. The largest difference is for Email channels: 64 points (computed)."
    )
    slides = survey.questions(EN).set_index("question")["slide"]
    assert shown.slide == slides["outsourceable_channels"]
    assert {"count_first_status", "count_second_status", "both_status"} <= set(shown.table)


def test_two_lists_are_compared_in_the_order_given(pair: pd.DataFrame) -> None:
    shown = survey.figures.compared("2-trial", pair[::-1], EN)
    assert shown.table["label"].tolist() == pair["label"].tolist()[::-1]
    assert "Email channels" in shown.description


@pytest.mark.parametrize(
    ("name", "arguments", "title", "column"),
    [
        ("sectors", [], "Sectors of the firms, without figures", "sector"),
        ("checks", [], "Every printed percentage and the counts it allows", "allowed"),
        ("clusters", ["difficulties"], "Difficulties and limits perceived", "topic_label"),
        ("clusters", ["activities"], "Activities that could be handed over", "topic_label"),
        ("quotes", [], "What respondents added", "text"),
        ("questions", [], "The questions of the survey", "question"),
        ("unprinted", [], "Questions printed without figures", "question"),
    ],
)
def test_a_table_has_its_title_and_a_slide_a_row(
    name: str, arguments: list[str], title: str, column: str
) -> None:
    table = getattr(survey, name)(*arguments, EN)
    shown = getattr(survey.figures, name)("2-t", table, EN)
    assert (shown.name, shown.lang, shown.title) == ("2-t", "en", title)
    assert (shown.table[[column, "slide"]] != "").all(axis=None)
    assert len(shown.table) == len(table)


def test_kinds_of_questions_are_words_of_the_language() -> None:
    shown = survey.figures.questions("2-trial", survey.questions(IT), IT)
    assert set(shown.table["kind"]) == {"una risposta", "più risposte", "scala", "aperta"}


@pytest.mark.parametrize(
    ("percent", "base", "title"),
    [
        ("48,5", 33, "One count of 33 prints as 48,5%"),
        ("50", 33, "No count of 33 prints as 50%"),
        ("1", 400, "5 counts of 400 print as 1%"),
    ],
)
def test_a_printed_percentage_says_how_many_counts_it_allows(
    percent: str, base: int, title: str
) -> None:
    shown = survey.figures.printed("2-trial", percent, base, EN)
    assert shown.title == title
    assert set(shown.table.get("status", [])) <= {"recovered", "bounded"}
