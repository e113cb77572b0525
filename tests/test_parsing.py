"""Python is read by one thread at a time, wherever it is read."""

import ast
import gc
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from projects import LIBRARY
from readytochange.parsing import parsed

CODE = "\n".join(f"a{n} = [f({n}, (x, y)) for x in range({n}) if (x + 1) * 2]" for n in range(60))
TREE = {"parse"}


@pytest.mark.slow
def test_threads_may_parse_while_garbage_is_collected() -> None:
    """Two at once end with "AST constructor recursion depth mismatch" (python/cpython#106905)."""

    def let_others(phase: str, info: dict[str, int]) -> None:
        time.sleep(0)

    often = gc.get_threshold()
    gc.callbacks.append(let_others)
    gc.set_threshold(50)
    try:
        with ThreadPoolExecutor(8) as threads:
            trees = list(threads.map(parsed, [CODE] * 200))
    finally:
        gc.set_threshold(*often)
        gc.callbacks.remove(let_others)
    assert all(len(tree.body) == 60 for tree in trees)


def test_nothing_else_of_the_library_makes_trees_of_code() -> None:
    made = set()
    for path in LIBRARY.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = {alias.name for alias in getattr(node, "names", []) if hasattr(alias, "name")}
            owner = node.value if isinstance(node, ast.Attribute) else None
            called = isinstance(node, ast.Attribute) and getattr(owner, "id", "") == "ast"
            from_ast = isinstance(node, ast.ImportFrom) and node.module == "ast"
            if (called and getattr(node, "attr", "") in TREE) or (from_ast and names & TREE):
                made.add(path.relative_to(LIBRARY).as_posix())
    assert made == {"parsing.py"}
