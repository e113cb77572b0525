"""Small notebooks to be made pages of, and what is measured on pages."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from nbformat.v4 import new_markdown_cell, new_notebook

from projects import PROJECT
from readytochange.figures import drawing
from readytochange.outputs.manifest import MANIFEST, Manifest
from readytochange.outputs.storage import Folder
from readytochange.publish import notebook_figures
from readytochange.publish.chapters import Chapter

RECORD = {
    "notebook": "notebooks/0-project.ipynb",
    "parameters": {"lang": "it"},
    "inputs": {},
    "versions": {},
    "files": {"it/0-project.ipynb": ""},
}


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](c.png) *d* `e` "
    "{{ 7*7 }} {% raw %} ${f} $x$ &lt; <https://example.org> # g"
)


def small(folder: Path, *cells: nbformat.NotebookNode) -> Path:
    met = Counter[str]()
    for cell in cells:  # ids once each, as in any notebook
        met[cell.id] += 1
        if met[cell.id] > 1:
            cell.id = f"{cell.id}-{met[cell.id]}"
    notebook = new_notebook(cells=[new_markdown_cell("# Prova: una", id="title"), *cells])
    (folder / "it").mkdir(parents=True)
    nbformat.write(notebook, folder / "it" / "0-project.ipynb")
    (folder / "manifest.json").write_text(json.dumps({"runs": {"it/0-project": RECORD}}))
    return folder


def part_of_outputs(folder: Path, *runs: str) -> Path:
    """What a refresh of these runs alone writes."""
    manifest = Manifest(Folder(PROJECT.outputs))
    manifest.runs = {name: manifest.runs[name] for name in runs}
    for record in manifest.runs.values():
        for place in record.files:
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes((PROJECT.outputs / place).read_bytes())
    (folder / MANIFEST).write_bytes(manifest.text())
    return folder


def figures_in(chapter: Chapter) -> list[notebook_figures.NotebookFigure]:
    """The figures of an executed notebook."""
    return [
        notebook_figures.from_output(output.data)
        for cell in chapter.notebook.cells
        for output in cell.get("outputs", [])
        if drawing.FIGURE_MIME in output.get("data", {})
    ]


def contrast(one: str, other: str) -> float:
    """The ratio of two colours' luminances (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@cache
def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def attributes(page: BeautifulSoup, *names: str) -> Iterator[str]:
    for name in names:
        for tag in page.select(f"[{name}]"):
            yield str(tag[name])
