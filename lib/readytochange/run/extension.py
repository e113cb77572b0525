"""An extension of the kernels that execute a refresh: in what cells show, nothing that a run of its own would decide.

Warnings name the cell by its number in the source, and a library's file by its place in the library; tables and charts
have no random ids.
"""

import itertools
import json
import os
import re
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from readytochange.figures import drawing

CELLS = "READYTOCHANGE_CELLS"
"""Names, in the environment of a kernel, its cells in the order in which they are executed."""

MOST = "READYTOCHANGE_MOST"
"""Names, in the environment of a kernel, the bytes of a message that is sent as it is; 0 is any number."""

SIZE = "readytochange_size"
"""Names, in the metadata of a message that was larger, how many bytes it had."""

_RANDOM_ID = re.compile("[0-9a-f]{5}")
"""What pandas gives a styled table that was given no id."""


def load_ipython_extension(shell: Any) -> None:
    """Name cells and files, and take random ids out of what is displayed."""
    _name_cells(shell, json.loads(os.environ.pop(CELLS, "[]")))
    _name_files()
    _bound(shell.kernel.session, int(os.environ.pop(MOST, "0")))
    formatter = shell.display_formatter
    html, plain = formatter.formatters["text/html"], formatter.formatters["text/plain"]
    ids = map("{:05}".format, itertools.count(1))
    styler = ("pandas.io.formats.style", "Styler")
    html.for_type_by_name(*styler, lambda styled: _styled(styled, ids))
    plain.for_type_by_name(*styler, lambda styled, printer, _: printer.text("a styled table"))
    bundle = formatter.mimebundle_formatter
    bundle.for_type_by_name("altair.vegalite.v6.api", "TopLevelMixin", _chart)


def _name_cells(shell: Any, names: list[str]) -> None:
    """Let the file of a cell, which warnings and tracebacks name, be the cell."""
    as_before = shell.compile.get_code_name

    def get_code_name(raw_code: str, code: str, number: int) -> str:
        """Of the cell that is executed as the so manieth."""
        if 0 < number <= len(names):
            return names[number - 1]
        name: str = as_before(raw_code, code, number)
        return name

    shell.compile.get_code_name = get_code_name


def _name_files() -> None:
    """Let a warning name a file by its place below the folder that Python finds it in."""
    as_before = warnings.formatwarning

    def formatwarning(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        line: str | None = None,
    ) -> str:
        """As Python writes it, the folder aside."""
        text = as_before(message, category, filename, lineno, line)
        folders = [folder for folder in sys.path if filename.startswith(folder + os.sep)]
        return text.removeprefix(max(folders, key=len) + os.sep) if folders else text

    warnings.formatwarning = formatwarning


def _bound(session: Any, most: int) -> None:
    """Send of a message that is too large only its size; who reads it then ends the kernel."""
    as_before = session.serialize

    def serialize(message: dict[str, Any], ident: Any = None) -> list[bytes]:
        """As Jupyter does."""
        frames: list[bytes] = as_before(message, ident)
        size = sum(map(len, frames))
        if most and size > most:
            frames = as_before({**message, "content": {}, "metadata": {SIZE: size}}, ident)
        return frames

    session.serialize = serialize


def _styled(styler: Any, ids: Iterator[str]) -> str | None:
    """A styled table of pandas, whose id is a number."""
    if _RANDOM_ID.fullmatch(styler.uuid):
        styler.set_uuid(next(ids))
    html: str | None = styler._repr_html_()
    return html


def _chart(chart: Any, **asked: Any) -> Any:
    """A chart of Altair as its specification, and not as a page with a random id; as who chose another way wants it."""
    from altair import renderers

    if renderers.active in ("default", "html"):
        return {drawing.CHART_MIME: chart.to_dict(), "text/plain": type(chart).__name__}
    return chart._repr_mimebundle_(**asked)
