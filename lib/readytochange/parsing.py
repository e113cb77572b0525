"""Python as a tree, parsed by one thread at a time; and which names of a module are its own."""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
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


def assignments(code: str) -> Iterator[tuple[list[str], ast.expr | None]]:
    """The names of each assignment of a text of Python, with a type or without, and what they get.

    Examples
    --------
    >>> [names for names, _ in assignments("a = b = 1; n: int = 5; print(a)")]
    [['a', 'b'], ['n']]
    """
    for line in parsed(code).body:
        targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        if names := [each.id for each in targets if isinstance(each, ast.Name)]:
            yield names, getattr(line, "value", None)


def offered(module: str) -> Callable[[], list[str]]:
    """The `__dir__` of a module: the public names that it makes itself, so that a tab offers none that it imports.

    Parameters
    ----------
    module : its `__name__`
    """

    def names() -> list[str]:
        code = inspect.getsource(sys.modules[module])
        defined = [getattr(line, "name", "") for line in parsed(code).body]
        assigned = [name for names, _ in assignments(code) for name in names]
        return sorted({name for name in defined + assigned if name and not name.startswith("_")})

    return names
