"""The ways to run the notebooks that no command has: `python tools/bench_ways.py pool|floor|nbval …`, for `bench`."""

import json
import os
import resource
import sys
import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any, NoReturn

import pytest

from readytochange import project
from readytochange.run import preload

CORES = 2
PROJECT = project.find(Path(__file__).parent)


@dataclass(frozen=True)
class Job:
    """A notebook with its parameters; `prepared` has them in it."""

    source: str
    prepared: str
    parameters: dict[str, Any]


def cpu_seconds() -> float:
    """CPU time of the processes that this one has started, and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def pool(jobs: Sequence[Job]) -> None:
    """Papermill's API in two processes."""
    with ProcessPoolExecutor(CORES) as executor:
        list(executor.map(_by_papermill, jobs))


def _by_papermill(job: Job) -> None:
    from papermill import execute_notebook

    out = f"{job.prepared}.out.ipynb"
    execute_notebook(job.source, out, job.parameters, progress_bar=False)


def floor(jobs: Sequence[Job]) -> None:
    """The cells alone, in two forks of a process that has everything imported; prints wall and CPU seconds."""
    for name in preload.LIBRARIES:
        import_module(name)
    preload.load_registered()
    before, begin = cpu_seconds(), perf_counter()
    forks = [os.fork() or _in_fork(jobs[n::CORES]) for n in range(CORES)]
    if any(os.waitpid(pid, 0)[1] for pid in forks):
        sys.exit("the cells failed")
    print(json.dumps([perf_counter() - begin, cpu_seconds() - before]))


def _in_fork(jobs: Sequence[Job]) -> NoReturn:
    try:
        for job in jobs:
            _cells(job)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _cells(job: Job) -> None:
    import nbformat
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell.instance()
    shell.reset(new_session=False)
    for cell in nbformat.read(job.prepared, as_version=4).cells:
        if cell.cell_type == "code":
            with capture_output():
                shell.run_cell(cell.source).raise_error()


class _Clock:
    """Adds up how long the cells of notebooks take, their kernels' start among it."""

    seconds = 0.0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if ".ipynb::" in report.nodeid:
            self.seconds += report.duration


def nbval(mode: str) -> None:
    """Compare the cells of `outputs/` by plain nbval with ordinary kernels, or after a test as `make test` does."""
    project = str(PROJECT.root)
    arguments = {
        "ordinary": ["-c", os.devnull, "--nbval", "--nbval-kernel-name=python3"],
        "quick": ["-c", f"{project}/pyproject.toml", f"{project}/tests/test_reads.py"],
    }
    clock = _Clock()
    common = ["-q", "-p", "no:cacheprovider", "--rootdir", project]
    if pytest.main([*common, *arguments[mode], str(PROJECT.outputs)], plugins=[clock]):
        sys.exit("a cell gives something else")
    print(f"\n{clock.seconds}")


if __name__ == "__main__":
    way, given = sys.argv[1:]
    if way == "nbval":
        nbval(given)
    else:
        listed = [Job(**job) for job in json.loads(Path(given).read_text())]
        {"floor": floor, "pool": pool}[way](listed)
