"""A refresh: what it writes, what it leaves alone, what a failure or a kill leaves, and the same bytes again."""

import hashlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from executions import Executions, Immediate, executed
from processes import gone, posix
from projects import PROJECT, ProjectFolder, project_in, wait_for
from readytochange.errors import InputError
from readytochange.figures import drawing
from readytochange.outputs.manifest import MANIFEST, Manifest
from readytochange.outputs.storage import LOG, Folder
from readytochange.run import notebook, plan
from readytochange.run.freshness import why_run
from readytochange.run.inputs import LIBRARIES, Sources
from readytochange.run.refresh import refresh

Make = Callable[..., ProjectFolder]
EXECUTE = notebook.execute


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (".refresh.lock", LOG)
    }


def committed() -> dict[str, bytes]:
    """What a refresh keeps in `outputs/`: without what is built from it."""
    built = ("site/", "single/", "pdf/")
    return {n: text for n, text in files_in(PROJECT.outputs).items() if not n.startswith(built)}


def said(small: ProjectFolder, *names: str, force: bool = False) -> list[str]:
    """What a refresh in this process says of each run and file, by name; the seconds aside."""
    runs = plan.plan(small.project, names, {"lang": ["it"]})
    out = Folder(small.project.outputs)
    outcomes = refresh(small.project, runs, out, Immediate(), force=force)
    by_name = sorted(outcomes, key=lambda outcome: outcome.name)
    return [re.sub(r" \d+\.\d s", "", str(outcome)) for outcome in by_name]


@pytest.fixture
def small(make_project: Make, executions: Executions) -> ProjectFolder:
    """A project with two notebooks, refreshed once; the second makes a table."""
    small = make_project()
    small.notebook("0-project", "1")
    small.notebook("2-quantitative", "2")
    executions["2-quantitative"] = executed("2-quantitative", "2-trial")
    assert said(small) == [
        "done    it/0-project: 1 files, (not made before)",
        "done    it/2-quantitative: 2 files, (not made before)",
    ]
    return small


# What is made, and what is left alone


def test_what_nothing_has_changed_for_is_kept_and_force_makes_the_same_bytes(
    small: ProjectFolder, executions: Executions
) -> None:
    before = files_in(small.project.outputs)
    executions.executed.clear()
    assert said(small) == [
        "kept    it/0-project: nothing changed",
        "kept    it/2-quantitative: nothing changed",
    ]
    assert executions.executed == []
    assert said(small, "0-project", force=True) == ["done    it/0-project: 1 files, (--force)"]
    assert files_in(small.project.outputs) == before


def test_only_what_changed_is_made_and_the_bytes_are_those_of_making_all(
    small: ProjectFolder, executions: Executions
) -> None:
    before = files_in(small.project.outputs)
    (small.project.outputs / "it/tables/2-trial.csv").write_text("by hand")
    (small.project.outputs / "it/tables/mine.csv").write_text("mine")
    executions.executed.clear()
    assert said(small) == [
        "kept    it/0-project: nothing changed",
        "done    it/2-quantitative: 2 files, (it/tables/2-trial.csv is not what it made)",
        "stray   it/tables/mine.csv: no notebook has made it; left as it is",
    ]
    assert executions.executed == ["2-quantitative"]
    assert files_in(small.project.outputs) == {**before, "it/tables/mine.csv": b"mine"}


def test_without_its_manifest_everything_is_made_again_and_nothing_is_called_stray(
    small: ProjectFolder,
) -> None:
    (small.project.outputs / MANIFEST).unlink()
    (small.project.outputs / "it/mine.txt").write_text("mine")
    assert [line.split(":")[0] for line in said(small)] == [
        "done    it/0-project",
        "done    it/2-quantitative",
        "stray   it/mine.txt",
    ]


def test_outputs_of_a_notebook_that_is_no_more_are_removed_save_what_was_edited(
    small: ProjectFolder,
) -> None:
    out = small.project.outputs
    small.project.source("2-quantitative").unlink()
    (out / "it/tables/2-trial.csv").write_text("by hand")
    assert said(small) == [
        "kept    it/0-project: nothing changed",
        "removed it/2-quantitative: notebooks/2-quantitative.ipynb is no more",
        "stray   it/tables/2-trial.csv: no notebook has made it; left as it is",
    ]
    assert not (out / "it/2-quantitative.ipynb").exists()
    assert (out / "it/tables/2-trial.csv").exists()
    assert Manifest(Folder(out)).runs.keys() == {"it/0-project"}


def test_a_figure_that_is_gone_takes_its_files_along(
    small: ProjectFolder, executions: Executions
) -> None:
    executions["2-quantitative"] = executed("2-quantitative", "2-other")
    said(small, force=True)
    tables = small.project.outputs / "it/tables"
    assert [path.name for path in tables.iterdir()] == ["2-other.csv"]


def test_a_figure_may_move_to_another_notebook_but_not_be_in_both(
    small: ProjectFolder, executions: Executions
) -> None:
    executions["0-project"] = executed("0-project", "2-trial")
    [told] = said(small, "0-project", force=True)
    assert "it/tables/2-trial.csv is made by it/2-quantitative too" in told
    executions["2-quantitative"] = executed("2-quantitative")
    assert [line[:7].strip() for line in said(small, force=True)] == ["done", "done"]
    place = small.project.outputs / "it/tables/2-trial.csv"
    assert place.read_text() == "of 0-project\n"
    assert [line[:7].strip() for line in said(small)] == ["kept", "kept"]


# Notebooks that lie beside them


@pytest.mark.parametrize(
    "name",
    ["Untitled", "Untitled1", "2-quantitative-Copy1", "2-Quantitative", "notes", "7-no-parameters"],
)
def test_a_notebook_that_is_none_of_the_projects_is_named_and_passed_over(
    small: ProjectFolder, executions: Executions, name: str
) -> None:
    place = small.notebook(name, "1")
    if name.startswith("7"):
        place.write_text(place.read_text().replace('"parameters"', '"other"'))
    executions.executed.clear()
    *others, told = said(small)  # by name
    assert told.startswith(f"passed  notebooks/{name}.ipynb: left alone, for it")
    assert [line[:7].strip() for line in others] == ["kept", "kept"]
    assert small.invoke("refresh", "--lang", "it").exit_code == 0
    refused = small.invoke("refresh", name)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith(f"readytochange: {name} is no notebook of the project: it")


def test_what_is_no_notebook_is_not_named(small: ProjectFolder) -> None:
    notebooks = small.project.notebooks
    for folder in (".ipynb_checkpoints", "8-folder.ipynb"):
        (notebooks / folder).mkdir()
    for file in (".ipynb_checkpoints/Untitled-checkpoint.ipynb", ".~9-a.ipynb", "a.py", "a.ipynb~"):
        (notebooks / file).write_text("")
    assert [line[:7].strip() for line in said(small)] == ["kept", "kept"]


@pytest.mark.parametrize("listed", [True, False])
def test_a_broken_notebook_of_the_projects_is_an_error(small: ProjectFolder, listed: bool) -> None:
    name = "3-stakeholders" if listed else "7-broken"
    small.project.source(name).write_text("{")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notebook, "execute", EXECUTE)
        [told] = said(small, name)
    assert told.startswith(f"refused it/{name}: notebooks/{name}.ipynb is not a notebook that can")


# What goes wrong


def test_a_notebook_that_fails_leaves_the_good_output_and_the_others_run(
    small: ProjectFolder, executions: Executions
) -> None:
    out = small.project.outputs
    before = files_in(out)
    executions["0-project"] = executed("0-project", text="new")
    executions["2-quantitative"] = executed("2-quantitative", text="half", error="cell 1: no")
    assert said(small, force=True) == [
        "done    it/0-project: 1 files, (--force)",
        "failed  it/2-quantitative: cell 1: no (see it/2-quantitative.failed.ipynb)",
    ]
    after = files_in(out)
    assert after.pop("it/2-quantitative.failed.ipynb") == b"half"
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"it/0-project.ipynb", MANIFEST}
    executions["2-quantitative"] = executed("2-quantitative", "2-trial")
    assert said(small)[1] == "done    it/2-quantitative: 2 files, (it failed before)"
    assert "it/2-quantitative.failed.ipynb" not in files_in(out)


def test_a_run_that_is_refused_or_goes_wrong_in_an_unknown_way_ends_no_other(
    small: ProjectFolder, executions: Executions
) -> None:
    before = files_in(small.project.outputs)
    executions["0-project"] = InputError("a number is not one")
    executions["2-quantitative"] = KeyError("columns")
    assert said(small, force=True) == [
        "refused it/0-project: a number is not one",
        "failed  it/2-quantitative: KeyError: 'columns'",
    ]
    assert files_in(small.project.outputs) == before


HALF_A_CHARACTER = nbformat.writes(
    new_notebook(cells=[new_markdown_cell("HALF", id="half")])
).replace("HALF", r"\ud800")


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"cells": 3}', HALF_A_CHARACTER])
def test_a_source_that_is_not_a_notebook_is_refused(make_project: Make, content: str) -> None:
    small = make_project()
    small.notebook("0-project").write_text(content)
    [told] = said(small)
    assert told.startswith("refused it/0-project: notebooks/0-project.ipynb is not a notebook")


def test_a_notebook_without_its_parameters_is_refused(make_project: Make) -> None:
    small = make_project()
    place = small.notebook("0-project")
    place.write_text(place.read_text().replace('"parameters"', '"params"'))
    [told] = said(small)
    assert told.startswith(
        "refused it/0-project: notebooks/0-project.ipynb has no parameter 'lang'"
    )


def test_a_second_refresh_of_the_same_folder_says_that_it_is_taken(small: ProjectFolder) -> None:
    with Folder(small.project.outputs).locked(), pytest.raises(InputError, match="another refresh"):
        said(small)


def test_a_line_of_every_run_goes_to_a_log(small: ProjectFolder) -> None:
    lines = (small.project.outputs / LOG).read_text(encoding="utf-8").splitlines()
    assert {re.sub(r"^\d{4}(-\d\d){2} \d\d(:\d\d){2} ", "", line)[:20] for line in lines} == {
        "done    it/0-project",
        "done    it/2-quantit",
    }


# What is committed


def test_what_is_committed_names_no_machine_day_or_run() -> None:
    home = str(Path.home())
    for name, content in committed().items():
        if name.endswith(".png"):
            continue
        text = content.decode(errors="replace").replace("1980-01-01T00:00:00Z", "")  # of workbooks
        text = re.sub('"image/png": "[^"]*"', "", text)  # letters by chance
        assert home not in text, name
        assert str(PROJECT.root) not in text, name
        assert not re.search(r"0x[0-9a-f]{8}|/tmp/|\d\d:\d\d:\d\d", text), name


def test_the_manifest_says_where_every_output_came_from() -> None:
    manifest = Manifest(Folder(PROJECT.outputs))
    names = {f"{lang}/{name}" for lang in ("it", "en") for name in plan.notebooks(PROJECT)}
    assert manifest.runs.keys() == names
    listed: set[str] = {MANIFEST}
    for name, run in manifest.runs.items():
        assert run.parameters["lang"] == name.split("/")[0]
        assert run.versions.keys() == set(LIBRARIES)
        assert run.inputs == Sources(PROJECT).of(run.inputs)
        for place, known in run.files.items():
            assert hashlib.sha256((PROJECT.outputs / place).read_bytes()).hexdigest() == known
        listed |= run.files.keys()
    assert listed == set(committed())
    assert "data/report/answers.csv" in manifest.runs["it/2-quantitative"].inputs
    assert "data/report/exploration_model.csv" not in manifest.runs["it/2-quantitative"].inputs


@pytest.mark.slow
def test_a_refresh_of_all_writes_the_bytes_that_are_committed(tmp_path: Path) -> None:
    ended = ProjectFolder(PROJECT.root).readytochange(
        "refresh", "--out", str(tmp_path), "--jobs", "3"
    )
    assert ended.returncode == 0, ended.stderr
    made, kept = files_in(tmp_path), committed()
    assert made.keys() == kept.keys()
    assert [name for name in made if made[name] != kept[name]] == []


@pytest.mark.slow
def test_the_number_of_jobs_changes_no_byte(tmp_path: Path) -> None:
    arguments = ("2-quantitative", "--lang", "en", "--jobs", "1", "--out", str(tmp_path))
    ended = ProjectFolder(PROJECT.root).readytochange("refresh", *arguments)
    assert ended.returncode == 0, ended.stderr
    made, kept = files_in(tmp_path), committed()
    del made[MANIFEST]
    assert len(made) > 3
    assert [name for name in made if made[name] != kept[name]] == []


# With kernels

LOOK = """
from readytochange import project
data = project.find().data
sorted(path.name for path in (data / "seen").glob("*.csv"))
try:
    print(open(data / "note.txt").read())
except OSError:
    print("no note")
"""
SPOILT = "from readytochange.study import tables\ntables.answers()"
SHOW = """
from readytochange import figures
from readytochange.study import tables
groups = tables.interviews()[["group", "interviews"]]
figures.table(groups, name="3-trial", title="T", lang=lang)
"""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[ProjectFolder, dict[str, str]]:
    """A project of which each notebook ends another way, refreshed once by the command, and what this said of each."""
    small = project_in(tmp_path_factory.mktemp("mixed") / "copy")
    (small.root / "data/seen").mkdir()
    answers = small.root / "data/report/answers.csv"
    answers.write_text(answers.read_text(encoding="utf-8").replace(",27,9,", ",27,nine,"))
    small.notebook("0-project", LOOK)
    small.notebook("1-qualitative", SPOILT)
    small.notebook("2-quantitative", "1 / 0", SHOW)
    small.notebook("3-stakeholders", SHOW)
    small.notebook("4-synthesis", "import os\nos._exit(1)")
    ended = small.readytochange("refresh", "--lang", "it")
    assert (ended.returncode, ended.stderr) == (1, "")
    lines = (line.split(": ", 1) for line in ended.stdout.splitlines() if ": " in line)
    return small, {line[0]: line[1] for line in lines}


@pytest.mark.slow
def test_each_run_ends_its_own_way_and_ends_no_other(
    mixed: tuple[ProjectFolder, dict[str, str]],
) -> None:
    told = mixed[1]
    assert told["done    it/0-project"].startswith("1 files, ")
    assert "row 13, column 'count' is 'nine'" in told["refused it/1-qualitative"]
    assert "ZeroDivisionError: division by zero" in told["failed  it/2-quantitative"]
    assert told["done    it/3-stakeholders"].startswith("3 files, ")
    assert "died" in told["failed  it/4-synthesis"].lower()


@pytest.mark.slow
def test_what_failed_is_shown_as_far_as_it_came_and_makes_no_table(
    mixed: tuple[ProjectFolder, dict[str, str]],
) -> None:
    out = mixed[0].project.outputs / "it"
    failed = nbformat.read(out / "2-quantitative.failed.ipynb", as_version=4)
    assert "ZeroDivisionError" in str(failed.cells)
    assert (out / "4-synthesis.failed.ipynb").exists()
    table = out / "tables/3-trial.csv"
    workbook = out / "tables/3-trial.xlsx"
    assert set((out / "tables").iterdir()) == {table, workbook}
    assert table.read_text() == "group,interviews\ncsr,22\ncustomer_service,23\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("note.txt", "data/note.txt changed"),
        ("seen/new.csv", "data/seen changed"),
        ("report/areas.csv", ""),
    ],
)
def test_data_that_a_notebook_looked_at_or_for_are_what_it_depends_on(
    mixed: tuple[ProjectFolder, dict[str, str]], place: str, reason: str
) -> None:
    project = mixed[0].project
    file = project.data / place
    before = file.read_bytes() if file.exists() else None
    file.write_text("new")
    [run] = plan.plan(project, ["0-project"], {"lang": ["it"]})
    manifest = Manifest(Folder(project.outputs))
    given = (run.name, run.notebook, run.settings.model_dump(), Sources(project))
    try:
        assert why_run(manifest, *given) == reason
    finally:
        file.unlink() if before is None else file.write_bytes(before)


@pytest.mark.slow
def test_a_module_that_does_not_parse_is_its_notebooks_failure(make_project: Make) -> None:
    small = make_project("lib")
    small.notebook("3-stakeholders", SHOW)
    module = small.root / "lib/readytochange/study/tables.py"
    module.write_text(module.read_text(encoding="utf-8") + "def (\n", encoding="utf-8")
    ended = small.readytochange("refresh", "--lang", "it")
    assert ended.returncode == 1
    assert "failed  it/3-stakeholders: " in ended.stdout
    assert "SyntaxError" in ended.stdout
    assert "Traceback" not in ended.stderr


@posix
@pytest.mark.slow
def test_killed_half_way_nothing_is_half_written_and_the_same_call_finishes(
    make_project: Make,
) -> None:
    small = make_project()
    wait = "import pathlib, time\nwhile interval == 'exact' and not pathlib.Path('go').exists(): time.sleep(0.1)"
    small.notebook("0-project", "1")
    small.notebook("2-quantitative", f"import os\nos.chdir({str(small.root)!r})\n{wait}", SHOW)
    (small.root / "grid.yml").write_text(
        "parameters:\n  lang: en\n  interval: [wilson, exact]\n  confidence: 0.9\n"
    )
    arguments = ("refresh", "--matrix", "grid.yml", "--out", "out", "--jobs", "2")
    out = small.root / "out"
    with subprocess.Popen(
        small.command(*arguments),
        cwd=small.root,
        env=small.environment,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        wait_for(out / "confidence=0.9/manifest.json")
        wait_for(out / "confidence=0.9,interval=wilson/manifest.json")
        os.killpg(running.pid, signal.SIGKILL)
    made = nbformat.read(out / "confidence=0.9/en/0-project.ipynb", as_version=4)
    nbformat.validate(made)
    assert not (out / "index.html").exists()
    assert not list(out.glob("confidence=0.9,interval=exact/**/*.*"))

    (small.root / "go").touch()
    told = small.readytochange(*arguments).stdout.splitlines()
    assert told[0] == "kept    confidence=0.9/en/0-project: nothing changed"
    assert told[1] == "kept    confidence=0.9,interval=wilson/en/2-quantitative: nothing changed"
    assert told[2].startswith("done    confidence=0.9,interval=exact/en/2-quantitative: 3 files, ")
    assert told[-1] == "  out/index.html  every run and what it made"
    assert not (out / ".staging").exists()
    [record] = Manifest(Folder(out), "confidence=0.9,interval=exact/").runs.values()
    assert record.parameters == {"confidence": 0.9, "interval": "exact", "lang": "en"}


@posix
@pytest.mark.slow
def test_ctrl_c_ends_the_cells_that_run_and_leaves_nobody(make_project: Make) -> None:
    small = make_project()
    told = small.root / "told"
    loop = f"""
import os, pathlib, subprocess
os.chdir({str(small.root)!r})
child = subprocess.Popen(["sleep", "600"])
pathlib.Path("told.part").write_text(f"{{os.getpid()}} {{child.pid}}")
os.rename("told.part", {str(told)!r})
while True: pass
"""
    small.notebook("0-project", loop)
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{heed}\nfrom readytochange.cli.commands import app; app()"]
    with subprocess.Popen(
        [*command, "refresh", "--lang", "en"],
        cwd=small.root,
        env=small.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        wait_for(told)
        os.killpg(running.pid, signal.SIGINT)
        assert running.wait(120) == 130
    assert gone([int(pid) for pid in told.read_text().split()])
    assert not (small.root / "outputs/en").exists()


# What the notebook and its tables are


def test_a_table_is_there_in_every_format_and_holds_no_formula() -> None:
    figure = {"name": "t", "columns": ["text", "n"], "rows": [["=1+1", -3.5]]}
    output = {
        "output_type": "display_data",
        "data": {drawing.FIGURE_MIME: figure},
        "metadata": {},
    }
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[output])])
    files = notebook.tables_and_figures(made)
    assert sorted(files) == ["tables/t.csv", "tables/t.xlsx"]
    assert files["tables/t.csv"] == b"text,n\n'=1+1,-3.5\n"
