"""A figure of an executed notebook, read back: what a page shows of it."""

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

from readytochange import language, statuses
from readytochange.errors import InputError
from readytochange.figures import drawing, tables

if TYPE_CHECKING:
    from readytochange.figures.figure import Figure

_SLIDE = "slide"

_FOR_FILES = ("option",)
"""Ids whose labels stand beside them: they stay in the CSV."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, whether it is a number, and its language where it is not the page's."""

    text: str
    number: bool = False
    lang: str = ""


@dataclass(frozen=True)
class NotebookFigure:
    """A figure as its notebook shows it: texts, table, and for a chart its specification, and the size of its image."""

    name: str
    title: str
    description: str
    slide: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    statuses: Mapping[str, str]
    subtitle: str = ""
    spec: Mapping[str, Any] | None = None
    size: tuple[int, int] = (0, 0)

    @property
    def is_explorer(self) -> bool:
        """Whether its controls need a kernel."""
        return self.name.endswith("-explorer")


def from_output(data: Mapping[str, Any]) -> NotebookFigure:
    """The figure that an output shows.

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
        figure = _without_chart(data[drawing.FIGURE_MIME])
        if drawing.CHART_MIME not in data:
            return figure
        drawn = _with_chart(figure, data[drawing.CHART_MIME])
        return replace(drawn, size=_size(base64.b64decode(data["image/png"])))
    except KeyError as error:
        raise InputError(
            f"shows a figure without its {error.args[0]}: refresh its notebook"
        ) from None


def from_figure(figure: "Figure") -> NotebookFigure:
    """A figure that has just been made, without the image that stands where no chart can be drawn."""
    made = _without_chart(figure.parts)
    return _with_chart(made, figure.spec) if figure.spec else made


def _without_chart(parts: Mapping[str, Any]) -> NotebookFigure:
    lang = parts["lang"]
    columns = {name: [row[n] for row in parts["rows"]] for n, name in enumerate(parts["columns"])}
    slides = _distinct(columns.get(_SLIDE, []))
    slide = parts["slide"] or (slides[0] if len(slides) == 1 else "")
    named = {value for name in columns if tables.is_status(name) for value in columns[name]}
    hidden = {*_FOR_FILES, *([_SLIDE] if slides == [slide] else [])}
    shown = {name: values for name, values in columns.items() if name not in hidden}
    numbers = {name: all(map(_is_number, values)) for name, values in shown.items()}
    cells = [
        [
            Cell(text, numbers[name], _lang(name, lang))
            for text in map(tables.cell(name, lang), values)
        ]
        for name, values in shown.items()
    ]
    return NotebookFigure(
        name=parts["name"],
        title=parts["title"],
        description=parts["description"],
        slide=slide,
        columns=tuple(Cell(tables.column(name, lang), numbers[name]) for name in shown),
        rows=tuple(zip(*cells, strict=True)),
        statuses={name: language.status(name, lang) for name in statuses.STATUSES if name in named},
    )


def _with_chart(figure: NotebookFigure, chart: Mapping[str, Any]) -> NotebookFigure:
    spec = dict(chart)
    title = spec.pop("title", {})
    config = {name: value for name, value in spec["config"].items() if name != "background"}
    return replace(
        figure,
        subtitle=title.get("subtitle", ""),
        spec={**spec, "$schema": drawing.PAGE_SCHEMA, "config": config},
    )


def _lang(column: str, lang: str) -> str:
    """Of a cell, where it is not the page's: headings of the study are Italian."""
    return "it" if column == _SLIDE and lang != "it" else ""


def _is_number(value: Any) -> bool:
    """Whether it is set as a number: also a printed percentage, or nothing."""
    if isinstance(value, str):
        return re.fullmatch(r"[\d.,]*%?", value) is not None
    return not isinstance(value, bool)


def _distinct(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(filter(None, values)))


def _size(png: bytes) -> tuple[int, int]:
    """Width and height in units of the page."""
    width, height = Image.open(BytesIO(png)).size
    return width // drawing.PNG_SCALE, height // drawing.PNG_SCALE
