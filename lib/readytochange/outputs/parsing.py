"""What a notebook says, without running it: its Python, parsed by one thread at a time; what of it counts."""

import ast
from collections.abc import Mapping
from threading import Lock
from typing import Any

_parsing = Lock()

_KEPT = ("tags", "slideshow", "raw_mimetype")
"""Of a cell's metadata, what an author writes."""


def parsed(code: str) -> ast.Module:
    """The tree of a text of Python.

    Two threads that parse while garbage is collected end with "AST constructor recursion depth mismatch"
    (python/cpython#106905, up to Python 3.11).

    Raises
    ------
    SyntaxError
        if it is not Python
    """
    with _parsing:
        return ast.parse(code)


def kept(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """What counts of the metadata of a cell: not how it was shown, nor when it ran."""
    return {name: metadata[name] for name in _KEPT if name in metadata}
