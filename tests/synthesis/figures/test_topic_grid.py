"""Where to read on each topic: a box for each topic and source, its menus and its texts."""

import pandas as pd
import pytest

from charts import words_drawn
from readytochange import parameters, synthesis
from readytochange.study import coded_texts, tables

IT, EN = parameters.Synthesis(), parameters.Synthesis(lang="en")


def test_the_menus_of_the_grid_begin_with_the_box_that_is_named() -> None:
    found = coded_texts.texts(EN)
    shown = synthesis.figures.grid("4-trial", found, EN, ("customer_contact", "survey"))
    assert shown.choices is not None
    topic, source = shown.choices.menus
    assert (topic.name, topic.value) == ("topic", "customer_contact")
    assert (source.name, source.value) == ("source", "survey")
    assert [name for name, _ in topic.options] == list(tables.topics()["topic"])


def test_every_text_stands_behind_the_boxes_of_its_topics_with_its_theme() -> None:
    found = coded_texts.texts(IT)
    shown = synthesis.figures.grid("4-trial", found, IT, ("customer_contact", "survey"))
    assert shown.choices is not None
    texts = shown.choices.texts
    listed = coded_texts.by_topic(found)
    assert len(texts) == len(listed) == len(shown.table)
    cells = coded_texts.grid(found, IT)
    assert {(each.by["topic"], each.by["source"]) for each in texts} == {
        (row.topic, row.source) for row in cells[cells["named"]].itertuples()
    }
    said = {each.text for each in texts}
    assert "Tecnologia: per migliorare esperienza lavorativa" in said
    second = [each.lead for each in texts if "secondo tema" in each.lead]
    assert len(second) == (~listed["main"]).sum() > 0


def test_the_grid_begins_with_the_first_filled_box_where_the_named_one_is_not_there() -> None:
    found = coded_texts.texts(EN).query("topic != 'customer_contact' and topic_second == ''")
    shown = synthesis.figures.grid("4-trial", found, EN, ("customer_contact", "survey"))
    assert shown.choices is not None
    values = [menu.value for menu in shown.choices.menus]
    cells = coded_texts.grid(found, EN)
    assert values == cells.loc[cells["named"], ["topic", "source"]].iloc[0].tolist()


def test_the_drawing_outlines_no_box_until_a_page_chooses_one() -> None:
    found = coded_texts.texts(EN)
    spec = synthesis.figures.grid("4-trial", found, EN, ("operations", "survey")).spec
    assert spec is not None
    params = {each["name"]: each["value"] for each in spec["params"] if "value" in each}
    assert params["topic"] == params["source"] == ""
    assert "Operations and capacity" in words_drawn(spec)


@pytest.mark.parametrize("question", ["past", ""])
def test_topics_and_sources_have_a_box_each_and_the_texts_behind_them(question: str) -> None:
    found = coded_texts.texts(EN)
    found = found.query("question == @question") if question else found
    shown = synthesis.figures.grid("4-trial", found, EN)
    assert shown.title == "Where to read on each topic"
    assert shown.spec is not None
    boxes = next(iter(shown.spec["datasets"].values()))
    assert len(boxes) == len(tables.topics()) * found["source"].nunique()
    assert sorted(shown.table["text"]) == sorted(coded_texts.by_topic(found)["text"])


def test_a_box_tells_a_main_topic_a_second_one_and_none_apart_and_only_its_legend_says_how() -> (
    None
):
    found = coded_texts.texts(EN)
    shown = synthesis.figures.grid("4-trial", found, EN)
    assert shown.spec is not None
    boxes = pd.DataFrame(next(iter(shown.spec["datasets"].values())))
    looks = boxes.set_index(["topic", "source"])["look"]
    assert looks[("operations", "survey")] == "main"
    assert looks[("social_inclusion", "stakeholders")] == "second"
    assert looks[("operations", "csr")] == ""
    assert "box" not in shown.spec["title"]["subtitle"]
    assert "Environment and supply chain: CSR interviews." in shown.description
    assert "stakeholders (second topic)" in shown.description
