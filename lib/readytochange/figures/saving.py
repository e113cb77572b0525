"""A figure as a file of one's own: the chart as a picture, the table, or a page with both that needs nothing else."""

import json
import os
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from readytochange import language
from readytochange.errors import InputError, first_line, shortened
from readytochange.figures import drawing, exports, theme

if TYPE_CHECKING:
    from readytochange.figures.figure import Figure

ENDINGS = ("png", "svg", "csv", "xlsx", "html")
PICTURES = ("png", "svg")
DATA = ("csv", "xlsx")


def save(figure: "Figure", file: str | Path) -> None:
    """Write a figure in the format that the file's ending names; the file appears whole or not at all.

    Parameters
    ----------
    figure : a chart or a table
    file : where; one that is there is replaced

    Raises
    ------
    InputError
        if the ending is none of `ENDINGS`, a table is to be a picture, or the file cannot be written
    """
    place = Path(file)
    ending = place.suffix.lower().removeprefix(".")
    if ending not in accepted(figure):
        kind = "chart" if figure.spec else "table"
        endings = ", .".join(accepted(figure))
        raise InputError(
            f"'{shortened(str(file))}' cannot be a {kind}: accepted are names that end in .{endings}"
        )
    _write(place, content(figure, ending))


def accepted(figure: "Figure") -> list[str]:
    """The endings that a figure's file may have; rows of simulated respondents are not written as data."""
    refused = (() if figure.spec else PICTURES) + (DATA if figure.is_of_simulated_rows else ())
    return [each for each in ENDINGS if each not in refused]


def content(figure: "Figure", ending: str) -> bytes:
    """The file with one of these endings."""
    if ending == "html":
        return _page(figure).encode()
    if ending in PICTURES:
        spec = figure.spec or {}
        return drawing.png(spec) if ending == "png" else drawing.svg(spec).encode()
    parts = figure.parts
    return exports.files(parts["columns"], parts["rows"], figure.name or "table")[ending]


def _write(place: Path, content: bytes) -> None:
    beside = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(place)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            beside.unlink(missing_ok=True)
        raise InputError(
            f"'{shortened(str(place))}' cannot be written: {first_line(error)}"
        ) from None


_STYLE = """
body {{ font: 16px/1.5 "{font}", sans-serif; color: {ink}; background: {paper}; max-width: 60rem; margin: 2rem auto;
padding: 0 1rem; }}
#chart, .scroll {{ overflow-x: auto; }}
table {{ border-collapse: collapse; }}
caption {{ font-weight: bold; padding: .5rem 0; }}
td, th {{ padding: .25rem .75rem .25rem 0; vertical-align: top; border-bottom: 1px solid {grid}; }}
.vega-embed details {{ display: none; }}
"""


def _page(figure: "Figure") -> str:
    """A page with the chart, its description and its table; it asks the network for nothing."""
    t = language.translator(figure.lang)
    style = _STYLE.format(font=theme.FONT, ink=theme.INK, paper=theme.PAPER, grid=theme.GRID)
    chart = ""
    table = figure.html
    if figure.spec:
        chart = f'<figure id="chart" role="img" aria-label="{escape(figure.accessible)}"></figure>\n{_script(figure)}'
        table = (
            f"<details><summary>{escape(t('The data as a table'))}</summary>\n{table}\n</details>"
        )
    return (
        f'<!doctype html>\n<html lang="{figure.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(figure.title)}</title>\n<style>{theme.faces()}{style}</style>\n</head>\n"
        f"<body>\n<main>\n{chart}\n{table}\n</main>\n</body>\n</html>\n"
    )


def _script(figure: "Figure") -> str:
    """Vega, and what draws the chart; an end of a script that stands in a text does not end this one."""
    spec = json.dumps({**(figure.spec or {}), "$schema": drawing.PAGE_SCHEMA}).replace(
        "<", "\\u003c"
    )
    options = json.dumps({"renderer": "svg", "actions": False})
    return f"<script>{drawing.script()}</script>\n<script>vegaEmbed('#chart', {spec}, {options})</script>"
