"""A run is kept only while nothing that decides its outputs has changed: each thing is changed once, and seen."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from executions import Executions, Immediate, executed
from projects import ProjectFolder, project_in
from readytochange.outputs.manifest import MANIFEST, Manifest
from readytochange.outputs.storage import Folder
from readytochange.run import inputs, plan
from readytochange.run.freshness import why_run
from readytochange.run.inputs import Sources
from readytochange.run.notebook import Executed
from readytochange.run.refresh import refresh

USES = {
    "0-project": "1",
    "2-quantitative": "from readytochange import survey",
    "3-stakeholders": "2",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> ProjectFolder:
    """A project with three small notebooks, refreshed once; they have looked at data as if they were executed."""
    small = project_in(tmp_path_factory.mktemp("made") / "copy")
    (small.root / "data/seen").mkdir()
    for name, code in USES.items():
        small.notebook(name, code)
    executions = Executions()
    executions["0-project"] = executed("0-project", reads=("data/note.txt", "data/seen"))
    executions["2-quantitative"] = executed("2-quantitative", reads=("data/report/answers.csv",))
    executions["3-stakeholders"] = executed(
        "3-stakeholders", "3-trial", reads=("data/report/areas.csv",)
    )
    with pytest.MonkeyPatch.context() as patch:
        executions.stand_in(patch)
        runs = plan.plan(small.project, values={"lang": ["it"]})
        ended = list(refresh(small.project, runs, Folder(small.project.outputs), Immediate()))
    assert [outcome.state for outcome in ended] == ["done"] * 3
    return small


@pytest.fixture
def spoilt(made: ProjectFolder, tmp_path: Path) -> ProjectFolder:
    """A copy of it that a test may change."""
    return ProjectFolder(Path(shutil.copytree(made.root, tmp_path / "spoilt")).resolve())


def why(small: ProjectFolder) -> dict[str, str]:
    """The runs that a refresh would make anew, and why."""
    manifest, sources = Manifest(Folder(small.project.outputs)), Sources(small.project)
    reasons = {
        run.notebook: why_run(manifest, run.name, run.notebook, run.settings.model_dump(), sources)
        for run in plan.plan(small.project, values={"lang": ["it"]})
    }
    return {notebook: reason for notebook, reason in reasons.items() if reason}


def append(place: Path, text: str = "\n") -> None:
    place.parent.mkdir(exist_ok=True)
    with place.open("a", encoding="utf-8") as file:
        file.write(text)


def test_when_nothing_changed_nothing_runs_and_no_heavy_library_is_imported(
    spoilt: ProjectFolder,
) -> None:
    heavy = ("altair", "IPython", "nbformat", "nbclient", "pandas", "papermill", "scipy", "fsspec")
    ended = spoilt.python(
        "import sys\nfrom readytochange.cli.commands import app\n"
        "app(['refresh', '--lang', 'it'], standalone_mode=False)\n"
        f"print(sorted(set(sys.modules) & set({heavy})))"
    )
    said = ended.stdout.splitlines()
    assert said[:3] == [f"kept    it/{name}: nothing changed" for name in USES]
    assert said[4].startswith("Nothing changed: ")
    assert said[-1] == "[]"


@pytest.mark.parametrize(
    ("place", "run_again"),
    [
        ("notebooks/2-quantitative.ipynb", set()),
        ("data/report/answers.csv", {"2-quantitative"}),
        ("data/report/areas.csv", {"3-stakeholders"}),
        ("data/report/roles.csv", set()),
        ("data/note.txt", {"0-project"}),
        ("data/seen/new.csv", {"0-project"}),
        ("outputs/it/2-quantitative.ipynb", {"2-quantitative"}),
        ("outputs/it/tables/3-trial.csv", {"3-stakeholders"}),
        ("outputs/it/2-quantitative.failed.ipynb", {"2-quantitative"}),
        ("outputs/it/tables/mine.csv", set()),
        ("study.toml", set()),
    ],
)
def test_what_changes_is_run_again_and_nothing_else(
    spoilt: ProjectFolder, place: str, run_again: set[str]
) -> None:
    append(spoilt.root / place)
    assert set(why(spoilt)) == run_again


@pytest.mark.parametrize(
    ("place", "run_again"),
    [
        ("data/report/areas.csv", {"3-stakeholders"}),
        ("outputs/it/tables/3-trial.csv", {"3-stakeholders"}),
        ("outputs/it/0-project.ipynb", {"0-project"}),
        ("outputs/manifest.json", set(USES)),
        ("outputs/refresh.log", set()),
    ],
)
def test_what_is_deleted_is_run_again_and_nothing_else(
    spoilt: ProjectFolder, place: str, run_again: set[str]
) -> None:
    (spoilt.root / place).unlink()
    assert set(why(spoilt)) == run_again


@pytest.mark.parametrize(
    ("module", "run_again"),
    [
        ("run/notebook.py", set(USES)),
        ("survey/published.py", {"2-quantitative"}),
        ("figures/fonts/ReadyToChangeSans-Bold.ttf", set(USES)),
        ("publish/templates/style.css", set()),
    ],
)
def test_a_library_that_changes_runs_again_what_needs_it(
    made: ProjectFolder, monkeypatch: pytest.MonkeyPatch, module: str, run_again: set[str]
) -> None:
    def changed(path: Path) -> str | None:
        return "changed" if path == inputs.LIBRARY / module else original(path)

    original = inputs._sum
    monkeypatch.setattr(inputs, "_sum", changed)
    assert why(made) == dict.fromkeys(run_again, f"lib/readytochange/{module} changed")


def test_another_version_of_a_library_runs_everything(spoilt: ProjectFolder) -> None:
    text = (spoilt.project.outputs / MANIFEST).read_text()
    version = Sources(spoilt.project).versions["altair"]
    changed = text.replace(f'"altair": "{version}"', '"altair": "5.0.0"')
    (spoilt.project.outputs / MANIFEST).write_text(changed)
    assert why(spoilt) == dict.fromkeys(USES, f"altair is now {version}")


SAVED: dict[str, dict[str, dict[str, Any]]] = {
    "kernel": {"notebook": {"kernelspec": {"name": "readytochange-warm", "display_name": "warm"}}},
    "language": {"notebook": {"language_info": {"name": "python", "version": "3.13.1"}}},
    "widgets": {"notebook": {"widgets": {"application/vnd.jupyter.widget-state+json": {}}}},
    "another program": {"notebook": {"vscode": {"interpreter": {"hash": "1"}}}},
    "shown": {"metadata": {"collapsed": True, "scrolled": 1, "jupyter": {"source_hidden": True}}},
    "times": {"metadata": {"execution": {"iopub.status.busy": "2021"}, "ExecuteTime": {}}},
    "outputs": {"cell": {"outputs": [], "execution_count": 7}},
    "source as one text": {"cell": {"source": "2"}},
}
"""How programs save a notebook that show it: what they write into it."""

EDITED: dict[str, dict[str, dict[str, Any]]] = {
    "code": {"cell": {"source": ["3"]}},
    "tags": {"metadata": {"tags": ["lang-it"]}},
    "id": {"cell": {"id": "other"}},
    "kind": {"cell": {"cell_type": "raw"}},
}


@pytest.mark.parametrize("how", [*SAVED, *EDITED])
def test_a_notebook_counts_by_its_cells_and_not_by_who_saved_it(
    spoilt: ProjectFolder, how: str
) -> None:
    place = spoilt.project.source("3-stakeholders")
    read = json.loads(place.read_bytes())
    cell = read["cells"][-1]
    parts = {"notebook": read["metadata"], "metadata": cell["metadata"], "cell": cell}
    for part, written in (SAVED | EDITED)[how].items():
        parts[part].update(written)
    place.write_text(json.dumps(read, indent=4), encoding="utf-8")
    changed = {"3-stakeholders": "notebooks/3-stakeholders.ipynb changed"}
    assert why(spoilt) == (changed if how in EDITED else {})


def test_a_file_put_back_as_it_was_is_no_change(spoilt: ProjectFolder) -> None:
    place = spoilt.project.data / "report/areas.csv"
    content = place.read_bytes()
    append(place)
    assert why(spoilt) == {"3-stakeholders": "data/report/areas.csv changed"}
    place.write_bytes(content)
    assert why(spoilt) == {}


def test_other_parameters_are_other_outputs(made: ProjectFolder) -> None:
    manifest = Manifest(Folder(made.project.outputs))
    said = why_run(manifest, "it/0-project", "0-project", {"lang": "it"}, Sources(made.project))
    assert said == "other parameters"


def test_a_file_that_is_not_what_was_made_is_named(spoilt: ProjectFolder) -> None:
    append(spoilt.project.outputs / "it/tables/3-trial.csv", "by hand")
    assert why(spoilt) == {"3-stakeholders": "it/tables/3-trial.csv is not what it made"}


@pytest.mark.parametrize(
    ("place", "changed"),
    [
        ("data/note.txt", "data/note.txt changed"),
        ("notebooks/0-project.ipynb", "notebooks/0-project.ipynb changed"),
    ],
)
def test_what_changes_while_a_notebook_runs_is_seen_by_the_next_refresh(
    make_project: Callable[..., ProjectFolder], executions: Executions, place: str, changed: str
) -> None:
    small = make_project()
    small.notebook("0-project", "1")

    def execute() -> Executed:
        if place.endswith(".ipynb"):
            small.notebook("0-project", "2")
        else:
            append(small.root / place)
        return executed("0-project", reads=("data/note.txt",))

    executions["0-project"] = execute
    assert small.invoke("refresh", "--lang", "it").exit_code == 0
    assert why(small) == {"0-project": changed}


def test_a_data_file_may_have_any_name(
    make_project: Callable[..., ProjectFolder], executions: Executions
) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    place = "data/p|q, “è”.csv"
    (small.root / place).write_text("1")
    executions["0-project"] = executed("0-project", reads=(place,))
    assert small.invoke("refresh", "--lang", "it").exit_code == 0
    assert why(small) == {}
    append(small.root / place)
    assert why(small) == {"0-project": f"{place} changed"}
