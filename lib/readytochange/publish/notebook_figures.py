"""A figure of an executed notebook, read back: what a page shows of it."""

import base64
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from readytochange import language, statuses
from readytochange.errors import InputError
from readytochange.figures import drawing, tables

if TYPE_CHECKING:
    from readytochange.figures.figure import Figure

_SLIDE = "slide"

_FOR_FILES = ["option"]
"""Ids whose labels stand beside them: they stay in the CSV."""

_SCHEMA = f"https://vega.github.io/schema/vega-lite/v{drawing.VEGA_LITE.split('.')[0]}.json"


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, whether it is a number, and its language where it is not the page's."""

    text: str
    number: bool = False
    lang: str = ""


@dataclass(frozen=True)
class NotebookFigure:
    """A figure as its notebook shows it: texts, table, and for a chart its specification and image."""

    name: str
    title: str
    description: str
    slide: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    statuses: Mapping[str, str]
    subtitle: str = ""
    spec: Mapping[str, Any] | None = None
    png: str = ""
    size: tuple[int, int] = (0, 0)

    @property
    def is_explorer(self) -> bool:
        """Whether its controls need a kernel."""
        return self.name.endswith("-explorer")


def read(data: Mapping[str, Any]) -> NotebookFigure:
    """Read a figure out of an output's data.

    Parameters
    ----------
    data : of an output that has `drawing.FIGURE_MIME`

    Returns
    -------
    NotebookFigure
        with the table's texts in the language of the notebook. A heading of the study that all rows share is the
        figure's; a chart's title is taken out of the drawing, since the page writes it

    Raises
    ------
    InputError
        if a part that every figure has is missing
    """
    try:
        exhibit = _told(data[drawing.FIGURE_MIME])
        if drawing.CHART_MIME not in data:
            return exhibit
        png = "".join(data["image/png"].split())
        drawn = _drawn(exhibit, data[drawing.CHART_MIME])
        return replace(drawn, png=png, size=_size(base64.b64decode(png)))
    except KeyError as error:
        raise InputError(f"a figure without its {error.args[0]}: refresh its notebook") from None


def live(figure: "Figure") -> NotebookFigure:
    """Like `read`, for a figure that has just been made: without the image that stands where no chart can be drawn."""
    exhibit = _told(figure.parts)
    return _drawn(exhibit, figure.spec) if figure.spec else exhibit


def _told(shown: Mapping[str, Any]) -> NotebookFigure:
    lang, columns, rows = shown["lang"], list(shown["columns"]), shown["rows"]
    slides = _distinct(columns, rows, [_SLIDE])
    slide = shown["slide"] or (slides[0] if len(slides) == 1 else "")
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    table = table.drop(columns=[_SLIDE] if slides == [slide] else [])
    table = table.drop(columns=_FOR_FILES, errors="ignore")
    return NotebookFigure(
        name=shown["name"],
        title=shown["title"],
        description=shown["description"],
        slide=slide,
        columns=_columns(table, lang),
        rows=_rows(table, lang),
        statuses={
            name: language.status(name, lang)
            for name in statuses.STATUSES
            if name in _distinct(columns, rows, tuple(filter(tables.is_status, columns)))
        },
    )


def _drawn(exhibit: NotebookFigure, chart: Mapping[str, Any]) -> NotebookFigure:
    spec = dict(chart)
    title = spec.pop("title", {})
    config = {name: value for name, value in spec["config"].items() if name != "background"}
    return replace(
        exhibit,
        subtitle=title.get("subtitle", ""),
        spec={**spec, "$schema": _SCHEMA, "config": config},
    )


def _columns(frame: pd.DataFrame, lang: str) -> tuple[Cell, ...]:
    """Titles; what holds for every cell of a column holds for its title."""
    return tuple(
        Cell(tables.column(name, lang), all(map(_is_number, frame[name])))
        for name in map(str, frame)
    )


def _rows(frame: pd.DataFrame, lang: str) -> tuple[tuple[Cell, ...], ...]:
    texts = tables.formatted(frame, lang)
    kinds = [
        (cell.number, "it" if name == _SLIDE and lang != "it" else "")
        for cell, name in zip(_columns(frame, lang), frame, strict=True)
    ]
    return tuple(
        tuple(Cell(text, *kind) for text, kind in zip(line, kinds, strict=True))
        for line in texts.itertuples(index=False)
    )


def _is_number(value: Any) -> bool:
    """Whether it is set as a number: also a printed percentage, or nothing."""
    if isinstance(value, str):
        return re.fullmatch(r"[\d.,]*%?", value) is not None
    return not isinstance(value, bool)


def _distinct(columns: list[str], rows: list[list[Any]], names: Iterable[str]) -> list[str]:
    places = [columns.index(name) for name in names if name in columns]
    return list(dict.fromkeys(row[place] for place in places for row in rows if row[place]))


def _size(png: bytes) -> tuple[int, int]:
    """Width and height as they stand in a PNG's header, in units of the page."""
    width, height = struct.unpack(">II", png[16:24])
    return width // drawing.PNG_SCALE, height // drawing.PNG_SCALE
