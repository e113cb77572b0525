"""What an output depends on: files of the project by their bytes, and libraries by their version.

A notebook counts by what its cells say, whoever saved it. Its library code is what its imports reach, read from the
text and never by importing it. A package counts as a whole, since what it offers is loaded when it is asked for; files
beside its modules (`locale/`, `fonts/`) count with it. What cannot be read from the text counts as everything: running
once too often is slow, once too seldom is wrong.
"""

import ast
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import grimp
from grimp.exceptions import GrimpException

from readytochange.outputs.cells import kept
from readytochange.outputs.manifest import Sums, sha256
from readytochange.parsing import parsed
from readytochange.project import Project

LIBRARIES = (
    "altair",
    "babel",
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
    "polars",
    "pydantic",
    "pyreadstat",
    "python-calamine",
    "rapidfuzz",
    "ruamel.yaml",
    "scipy",
    "statsmodels",
    "vl-convert-python",
    "xlsxwriter",
)
"""Python is not among them: the same outputs are made by every version that the project supports."""

LIBRARY = Path(__file__).parents[1]
_PACKAGE = LIBRARY.name
_EXECUTION = f"{_PACKAGE}.run.notebook"
"""What executes every notebook."""

_DYNAMIC = frozenset({"__import__", "importlib", "exec", "eval", "get_ipython"})


class Sources:
    """A project's files as they are when this is made.

    A file that changes while a notebook runs is recorded as it was before, so that the next refresh runs it again.

    Parameters
    ----------
    project : whose data, notebooks and library
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        data = os.walk(project.data, followlinks=True)
        places = [Path(folder, name) for folder, _, files in data for name in ("", *files)]
        places += project.notebooks.glob("*.ipynb")
        self._sums: Sums = {project.place_of(path): _sum(path) for path in places}
        self._sums |= {place_in_library(path): _sum(path) for path in whole_library()}
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
        """A notebook, the project's catalogue, and the library code that it needs.

        Parameters
        ----------
        notebook : its name without the ending
        """
        if notebook not in self._needed:
            source = self.project.source(notebook)
            needed = sorted(map(place_in_library, library(source)))
            own = map(self.project.place_of, (source, self.project.catalogue))
            self._needed[notebook] = [*own, *needed]
        return self.of(self._needed[notebook])

    def now(self, notebook: str, recorded: Iterable[str]) -> Sums:
        """What decides a run's outputs, as far as it was told before: code, and the data that it looked at.

        Parameters
        ----------
        notebook : its name without the ending
        recorded : the places that were recorded
        """
        return self.code(notebook) | self.of(p for p in recorded if p.split("/")[0] == "data")

    def _sum(self, place: str) -> str | None:
        if place not in self._sums and place.split("/")[0] != "data":
            self._sums[place] = _sum(self.project.root / place)
        return self._sums.get(place)


def place_in_library(path: Path) -> str:
    """What a file of the library is called in a manifest, wherever the library is installed."""
    return f"lib/{_PACKAGE}/{path.relative_to(LIBRARY).as_posix()}"


def library(notebook: Path) -> list[Path]:
    """The files of the library that a notebook needs: modules, directly or through others, and what lies beside them.

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
        trees = [parsed(text) for text in code]
    except (OSError, ValueError, KeyError, TypeError, SyntaxError):
        return whole_library()
    try:
        if any(_is_dynamic(node) for tree in trees for node in ast.walk(tree)):
            return whole_library()
        return reached({name for tree in trees for name in _imported(tree)})
    except GrimpException:  # of a module that does not parse
        return whole_library()


def reached(names: Iterable[str]) -> list[Path]:
    """The files of the library that modules need, directly or through others; with what executes notebooks.

    Parameters
    ----------
    names : of modules, 'readytochange.survey'; others are passed over

    Raises
    ------
    GrimpException
        if a module cannot be read
    """
    imports = _imports()
    found: set[str] = set()
    waiting = {_PACKAGE, _EXECUTION, *(name for name in names if name in imports.modules)}
    while waiting:
        module = waiting.pop()
        found.add(module)
        waiting |= imports.find_modules_directly_imported_by(module) - found
        if module != _PACKAGE:
            waiting |= imports.find_descendants(module) - found
    found |= {module.rpartition(".")[0] for module in found}  # a package's own file runs too
    return [path for path in whole_library() if _module(path) in found]


@cache
def whole_library() -> list[Path]:
    """All files of the library."""
    below = LIBRARY.rglob("*")
    return sorted(path for path in below if path.is_file() and "__pycache__" not in path.parts)


@cache
def _imports() -> grimp.ImportGraph:
    return grimp.build_graph(_PACKAGE, exclude_type_checking_imports=True, cache_dir=None)


def _module(path: Path) -> str:
    """The module of a file; of one that is no module, the package that it lies in."""
    if path.suffix != ".py" or path.name == "__init__.py":
        path = next(folder for folder in path.parents if (folder / "__init__.py").is_file())
    parts = path.relative_to(LIBRARY).parts
    return ".".join([_PACKAGE, *(part.removesuffix(".py") for part in parts)])


def sum_of(notebook: bytes) -> str:
    """The sum of what a notebook says, whoever saved it, with whichever kernel, its cells run or not."""
    return sha256(_said(notebook))


def _said(notebook: bytes) -> bytes:
    """What counts of a notebook: its cells, but not what they showed, nor how; all of it where it is none."""
    try:
        read = json.loads(notebook)
        return json.dumps([_cell_said(cell) for cell in read["cells"]], sort_keys=True).encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return notebook


def _cell_said(cell: Mapping[str, Any]) -> dict[str, Any]:
    counts = {name: cell[name] for name in ("cell_type", "id", "attachments") if name in cell}
    return counts | {"source": "".join(cell["source"]), "metadata": kept(cell["metadata"])}


def _is_dynamic(node: ast.AST) -> bool:
    names = {getattr(node, "id", ""), getattr(node, "module", None) or ""}
    if isinstance(node, ast.Import):
        names |= {alias.name for alias in node.names}
    return _is_front_door(node) or any(name.split(".")[0] in _DYNAMIC for name in names)


def _is_front_door(node: ast.AST) -> bool:
    """Whether it imports the package as a whole, or of it what is no module: either leads to any module."""
    names = [alias.name for alias in getattr(node, "names", []) if isinstance(alias, ast.alias)]
    if isinstance(node, ast.Import):
        return _PACKAGE in names
    from_it = isinstance(node, ast.ImportFrom) and node.module == _PACKAGE
    return from_it and any(f"{_PACKAGE}.{name}" not in _imports().modules for name in names)


def _imported(tree: ast.AST) -> Iterator[str]:
    """Every name that may be a module of ours."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _sum(path: Path) -> str | None:
    if path.suffix == ".ipynb" and path.is_file():
        return sum_of(path.read_bytes())
    if path.is_dir():
        return sha256("\n".join(sorted(inside.name for inside in path.iterdir())).encode())
    return sha256(path.read_bytes()) if path.is_file() else None
