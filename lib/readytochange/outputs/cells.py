"""The cells of a notebook as a person finds them: by number, heading and first line; and the parameters they assign."""

import ast
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from readytochange.parsing import assignments

if TYPE_CHECKING:
    from nbformat import NotebookNode

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"
"""Of an output that is a control, of no use without its kernel."""

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""Of notebooks, whichever kernel they were saved with: one that every Jupyter has."""

_KEPT = ("tags", "slideshow", "raw_mimetype")
"""Of a cell's metadata, what an author writes."""

_GIVEN = frozenset({"parameters", "injected-parameters"})
"""Tags of the cells that say with what a notebook runs."""

_LONGEST = 60
"""Letters of a cell's first line that are said."""


def tags(cell: "NotebookNode") -> set[str]:
    """What an author or papermill marked it by."""
    return {*cell.metadata.get("tags", [])}


def numbers(notebook: "NotebookNode") -> dict[str, int]:
    """The number of each cell of a source, counted from one over all its cells, by its id."""
    return {str(cell.get("id")): place for place, cell in enumerate(notebook.cells, 1)}


def named(cells: "Sequence[NotebookNode]", index: int, known: Mapping[str, int]) -> str:
    """Which cell it is, in words.

    Parameters
    ----------
    cells : of an executed notebook, which need not have all that its source has
    index : of the cell among them
    known : from `numbers`, of the source

    Returns
    -------
    str
        its number in the source, the heading that it stands under, its first line

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_markdown_cell
    >>> cells = [new_markdown_cell("## Why?", id="a"), new_code_cell("x = 1\\ny", id="b")]
    >>> named(cells, 1, {"a": 3, "b": 5})
    "cell 5 (under 'Why?', x = 1)"
    """
    number = known.get(str(cells[index].get("id")), index + 1)
    above = headings([cell for cell in cells[:index] if cell.cell_type == "markdown"])
    first = next((line.strip() for line in cells[index].source.splitlines() if line.strip()), "")
    first = first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"
    under = [f"under '{above[-1]}'"] if above else []
    said = ", ".join([*under, first] if first else under)
    return f"cell {number} ({said})" if said else f"cell {number}"


def headings(cells: "Iterable[NotebookNode]") -> list[str]:
    """The texts of the headings that cells of Markdown begin lines with, in order."""
    lines = [line for cell in cells for line in cell.source.splitlines() if line.startswith("#")]
    return [line.lstrip("#").strip() for line in lines]


def unexecuted(cells: "Sequence[NotebookNode]") -> int | None:
    """The index of the first code cell that was not executed to its end; None where all were.

    A cell that ends its notebook itself, as `raise SystemExit` does, was not.
    """
    for index, cell in enumerate(cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        failed = any(output.output_type == "error" for output in cell.get("outputs", []))
        if failed or cell.get("execution_count") is None:
            return index
    return None


def assigned(notebook: "NotebookNode") -> dict[str, Any]:
    """The names that the cell tagged 'parameters' assigns, with or without a type, and their literals; None of others.

    Raises
    ------
    SyntaxError
        if the cell is not Python
    """
    sources = [
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and "parameters" in tags(cell)
    ]
    found: dict[str, Any] = {}
    for names, value in assignments("\n".join(sources)):
        found |= dict.fromkeys(names, _literal(value))
    return found


def _literal(node: ast.AST | None) -> Any:
    try:
        return ast.literal_eval(node) if isinstance(node, ast.expr) else None
    except ValueError:
        return None


def kept(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """What counts of the metadata of a cell: not how it was shown, nor when it ran."""
    return {name: metadata[name] for name in _KEPT if name in metadata}


def says_only(cell: "NotebookNode") -> bool:
    """Whether an executed code cell shows sentences, or nothing: its code stands in the way of who reads.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_output
    >>> says_only(new_code_cell("n = 3"))
    True
    >>> says_only(new_code_cell("n", outputs=[new_output("execute_result", {"text/plain": "3"})]))
    False
    """
    if cell.cell_type != "code" or _GIVEN & tags(cell):
        return False
    return all("text/markdown" in output.get("data", {}) for output in cell.outputs)


def with_default(code: str, name: str, value: str) -> str:
    """The code of a cell of parameters in which one of them has another text as its default.

    Examples
    --------
    >>> with_default('lang: str = "it"  # it or en', "lang", "en")
    'lang: str = "en"  # it or en'
    """
    lines = code.encode().splitlines(keepends=True)
    for names, given in assignments(code):
        if given is None or names != [name]:
            continue
        if given.lineno == given.end_lineno:
            line = lines[given.lineno - 1]
            before, after = line[: given.col_offset], line[given.end_col_offset :]
            lines[given.lineno - 1] = before + json.dumps(value).encode() + after
    return b"".join(lines).decode()
