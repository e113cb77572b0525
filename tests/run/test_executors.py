"""Runs by threads of this machine."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from processes import gone, posix
from projects import PROJECT, ProjectFolder
from readytochange.run import executors, forkserver, inputs, plan


def test_nothing_is_started_before_the_first_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forkserver, "start", lambda: pytest.fail("started"))
    with executors.Local(2) as executor:
        assert list(executors.completed(executor, [], inputs.Sources(PROJECT))) == []


@pytest.mark.slow
def test_as_many_execute_cells_at_a_time_as_there_are_jobs(
    tmp_path: Path, make_project: Callable[..., ProjectFolder]
) -> None:
    small = make_project()
    for name in ("0-project", "1-qualitative", "2-quantitative"):
        small.notebook(
            name,
            f"import os, pathlib, time\nplace = pathlib.Path({str(tmp_path)!r}, str(os.getpid()))\n"
            "place.touch(); number = len(list(place.parent.glob('[0-9]*')))\n"
            "time.sleep(1); place.unlink(); assert number == 1, number",
        )
    told = []
    runs = plan.plan(small.project, values={"lang": ["it"]})
    with executors.Local(1, lambda *progress: told.append(progress)) as executor:
        ended = list(executors.completed(executor, runs, inputs.Sources(small.project)))
    assert [done.error for done in ended] == ["", "", ""]
    assert {done.run for done in ended} == set(runs)
    assert {(run, done) for run, done, of in told if done == of} == {(run, 4) for run in runs}


@posix
@pytest.mark.slow
@pytest.mark.parametrize("ending", ["pass", "raise SystemError", "os.kill(os.getpid(), 9)"])
def test_however_it_ends_nobody_waits_for_a_cell_and_nobody_is_left(
    make_project: Callable[..., ProjectFolder], ending: str
) -> None:
    small = make_project()
    small.notebook(
        "0-project",
        "import os, pathlib, subprocess\nos.chdir('..')\n"
        "child = subprocess.Popen(['sleep', '600'])\n"
        "pathlib.Path('part').write_text(f'{os.getpid()} {child.pid}')\n"
        "os.rename('part', 'told')\nwhile True: pass",
    )
    ended = small.python(
        "import os, pathlib, psutil, time\nfrom readytochange import project\n"
        "from readytochange.run import executors, inputs, plan\n"
        "found = project.find()\n"
        "with executors.Local(2) as executor:\n"
        "    for run in plan.plan(found):\n"
        "        executor.submit(executors.carry_out, run, inputs.Sources(found))\n"
        "    while not pathlib.Path('told').exists(): time.sleep(0.05)\n"
        "    pids = [each.pid for each in psutil.Process().children(recursive=True)]\n"
        "    print(*pids, pathlib.Path('told').read_text(), flush=True)\n"
        f"    {ending}"
    )
    assert ended.returncode == {"p": 0, "r": 1, "o": -signal.SIGKILL}[ending[0]], ended.stderr
    pids = list(map(int, ended.stdout.split()))
    assert len(pids) > 6  # fork server, resource tracker, two that draw, kernel, child
    assert gone(pids)
