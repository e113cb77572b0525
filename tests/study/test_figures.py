"""Figures of the study as a whole: what the project is, its elements, our codebook."""

import re

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
