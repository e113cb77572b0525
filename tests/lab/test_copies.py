"""Working copies: made in one language, kept once they are edited, made anew when only their source changed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from projects import PROJECT, ProjectFolder
from readytochange.lab import copies

EN = "en/1-qualitative.ipynb"


@pytest.fixture
def small(make_project: Callable[..., ProjectFolder]) -> ProjectFolder:
    """A project with one small notebook."""
    made = make_project()
    made.notebook("1-qualitative", "1 + 1")
    return made


def made(small: ProjectFolder, lang: str = "en") -> dict[str, tuple[str, str]]:
    return {
        small.project.place_of(copy.path): (copy.state, copy.said)
        for copy in copies.make(small.project, lang)
    }


def copy_of(small: ProjectFolder, place: str = EN) -> NotebookNode:
    read: NotebookNode = nbformat.read(small.project.work / place, as_version=4)
    return read


def change(path: Path, act: Callable[[NotebookNode], Any]) -> None:
    notebook = nbformat.read(path, as_version=4)
    act(notebook)
    nbformat.write(notebook, path)


def edit_source(small: ProjectFolder) -> None:
    change(small.project.source("1-qualitative"), lambda found: found.cells[-1].update(source="3"))


def test_a_copy_has_one_language_and_says_which(small: ProjectFolder) -> None:
    assert made(small) == {f"work/{EN}": ("made", "from notebooks/1-qualitative.ipynb")}
    title, given, *_ = copy_of(small).cells
    assert title.source == "# Trial"
    assert given.source.splitlines()[0] == 'lang: str = "en"  # language'
    assert list(made(small, "it")) == ["work/it/1-qualitative.ipynb"]
    assert copy_of(small, "it/1-qualitative.ipynb").cells[0].source == "# Prova"


def test_a_copy_that_is_as_its_source_is_kept(small: ProjectFolder) -> None:
    made(small)
    before = (small.project.work / EN).read_bytes()
    assert made(small) == {f"work/{EN}": ("kept", "")}
    assert (small.project.work / EN).read_bytes() == before


def test_a_run_is_no_edit_and_a_new_source_takes_its_place(small: ProjectFolder) -> None:
    made(small)

    def run(found: NotebookNode) -> None:
        found.cells[-1].update(execution_count=7, metadata={"jupyter": {"source_hidden": True}})
        found.metadata.kernelspec.display_name = "Python 3 (ipykernel)"

    change(small.project.work / EN, run)
    assert made(small) == {f"work/{EN}": ("kept", "")}
    edit_source(small)
    said = "anew, as notebooks/1-qualitative.ipynb is now"
    assert made(small) == {f"work/{EN}": ("made", said)}
    assert copy_of(small).cells[-1].source == "3"


def test_an_edited_copy_is_kept_and_says_when_its_source_changed(small: ProjectFolder) -> None:
    made(small)
    change(small.project.work / EN, lambda found: found.cells[-1].update(source="2 + 2"))
    assert made(small) == {f"work/{EN}": ("kept", "edited")}
    edit_source(small)
    [(state, said)] = made(small).values()
    assert state == "kept"
    assert "notebooks/1-qualitative.ipynb has changed since: rename yours" in said
    assert copy_of(small).cells[-1].source == "2 + 2"


@pytest.mark.parametrize("content", ["", "[]", '{"cells": 1}', json.dumps({"metadata": []})])
def test_what_is_no_copy_of_ours_is_never_written_over(small: ProjectFolder, content: str) -> None:
    place = small.project.work / EN
    place.parent.mkdir(parents=True)
    place.write_text(content)
    assert made(small) == {f"work/{EN}": ("kept", "edited")}
    assert place.read_text() == content


def test_a_source_that_cannot_be_used_is_named_and_the_others_are_made(
    small: ProjectFolder,
) -> None:
    small.notebook("2-quantitative", "1")
    small.project.source("1-qualitative").write_text("no notebook")
    states = made(small)
    assert states[f"work/{EN}"][0] == "refused"
    assert "notebooks/1-qualitative.ipynb is not a notebook" in states[f"work/{EN}"][1]
    assert states["work/en/2-quantitative.ipynb"][0] == "made"


def test_a_copy_shows_what_a_refresh_would_show_with_the_code_of_sentences_folded(
    make_project: Callable[..., ProjectFolder],
) -> None:
    whole = make_project("notebooks", "outputs")
    [copy, *_] = copies.make(whole.project, "en")
    cells = [cell for cell in nbformat.read(copy.path, as_version=4).cells if "outputs" in cell]
    executed = nbformat.read(PROJECT.outputs / "en/0-project.ipynb", as_version=4).cells
    shown = [cell.outputs for cell in executed if cell.get("outputs")]
    assert [cell.outputs for cell in cells if cell.outputs] == shown
    folded = {cell.id for cell in cells if cell.metadata.get("jupyter", {}).get("source_hidden")}
    assert [cell.source for cell in cells if ".figures." in cell.source and cell.id in folded] == []
    said = {cell.id for cell in cells if cell.source.startswith(("t.say", "from ", "settings"))}
    assert said
    assert said <= folded


def test_where_the_data_changed_a_copy_shows_nothing_until_it_is_run(
    make_project: Callable[..., ProjectFolder],
) -> None:
    whole = make_project("notebooks", "outputs")
    with (whole.project.data / "datapackage.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    [copy, *_] = copies.make(whole.project, "en")
    cells = nbformat.read(copy.path, as_version=4).cells
    assert [cell for cell in cells if cell.get("outputs")] == []
