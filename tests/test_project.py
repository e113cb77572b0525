"""A project is found from any folder below its study.toml, and what that file lacks is said in a line."""

from pathlib import Path

import pytest

from projects import NOTEBOOKS, PROJECT, ProjectFolder
from readytochange.errors import InputError
from readytochange.project import FILE, Project, Study, find

STUDY = """
title = "Trial"
owners = ["One"]
authors = "Someone"
languages = ["it", "en"]
parts = ["b", "a"]
subject = { it = "prova", en = "trial" }
credit = { it = "Per una prova.", en = "For a trial." }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_text(STUDY, encoding="utf-8")
    return tmp_path.resolve()


def study_of(folder: Path, text: str | bytes) -> Study:
    (folder / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return Project(folder).study


def test_a_project_is_found_from_its_folder_and_from_below(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = folder / "notebooks/deep"
    below.mkdir(parents=True)
    assert find(folder) == find(below) == Project(folder)
    monkeypatch.chdir(below)
    assert find() == Project(folder)


def test_the_nearest_project_is_the_one(folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (inner / FILE).write_text(STUDY, encoding="utf-8")
    assert find(inner).root == inner


def test_where_no_project_is_the_command_says_so_in_a_line_and_ends_with_2(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"is in no project; accepted is a folder with a study\.toml"
    ):
        find(tmp_path)
    for command in ("refresh", "render", "pdf", "app"):
        ended = ProjectFolder(tmp_path).invoke(command)
        assert ended.exit_code == 2
        assert ended.stderr.endswith(
            "in no project; accepted is a folder with a study.toml, or one below it\n"
        )
        assert len(ended.stderr.splitlines()) == 1


def test_its_folders_lie_in_it(folder: Path) -> None:
    project = Project(folder)
    assert project.source("a") == folder / "notebooks/a.ipynb"
    assert project.place_of(project.data / "report/a.csv") == "data/report/a.csv"
    assert project.outputs == folder / "outputs"


def test_parts_are_in_the_order_of_the_study_and_others_follow_by_name(folder: Path) -> None:
    assert Project(folder).study.in_order(["d", "a", "c", "b"]) == ["b", "a", "c", "d"]


def test_a_study_that_is_changed_is_read_anew(folder: Path) -> None:
    assert Project(folder).study.title == "Trial"
    assert study_of(folder, STUDY.replace("Trial", "Other")).title == "Other"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "study.toml: Invalid value (at end of document); accepted is TOML"),
        (b"title = '\xff'", "study.toml is not a text; accepted is TOML in UTF-8"),
        (
            STUDY.replace('title = "Trial"\n', ""),
            "study.toml, title is missing; accepted are title, ",
        ),
        ("part = []\n" + STUDY, "study.toml, part is unknown; accepted are title, "),
        (STUDY.replace('"Trial"', '""'), "study.toml, title is ''; accepted: "),
        (STUDY.replace('["One"]', "[]"), "study.toml, owners is []; accepted: "),
        (
            STUDY.replace('["it", "en"]', '["it", "fr"]'),
            "languages, 1 is 'fr'; accepted: 'it' or 'en'",
        ),
        (STUDY.replace(', en = "trial"', ""), "subject in each of the languages it, en"),
        (STUDY.replace('"For a trial."', '""'), "study.toml, credit, en is ''; accepted: "),
    ],
)
def test_a_study_that_cannot_be_used_is_refused_in_a_line(
    folder: Path, text: str | bytes, said: str
) -> None:
    with pytest.raises(InputError) as refused:
        study_of(folder, text)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_study_that_may_not_be_read_is_named(folder: Path) -> None:
    (folder / FILE).unlink()
    with pytest.raises(
        InputError, match=r"study\.toml: No such file or directory; accepted is a file"
    ):
        _ = Project(folder).study


@pytest.mark.parametrize(
    ("place", "holds"),
    [(".", True), ("data/new", True), ("notebooks", True), ("outputs", False), ("other", False)],
)
def test_folders_of_sources_are_known(folder: Path, place: str, holds: bool) -> None:
    assert Project(folder).holds_sources((folder / place).resolve()) is holds


def test_this_project_has_its_parts() -> None:
    assert PROJECT.study.parts == tuple(NOTEBOOKS[: len(PROJECT.study.parts)])
