"""A figure of an executed notebook, read back: what a page shows of it."""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from html import escape, unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

from readytochange import language
from readytochange.errors import InputError
from readytochange.figures import drawing, forms
from readytochange.figures.choices import Choices, from_parts
from readytochange.figures.table_layout import Layout, key, laid_out
from readytochange.statuses import signed

if TYPE_CHECKING:
    from readytochange.figures.figure import Figure

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>')


@dataclass(frozen=True)
class NotebookFigure:
    """A figure as its notebook shows it: texts, table, and for a chart its specification, and the size of its image."""

    name: str
    title: str
    description: str
    slides: tuple[str, ...]
    """The headings in the study under which it stands."""

    table: Layout
    html: str
    """The table, in its form."""

    key: tuple[str, ...]
    """What the signs in it mean."""

    reading: str = ""
    subtitle: str = ""
    spec: Mapping[str, Any] | None = None
    size: tuple[int, int] = (0, 0)
    choices: Choices | None = None
    """Menus over it, and what they choose among."""

    number: int = 0
    """Its place among all figures, from 1; 0 where it has none."""

    def leading(self, leads_to: Callable[[str], str]) -> "NotebookFigure":
        """The same with the links of its table as `leads_to` makes them; what leads nowhere is text."""

        def made(link: re.Match[str]) -> str:
            address = leads_to(unescape(link[1]))
            return f'<a href="{escape(address)}">{link[2]}</a>' if address else link[2]

        return replace(self, html=_LINK.sub(made, self.html))

    @property
    def script(self) -> dict[str, Any]:
        """What the page's script is told of its menus."""
        found = self.choices or Choices([])
        columns = [column.name for column in self.table.columns]
        return {
            "menus": [menu.name for menu in found.menus],
            "texts": [asdict(text) for text in found.texts],
            "rows": list(found.rows),
            "cells": [columns.index(name) for name in found.searched if name in columns],
            "elsewhere": list(found.elsewhere),
            "language": found.language,
            "nothing": found.nothing,
            "linked": found.linked,
        }


def from_output(data: Mapping[str, Any]) -> NotebookFigure:
    """The figure that an output shows.

    Parameters
    ----------
    data : of an output that has `drawing.FIGURE_MIME`

    Returns
    -------
    NotebookFigure
        with the table's texts in the language of the notebook; a chart's title is taken out of the drawing, since the
        page writes it

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
    except (TypeError, ValueError, AttributeError):
        raise InputError(
            "shows a figure of which a part is none of ours: refresh its notebook"
        ) from None


def from_figure(figure: "Figure") -> NotebookFigure:
    """A figure that has just been made, without the image that stands where no chart can be drawn."""
    made = _without_chart(figure.parts).leading(lambda _: "")
    return _with_chart(made, figure.spec) if figure.spec else made


def _without_chart(parts: Mapping[str, Any]) -> NotebookFigure:
    columns = {name: [row[n] for row in parts["rows"]] for n, name in enumerate(parts["columns"])}
    table = laid_out(columns, parts["lang"], keep_groups=parts["form"] in forms.GROUPED)
    return NotebookFigure(
        name=parts["name"],
        title=parts["title"],
        description=parts["description"],
        slides=tuple(map(language.typographic, table.slides or parts["slide"].splitlines())),
        table=table,
        html=forms.html(
            table,
            parts["form"],
            parts["title"],
            parts["lang"],
            titled_by=f"title-{parts['name']}",
            figure=parts["name"],
        ),
        key=tuple(key([*table.statuses, *signed(parts["reading"])], parts["lang"])),
        reading=parts["reading"],
        choices=from_parts(parts["choices"]) if "choices" in parts else None,
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


def _size(png: bytes) -> tuple[int, int]:
    """Width and height in units of the page."""
    width, height = Image.open(BytesIO(png)).size
    return width // drawing.PNG_SCALE, height // drawing.PNG_SCALE
