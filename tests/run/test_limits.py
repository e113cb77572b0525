"""What a cell may take: past its time or its output it is ended, and the memory of who reads it does not grow."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import nbformat
import psutil
import pytest

from nights import NIGHTLY
from processes import gone, posix
from projects import ProjectFolder, wait_for
from readytochange.run import kernel, limits, notebook

Make = Callable[..., ProjectFolder]
"""Then all are tried, by day some."""

FLOODS = {
    "stdout": "while True: print('x' * 10000)",
    "short lines": "while True: print('x', flush=True)",
    "stderr": "import sys\nwhile True: print('x' * 10000, file=sys.stderr)",
    "images": "from IPython.display import Image, display\n"
    "while True: display(Image(data=b'x' * 10**6, format='png'))",
    "one that is large": "'x' * 10**8",
    "cleared": "from IPython.display import clear_output\n"
    "while True:\n    clear_output()\n    print('x' * 10000)",
    "updated": "from IPython.display import display\nshown = display('x', display_id=True)\n"
    "while True: shown.update('x' * 10000)",
    "widget": "import ipywidgets\ntext = ipywidgets.Text()\n"
    "while True: text.value = 'x' * 10000; text.value = ''",
    "error": "raise ValueError('x' * 10**8)",
    "another process": "!yes",
    "thread": "import threading\ndef show():\n    while True: print('x' * 10000)\n"
    "threading.Thread(target=show).start()\nthreading.Event().wait()",
}


def execute(
    small: ProjectFolder, code: str, seconds: float = 0, megabytes: float = 0
) -> notebook.Executed:
    small.notebook("2-quantitative", code, "1")
    bounds = limits.Limits(seconds, megabytes)
    return notebook.execute(
        small.project, "2-quantitative", "en", {"confidence": 0.9}, limits=bounds
    )


@posix
@pytest.mark.slow
@pytest.mark.parametrize("name", FLOODS if NIGHTLY else list(FLOODS)[::3])
def test_a_cell_that_shows_too_much_is_ended_and_named(make_project: Make, name: str) -> None:
    made = execute(make_project(), FLOODS[name], megabytes=5)
    first = FLOODS[name].splitlines()[0][:40]
    assert made.error.startswith(f"cell 4 (under 'Trial', {first}")
    assert made.error.endswith(
        ": it showed more than 5 MB; --cell-output allows more, or 0 any size"
    )
    assert list(made.files) == ["2-quantitative.ipynb"]
    assert (
        len(made.files["2-quantitative.ipynb"]) < 20_000_000
    )  # a line of a stream is a line of the file


@posix
@pytest.mark.slow
@pytest.mark.parametrize(
    "code", ["while True: pass", "import time; time.sleep(600)", FLOODS["stdout"]]
)
def test_a_cell_that_takes_too_long_is_ended_and_named(make_project: Make, code: str) -> None:
    made = execute(make_project(), code, seconds=1)
    assert made.error.endswith(
        ": it ran for more than 1 seconds; --cell-timeout allows more, or 0 any time"
    )
    assert made.error.startswith("cell 4 (under 'Trial', ")


@posix
def test_an_ordinary_kernel_has_the_same_bounds(
    make_project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "NAME", "python3")
    assert (
        "it showed more than 5 MB" in execute(make_project(), FLOODS["stdout"], megabytes=5).error
    )


def test_without_bounds_and_within_them_a_cell_shows_all(make_project: Make) -> None:
    small = make_project()
    code = "for _ in range(300): print('x' * 10000)"
    made = [execute(small, code), execute(small, code, 600, 50)]
    assert [each.error for each in made] == ["", ""]
    assert made[0].files == made[1].files
    read = nbformat.reads(made[0].files["2-quantitative.ipynb"].decode(), as_version=4)
    [output] = read.cells[-2].outputs
    assert len(output.text) == 300 * 10001


@posix
@pytest.mark.slow
def test_the_command_ends_the_run_and_no_other(make_project: Make) -> None:
    small = make_project()
    small.notebook("0-project", FLOODS["stdout"])
    small.notebook("3-stakeholders", "1")
    ended = small.readytochange("refresh", "--lang", "it", "--cell-output", "1", "--jobs", "1")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert "failed  it/0-project: cell 4 (under 'Prova', while True: print(" in ended.stdout
    assert "it showed more than 1 MB" in ended.stdout
    assert "done    it/3-stakeholders" in ended.stdout


@posix
@pytest.mark.slow
@pytest.mark.parametrize(
    "code",
    [
        f"print('x' * {10**9 if NIGHTLY else 5 * 10**8})",
        *(("'x' * 10**9", FLOODS["stdout"]) if NIGHTLY else ()),
    ],
)
def test_the_memory_of_who_reads_does_not_grow_with_what_a_cell_shows(
    make_project: Make, code: str
) -> None:
    small = make_project()
    most = (
        "import resource, sys; sys.argv[1:] = ['refresh', '--lang', 'en', '--cell-output', '5']\n"
        "from readytochange.cli.commands import app\ntry:\n    app()\nfinally:\n"
        "    print('most', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)"
    )
    found = []
    for cell in ("1", code):
        small.notebook("0-project", cell)
        ended = small.python(most)
        found.append(int(ended.stdout.split("most ")[1]))
    assert "it showed more than 5 MB" in ended.stdout
    assert found[1] - found[0] < 300_000  # kilobytes


@posix
@pytest.mark.slow
def test_ctrl_c_of_a_cell_that_floods_ends_it_with_memory_bounded(make_project: Make) -> None:
    small = make_project()
    told = small.root / "told"
    small.notebook(
        "0-project",
        f"import os, pathlib\npathlib.Path({str(told)!r}).write_text(str(os.getpid()))\n"
        + FLOODS["stdout"],
    )
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from readytochange.cli.commands import app\n"
        "try:\n    app()\nfinally:\n"
        "    print('most', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "refresh", "--lang", "en", "--cell-output", "100000"],
        cwd=small.root,
        env=small.environment,
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as running:
        wait_for(told)
        before = psutil.Process(running.pid).memory_info().rss // 1000
        os.killpg(running.pid, signal.SIGINT)
        said, _ = running.communicate(timeout=300)
    assert running.returncode == 130
    assert gone([int(told.read_text())])
    assert int(said.split("most ")[1]) - before < 1_000_000  # kilobytes
