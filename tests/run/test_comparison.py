"""Two runs compared: every way in which a cell may show something else is removed, or found with its cell."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from projects import ProjectFolder, project_in
from readytochange.run import comparison

Make = Callable[..., ProjectFolder]

FOUND = {
    "address": "object()",
    "address in a set": "class Own: pass\n{Own(): 1}",
    "random number": "import random; random.random()",
    "random number of numpy": "import numpy; numpy.random.rand()",
    "time": "import time; time.time()",
    "day": "from datetime import date; print(date.today())",
    "process": "import os; print(os.getpid())",
    "folder": "os.getcwd()",
    "environment": "dict(os.environ)",
    "temporary file": "import tempfile; tempfile.mkdtemp()",
    "traceback": "import traceback, readytochange.project\n"
    "try:\n    readytochange.project.find(tempfile.gettempdir() and __import__('pathlib').Path('/'))\n"
    "except ValueError: traceback.print_exc()",
    "id": "import uuid; uuid.uuid4()",
    "random id in HTML": "from IPython.display import HTML; HTML(f'<p id={uuid.uuid4()}>')",
    "random table": "import pandas as pd\nfrom readytochange import figures\n"
    "figures.table(pd.DataFrame({'n': [random.random()]}), name='2-trial', title='T', lang=lang)",
    "threads": "import threading\n"
    "timers = [threading.Timer(random.random() / 20, print, [n]) for n in range(40)]\n"
    "for timer in timers: timer.start()\nfor timer in timers: timer.join()",
    "how long it took": "begin = time.perf_counter(); print(f'{time.perf_counter() - begin:.9f}')",
}
"""What a cell does that only a comparison can find."""

SAME = {
    "warning": "import warnings; warnings.warn('careful')",
    "warning of a library": "import readytochange.errors, linecache\n"
    "warnings.warn_explicit('old', UserWarning, readytochange.errors.__file__, 1)",
    "set": "{'a', 'b', 'c', 'd'}, hash('a')",
    "styled table": "pd.DataFrame({'a': [1]}).style",
    "two styled tables": "from IPython.display import display\nfor _ in '12': display(pd.DataFrame({'a': [1]}).style)",
    "plain chart": "import altair as alt; alt.Chart(pd.DataFrame({'a': [1]})).mark_bar()",
    "two streams": "import sys\nfor n in range(50):\n    print(n, flush=True); print(n, file=sys.stderr, flush=True)",
    "a stream in pieces": "for n in range(5): print(n, flush=True); time.sleep(random.random() / 10)",
    "widget": "import ipywidgets; ipywidgets.IntSlider()",
    "display that is updated": "h = display('x', display_id=True); h.update('y')",
}
"""What differs elsewhere, and not here."""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What `refresh --check` says of a notebook with all of these cells, and where."""
    small = project_in(tmp_path_factory.mktemp("checked") / "copy")
    small.notebook(
        "2-quantitative", *(f"# {name}\n{code}" for name, code in (FOUND | SAME).items())
    )
    ended = small.readytochange("refresh", "--check", "--lang", "en")
    assert ended.returncode == 1, ended.stdout + ended.stderr
    return ended.stdout, small.root


@pytest.mark.slow
@pytest.mark.parametrize("name", FOUND)
def test_what_differs_from_run_to_run_is_found_with_its_cell(
    checked: tuple[str, Path], name: str
) -> None:
    number = 4 + list(FOUND).index(name)
    begin = f"en/2-quantitative, cell {number} (under 'Trial', # {name}): "
    assert [line for line in checked[0].splitlines() if line.startswith(begin)]


@pytest.mark.slow
@pytest.mark.parametrize("name", SAME)
def test_what_would_differ_elsewhere_is_the_same_here(checked: tuple[str, Path], name: str) -> None:
    assert f"# {name})" not in checked[0]


@pytest.mark.slow
def test_what_differs_is_said_with_its_kind_and_an_excerpt_of_both(
    checked: tuple[str, Path],
) -> None:
    said = checked[0]
    assert "# address): text/plain: '<object at 0x" in said
    assert "# process): stdout: '" in said
    assert "# day): stdout: it shows today's date, '2" in said
    assert "# folder): text/plain: it shows a path of this machine" in said
    assert "# random table): application/vnd.readytochange.figure+json: " in said
    [line] = [line for line in said.splitlines() if line.startswith("en/tables/2-trial.csv: ")]
    assert " and " in line
    assert len(said.splitlines()) == len(FOUND) + 2  # the table as CSV and as a workbook


@pytest.mark.slow
def test_a_check_writes_nothing(checked: tuple[str, Path]) -> None:
    assert sorted(p.name for p in checked[1].iterdir()) == ["data", "notebooks", "study.toml"]


@pytest.mark.slow
def test_what_is_the_same_is_said_in_one_line(make_project: Make) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    ended = small.readytochange("refresh", "--check", "-p", "confidence", "0.9,0.8")
    assert ended.stdout.endswith("The same bytes twice: 4 runs.\n")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert len(ended.stdout.splitlines()) == 1


def test_a_warning_names_the_cell_and_no_path(make_project: Make) -> None:
    from readytochange.run import notebook

    small = make_project()
    small.notebook(
        "2-quantitative",
        "def f(): warnings.warn('one')\nimport warnings",
        "f()",
        SAME["warning of a library"],
    )
    made = notebook.execute(small.project, "2-quantitative", "en", {"confidence": 0.9})
    read = nbformat.reads(made.files["2-quantitative.ipynb"].decode(), as_version=4)
    assert read.cells[-2].outputs[0].text == (
        "cell 4:1: UserWarning: one\n  def f(): warnings.warn('one')\n"
    )
    assert (
        read.cells[-1].outputs[0].text.startswith("readytochange/errors.py:1: UserWarning: old\n")
    )


def test_a_file_that_only_one_run_makes_or_that_is_not_the_same_is_named(
    make_project: Make,
) -> None:
    project = make_project().project
    first = {"it/tables/a.csv": b"a", "it/figures/b.png": b"\xff1", "it/c.svg": b"c"}
    second = {"it/tables/a.csv": b"a", "it/figures/b.png": b"\xff2", "manifest.json": b"{}"}
    assert comparison.differences(project, first, second) == [
        "it/c.svg: only one of the two runs made it",
        "it/figures/b.png: '\ufffd1' and '\ufffd2'",
    ]
