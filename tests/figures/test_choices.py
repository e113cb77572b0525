"""Menus over a figure: what they have at first, and that a notebook's output keeps them."""

import json

import pandas as pd

from readytochange import figures
from readytochange.figures.choices import EVERYTHING, Choices, Menu, Text, from_parts

COLOUR = Menu("colour", "colour", [("red", "Red"), ("blue", "Blue")], "blue")
TEXTS = [Text("One:", "a", {"colour": "red"}), Text("Other:", "b", {"colour": "blue"})]


def test_the_texts_that_the_menus_have_at_first_are_shown() -> None:
    assert [each.text for each in Choices([COLOUR], TEXTS).chosen] == ["b"]
    assert Choices([COLOUR.with_everything("all")], TEXTS).menus[0].value == EVERYTHING


def test_an_output_keeps_what_can_be_chosen() -> None:
    made = Choices(
        [COLOUR], TEXTS, [{"colour": ["red"]}], ["text"], ["rosso"], "it", "Nothing.", True
    )
    assert from_parts(json.loads(json.dumps(made.parts))) == made


def test_a_table_without_rows_has_nothing_to_choose() -> None:
    empty = pd.DataFrame({"text": []})
    shown = figures.table(
        empty, name="0-trial", title="Trial", lang="en", choices=Choices([COLOUR])
    )
    assert shown.choices is None
