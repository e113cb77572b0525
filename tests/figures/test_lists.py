"""Texts one under the other: whole, in order, each lead once."""

import pandas as pd

from charts import LONG, spec_of, texts_drawn, words_drawn
from readytochange.figures import lists

FOUND = pd.DataFrame(
    {
        "topic": ["a", "a", "b"],
        "source": ["x", "x", "y"],
        "source_label": ["Prima fonte", "Prima fonte", "Altra fonte"],
        "text": [LONG, "Seconda", "Terza"],
    }
)


def test_every_text_is_drawn_whole_in_its_order_under_what_stands_before_it() -> None:
    drawn = words_drawn(spec_of(lists.text_list(FOUND, "source", 400)))
    assert [drawn.count(text) for text in ("Seconda", "Terza", "Altra fonte")] == [1, 1, 1]
    assert "".join(LONG.split()) in "".join(drawn.split())
    assert drawn.index("Seconda") < drawn.index("Terza")


def test_what_stands_before_texts_that_follow_each_other_is_said_once() -> None:
    drawn = texts_drawn(spec_of(lists.text_list(FOUND, "source", 400)))
    assert [text for text in drawn if "Prima" in "".join(text)] == [["Prima fonte"]]


def test_sources_of_one_name_are_two() -> None:
    found = FOUND.assign(topic="a", source=["x", "y", "z"], source_label="Una fonte")
    drawn = texts_drawn(spec_of(lists.text_list(found, "source", 400)))
    assert drawn.count(["Una fonte"]) == 3


def test_it_is_as_high_as_all_texts_and_lower_where_only_a_choice_is_shown() -> None:
    import altair as alt

    chosen = alt.selection_point(name="cell", fields=["topic", "source"])
    whole = lists.text_list(FOUND, "source", 400).to_dict()
    part = lists.text_list(FOUND, "source", 400, chosen).to_dict()
    assert 0 < part["height"] < whole["height"]
    assert whole["width"] == part["width"] == 400
