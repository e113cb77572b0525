"""What a page shows of a cell: every type of output that JupyterLab shows, or a refusal that names it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup
from nbformat import NotebookNode

from readytochange import language
from readytochange.figures.drawing import FIGURE_MIME
from readytochange.publish import (
    formulas,
    html_outputs,
    mime_types,
    notebook_figures,
    pictures,
    plain_charts,
    terminal,
)
from readytochange.publish.notebook_figures import NotebookFigure
from readytochange.publish.plain_charts import PlainChart


@dataclass(frozen=True)
class Shown:
    """A part of a page: what template it takes, what that is filled with, and the style rules of its own."""

    kind: str
    content: NotebookFigure | PlainChart | Markup | str
    rules: str = ""


def shown(cell: NotebookNode, lang: str, name: str) -> Iterator[Shown]:
    """What a page shows of the outputs of a cell, one after the other.

    Parameters
    ----------
    cell : executed
    lang : of the page
    name : of the cell on this page; what has rules or ids of its own is called by it

    Raises
    ------
    InputError
        if a page cannot show one of them; who knows the cell says which it is
    """
    for number, output in enumerate(_joined(cell.get("outputs", []))):
        if output.output_type == "stream":
            yield Shown(f"text {output.name}", terminal.html(output.text))
        elif output.output_type == "error":
            raise mime_types.refused(
                f"an error ({terminal.visible(str(output.ename))})",
                "mend it, and run readytochange refresh",
            )
        elif kind := mime_types.preferred(output):
            yield _of_kind(kind, output, lang, f"{name}-{number}")


def _of_kind(kind: str, output: NotebookNode, lang: str, name: str) -> Shown:
    data = output.data[kind]
    if kind == FIGURE_MIME:
        return Shown("figure", notebook_figures.from_output(output.data))
    if kind == mime_types.MARKDOWN:
        return Shown("prose", data)
    if kind == mime_types.HTML:
        return _html(data, lang, name)
    if kind == mime_types.LATEX:
        return Shown("formula", formulas.text(terminal.visible(data)))
    if kind in mime_types.VEGA_LITE:
        return Shown("chart", plain_charts.vega_lite(kind, data, lang))
    if kind in mime_types.VEGA:
        return Shown("picture", plain_charts.vega(kind, data, lang))
    if kind.startswith("image/"):
        return _picture(kind, data, output.metadata.get(kind, {}), lang)
    text = json.dumps(data, indent=2, ensure_ascii=False) if kind == mime_types.JSON else data
    return Shown("text", terminal.html(text))


def _html(data: str, lang: str, name: str) -> Shown:
    if spec := plain_charts.in_html(data):
        return Shown("chart", plain_charts.vega_lite("a chart", spec, lang))
    made = html_outputs.shown(data, name)
    coloured = "color" in made.rules or "background" in made.rules
    return Shown("html styled" if coloured else "html", made.markup, made.rules)


def _picture(kind: str, data: str, about: Any, lang: str) -> Shown:
    draw = pictures.vector if kind == mime_types.SVG else partial(pictures.bitmap, kind)
    undescribed = language.translator(lang)("A picture without a description")
    return Shown("picture", draw(data, about if isinstance(about, Mapping) else {}, undescribed))


def _joined(outputs: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """Outputs, and as one the parts of a stream that follow each other: a progress bar writes over earlier ones."""
    for stream, parts in groupby(outputs, key=lambda output: output.get("name", "")):
        if stream:
            text = "".join(part.text for part in parts)
            yield NotebookNode(output_type="stream", name=stream, text=text)
        else:
            yield from parts
