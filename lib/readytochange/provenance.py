"""What an output depends on: files of the project by their bytes, and libraries by their version.

A notebook's library code is what its imports reach, read from the text and never by importing it: modules, the files
beside them that they name (`it.po`, `fonts`), and what runs notebooks. What cannot be read from the text counts as
everything: running once too often is slow, once too seldom is wrong. Used by `manifest` and `refresh`.
"""

import ast
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from readytochange import paths

LIBRARIES = (
    "altair",
    "babel",
    "frictionless",
    "ipykernel",
    "ipython",
    "ipywidgets",
    "jupyter-client",
    "narwhals",
    "nbclient",
    "nbformat",
    "numpy",
    "pandas",
    "papermill",
    "pillow",
    "pydantic",
    "scipy",
    "statsmodels",
    "vl-convert-python",
)
"""Python is not among them: the same outputs are made by every version that the project supports."""

Sums = dict[str, str | None]
"""SHA-256 of each file by its place in the project; of a folder, of the names in it; None where nothing is."""

_PACKAGE = "readytochange"
_RUNNING = ("execution", "paths")
_DYNAMIC = frozenset({"__import__", "importlib", "exec", "eval", "get_ipython"})


class Sources:
    """The project's files as they are when this is made.

    A file that changes while a notebook runs is recorded as it was before, so that the next refresh runs it again.
    """

    def __init__(self) -> None:
        data = os.walk(paths.DATA, followlinks=True)
        places = [Path(folder, name) for folder, _, files in data for name in ("", *files)]
        places += [*paths.NOTEBOOKS.glob("*.ipynb"), *whole_library()]
        self._sums: Sums = {place_of(path): _sum(path) for path in places}
        self._needed: dict[str, list[str]] = {}
        self.versions = {name: version(name) for name in LIBRARIES}

    def of(self, places: Iterable[str]) -> Sums:
        """The sums of what lies in these places; those under `data/` as they were at first.

        Parameters
        ----------
        places : below the project's folder, with forward slashes

        Returns
        -------
        dict
        """
        return {place: self._sum(place) for place in places}

    def code(self, notebook: str) -> Sums:
        """A notebook, and the library code that it needs.

        Parameters
        ----------
        notebook : its name without the ending
        """
        if notebook not in self._needed:
            source = paths.NOTEBOOKS / f"{notebook}.ipynb"
            self._needed[notebook] = sorted(map(place_of, [source, *library(source)]))
        return self.of(self._needed[notebook])

    def now(self, notebook: str, recorded: Iterable[str]) -> Sums:
        """What decides a run's outputs, as far as it was told before: code, and the data that it looked at.

        Parameters
        ----------
        notebook : its name without the ending
        recorded : the places that were recorded
        """
        data = paths.DATA.name
        return self.code(notebook) | self.of(p for p in recorded if p.split("/")[0] == data)

    def _sum(self, place: str) -> str | None:
        path = paths.PROJECT / place
        if place not in self._sums and not path.is_relative_to(paths.DATA):
            self._sums[place] = _sum(path)
        return self._sums.get(place)


def sha256(content: bytes) -> str:
    """The sum by which a file is known."""
    return hashlib.sha256(content).hexdigest()


def place_of(path: Path) -> str:
    """A file's place in the project, with forward slashes."""
    return path.relative_to(paths.PROJECT).as_posix()


def library(notebook: Path) -> list[Path]:
    """The files of the library that a notebook needs: modules, directly or through others, and what these read.

    Parameters
    ----------
    notebook : a source notebook

    Returns
    -------
    list of Path
        all files where the notebook's code does not say it: it has magics, or imports by a name that it computes
    """
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        trees = [ast.parse(text) for text in code]
    except (OSError, ValueError, KeyError, TypeError, SyntaxError):
        return whole_library()
    if any(_is_dynamic(node) for tree in trees for node in ast.walk(tree)):
        return whole_library()
    return reached({name for tree in trees for name in _imported(tree)})


def reached(names: Iterable[str]) -> list[Path]:
    """The files of the library that modules need, directly or through others; with what runs notebooks.

    Parameters
    ----------
    names : of modules, 'readytochange.survey'; others are passed over
    """
    found: set[Path] = set()
    waiting = {_PACKAGE, *names, *(f"{_PACKAGE}.{name}" for name in _RUNNING)}
    while waiting:
        name = waiting.pop()
        if name == f"{_PACKAGE}.*":
            return whole_library()
        module = _module(name)
        if module and module not in found:
            imported, beside = _needs(module)
            found |= {module, *beside}
            waiting |= imported
    return sorted(found)


def whole_library() -> list[Path]:
    """All files of the library."""
    return sorted(_files(paths.LIBRARY))


def _is_dynamic(node: ast.AST) -> bool:
    names = {getattr(node, "id", ""), getattr(node, "module", "")}
    if isinstance(node, ast.Import):
        names |= {alias.name for alias in node.names}
    return bool(names & _DYNAMIC)


def _imported(tree: ast.AST) -> Iterator[str]:
    """Every name that may be a module of ours."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module if node.module and not node.level else _PACKAGE
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _module(name: str) -> Path | None:
    package, *rest = name.split(".")
    place = paths.LIBRARY.joinpath(*rest)
    places = [place / "__init__.py", *([place.with_suffix(".py")] if rest else [])]
    return next((path for path in places if package == _PACKAGE and path.is_file()), None)


@cache
def _needs(module: Path) -> tuple[frozenset[str], frozenset[Path]]:
    """What a module imports, and the files beside it whose name, or whose folder's name, it holds as a text."""
    try:
        tree = ast.parse(module.read_bytes())
    except (SyntaxError, ValueError):  # its kernel will say so
        return frozenset({f"{_PACKAGE}.*"}), frozenset()
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    beside = [path for path in module.parent.iterdir() if path.suffix != ".py"]
    named = [path for path in beside if path.name in texts]
    return frozenset(_imported(tree)), frozenset(file for path in named for file in _files(path))


def _files(place: Path) -> list[Path]:
    within = [place, *place.rglob("*")]
    return [path for path in within if path.is_file() and "__pycache__" not in path.parts]


def _sum(path: Path) -> str | None:
    if path.is_dir():
        return sha256("\n".join(sorted(inside.name for inside in path.iterdir())).encode())
    return sha256(path.read_bytes()) if path.is_file() else None
