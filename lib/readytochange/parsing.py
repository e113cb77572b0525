"""Python as a tree, parsed by one thread at a time."""

import ast
from threading import Lock

_parsing = Lock()


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
