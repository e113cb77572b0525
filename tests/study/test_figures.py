"""Figures of the study as a whole: what the project is, its steps, our codebook, who lists something on a topic."""

import pytest

from charts import words_drawn
from readytochange import parameters, statuses, study
from readytochange.study import coded_texts, tables

IT, EN = parameters.Project(), parameters.Project(lang="en")


def test_the_project_is_told_fact_by_fact() -> None:
    facts = tables.localise(tables.project(), EN)
    shown = study.figures.project("0-trial", facts, EN)
    assert (shown.name, shown.lang, shown.title) == ("0-trial", "en", "What the project is")
    assert shown.table["fact"].tolist()[:3] == ["what it is", "for whom", "who funds it"]
    owner = facts.set_index("fact").loc["owner", "text"]
    assert shown.table.set_index("fact").loc["for whom", "text"] == owner


def test_the_steps_of_the_model_are_drawn_in_their_order_and_have_the_slide_of_the_data() -> None:
    model = tables.localise(tables.exploration_model(), EN).assign(slide="Altrove")
    shown = study.figures.model("0-trial", model, EN)
    assert (shown.title, shown.slide) == ("The exploration model", "Altrove")
    first = model.iloc[0]
    start = f"5 steps, one under the other. 1. {first['purpose']}: {first['result']}; 2. "
    assert shown.description.startswith(start)
    assert shown.spec is not None
    drawn = words_drawn(shown.spec)
    assert "What it is for" in drawn
    assert all(str(order) in drawn for order in model["order"])


def test_every_status_is_there_with_its_meaning() -> None:
    shown = study.figures.statuses("0-trial", EN)
    assert dict(zip(*shown.table.to_dict("list").values(), strict=True)) == dict(statuses.STATUSES)


def test_the_codebook_has_every_topic_and_its_rule() -> None:
    topics = coded_texts.topics(EN)
    shown = study.figures.codebook("1-trial", topics, EN)
    assert shown.title.startswith("Our codebook")
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
    boxes = len(tables.topics()) * found["source"].nunique()
    assert f"of {boxes} filled (computed)" in shown.description
    listed = shown.table[shown.table["named"]]
    assert sorted(listed["text"]) == sorted(coded_texts.by_topic(found)["text"])
    assert shown.title == "Topics and sources"
