"""Marks are placed by id and shown by label: what has the same label stays apart."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

import cells
from charts import named_bars, texts_drawn
from projects import NOTEBOOKS
from readytochange.figures import drawing
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.study import tables
from readytochange.survey.audit import reading
from readytochange.synthesis import claims

HOSTILE = (
    "l'acqua «è» così",
    'con "virgolette"',
    "a\\b \\n \\u0041",
    "</script><script>alert(1)</script>",
    "${x} {{ y }} %s",
    "日本語",
    "datum.value",
)

LABELS = ("label", "title", "item", "group", "theme", "name", "text")


@pytest.mark.parametrize("label", HOSTILE)
def test_a_label_is_shown_as_it_is_written(label: str) -> None:
    drawn = texts_drawn(named_bars({"one": label, "two": "Altro"}))
    assert ["".join(text) for text in drawn].count(label) == 2


def test_two_bars_of_one_label_are_two() -> None:
    drawn = texts_drawn(named_bars({"one": "Uguale", "two": "Uguale"}))
    assert drawn.count(["Uguale"]) == 4


def figures_in(name: str) -> Iterator[Figure]:
    for _, shown in cells.shown(name, {"lang": "it"}):
        made = shown.made() if isinstance(shown, Explorer) else (shown,)
        yield from (each for each in made if isinstance(each, Figure))


def drawn(spec: Any) -> Counter[str]:
    """How many marks of each kind there are, and texts."""
    svg = ElementTree.fromstring(drawing.svg(spec))
    found: Counter[str] = Counter()
    for group in svg.iter("{http://www.w3.org/2000/svg}g"):
        kind = group.get("class", "")
        if kind.startswith("mark-"):
            found[kind.split()[0]] += len([each for each in group if each.tag[-1] != "g"])
    return found


@pytest.fixture
def alike(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes one text of every label of every table."""
    load = tables.load

    def same(text: str) -> None:
        def loaded(name: str) -> pd.DataFrame:
            frame = load(name)
            names = {f"{label}_{lang}" for label in LABELS for lang in ("it", "en")}
            return frame.assign(
                **{
                    column: frame[column].mask(frame[column] != "", text)
                    for column in frame.columns
                    if column in names
                }
            )

        monkeypatch.setattr(tables, "load", loaded)
        monkeypatch.setattr(claims, "_change", lambda row: "")  # what they say of other labels
        monkeypatch.setattr(reading, "_check_once", lambda figures: None)  # an audit refuses them

    return same


UNLABELLED = {"0-model", "2a-range-explorer", "2a-coverage", "2a-widths"}
UNLABELLED |= {"2a-planning", "2a-planning-explorer"}
"""Charts in which no text of the data is drawn: it stands in their titles."""


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_chart_of_a_notebook_is_keyed_by_a_text(name: str, alike: Callable[[str], None]) -> None:
    before = {each.name: drawn(each.spec) for each in figures_in(name) if each.spec}
    alike(HOSTILE[1])
    after = {each.name: each for each in figures_in(name) if each.spec}
    assert {each: drawn(found.spec) for each, found in after.items()} == before
    for found in after.values():
        lines = ["".join("".join(text).split()) for text in texts_drawn(found.spec or {})]
        label = "".join(HOSTILE[1].split())  # with a number before it, or a count after it
        assert any(label in line for line in lines) or found.name in UNLABELLED
