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
from readytochange.figures import forms
from readytochange.figures.drawing import FIGURE_MIME
from readytochange.figures.table_layout import ANCHOR
from readytochange.outputs import cells
from readytochange.outputs.manifest import MANIFEST, Manifest, Record
from readytochange.outputs.storage import Folder
from readytochange.project import Project
from readytochange.publish import mime_types
from readytochange.publish.markdown import Heading, outline

SCREEN = "screen"
"""The tag of cells that print leaves out: what is to be searched is said elsewhere."""


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
        return [figure["name"] for figure in self._figures]

    @property
    def places(self) -> set[str]:
        """What links to its page may name besides headings: its figures, and rows of their tables."""
        return {
            forms.place(figure["name"], anchor)
            for figure in self._figures
            for anchor in ("", *_anchors(figure))
        }

    @property
    def _figures(self) -> list[Mapping[str, Any]]:
        outputs = [output for cell in self.notebook.cells for output in cell.get("outputs", [])]
        shown = [output.data.get(FIGURE_MIME) for output in outputs if "data" in output]
        return [figure for figure in shown if figure and "name" in figure]

    def tagged(self, tag: str) -> Iterator[tuple[int, NotebookNode]]:
        """Its cells with a tag, each with its index."""
        for index, cell in enumerate(self.notebook.cells):
            if tag in cells.tags(cell):
                yield index, cell

    def without(self, *tags: str) -> "Chapter":
        """The same without the cells that have one of these tags, and without the headings over nothing else."""
        left_out = [index for tag in tags for index, _ in self.tagged(tag)]
        if not left_out:
            return self
        every = self.notebook.cells
        names = iter(heading.name for heading in self.headings)
        named = [[next(names) for _ in outline(_markdown(cell))] for cell in every]
        kept: list[int] = []
        for index, cell in enumerate(every):
            if index not in left_out:
                kept.append(index)
                continue
            headed = [n for n in kept if every[n].cell_type == "markdown" and named[n]][1:]
            since = [n for n in kept if headed and n >= headed[-1]]
            if (
                since
                and cell.cell_type == "code"
                and not any(every[n].get("outputs") for n in since)
            ):
                kept = [n for n in kept if n < headed[-1] or every[n].cell_type == "code"]
        notebook = NotebookNode({**self.notebook, "cells": [every[index] for index in kept]})
        return replace(
            self, notebook=notebook, names=tuple(name for n in kept for name in named[n])
        )

    @property
    def title(self) -> str:
        return self.headings[0].text

    @property
    def short_title(self) -> str:
        """The title up to its colon."""
        return self.title.split(":")[0]

    def place(self, index: int) -> str:
        """A cell of it in words, as a person finds it in the source."""
        known: dict[str, int] = {}
        if self.source and self.source.is_file():
            with suppress(ValueError, AttributeError, KeyError):
                known = cells.numbers(nbformat.read(self.source, as_version=4))
        return f"{self}, {cells.named(self.notebook.cells, index, known)}"

    def __str__(self) -> str:
        return f"{self.lang}/{self.name}.ipynb"


def _anchors(figure: Mapping[str, Any]) -> list[str]:
    """Of the rows of a figure's table; none where its parts are none of ours, which is said when it is shown."""
    with suppress(KeyError, ValueError, AttributeError, TypeError, IndexError):
        column = figure["columns"].index(ANCHOR)
        return [str(row[column]) for row in figure["rows"] if row[column]]
    return []


def markdown(notebook: NotebookNode) -> list[str]:
    """All Markdown of a notebook, in order: its cells, and what code says."""
    return [text for cell in notebook.cells for text in _markdown(cell)]


def _markdown(cell: NotebookNode) -> list[str]:
    return [cell.source] if cell.cell_type == "markdown" else markdown_outputs(cell)


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
    """The number of each figure that is on paper too, by its name, over all chapters in reading order."""
    names = dict.fromkeys(name for each in chapters for name in each.without(SCREEN).figures)
    return {name: number for number, name in enumerate(names, 1)}


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
    chapter = Chapter(name, lang, notebook, parameters, source=project.source(name))
    return chapter.without("explorer")  # which is for who runs the notebook


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
