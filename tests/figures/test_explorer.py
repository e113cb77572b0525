"""An explorer: a function that follows its controls, an ordinary output where there is no kernel."""

import base64
import re

import altair as alt
import pandas as pd

from readytochange import figures, language
from readytochange.errors import InputError
from readytochange.figures import controls, explorer
from readytochange.figures.figure import Figure


def counted(words: str, least: int) -> Figure:
    if not words:
        raise InputError("no <b> & *c*")
    table = pd.DataFrame({"text": [words] * least})
    return figures.table(table, name="2-trial", title=words, lang="en")


def trial() -> explorer.Explorer:
    given = {
        "words": controls.words("Words", "one"),
        "least": controls.menu("Least", [("Two", 2), ("Three", 3)], 2),
    }
    return explorer.Explorer("en", counted, given)


def test_what_it_shows_follows_its_controls() -> None:
    made = trial()
    widget = made.widget(lambda shown: f"{shown[0].title}: {len(shown[0].table)}")  # type: ignore[union-attr]
    assert widget.children[-1].value == "one: 2"
    made.controls["words"].value = "two"
    made.controls["least"].value = 3
    assert widget.children[-1].value == "two: 3"


def test_a_line_is_shown_as_typed() -> None:
    shown = explorer.line(InputError("no <b> & *c*"))
    assert shown.plain == "no <b> & *c*"
    assert shown.text == language.escape("no <b> & *c*")


def test_what_cannot_be_used_is_a_line_in_the_place_of_the_figure() -> None:
    made = trial()
    made.controls["words"].value = ""
    [shown] = made.made()
    assert isinstance(shown, language.Markdown)
    assert shown.plain == "no <b> & *c*"
    made.controls["words"].value = "again"
    assert isinstance(made.made()[0], Figure)


def test_files_are_made_when_they_are_asked_for_and_are_of_what_is_shown() -> None:
    made = trial()
    row, links, _ = made.widget(str).children
    wanted = row.children[-1]
    assert links.value == ""
    wanted.value = True
    assert re.findall(r'download="([^"]+)"', links.value) == ["2-trial.csv", "2-trial.xlsx"]
    made.controls["words"].value = "other"
    [table] = re.findall(r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', links.value)
    assert base64.b64decode(table).decode() == "text\nother\nother\n"
    made.controls["words"].value = ""
    assert links.value == ""


def test_a_chart_is_offered_as_a_picture_too() -> None:
    chart = alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(alt.X("a", title="a"))
    table = pd.DataFrame({"a": [1]})
    shown = figures.show(
        chart, name="2-trial", title="One", description="One", table=table, lang="en"
    )
    found = explorer.downloads(shown)
    assert list(found) == ["csv", "xlsx", "png", "svg"]
    assert found["png"].startswith(b"\x89PNG")
    assert found["svg"].startswith(b"<svg")
