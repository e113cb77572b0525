"""Python as a tree, parsed by one thread at a time; and which names of a module are its own."""

import ast
import inspect
import sys
from collections.abc import Callable
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


def offered(module: str) -> Callable[[], list[str]]:
    """The `__dir__` of a module: the public names that it makes itself, so that a tab offers none that it imports.

    Parameters
    ----------
    module : its `__name__`
    """

    def names() -> list[str]:
        found = []
        for line in parsed(inspect.getsource(sys.modules[module])).body:
            targets = (
                line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
            )
            found += [getattr(line, "name", ""), *(getattr(each, "id", "") for each in targets)]
        return sorted({name for name in found if name and not name.startswith("_")})

    return names
