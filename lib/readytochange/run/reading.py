"""A source notebook as it is run: read, each cell with an id, in one language."""

import json
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from readytochange.errors import InputError, first_line
from readytochange.outputs import cells


def read(source: Path, parameters: Iterable[str] = ()) -> NotebookNode:
    """A source notebook, each of its cells with an id.

    Parameters
    ----------
    source : its file
    parameters : the names that its cell tagged `parameters` has to assign

    Raises
    ------
    InputError
        if it is no notebook that can be run, or lacks one of the parameters
    """
    place = f"notebooks/{source.name}"
    try:
        notebook: NotebookNode = nbformat.reads(_with_ids(source.read_text("utf-8")), as_version=4)
        json.dumps(notebook, ensure_ascii=False).encode()  # half a character cannot be written
        known = cells.assigned(notebook)
    except (OSError, ValueError, TypeError, AttributeError, KeyError, SyntaxError) as error:
        raise InputError(
            f"{place} is not a notebook that can be run: {first_line(error)}"
        ) from None
    for name in parameters:
        if name not in known:
            raise InputError(
                f"{place} has no parameter '{name}' in a cell tagged 'parameters'; accepted is what its model names"
            )
    return notebook


def in_language(notebook: NotebookNode, lang: str) -> NotebookNode:
    """A notebook without the cells that are tagged as another language's."""

    def is_others(tag: str) -> bool:
        return tag.startswith("lang-") and tag != f"lang-{lang}"

    notebook.cells = [cell for cell in notebook.cells if not any(map(is_others, cells.tags(cell)))]
    return notebook


def _with_ids(text: str) -> str:
    """A notebook whose cells have ids, which nbformat would give at random."""
    read = json.loads(text)
    if read["nbformat"] == 4:
        for number, cell in enumerate(read["cells"]):
            cell.setdefault("id", f"cell-{number}")
        read["nbformat_minor"] = max(read["nbformat_minor"], 5)
    return json.dumps(read)
