"""Figures of the study as a whole: what the project is, its elements, our codebook, where to read on a topic."""

import re

import pytest

from readytochange import parameters, study
from readytochange.study import coded_texts, tables

IT, EN = parameters.Project(), parameters.Project(lang="en")


def test_the_project_is_told_fact_by_fact() -> None:
    facts = tables.localise(tables.project(), EN)
    shown = study.figures.project("0-trial", facts, EN)
    assert (shown.name, shown.lang, shown.title) == ("0-trial", "en", "What the project is")
    assert shown.table["fact"].tolist()[:3] == ["what it is", "for whom", "who funds it"]
    owner = facts.set_index("fact").loc["owner", "text"]
    assert shown.table.set_index("fact").loc["for whom", "text"] == owner


def test_the_elements_of_the_model_are_cards_without_numbers() -> None:
    model = tables.localise(tables.exploration_model(), EN).assign(slide="Altrove")
    shown = study.figures.model("0-trial", model, EN)
    assert (shown.title, shown.form) == ("The exploration model", "cards")
    assert shown.table["result"].tolist() == model["result"].tolist()
    assert shown.table["purpose"].tolist() == model["purpose"].tolist()
    assert not re.search(r"\d", shown._repr_mimebundle_()["text/html"].replace("bee.4", ""))


def test_every_misprint_that_is_corrected_is_listed_in_a_closed_table() -> None:
    shown = study.figures.corrections("0-trial", EN)
    assert shown.form == "closed"
    assert len(shown.table) == len(tables.corrections())
    assert "maccatronica" in set(shown.table["printed"])


def test_the_codebook_has_every_topic_and_its_rule() -> None:
    topics = coded_texts.topics(EN)
    shown = study.figures.codebook("1-trial", topics, EN)
    assert shown.title == "The topics, and how we assigned them"
    assert shown.table["topic"].tolist() == topics["label"].tolist()
    assert (shown.table["definition"] != "").all()


def test_texts_are_listed_with_source_and_question() -> None:
    found = coded_texts.of_topic(coded_texts.texts(EN), "customer_contact")
    shown = study.figures.texts("4-trial", found, EN, title="Contact")
    assert shown.title == "Contact"
    assert shown.table["text"].tolist() == found["text"].tolist()
    assert not shown.table.isna().any(axis=None)


@pytest.mark.parametrize("question", ["past", ""])
def test_topics_and_sources_have_a_box_each_and_the_texts_behind_them(question: str) -> None:
    found = coded_texts.texts(EN)
    found = found.query("question == @question") if question else found
    shown = study.figures.presence("4-trial", found, EN)
    assert shown.title == "Where to read on each topic"
    assert shown.spec is not None
    boxes = next(iter(shown.spec["datasets"].values()))
    assert len(boxes) == len(tables.topics()) * found["source"].nunique()
    assert sorted(shown.table["text"]) == sorted(coded_texts.by_topic(found)["text"])


def test_a_box_is_full_for_a_main_topic_light_for_a_second_and_else_empty() -> None:
    found = coded_texts.texts(EN)
    shown = study.figures.marked(coded_texts.grid(found, "source", EN), EN)
    looks = shown.set_index(["topic", "source"])[["filled", "light"]]
    assert looks.loc[("operations", "survey")].tolist() == [True, False]
    assert looks.loc[("social_inclusion", "stakeholders")].tolist() == [True, True]
    assert looks.loc[("operations", "csr")].tolist() == [False, False]
    said = study.figures.describe(coded_texts.grid(found, "source", EN), EN)
    assert "Environment and supply chain: CSR interviews." in said
    assert "stakeholders (second topic)" in said
