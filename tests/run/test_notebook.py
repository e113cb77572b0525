"""One notebook executed: who draws its charts, what it reads, and that a chart or a cell costs no more than its run."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from processes import gone, posix
from projects import ProjectFolder
from readytochange.errors import InputError
from readytochange.figures import drawing
from readytochange.run import drawings, engine, notebook

Make = Callable[..., ProjectFolder]
FIGURE = """
import os

import altair as alt
import pandas as pd

from readytochange import figures

table = pd.DataFrame({"a": ["x", "y"], "status": "published"})
chart = alt.Chart(table).mark_bar().encode(alt.Y("a").title(None))
figures.show(chart, name="2-trial", title="T", description="D", table=table, lang=lang)
"""
DEADLY = """
chart = alt.Chart(table, title="\\x00").mark_text()
figures.show(chart, name="2-bad", title="\\x00", description="D", table=table, lang=lang)
"""
TOLD = f"print(os.environ.get('{drawing.UNDRAWN}'))"


def execute(small: ProjectFolder, **how: Any) -> notebook.Executed:
    parameters = {"confidence": 0.95, "interval": "wilson"}
    return notebook.execute(small.project, "2-quantitative", "it", parameters, **how)


def outputs(made: notebook.Executed, cell: str) -> list[Any]:
    read = nbformat.reads(made.files["2-quantitative.ipynb"].decode(), as_version=4)
    [found] = [each.outputs for each in read.cells if each.id == cell]
    return list(found)


def test_charts_are_drawn_outside_the_kernel_also_of_a_run_that_fails_later(
    make_project: Make,
) -> None:
    small = make_project()
    small.notebook("2-quantitative", FIGURE, TOLD, "1 / 0")
    with drawings.opened() as pool:
        made = execute(small, drawings=pool)
    assert made.error == "cell 6 (under 'Prova', 1 / 0): ZeroDivisionError: division by zero"
    assert list(made.files) == ["2-quantitative.ipynb"]
    assert outputs(made, "code-0")[0].data["image/png"]
    assert outputs(made, "code-1")[0].text == "1\n"
    assert drawing.UNDRAWN not in os.environ


def test_without_a_pool_the_kernel_draws_with_the_same_bytes(make_project: Make) -> None:
    small = make_project()
    small.notebook("2-quantitative", FIGURE, TOLD)
    alone = execute(small)
    assert outputs(alone, "code-1")[0].text == "None\n"
    with drawings.opened() as pool:
        drawn = execute(small, drawings=pool)
    for file in ("figures/2-trial.png", "figures/2-trial.svg", "tables/2-trial.csv"):
        assert alone.files[file] == drawn.files[file]


def test_a_chart_that_ends_its_process_is_said_with_its_cell_and_costs_no_other_run(
    make_project: Make,
) -> None:
    small = make_project()
    small.notebook("2-quantitative", FIGURE, DEADLY)
    with drawings.opened() as pool:
        made = execute(small, drawings=pool)
        small.notebook("2-quantitative", FIGURE)
        after = execute(small, drawings=pool)
    assert made.error == (
        "cell 5 (under 'Prova', chart = alt.Chart(table, title=\"\\x00\").mark_text()): "
        "its figure cannot be drawn: the process that draws it dies of it"
    )
    assert list(made.files) == ["2-quantitative.ipynb"]
    assert not after.error
    assert "figures/2-trial.svg" in after.files


@posix
def test_a_cell_that_ends_its_kernel_is_said_and_nothing_it_has_started_is_left(
    make_project: Make, tmp_path: Path
) -> None:
    small = make_project()
    child = tmp_path / "child"
    small.notebook(
        "2-quantitative",
        "import os, pathlib, subprocess\n"
        f"pathlib.Path({str(child)!r}).write_text(str(subprocess.Popen(['sleep', '600']).pid))\n"
        "os._exit(3)",
    )
    made = execute(small)
    assert made.error.startswith("cell 4 (under 'Prova', import os, pathlib, subprocess): ")
    assert "died" in made.error.lower()
    assert not made.refused
    assert list(made.files) == ["2-quantitative.ipynb"]
    assert gone([int(child.read_text())])


@pytest.mark.parametrize(
    "ending",
    ["raise SystemExit", "raise SystemExit(0)", "import sys; sys.exit()", "exit()", "quit"],
)
@pytest.mark.parametrize("after", [["2"], []], ids=["with a cell after it", "in the last cell"])
def test_a_run_is_done_when_every_cell_ran(
    make_project: Make, ending: str, after: list[str]
) -> None:
    """A notebook that ends itself raises nothing through papermill (nteract/papermill#536)."""
    small = make_project()
    small.notebook("2-quantitative", "1", ending, *after)
    made = execute(small)
    if ending in ("exit()", "quit"):  # by which Jupyter asks for an end after the cells
        assert made.error == ""
    else:
        assert made.error.startswith(f"cell 5 (under 'Prova', {ending}): ")
        assert list(made.files) == ["2-quantitative.ipynb"]


@pytest.mark.parametrize(
    "line",
    [
        'lang: str | None = "it"',
        'lang: "str" = "it"',
        "lang = 'it'",
        "lang: Annotated[str, 'a = b'] = 'it'  # of a, b = c",
    ],
)
def test_a_parameter_is_known_however_python_writes_it(make_project: Make, line: str) -> None:
    """What papermill reads off by a regular expression it does not know (nteract/papermill#695)."""
    small = make_project()
    path = small.notebook("2-quantitative", "print(lang)")
    read = nbformat.read(path, as_version=4)
    [cell] = [each for each in read.cells if "parameters" in each.metadata.get("tags", [])]
    cell.source = "from typing import Annotated\n" + cell.source.replace(
        'lang: str = "it"  # language', line
    )
    nbformat.write(read, path)
    made = execute(small)
    assert made.error == ""
    assert outputs(made, "code-0")[0].text == "it\n"


def test_it_says_what_the_kernel_opened_of_the_data_there_or_not(make_project: Make) -> None:
    small = make_project()
    small.notebook(
        "2-quantitative",
        "from pathlib import Path\n"
        "Path('../data/note.txt').exists() or list(Path('../data/report').glob('*.csv'))\n"
        "try:\n    open('../data/note.txt')\nexcept OSError:\n    open('2-quantitative.ipynb')",
    )
    made = execute(small)
    assert made.reads == ("data/note.txt", "data/report")


def test_kernels_that_were_ended_begin_no_more(make_project: Make) -> None:
    small = make_project()
    small.notebook("2-quantitative", "1")
    kernels = engine.Kernels()
    kernels.end()
    assert execute(small, kernels=kernels).error == "the refresh was ended"


SAVED = {
    "kernelspec": {"name": "readytochange-warm", "display_name": "Python 3 (warm)"},
    "language_info": {"name": "python", "version": "3.13.1"},
    "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}}},
    "vscode": {"interpreter": {}},
}


def test_who_saved_the_source_changes_no_byte(make_project: Make) -> None:
    small = make_project()
    path = small.notebook("2-quantitative", "print(lang)", "1")
    before = execute(small)
    read = nbformat.read(path, as_version=4)
    read.metadata.update(SAVED)
    for cell in read.cells:
        cell.metadata.update(collapsed=True, scrolled=True, ExecuteTime={}, editable=True)
        cell.metadata.jupyter = {"source_hidden": True}
    nbformat.write(read, path)
    assert execute(small) == before


def test_a_source_without_ids_has_the_same_ones_each_time(make_project: Make) -> None:
    small = make_project()
    path = small.notebook("2-quantitative", "1", "2")
    read = json.loads(path.read_text())
    read["nbformat_minor"] = 4
    for cell in read["cells"]:
        del cell["id"]
    path.write_text(json.dumps(read))
    assert execute(small) == execute(small)


KILLED = """
import os, pathlib, signal, time
place = pathlib.Path("../attempts")
place.write_text(place.read_text() + "x" if place.exists() else "x")
if len(place.read_text()) <= {times}:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
"""


@posix
@pytest.mark.slow
def test_a_notebook_whose_fork_server_is_killed_is_run_once_more(make_project: Make) -> None:
    small = make_project()
    small.notebook("2-quantitative", KILLED.format(times=1), "print('whole')")
    made = execute(small)
    assert made.error == ""
    assert outputs(made, "code-1")[0].text == "whole\n"
    assert (small.root / "attempts").read_text() == "xx"


@posix
@pytest.mark.slow
def test_and_not_more_than_once(make_project: Make) -> None:
    small = make_project()
    small.notebook("2-quantitative", KILLED.format(times=9))
    made = execute(small)
    assert made.error.startswith("cell 4 (under 'Prova', import os, pathlib, signal, time): ")
    assert made.error.endswith("; twice the process was killed that its kernel is a fork of")
    assert (small.root / "attempts").read_text() == "xx"


def test_a_notebook_that_ends_its_own_kernel_is_not_run_again(make_project: Make) -> None:
    small = make_project()
    small.notebook("2-quantitative", KILLED.format(times=0) + "os._exit(1)")
    assert "died" in execute(small).error
    assert (small.root / "attempts").read_text() == "x"


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ('name="2-trial", ', "figure name is ''"),
        ('description="D", ', "figure '2-trial' has no description"),
    ],
)
def test_a_figure_that_was_made_for_a_first_look_is_refused(
    make_project: Make, left_out: str, said: str
) -> None:
    small = make_project()
    small.notebook("2-quantitative", FIGURE.replace(left_out, ""))
    with pytest.raises(InputError, match=said):
        execute(small)
