"""Boxes: every text whole."""

from charts import LONG, spec_of, tiles_chart, words_drawn


def test_a_box_of_text_has_all_of_its_words() -> None:
    spec = spec_of(tiles_chart())
    assert "".join(LONG.split()) in "".join(words_drawn(spec).split())
