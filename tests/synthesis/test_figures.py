"""Figures over all parts: samples and questions, obstacles, menus and the texts behind each box."""

import pytest

from charts import words_drawn
from readytochange import parameters, synthesis
from readytochange.study import coded_texts, tables
from readytochange.synthesis import fieldwork, obstacles, open_questions

IT, EN = parameters.Synthesis(), parameters.Synthesis(lang="en")


def test_the_samples_have_a_mark_for_each_one_who_took_part() -> None:
    samples = fieldwork.samples(EN)
    shown = synthesis.figures.samples("0-trial", samples, fieldwork.periods(EN), EN)
    assert shown.title == "Who took part"
    assert shown.reading.startswith("Qualitative research (interviews): from March 2020")
    assert shown.slide == tables.slide(tables.interviews())
    assert "Customer service: 23;" in shown.description
    assert "Institutions: 3*." in shown.description
    assert shown.spec is not None
    marks = shown.spec["layer"][0]["data"]["name"]
    assert len(shown.spec["datasets"][marks]) == samples["count"].sum()


def test_the_questions_are_two_groups_that_can_be_narrowed_down() -> None:
    asked = fieldwork.register(EN)
    shown = synthesis.figures.register("0-trial", asked, EN)
    assert shown.form == "groups"
    assert shown.choices is not None
    assert len(shown.choices.rows) == len(asked)
    for menu in shown.choices.menus:
        assert {row[menu.name][0] for row in shown.choices.rows} < {
            name for name, _ in menu.options
        }
    assert shown.table["question"].tolist() == asked["label"].tolist()
    assert shown.table["sample"].unique().tolist() == ["Interviews", "Survey"]


def test_an_obstacle_heads_what_answers_it() -> None:
    found = obstacles.replies(EN)
    shown = synthesis.figures.obstacles("4-trial", found, EN)
    assert (
        shown.title
        == "Obstacles without a reply among opportunities and reflections: three of seven"
    )
    html = shown._repr_mimebundle_()["text/html"]
    assert html.count('scope="rowgroup"') == 7
    assert html.count(">No line that replies</td>") == 3
    assert shown.table["reply"].tolist()[3:] == found["reply"].tolist()[3:]


@pytest.mark.parametrize("answered", [True, False])
def test_where_all_or_no_obstacles_have_a_reply_the_title_says_no_number(answered: bool) -> None:
    found = obstacles.replies(EN).query("answered == @answered")
    shown = synthesis.figures.obstacles("4-trial", found, EN)
    assert shown.title == "What the study answers to each obstacle"


def test_the_menus_of_the_grid_begin_with_the_box_that_is_named() -> None:
    found = coded_texts.texts(EN)
    cells = coded_texts.grid(found, "source", EN)
    shown = synthesis.figures.grid("4-trial", cells, found, EN, ("customer_contact", "survey"))
    assert shown.choices is not None
    topic, source = shown.choices.menus
    assert (topic.name, topic.value) == ("topic", "customer_contact")
    assert (source.name, source.value) == ("source", "survey")
    assert [name for name, _ in topic.options] == list(tables.topics()["topic"])


def test_every_text_stands_behind_the_boxes_of_its_topics_with_its_theme() -> None:
    found = coded_texts.texts(IT)
    cells = coded_texts.grid(found, "source", IT)
    shown = synthesis.figures.grid("4-trial", cells, found, IT, ("customer_contact", "survey"))
    assert shown.choices is not None
    texts = shown.choices.texts
    listed = coded_texts.by_topic(found)
    assert len(texts) == len(listed) == len(shown.table)
    assert {(each.by["topic"], each.by["source"]) for each in texts} == {
        (row.topic, row.source) for row in cells[cells["named"]].itertuples()
    }
    said = {each.text for each in texts}
    assert "Tecnologia: per migliorare esperienza lavorativa" in said
    second = [each.lead for each in texts if "secondo tema" in each.lead]
    assert len(second) == (~listed["main"]).sum() > 0


def test_the_grid_begins_with_the_first_filled_box_where_the_named_one_is_not_there() -> None:
    found = coded_texts.texts(EN).query("topic != 'customer_contact' and topic_second == ''")
    cells = coded_texts.grid(found, "source", EN)
    shown = synthesis.figures.grid("4-trial", cells, found, EN, ("customer_contact", "survey"))
    assert shown.choices is not None
    values = [menu.value for menu in shown.choices.menus]
    assert values == cells.loc[cells["named"], ["topic", "source"]].iloc[0].tolist()


def test_the_drawing_outlines_no_box_until_a_page_chooses_one() -> None:
    found = coded_texts.texts(EN)
    cells = coded_texts.grid(found, "source", EN)
    spec = synthesis.figures.grid("4-trial", cells, found, EN, ("operations", "survey")).spec
    assert spec is not None
    params = {each["name"]: each["value"] for each in spec["params"] if "value" in each}
    assert params["topic"] == params["source"] == ""
    assert "Operations and capacity" in words_drawn(spec)


def test_what_is_left_open_is_said_in_words() -> None:
    found = open_questions.left_open(IT)
    shown = synthesis.figures.left_open("4-trial", found, IT)
    assert (shown.title, shown.form) == ("Che cosa resta aperto", "lists")
    assert len(shown.table) == len(found)
    assert "Poste dalle istituzioni" in set(shown.table["gap"])
