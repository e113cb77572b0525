"""The notebooks of the study with a wave beside it, and without: the study's part of them is the same."""

from collections.abc import Iterator
from contextlib import chdir
from typing import Any

import nbformat
import pytest

import cells
import planted
from projects import PROJECT, project_in
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.outputs.manifest import Manifest
from readytochange.outputs.storage import Folder

NOTEBOOKS = ("0-project", "4-synthesis")
OF_A_WAVE = ("synthesis.waves.", "synthesis.figures.beside")
WITH_BOTH = {"0-register"}


def of_a_wave(notebook: str) -> set[str]:
    """The cells, by their ids, that show something of a wave and else nothing."""
    read = nbformat.read(PROJECT.source(notebook), as_version=4)
    code = [each for each in read.cells if each.cell_type == "code"]
    return {each.id for each in code if each.source.splitlines()[-1].startswith(OF_A_WAVE)}


@pytest.mark.parametrize("lang", PROJECT.study.languages)
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_without_a_wave_none_is_read_and_none_is_shown(notebook: str, lang: str) -> None:
    read = Manifest(Folder(PROJECT.outputs)).runs[f"{lang}/{notebook}"].inputs
    assert len(read) > 0
    assert [each for each in read if each.startswith(("data/waves", "data/questionnaire"))] == []
    made = nbformat.read(PROJECT.outputs / lang / f"{notebook}.ipynb", as_version=4)
    silent = {each.id for each in made.cells if each.cell_type == "code" and not each.outputs}
    assert of_a_wave(notebook)
    assert of_a_wave(notebook) <= silent


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[tuple[str, Any]]]]:
    """What the cells of each notebook show with the planted wave."""
    made = project_in(tmp_path_factory.mktemp("beside") / "copy", "notebooks")
    planted.add(made)
    with chdir(made.root):
        given = {"lang": "en", "wave": planted.NAME}
        yield {name: cells.shown(name, given) for name in NOTEBOOKS}


def text(each: Any) -> str:
    """All that something shows."""
    if isinstance(each, Explorer):
        return ""
    return str(each.parts) if isinstance(each, Figure) else str(each.plain)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_with_a_wave_the_study_says_the_same(
    shown: dict[str, list[tuple[str, Any]]], notebook: str
) -> None:
    alone = {cell: text(each) for cell, each in cells.shown(notebook, {"lang": "en"})}
    beside = {cell: text(each) for cell, each in shown[notebook]}
    assert beside.keys() - alone.keys() == of_a_wave(notebook)
    changed = {
        each.name
        for cell, each in shown[notebook]
        if cell in alone and alone[cell] != text(each) and isinstance(each, Figure)
    }
    assert changed == (WITH_BOTH if notebook == "0-project" else set())


def test_nothing_that_would_tell_of_a_firm_is_shown(
    shown: dict[str, list[tuple[str, Any]]],
) -> None:
    every = [each for notebook in NOTEBOOKS for _, each in shown[notebook]]
    assert [each for each in every if planted.SECRET in text(each).lower()] == []
    work = next(each for each in every if getattr(each, "name", "") == "4-work")
    told = work.table["wave"].str.extract(r"^(\d+)% of (\d+)$").dropna().astype(int)
    counts = (told[0] * told[1] / 100).round()
    assert len(counts) > 5
    assert counts[counts.between(1, 2)].empty
    assert (work.table["wave"] == "not shown").any()
    assert set(work.table["wave_status"]) == {"wave", ""}
