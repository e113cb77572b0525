"""An explorer: a function that follows its controls, an ordinary output where there is no kernel."""

import pandas as pd

from readytochange import figures, language
from readytochange.errors import InputError
from readytochange.figures import explorer
from readytochange.figures.figure import Figure


def counted(words: str, least: int) -> Figure:
    if not words:
        raise InputError("no <b> & *c*")
    table = pd.DataFrame({"text": [words] * least})
    return figures.table(table, name="2-trial", title=words, lang="en")


def trial() -> explorer.Explorer:
    controls = {"words": explorer.text("Words", "one"), "least": explorer.integer("Least", 2, 1, 9)}
    return explorer.Explorer("en", counted, controls)


def test_what_it_shows_follows_its_controls() -> None:
    made = trial()
    widget = made.widget(lambda shown: f"{shown.title}: {len(shown.table)}")
    assert widget.children[1].value == "one: 2"
    made.controls["words"].value = "two"
    made.controls["least"].value = 3
    assert widget.children[1].value == "two: 3"


def test_a_line_is_shown_as_typed() -> None:
    shown = explorer.line(InputError("no <b> & *c*"))
    assert shown.plain == "no <b> & *c*"
    assert shown.text == language.escape("no <b> & *c*")


def test_what_cannot_be_used_is_a_line_in_the_place_of_the_figure() -> None:
    made = trial()
    made.controls["words"].value = ""
    shown = made.made()
    assert isinstance(shown, language.Markdown)
    assert shown.plain == "no <b> & *c*"
    made.controls["words"].value = "again"
    assert isinstance(made.made(), Figure)


def test_a_slider_reaches_the_coverage_it_starts_with() -> None:
    assert explorer.coverage("Coverage", 0.4).min == 0.4
    assert explorer.coverage("Coverage", 0.95).min == 0.5
    assert explorer.coverage("Coverage", 0.999).max == 0.999
