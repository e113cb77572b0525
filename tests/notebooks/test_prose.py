"""Prose in pairs: nobody edits one language and forgets the other."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

import prose
from projects import PROJECT
from readytochange.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of one notebook with two pairs, recorded."""
    made = Project(tmp_path)
    made.notebooks.mkdir()
    (tmp_path / "study.toml").write_bytes((PROJECT.root / "study.toml").read_bytes())
    cells = [
        nbformat.v4.new_markdown_cell(text, id=f"text-{lang}-{n}", metadata={"tags": [f"lang-{lang}"]})
        for n, pair in enumerate([("uno", "one"), ("due", "two")])
        for lang, text in zip(("it", "en"), pair, strict=True)
    ]  # fmt: skip
    nbformat.write(nbformat.v4.new_notebook(cells=cells), made.notebooks / "0-trial.ipynb")
    assert prose.write(made) == []
    return made


@pytest.fixture
def edit(project: Project) -> Callable[[str, str], None]:
    """Replaces a text of the notebook."""
    place = project.notebooks / "0-trial.ipynb"

    def replace(old: str, new: str) -> None:
        text = place.read_text(encoding="utf-8")
        assert text.count(old) == 1
        place.write_text(text.replace(old, new), encoding="utf-8")

    return replace


Edit = Callable[[str, str], None]


def test_both_languages_of_every_text_were_edited_together() -> None:
    assert prose.edited_alone(PROJECT) == {}
    assert prose.recorded(PROJECT) == prose.pairs(PROJECT), "run make prose"


def test_every_text_is_in_a_pair() -> None:
    cells = [
        cell
        for place in PROJECT.notebooks.glob("*.ipynb")
        for cell in nbformat.read(place, as_version=4).cells
        if cell.cell_type == "markdown"
    ]
    assert len(cells) == 2 * len(prose.pairs(PROJECT))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("uno", "un altro", "0-trial text-0: the Italian was edited, the English not"),
        ("two", "another", "0-trial text-1: the English was edited, the Italian not"),
    ],
)
def test_a_text_edited_in_one_language_is_named_and_not_recorded(
    project: Project, edit: Edit, old: str, new: str, said: str
) -> None:
    edit(old, new)
    before = prose.recorded(project)
    assert prose.write(project) == [said]
    assert prose.recorded(project) == before
    assert list(prose.edited_alone(project).values()) == [said]


def test_a_text_edited_in_both_is_recorded(project: Project, edit: Edit) -> None:
    edit("uno", "tre")
    edit("one", "three")
    assert prose.edited_alone(project) == {}
    assert prose.recorded(project) != prose.pairs(project)
    assert prose.write(project) == []
    assert prose.recorded(project) == prose.pairs(project)


def test_a_text_whose_other_language_still_says_the_same_is_recorded_when_told(
    project: Project, edit: Edit
) -> None:
    edit("uno", "1")
    assert prose.write(project, reviewed=True) == []
    assert prose.edited_alone(project) == {}


def test_a_pair_that_moves_hides_no_edit(project: Project, edit: Edit) -> None:
    for lang in ("it", "en"):
        edit(f"text-{lang}-0", f"text-{lang}-7")
    assert prose.edited_alone(project) == {}
    edit("uno", "un altro")
    assert list(prose.edited_alone(project)) == ["0-trial text-7"]


def test_the_command_says_what_to_do(project: Project, edit: Edit) -> None:
    edit("two", "another")
    command = [sys.executable, prose.__file__]
    ended = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "the English was edited, the Italian not" in ended.stderr
    assert "--reviewed" in ended.stderr
    command.append("--reviewed")
    assert subprocess.run(command, cwd=project.root, check=False).returncode == 0
