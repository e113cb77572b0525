"""The functions that an analyst may call, as `docs/library.md` lists them."""

import ast
import re
from collections.abc import Callable, Iterator
from inspect import isfunction
from types import ModuleType
from typing import Any

import readytochange
from projects import LIBRARY, PROJECT

PARTS = ("study", "survey", "interviews", "stakeholders", "synthesis")
"""The study wing."""


def functions(*packages: str) -> dict[str, Callable[..., Any]]:
    """Every public function of the packages, by the name by which it is called; each once."""
    found: dict[Callable[..., Any], str] = {}
    for package in packages:
        for name, function in _of(getattr(readytochange, package), package):
            found.setdefault(function, name)
    return {name: function for function, name in found.items()}


def _of(module: ModuleType, path: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """What a module offers, the names that a package lends from its modules first."""
    offered = getattr(module, "__all__", [name for name in vars(module) if name[0] != "_"])
    values = {name: getattr(module, name) for name in offered}
    ours = {
        n: v for n, v in values.items() if getattr(v, "__module__", "").startswith("readytochange")
    }
    for name, value in ours.items():
        if isfunction(value) and (
            hasattr(module, "__path__") or value.__module__ == module.__name__
        ):
            yield f"{path}.{name}", value
    for name, value in values.items():
        if isinstance(value, ModuleType) and value.__name__ == f"{module.__name__}.{name}":
            yield from _of(value, f"{path}.{name}")


STUBS = sorted(path.parent.relative_to(LIBRARY) for path in LIBRARY.glob("*/**/__init__.pyi"))
PACKAGES = [".".join(path.parts) for path in STUBS]
"""Packages whose stub says what is public."""


def declared(package: str) -> set[str]:
    """What the stub of a package says is public."""
    place = LIBRARY.joinpath(*package.split("."), "__init__.pyi")
    stub = ast.parse(place.read_text(encoding="utf-8"))
    froms = (node for node in stub.body if isinstance(node, ast.ImportFrom))
    return {str(each.asname) for node in froms for each in node.names}


def documented(package: str) -> set[str]:
    """What the list of public names says of a package."""
    text = (PROJECT.root / "docs/library.md").read_text(encoding="utf-8")
    [row] = re.findall(rf"^\| `{re.escape(package)}` \| (.*) \|$", text, re.MULTILINE)
    return set(re.findall(r"`(\w+)`", row))
