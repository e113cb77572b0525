"""Which type of an output a page shows: of several the one that JupyterLab prefers, and none that would run."""

import re

from nbformat import NotebookNode

from readytochange.errors import InputError
from readytochange.figures.drawing import FIGURE_MIME
from readytochange.outputs.cells import WIDGET_MIME

MARKDOWN = "text/markdown"
HTML = "text/html"
LATEX = "text/latex"
JSON = "application/json"
SVG = "image/svg+xml"
PLAIN = "text/plain"
VEGA_LITE = tuple(f"application/vnd.vegalite.v{version}+json" for version in (6, 5))
VEGA = tuple(f"application/vnd.vega.v{version}+json" for version in (6, 5))
PICTURES = ("image/bmp", "image/png", "image/jpeg", "image/gif", "image/webp")

_PREFERRED = (
    FIGURE_MIME, JSON, HTML, *VEGA_LITE, *VEGA, MARKDOWN, LATEX, SVG, *PICTURES, "application/pdf", PLAIN
)  # fmt: skip
"""The best first: as JupyterLab ranks them."""

_REFUSED = {
    r"application/pdf": "show it as a picture",
    r"(application|text)/(x-)?(java|ecma)script": "a page runs no script of a cell",
    re.escape(
        WIDGET_MIME
    ): "tag the cell 'explorer' where its controls may be left out of the page",
    r"application/vnd\.plotly\..*": "draw it with Altair, or show it as a picture: Image(figure.to_image())",
    r"application/vnd\.(bokehjs|holoviews).*": "draw it with Altair, or show it as a picture",
}
"""What no page shows, and what to do instead."""

ACCEPTED = (
    "figures, Markdown, text, LaTeX, HTML without scripts, JSON, charts of Vega and Vega-Lite, "
    "pictures (SVG, PNG, JPEG, GIF, WebP, BMP)"
)


def refused(what: str, advice: str = "") -> InputError:
    """The error of an output that no page shows; who knows its cell says which."""
    return InputError(f"shows {what}: accepted are {ACCEPTED}" + (f"; {advice}" if advice else ""))


def best(output: NotebookNode) -> str:
    """The type that JupyterLab prefers of those that it and pages know; '' if there is none."""
    return next((name for name in _PREFERRED if name in output.data), "")


def preferred(output: NotebookNode) -> str:
    """The type that a page shows of an output with data; '' of one without any.

    Raises
    ------
    InputError
        if no page shows it, or only the name of a Python object would be left of it
    """
    types = [*output.data, *([WIDGET_MIME] if WIDGET_MIME in output.metadata else [])]
    found = best(output)
    others = [name for name in types if name not in _PREFERRED]
    for name in others if found != FIGURE_MIME else []:
        for pattern, advice in _REFUSED.items():
            if re.fullmatch(pattern, name):
                raise refused(name, advice)
    if found == "application/pdf":
        raise refused(found, _REFUSED[found])
    if others and found in ("", PLAIN):
        raise refused(", ".join(others))
    return found
