"""Two refreshes compared, byte for byte: which cells show something else, or something of this machine or this day."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
from nbformat import NotebookNode

from readytochange.outputs import cells
from readytochange.outputs.manifest import MANIFEST
from readytochange.outputs.storage import LOG
from readytochange.project import Project
from readytochange.run.inputs import LIBRARY

_EXCERPT = 50
"""Letters of a text that are said."""

_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y")


def differences(
    project: Project, first: Mapping[str, bytes], second: Mapping[str, bytes]
) -> list[str]:
    """What is not the same in two refreshes, or would not be on another machine or day.

    Parameters
    ----------
    project : whose notebooks were run
    first, second : the files that they made, by place

    Returns
    -------
    list of str
        a line for each cell, and for each file that is no notebook, with an excerpt of both
    """
    folders = _folders(project)
    found: list[str] = []
    for place in sorted({*first, *second} - {LOG}):
        one, other = first.get(place), second.get(place)
        if PurePosixPath(place).name == MANIFEST:
            continue  # it differs where another file does
        if one is None or other is None:
            found.append(f"{place}: only one of the two runs made it")
        elif place.endswith(".ipynb"):
            found += _in_notebook(project, place, one, other, folders)
        else:
            said = (
                _unlike(_text(one), _text(other)) if one != other else _local(_text(one), folders)
            )
            found += [f"{place}: {said}"] if said else []
    return found


def _in_notebook(
    project: Project, place: str, one: bytes, other: bytes, folders: Iterable[str]
) -> Iterator[str]:
    name = PurePosixPath(place)
    source = nbformat.read(project.source(name.stem), as_version=4)
    numbers = cells.numbers(source)
    read = nbformat.reads(one.decode(), as_version=4)
    also = nbformat.reads(other.decode(), as_version=4)
    said = False
    for index, (cell, again) in enumerate(zip(read.cells, also.cells, strict=False)):
        what = next(_in_cell(cell, again, folders), None)
        if what:
            said = True
            yield f"{name.with_suffix('')}, {cells.named(read.cells, index, numbers)}: {what}"
    if one != other and not said:
        yield f"{place}: {_unlike(_text(one), _text(other))}"


def _in_cell(cell: NotebookNode, again: NotebookNode, folders: Iterable[str]) -> Iterator[str]:
    """What is wrong with each of its outputs, in their order."""
    for one, other in zip_longest(cell.get("outputs", []), again.get("outputs", [])):
        if one is None or other is None:
            kind = ", ".join(_parts(one or other))
            yield f"{kind}: only one of the two runs showed it"
            continue
        parts, others = _parts(one), _parts(other)
        for kind in sorted({*parts, *others}):
            text, also = parts.get(kind), others.get(kind)
            if text is None or also is None:
                yield f"{kind}: only one of the two runs showed it"
            elif said := _unlike(text, also) if text != also else _local(text, folders):
                yield f"{kind}: {said}"


def _parts(output: NotebookNode) -> dict[str, str]:
    """The texts of an output, by stream or MIME type."""
    if output.output_type == "stream":
        return {output.name: output.text}
    if output.output_type == "error":
        return {"error": "\n".join([output.ename, output.evalue, *output.traceback])}
    return {kind: _as_text(content) for kind, content in output.data.items()}


def _as_text(content: Any) -> str:
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)


def _text(content: bytes) -> str:
    return content.decode(errors="replace")


def _unlike(one: str, other: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    at = at if at >= 0 else min(len(one), len(other))
    return f"{_excerpt(one, at)} and {_excerpt(other, at)}"


def _excerpt(text: str, at: int) -> str:
    begin = max(0, at - _EXCERPT // 2)
    return ("…" if begin else "") + repr(text[begin : begin + _EXCERPT])


def _local(text: str, folders: Iterable[str]) -> str:
    """What a text has of this machine or this day, which another would not have; '' if nothing."""
    for what, marks in (("a path of this machine", folders), ("today's date", _today())):
        for mark in marks:
            if mark in text:
                return f"it shows {what}, {_excerpt(text, text.index(mark))}"
    return ""


def _folders(project: Project) -> list[str]:
    """The folders that only this machine has: the project's, the library's, Python's, and of who runs it."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  (which raises where there is none)
    return [
        str(project.root),
        str(LIBRARY.parent),
        sys.prefix,
        *([f"{home}/"] if home.name else []),
    ]


def _today() -> list[str]:
    return [date.today().strftime(form) for form in _DATES]
