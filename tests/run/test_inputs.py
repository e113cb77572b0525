"""What a notebook depends on: the library code that it reaches, and libraries whose version counts."""

import ast
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from grimp.exceptions import GrimpException

from projects import PROJECT, ProjectFolder
from readytochange.outputs.manifest import sha256
from readytochange.run import inputs, plan
from readytochange.run.inputs import Sources

NOTEBOOKS = set(plan.notebooks(PROJECT))


def needing(place: str) -> set[str]:
    """The notebooks of this project that need a file of the library."""
    path = inputs.LIBRARY / place
    assert path.is_file()
    return {name for name in NOTEBOOKS if path in inputs.library(PROJECT.source(name))}


@pytest.mark.parametrize(
    "place",
    [
        "__init__.py",
        "run/notebook.py",
        "run/__init__.py",
        "study/__init__.pyi",
        "study/tables.py",
        "figures/fonts/ReadyToChangeSans-Bold.ttf",
        "locale/it/LC_MESSAGES/readytochange.po",
    ],
)
def test_what_executes_and_shows_every_notebook_is_needed_by_all(place: str) -> None:
    assert needing(place) == NOTEBOOKS


@pytest.mark.parametrize(
    "place",
    [
        "app/tabs.py",
        "cli/commands.py",
        "publish/pages.py",
        "publish/templates/style.css",
        "run/refresh.py",
        "run/plan.py",
    ],
)
def test_what_publishes_and_plans_is_needed_by_none(place: str) -> None:
    assert needing(place) == set()


@pytest.mark.parametrize(
    ("place", "needed_by"),
    [
        ("interviews/published.py", NOTEBOOKS - {"2b-wave"}),
        ("stakeholders/published.py", NOTEBOOKS - {"2b-wave"}),
        ("synthesis/open_questions.py", NOTEBOOKS - {"2b-wave"}),
        ("survey/waves/tables/tabulation.py", NOTEBOOKS),
    ],
)
def test_a_part_of_the_study_is_needed_by_who_shows_it(place: str, needed_by: set[str]) -> None:
    assert needing(place) == needed_by


@pytest.mark.parametrize(
    "code",
    [
        "%run other.py",
        "from importlib import import_module",
        "import importlib.util",
        "__import__('x')",
        "exec('')",
        "import readytochange as rtc",
        "from readytochange import use",
        "from readytochange import *",
    ],
)
def test_code_that_does_not_say_what_it_imports_needs_everything(
    make_project: Callable[..., ProjectFolder], code: str
) -> None:
    assert inputs.library(make_project().notebook("0-project", code)) == inputs.whole_library()


@pytest.mark.parametrize("content", ["", "[]", '{"cells": [{}]}'])
def test_what_is_no_notebook_needs_everything(tmp_path: Path, content: str) -> None:
    place = tmp_path / "a.ipynb"
    place.write_text(content)
    assert inputs.library(place) == inputs.whole_library()


def test_where_a_module_cannot_be_read_everything_is_needed(
    make_project: Callable[..., ProjectFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise GrimpException

    source = make_project().notebook("0-project", "from readytochange import survey")
    assert inputs.library(source) != inputs.whole_library()
    monkeypatch.setattr(inputs, "_imports", fail)
    assert inputs.library(source) == inputs.whole_library()


def test_data_are_as_they_were_when_a_refresh_began_and_a_folder_is_its_names(
    make_project: Callable[..., ProjectFolder],
) -> None:
    small = make_project()
    place = small.project.data / "note.txt"
    place.write_text("early")
    names = sorted(each.name for each in small.project.data.iterdir())
    sources = Sources(small.project)
    place.write_text("late")
    (small.project.data / "new.txt").touch()
    assert sources.of(["data/note.txt", "data/new.txt", "data"]) == {
        "data/note.txt": sha256(b"early"),
        "data/new.txt": None,
        "data": sha256("\n".join(names).encode()),
    }


def test_what_is_recorded_of_code_that_is_no_longer_needed_does_not_count(
    make_project: Callable[..., ProjectFolder],
) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    now = Sources(small.project).now("0-project", ["data/README.md", "lib/readytochange/gone.py"])
    assert {"data/README.md", "notebooks/0-project.ipynb"} <= now.keys()
    assert "lib/readytochange/gone.py" not in now


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_every_library_that_a_notebook_reaches_is_one_whose_version_counts() -> None:
    called = {
        "IPython": "ipython",
        "PIL": "pillow",
        "python_calamine": "python-calamine",
        "ruamel": "ruamel.yaml",
        "ipykernel_launcher": "ipykernel",
        "jupyter_client": "jupyter-client",
        "lazy_loader": "lazy-loader",
        "vl_convert": "vl-convert-python",
    }
    decide_no_output = {"filelock", "grimp", "lazy-loader", "traitlets"}
    reached = set()
    for name in NOTEBOOKS:
        source = PROJECT.source(name)
        cells = json.loads(source.read_bytes())["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        modules = [path for path in inputs.library(source) if path.suffix == ".py"]
        texts = [*code, *(path.read_text(encoding="utf-8") for path in modules)]
        reached |= {name for text in texts for name in imports(ast.parse(text))}
    others = reached - set(sys.stdlib_module_names) - {"readytochange"}
    found = {called.get(name, name) for name in others} - decide_no_output
    assert "pandas" in found
    assert found <= set(inputs.LIBRARIES)
