"""Refresh: what it refuses, what it writes, what it leaves alone, and that it writes the same bytes again."""

import csv
import hashlib
import json
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

from processes import gone
from projects import PROJECT, Copy, wait_for
from readytochange.errors import InputError
from readytochange.figures import drawing
from readytochange.outputs.manifest import MANIFEST
from readytochange.outputs.storage import LOG
from readytochange.run import notebook, plan
from readytochange.run.inputs import LIBRARIES

Make = Callable[..., Copy]
LOOK = "from readytochange import report\nreport.answers()['count'].sum().item()"
SHOW = (
    "from readytochange import figures, report\n"
    "figures.table(report.interviews()[['group', 'interviews']], name='2-trial', title='T', lang=lang)"
)


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


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-p", "confidnce", "0.9"), "did you mean 'confidence'?"),
        (("-p", "confidence", "nine"), "accepted: a number between 0 and 1"),
        (("-p", "confidence", "1.5"), "accepted: a number between 0 and 1"),
        (("-p", "interval", "wilsn"), "did you mean 'wilson'?"),
        (("--parameter=confidence", "0.9"), "a name and a value"),
        (("-pconfidence", "0.9"), "a name and a value"),
        (("-p", "confidence"), "a name and a value"),
        (("--lang", "itt"), "did you mean 'it'?"),
        (("2-quantitive",), "did you mean '2-quantitative'?"),
        (("-p", "lang", "itt"), "did you mean 'it'?"),
        (("-p", "lang", "en", "--lang", "it"), "one of the two"),
    ],
)
def test_a_mistake_is_refused_in_one_line_before_anything_is_written(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "out"
    ended = Copy(PROJECT.root).readytochange("refresh", "--out", str(out), *arguments)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert not out.exists()


def test_other_parameters_than_the_default_need_a_folder_of_their_own() -> None:
    ended = Copy(PROJECT.root).readytochange("refresh", "-p", "confidence", "0.9")
    assert ended.returncode == 2
    assert "--out" in ended.stderr


def test_the_folder_of_the_defaults_cannot_be_named_either() -> None:
    ended = Copy(PROJECT.root).readytochange(
        "refresh", "-p", "confidence", "0.9", "--out", "outputs"
    )
    assert ended.returncode == 2
    assert "outputs/ holds the default parameters" in ended.stderr


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"runs": []}'])
def test_a_spoilt_manifest_is_named_before_anything_runs(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    ended = Copy(PROJECT.root).readytochange("refresh", "0-project", "--out", str(tmp_path))
    assert ended.returncode == 2
    assert "is not a manifest" in ended.stderr
    assert not list(tmp_path.rglob("*.ipynb"))


def test_a_parameter_goes_to_the_notebooks_that_have_it() -> None:
    planned = plan.plan(values={"interval": ["exact"], "lang": ["it"]})
    got = {run.notebook: run.settings.model_dump().get("interval") for run in planned}
    assert got == {name: "exact" if name == "2-quantitative" else None for name in got}
    assert not plan.is_default(planned)


def test_a_parameter_that_no_chosen_notebook_has_is_refused() -> None:
    with pytest.raises(InputError, match="interval"):
        plan.plan(["0-project"], {"interval": ["exact"]})


def test_a_folder_that_cannot_be_written_is_named(copied: Make) -> None:
    copy = copied("notebooks")
    (copy.home / "taken").write_text("a file, not a folder")
    ended = copy.readytochange("refresh", "0-project", "--out", "taken")
    assert ended.returncode == 2
    assert "taken" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.slow
def test_a_refresh_of_all_writes_the_bytes_that_are_committed(tmp_path: Path) -> None:
    ended = Copy(PROJECT.root).readytochange("refresh", "--out", str(tmp_path), "--jobs", "3")
    assert ended.returncode == 0, ended.stderr
    made, kept = files_in(tmp_path), committed()
    assert made.keys() == kept.keys()
    assert [name for name in made if made[name] != kept[name]] == []


@pytest.mark.slow
def test_the_number_of_jobs_changes_no_byte(tmp_path: Path) -> None:
    for jobs in ("1", "4"):
        arguments = ("0-project", "2-quantitative", "--lang", "en", "--jobs", jobs)
        ended = Copy(PROJECT.root).readytochange(
            "refresh", *arguments, "--out", str(tmp_path / jobs)
        )
        assert ended.returncode == 0, ended.stderr
    assert files_in(tmp_path / "1") == files_in(tmp_path / "4")


def test_what_is_committed_names_no_machine_day_or_run() -> None:
    home = str(Path.home())
    for name, content in committed().items():
        if name.endswith(".png"):
            continue
        text = re.sub('"image/png": "[^"]*"', "", content.decode())  # letters by chance
        assert home not in text, name
        assert str(PROJECT.root) not in text, name
        assert not re.search(r"0x[0-9a-f]{8}|/tmp/|\d\d:\d\d:\d\d", text), name


def test_the_manifest_says_where_every_output_came_from() -> None:
    manifest = json.loads((PROJECT.outputs / MANIFEST).read_text(encoding="utf-8"))
    assert set(manifest["runs"]) == {
        f"{lang}/{name}" for lang in ("it", "en") for name in plan.notebooks()
    }
    listed: set[str] = {MANIFEST}
    for name, run in manifest["runs"].items():
        assert run["parameters"]["lang"] == name.split("/")[0]
        assert set(run["versions"]) == set(LIBRARIES)
        for place, sha256 in {**run["inputs"]}.items():
            assert hashlib.sha256((PROJECT.root / place).read_bytes()).hexdigest() == sha256, place
        for place, sha256 in run["files"].items():
            assert hashlib.sha256((PROJECT.outputs / place).read_bytes()).hexdigest() == sha256, (
                place
            )
        listed |= set(run["files"])
    kept = set(committed())
    assert listed == kept
    assert "data/report/answers.csv" in manifest["runs"]["it/2-quantitative"]["inputs"]
    assert "data/report/areas.csv" not in manifest["runs"]["it/2-quantitative"]["inputs"]


@pytest.mark.slow
def test_a_notebook_that_fails_leaves_the_good_output_and_the_others_run(copied: Make) -> None:
    copy = copied()
    copy.notebook("0-project", LOOK)
    copy.notebook("2-quantitative", SHOW)
    assert copy.readytochange("refresh", "--lang", "en").returncode == 0
    out = copy.home / "outputs"
    before = files_in(out)
    copy.notebook("0-project", LOOK, "print('new')")
    copy.notebook("2-quantitative", "1 / 0", SHOW)
    ended = copy.readytochange("refresh", "--lang", "en")
    assert ended.returncode == 1
    assert "ZeroDivisionError: division by zero" in ended.stdout
    after = files_in(out)
    failed = nbformat.reads(after.pop("en/2-quantitative.failed.ipynb").decode(), as_version=4)
    assert "ZeroDivisionError" in str(failed.cells)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"en/0-project.ipynb", "manifest.json"}
    copy.notebook("2-quantitative", SHOW)
    assert copy.readytochange("refresh", "2-quantitative", "--lang", "en").returncode == 0
    assert "en/2-quantitative.failed.ipynb" not in files_in(out)


@pytest.mark.slow
def test_a_refresh_says_what_to_open_only_where_a_run_is_done_or_kept(copied: Make) -> None:
    copy = copied()
    copy.notebook("0-project", "1 / 0")
    failed = copy.readytochange("refresh", "--lang", "it")
    assert "failed  it/0-project" in failed.stdout
    assert "Open:" not in failed.stdout
    copy.notebook("2-quantitative", SHOW)
    for state in ("done", "kept"):
        ended = copy.readytochange("refresh", "--lang", "it")
        assert ended.returncode == 1
        assert f"{state:<7} it/2-quantitative" in ended.stdout
        assert "Open:\n  outputs/it/" in ended.stdout


@pytest.mark.slow
def test_a_kernel_that_dies_is_a_failed_notebook(copied: Make) -> None:
    copy = copied()
    copy.notebook("0-project", "import os\nos._exit(1)")
    ended = copy.readytochange("refresh", "--lang", "it")
    assert ended.returncode == 1
    assert "died" in ended.stdout.lower()
    assert "Traceback" not in ended.stderr
    assert (copy.home / "outputs/it/0-project.failed.ipynb").exists()


HALF_A_CHARACTER = nbformat.writes(
    new_notebook(cells=[new_markdown_cell("HALF", id="half")])
).replace("HALF", r"\ud800")


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"cells": 3}', HALF_A_CHARACTER])
def test_a_source_that_is_not_a_notebook_is_named(copied: Make, content: str) -> None:
    copy = copied()
    copy.notebook("0-project", LOOK).write_text(content)
    ended = copy.readytochange("refresh", "--lang", "it")
    assert ended.returncode == 2
    assert "notebooks/0-project.ipynb" in ended.stdout
    assert "Traceback" not in ended.stderr


@pytest.mark.slow
def test_a_mistake_in_the_data_or_in_a_notebooks_file_stops_no_other_and_ends_with_2(
    copied: Make,
) -> None:
    copy = copied()
    copy.notebook("0-project", "1")
    copy.notebook("1-qualitative", LOOK)
    copy.notebook("2-quantitative").write_text("not json")
    answers = copy.home / "data/report/answers.csv"
    answers.write_text(answers.read_text(encoding="utf-8").replace(",27,9,", ",27,nine,"))
    ended = copy.readytochange("refresh", "--lang", "it")
    assert ended.returncode == 2
    said = ended.stdout.splitlines()
    assert [line for line in said if line.startswith("done") and "it/0-project" in line]
    assert [line for line in said if line.startswith("refused it/1-q") and "column 'count'" in line]
    assert [line for line in said if line.startswith("refused it/2-q") and "not a notebook" in line]
    assert "Traceback" not in ended.stdout + ended.stderr


@pytest.mark.parametrize("folder", [".", "data", "data/new", "notebooks", "lib", "tests/new"])
def test_no_output_goes_among_the_sources(copied: Make, folder: str) -> None:
    copy = copied()
    copy.notebook("0-project", LOOK)
    before = files_in(copy.home)
    ended = copy.readytochange("refresh", "--out", folder)
    assert ended.returncode == 2
    assert "holds sources, and no outputs: name another folder" in ended.stderr
    assert files_in(copy.home).keys() - before.keys() == set()


@pytest.mark.parametrize("option", ["--out", "--dask"])
def test_an_empty_option_is_not_one_that_is_left_out(option: str) -> None:
    ended = Copy(PROJECT.root).readytochange("refresh", option, "")
    assert ended.returncode == 2
    assert f"{option} is empty" in ended.stderr


def test_a_notebook_without_a_model_is_told_to_get_one(copied: Make) -> None:
    copy = copied()
    copy.notebook("5-extra", LOOK)
    ended = copy.readytochange("refresh")
    assert ended.returncode == 2
    assert "notebooks/5-extra.ipynb has no model of its parameters" in ended.stderr


def test_a_notebook_without_its_parameters_is_named(copied: Make) -> None:
    copy = copied()
    place = copy.notebook("0-project", LOOK)
    place.write_text(place.read_text().replace('"parameters"', '"params"'))
    ended = copy.readytochange("refresh", "--lang", "it")
    assert ended.returncode == 2
    assert "has no parameter 'lang'" in ended.stdout


@pytest.mark.slow
def test_a_figure_that_is_gone_takes_its_files_along(copied: Make) -> None:
    copy = copied()
    copy.notebook("2-quantitative", SHOW)
    copy.readytochange("refresh", "--lang", "en")
    table = copy.home / "outputs/en/tables/2-trial.csv"
    assert table.read_text() == "group,interviews\ncsr,22\ncustomer_service,23\n"
    copy.notebook("2-quantitative", SHOW.replace("2-trial", "2-other"))
    copy.readytochange("refresh", "--lang", "en")
    assert not table.exists()
    assert table.with_name("2-other.csv").exists()


@pytest.mark.slow
def test_killed_half_way_nothing_is_half_written_and_the_next_call_finishes(copied: Make) -> None:
    copy = copied()
    copy.notebook("0-project", LOOK)
    copy.notebook("2-quantitative", SHOW, "import time\ntime.sleep(60)")
    command = copy.command("refresh", "--lang", "en", "--jobs", "2")
    out = copy.home / "outputs"
    with subprocess.Popen(
        command, cwd=copy.home, env=copy.environment, stdout=subprocess.PIPE, start_new_session=True
    ) as running:
        wait_for(out / "en/0-project.ipynb")
        os.killpg(running.pid, signal.SIGKILL)
    nbformat.validate(nbformat.read(out / "en/0-project.ipynb", as_version=4))
    assert not (out / "en/2-quantitative.ipynb").exists()
    copy.notebook("2-quantitative", SHOW)
    assert copy.readytochange("refresh", "--lang", "en").returncode == 0
    assert not (out / ".staging").exists()
    manifest = json.loads((out / MANIFEST).read_text())
    assert set(manifest["runs"]) == {"en/0-project", "en/2-quantitative"}


@pytest.mark.slow
def test_ctrl_c_ends_the_cells_that_run_and_leaves_nobody(copied: Make) -> None:
    copy = copied()
    told = copy.home / "told"
    loop = f"""
import os, pathlib, subprocess
os.chdir({str(copy.home)!r})
child = subprocess.Popen(["sleep", "600"])
pathlib.Path("told.part").write_text(f"{{os.getpid()}} {{child.pid}}")
os.rename("told.part", {str(told)!r})
while True: pass
"""
    copy.notebook("0-project", loop)
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{heed}\nfrom readytochange.cli import app; app()"]
    with subprocess.Popen(
        [*command, "refresh", "--lang", "en"],
        cwd=copy.home,
        env=copy.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        wait_for(told)
        os.killpg(running.pid, signal.SIGINT)
        assert running.wait(120) == 130
    assert gone([int(pid) for pid in told.read_text().split()])
    assert not (copy.home / "outputs/en").exists()


@pytest.mark.slow
def test_a_run_that_goes_wrong_in_an_unknown_way_ends_no_other(copied: Make) -> None:
    copy = copied()
    shown = "from IPython.display import display\ndisplay({FIGURE_MIME: %s}, raw=True)"
    code = f"from readytochange.drawing import FIGURE_MIME\n{shown}"
    copy.notebook("0-project", "1")
    copy.notebook("2-quantitative", code % "{'name': 'x'}")
    copy.notebook("3-stakeholders", code % "{'name': '../../x', 'columns': [], 'rows': []}")
    ended = copy.readytochange("refresh", "--lang", "it")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert "done    it/0-project" in ended.stdout
    assert "failed  it/2-quantitative: KeyError: 'columns'" in ended.stdout
    assert "refused it/3-stakeholders: figure name is '../../x': accepted" in ended.stdout


def test_what_cannot_be_read_or_written_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            Copy(PROJECT.root).command("refresh"),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert (
        ended.stderr
        == "readytochange: No space left on device; accepted is what you may read and write\n"
    )


@pytest.mark.slow
def test_a_name_that_the_terminal_cannot_show_is_written_another_way(copied: Make) -> None:
    copy = copied()
    copy.notebook("0-project", "1")
    ended = subprocess.run(
        copy.command("refresh", "--lang", "it", "--out", "è"),
        cwd=copy.home,
        env={**copy.environment, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Open:\n  \\xe8/it/" in ended.stdout


@pytest.mark.slow
def test_a_second_refresh_of_the_same_folder_says_that_it_is_taken(copied: Make) -> None:
    copy = copied()
    copy.notebook("0-project", "import time\ntime.sleep(30)")
    command = copy.command("refresh", "--lang", "en")
    with subprocess.Popen(
        command, cwd=copy.home, env=copy.environment, stdout=subprocess.PIPE, start_new_session=True
    ) as running:
        wait_for(copy.home / "outputs/.staging")
        second = copy.readytochange("refresh", "--lang", "it")
        os.killpg(running.pid, signal.SIGKILL)
    assert second.returncode == 2
    assert "another refresh" in second.stderr


def test_papermills_own_command_only_warns_of_what_refresh_refuses(copied: Make) -> None:
    copy = copied()
    source = copy.notebook("0-project", "1")
    command = [sys.executable, "-m", "papermill", str(source), str(copy.home / "out.ipynb")]
    ended = subprocess.run(
        [*command, "-p", "confidnce", "2"], env=copy.environment, capture_output=True, check=False
    )
    assert ended.returncode == 0
    assert b"unknown parameter: confidnce" in ended.stderr


def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text() -> None:
    rows = [['=HYPERLINK("x")', -3.5], ["+1", None], ["a, b", True], ['say "x"', 2]]
    figure = {"name": "t", "columns": ["text", "n"], "rows": rows}
    output = {
        "output_type": "display_data",
        "data": {drawing.FIGURE_MIME: figure},
        "metadata": {},
    }
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[output])])
    text = notebook.exhibits(made)["tables/t.csv"].decode()
    assert [row[0] for row in csv.reader(text.splitlines())][1:] == [
        '\'=HYPERLINK("x")',
        "'+1",
        "a, b",
        'say "x"',
    ]
