"""The executed notebooks of a folder as chapters: what its manifest names, read, in reading order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from readytochange.errors import InputError
from readytochange.figures.drawing import FIGURE_MIME
from readytochange.outputs import cells
from readytochange.outputs.manifest import MANIFEST, Manifest, Record
from readytochange.outputs.storage import Folder
from readytochange.project import Project
from readytochange.publish import mime_types
from readytochange.publish.markdown import Heading, outline


@dataclass(frozen=True)
class Chapter:
    """An executed notebook in one language."""

    name: str
    lang: str
    notebook: NotebookNode
    parameters: Mapping[str, Any]
    names: tuple[str, ...] = ()
    """What links call its headings, where another language has said it."""
    source: Path | None = None
    """Where its source is, whose numbers of cells a person knows."""

    @cached_property
    def headings(self) -> list[Heading]:
        """Of its page, in order; the first is its title."""
        found = outline(markdown(self.notebook), self.names)
        if not found or found[0].level != 1:
            raise InputError(f"{self} does not begin with its title, a heading of the first level")
        return found

    @property
    def figures(self) -> list[str]:
        """The names of its figures, in reading order."""
        outputs = [output for cell in self.notebook.cells for output in cell.get("outputs", [])]
        shown = [output.data.get(FIGURE_MIME) for output in outputs if "data" in output]
        return [figure["name"] for figure in shown if figure and "name" in figure]

    def tagged(self, tag: str) -> Iterator[tuple[int, NotebookNode]]:
        """Its cells with a tag, each with its index."""
        for index, cell in enumerate(self.notebook.cells):
            if tag in cell.metadata.get("tags", []):
                yield index, cell

    @property
    def title(self) -> str:
        return self.headings[0].text

    @property
    def short_title(self) -> str:
        """The title up to its colon."""
        return self.title.split(":")[0]

    @property
    def number(self) -> str:
        """Its place in the reading order, as its name says."""
        return self.name.split("-")[0]

    def place(self, index: int) -> str:
        """A cell of it in words, as a person finds it in the source."""
        known: dict[str, int] = {}
        if self.source and self.source.is_file():
            with suppress(ValueError, AttributeError, KeyError):
                known = cells.numbers(nbformat.read(self.source, as_version=4))
        return f"{self}, {cells.named(self.notebook.cells, index, known)}"

    def __str__(self) -> str:
        return f"{self.lang}/{self.name}.ipynb"


def markdown(notebook: NotebookNode) -> list[str]:
    """All Markdown of a notebook, in order: its cells, and what code says."""
    texts = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            texts.append(cell.source)
        texts += markdown_outputs(cell)
    return texts


def markdown_outputs(cell: NotebookNode) -> list[str]:
    """The Markdown that a cell's code shows."""
    outputs = [
        output
        for output in cell.get("outputs", [])
        if mime_types.MARKDOWN in output.get("data", {})
    ]
    return [
        output.data[mime_types.MARKDOWN]
        for output in outputs
        if mime_types.best(output) == mime_types.MARKDOWN
    ]


def numbers(chapters: Sequence[Chapter]) -> dict[str, int]:
    """The number of each figure by its name, over all chapters in reading order."""
    names = dict.fromkeys(name for chapter in chapters for name in chapter.figures)
    return {name: number for number, name in enumerate(names, 1)}


def to_be_read(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """The cells of a notebook without its explorers, which are for who runs it, and the headings over them."""
    kept: list[NotebookNode] = []
    for cell in cells:
        if _EXPLORER in cell.metadata.get("tags", []):
            headed = [n for n, each in enumerate(kept) if _is_headed(each)][1:]
            if headed and not any(each.cell_type == "code" for each in kept[headed[-1] :]):
                del kept[headed[-1] :]
        else:
            kept.append(cell)
    return kept


def _is_headed(cell: NotebookNode) -> bool:
    return cell.cell_type == "markdown" and bool(outline([cell.source]))


_EXPLORER = "explorer"
_RUN = re.compile(r"[a-z]{2}/[^/]+")
_SHOWN = (".csv", ".xlsx", ".png", ".svg", ".ipynb")


def load(project: Project, outputs: Path) -> tuple[dict[str, list[Chapter]], list[str]]:
    """The executed notebooks of a folder, by language and in reading order, and the places of all their files.

    Parameters
    ----------
    project : whose notebooks they are; it says their order
    outputs : what `refresh` wrote

    Raises
    ------
    InputError
        if there is no manifest, or a file that it names is missing or is no notebook
    """
    runs = _records(outputs)
    paths = [path for record in runs.values() for path in record.files]
    missing = [path for path in paths if not (outputs / path).is_file()]
    if missing:
        raise InputError(f"{outputs / missing[0]} is missing: run readytochange refresh")
    editions: dict[str, list[Chapter]] = {}
    for lang in project.study.languages:
        names = project.study.in_order(
            run.split("/")[1] for run in runs if run.split("/")[0] == lang
        )
        if names:
            editions[lang] = [
                _chapter(project, outputs, lang, name, runs[f"{lang}/{name}"].parameters)
                for name in names
            ]
    return _with_shared_names(editions), sorted(p for p in paths if p.endswith(_SHOWN))


def _records(outputs: Path) -> dict[str, Record]:
    """What the manifest says of the runs that have pages: '<lang>/<notebook>', each with its files below the folder."""
    path = outputs / MANIFEST
    if outputs.exists() and not outputs.is_dir():
        raise InputError(f"{outputs} is not a folder; accepted is a folder that refresh wrote")
    if not path.is_file():
        raise InputError(f"{path} is missing: run readytochange refresh")
    runs = Manifest(Folder(outputs)).runs
    wrong = [name for name in runs if not _RUN.fullmatch(name)]
    if wrong or not runs:
        found = f"a run '{wrong[0]}'" if wrong else "no notebook"
        raise InputError(f"{path} names {found}: delete it, and run readytochange refresh")
    return runs


def _chapter(
    project: Project, outputs: Path, lang: str, name: str, parameters: dict[str, Any]
) -> Chapter:
    path = outputs / lang / f"{name}.ipynb"
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except (OSError, ValueError, AttributeError, KeyError, nbformat.ValidationError):
        raise InputError(f"{path} is not a notebook: run readytochange refresh") from None
    notebook.cells = to_be_read(notebook.cells)
    return Chapter(name, lang, notebook, parameters, source=project.source(name))


def _with_shared_names(editions: dict[str, list[Chapter]]) -> dict[str, list[Chapter]]:
    """Give a notebook's headings the same names in every language: so a switch of language stays in its section."""
    names = {
        chapter.name: tuple(heading.name for heading in chapter.headings)
        for chapter in editions.get("en", [])
    }
    return {
        lang: [replace(chapter, names=names.get(chapter.name, ())) for chapter in chapters]
        for lang, chapters in editions.items()
    }
