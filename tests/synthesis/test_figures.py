"""Figures over all parts: what they say of samples and questions, slides from the data, texts behind each box."""

import pytest

from charts import words_drawn
from readytochange import parameters, survey, synthesis
from readytochange.study import coded_texts, tables
from readytochange.synthesis import fieldwork, open_questions

IT, EN = parameters.Synthesis(), parameters.Synthesis(lang="en")


def test_the_timeline_says_months_and_lengths() -> None:
    periods = fieldwork.periods(EN).assign(slide="Altrove")
    shown = synthesis.figures.timeline("0-trial", periods, EN)
    assert (shown.name, shown.lang, shown.slide) == ("0-trial", "en", "Altrove")
    assert shown.title == "The rounds of field work"
    assert "March 2020 to January 2021" in shown.description
    assert shown.spec is not None
    drawn = words_drawn(shown.spec)
    assert "11 months" in drawn
    assert "4 months" in drawn
    assert set(shown.table["status"]) == {"computed"}


def test_the_samples_have_a_mark_for_each_one_heard() -> None:
    samples = fieldwork.samples(EN)
    shown = synthesis.figures.samples("0-trial", samples, EN)
    assert shown.title == "The three samples at a glance"
    assert shown.slide == tables.slide(tables.interviews())
    assert "Customer service: 23, published" in shown.description
    assert "Institutions: 3, computed" in shown.description
    assert shown.spec is not None
    marks = shown.spec["layer"][0]["data"]["name"]
    assert len(shown.spec["datasets"][marks]) == samples["count"].sum()


def test_the_register_has_two_boxes_a_question() -> None:
    asked = fieldwork.register(EN)
    shown = synthesis.figures.register("0-trial", asked, EN)
    empty = (~fieldwork.printed(asked, EN)["filled"]).sum()
    assert shown.description == (
        f"Two boxes for each of {len(asked)} questions; {empty} are empty (computed)."
    )
    assert shown.slide == tables.slide(tables.interview_questions())
    assert set(shown.table["sample"]) == {"Interviews", "Survey"}


def test_the_grid_begins_with_the_texts_of_the_box_that_is_named() -> None:
    found = coded_texts.texts(EN)
    cells = coded_texts.grid(found, "source", EN)
    first = "customer_contact", "survey"
    shown = synthesis.figures.grid("4-trial", cells, found, EN, first)
    assert shown.spec is not None
    drawn = words_drawn(shown.spec)
    assert "Contact with the customer (survey, open answers)" in drawn
    chosen = found.query("topic == 'customer_contact' and source == 'survey'")["text"]
    assert all("".join(text.split()) in "".join(drawn.split()) for text in chosen)
    assert sorted(shown.table.query("named")["text"]) == sorted(found["text"])


def test_the_grid_begins_with_the_first_filled_box_where_the_named_one_is_not_there() -> None:
    found = coded_texts.texts(EN).query("topic != 'customer_contact'")
    cells = coded_texts.grid(found, "source", EN)
    spec = synthesis.figures.grid("4-trial", cells, found, EN, ("customer_contact", "survey")).spec
    assert spec is not None
    (first,) = cells[cells["named"]].head(1).to_dict("records")
    source = coded_texts.labelled(cells[cells["named"]].head(1), EN)["source_label"].iloc[0]
    assert f"{first['topic_label']} ({source})" in words_drawn(spec)


@pytest.mark.parametrize(
    ("rows", "columns", "make", "shown"),
    [
        ("topic", "source", synthesis.figures.by_topic, ["listed", "silent"]),
        ("source", "topic", synthesis.figures.by_source, ["silent"]),
    ],
)
def test_who_lists_something_and_who_is_silent(rows: str, columns: str, make, shown) -> None:
    cells = coded_texts.grid(coded_texts.texts(EN), "source", EN)
    told = coded_texts.presence(coded_texts.labelled(cells, EN), rows, columns)
    figure = make("4-trial", told, EN)
    assert list(figure.table) == [f"{rows}_label", *shown]
    assert len(figure.table) == cells[rows].nunique()


def test_contact_has_figures_and_words_side_by_side() -> None:
    channels = survey.shares("channels", EN)
    found = coded_texts.of_topic(coded_texts.texts(EN), "customer_contact")
    shown = synthesis.figures.contact("4-trial", channels, found, EN)
    assert shown.title == "Contact with the customer, in figures and in words"
    assert shown.slide == tables.slide(channels)
    assert shown.description.startswith(survey.figures.describe_shares(channels, EN))
    assert all(text in shown.description for text in found["text"])
    assert shown.spec is not None
    assert "31 (published) of 33" in words_drawn(shown.spec)


def test_what_is_left_open_is_said_in_words() -> None:
    found = open_questions.left_open(IT)
    shown = synthesis.figures.left_open("4-trial", found, IT)
    assert shown.title == "Che cosa lascia aperto lo studio"
    assert len(shown.table) == len(found)
    assert "domanda stampata senza le risposte" in set(shown.table["gap"])
