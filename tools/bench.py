"""How fast a refresh is beside other ways to run the same notebooks, on this machine: writes `docs/benchmarks.md`.

    make bench                         everything: half an hour on two cores
    python tools/bench.py collection   a part of it: collection, matrix, growth or nbval

Each way runs in a process of its own. Seconds of all its processes are counted, and the memory that they hold together.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import Any, NoReturn

import psutil
import pytest

from readytochange import forkserver, paths

BIN = Path(sys.executable).parent
PARTS = ("collection", "matrix", "growth", "nbval")
CONFIDENCES = [round(0.8 + n / 100, 2) for n in range(16)]
"""Sixteen, for up to 160 runs: five notebooks, two languages."""

TITLES = {
    "collection": "The collection: 5 notebooks in 2 languages",
    "matrix": "A matrix of 40 runs: the collection with 4 coverages",
    "growth": "Growth",
    "nbval": "nbval: the cells of the collection run anew and compared",
}
TOOLS = (
    "papermill",
    "nbclient",
    "ipykernel",
    "nbconvert",
    "nbmake",
    "nbval",
    "pandas",
    "altair",
    "vl-convert-python",
)
NOTES = (
    "*Cold*: into an empty folder. *Warm*: everything anew over what is there. The *floor*: what the cells take in two "
    "processes that have everything imported, without kernels, notebooks or files: their imports are not counted. A "
    "refresh can be faster than it, as a figure that two runs have in common is drawn once. *CPU*: of all processes "
    "of a way. *Peak*: memory they hold together, pages they share counted once, looked at twice a second. nbval's "
    "wall seconds are those of the cells and their kernels' start, without pytest's own; in `make test` its libraries "
    "are imported while other tests run.",
    "",
    "What bounds a cold refresh: the libraries are imported once, some two seconds before the first kernel is there; "
    "then the cells have to be executed and the figures drawn, which is the floor: its last column is the most that "
    "any way can reach which executes and draws everything. Drawing is some 0.2 s of CPU a figure, and much of it is "
    "not drawing: vl-convert opens the font's file four times for each letter to measure it, and four times to draw "
    "it (seen with strace; with a font built into it, drawing takes half). What a run takes beyond the floor is some "
    "0.15 s of CPU in its kernel and as much in papermill, nbclient and nbformat.",
)

CORES = 2
LOOP = "loop of the papermill command"
FLOOR = "floor: the cells alone, everything imported"
ORDINARY = "pytest --nbval, ordinary kernels"
QUICK = "nbval's part of make test, in one process"


@dataclass(frozen=True)
class Measure:
    """What a way took.

    Parameters
    ----------
    wall, cpu : seconds
    peak : megabytes
    """

    part: str
    runs: int
    way: str
    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True)
class Job:
    """A notebook with its parameters; `prepared` has them in it."""

    source: str
    prepared: str
    parameters: dict[str, Any]


def main(parts: Sequence[str]) -> None:
    """Measure what is asked for, everything when nothing is named, and write the report of it."""
    load = os.getloadavg()[0]
    measured = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for part in parts or PARTS:
            for measure in MEASURED[part](Path(folder)):
                print(f"{measure.runs:4} runs  {measure.way:45} {measure.wall:8.1f} s", flush=True)
                measured.append(measure)
    _write(measured, load, parts)


def _side_by_side(part: str, confidences: Sequence[float], folder: Path) -> Iterator[Measure]:
    jobs = _prepared(confidences, folder / part)
    listed = folder / part / "jobs.json"
    listed.write_text(json.dumps([asdict(job) for job in jobs]))
    out = folder / part / "out"
    refresh = _refresh(confidences, out)
    here = [sys.executable, __file__]
    sources = sorted({job.prepared for job in jobs})
    ways: list[tuple[str, list[list[str]]]] = [
        ("refresh, cold", [refresh]),
        ("refresh, warm (--force)", [[*refresh, "--force"]]),
        ("refresh, nothing changed", [refresh]),
        (FLOOR, [[*here, "--floor", str(listed)]]),
        ("papermill's API, a pool of two processes", [[*here, "--pool", str(listed)]]),
        (LOOP, [_papermill(job) for job in jobs]),
    ]
    if part == "collection":  # they take as long a run, whatever the number
        ways.insert(-1, ("pytest --nbmake, two processes", [_nbmake(folder / part)]))
        ways.insert(-1, ("jupyter nbconvert --execute", [_nbconvert(sources, out)]))
    for way, commands in ways:
        yield _measured(part, len(jobs), way, commands)


def _growth(folder: Path) -> Iterator[Measure]:
    for number in (1, 4, 16):
        refresh = _refresh(CONFIDENCES[:number], folder / f"growth-{number}")
        yield _measured("growth", number * 10, "refresh, cold", [refresh])


def _nbval(folder: Path) -> Iterator[Measure]:
    for way, mode in ((ORDINARY, "ordinary"), (QUICK, "quick")):
        yield _measured("nbval", 10, way, [[sys.executable, __file__, "--nbval", mode]])


MEASURED: dict[str, Callable[[Path], Iterator[Measure]]] = {
    "collection": lambda folder: _side_by_side("collection", [0.95], folder),
    "matrix": lambda folder: _side_by_side("matrix", [0.8, 0.9, 0.95, 0.99], folder),
    "growth": _growth,
    "nbval": _nbval,
}


def _prepared(confidences: Sequence[float], folder: Path) -> list[Job]:
    """Sources with the parameters in them, for what cannot be given any."""
    from papermill import execute_notebook

    jobs = []
    for confidence in confidences:
        for lang in ("it", "en"):
            for source in sorted(paths.NOTEBOOKS.glob("*.ipynb")):
                parameters = {"lang": lang, "confidence": confidence}
                prepared = folder / "prepared" / f"{lang}-{confidence}-{source.name}"
                prepared.parent.mkdir(parents=True, exist_ok=True)
                execute_notebook(source, prepared, parameters, prepare_only=True)
                jobs.append(Job(str(source), str(prepared), parameters))
    return jobs


def _refresh(confidences: Sequence[float], out: Path) -> list[str]:
    values = ",".join(map(str, confidences))
    command = [f"{BIN}/readytochange", "refresh", "--jobs", str(CORES), "--out", str(out)]
    return [*command, "-p", "confidence", values]


def _papermill(job: Job) -> list[str]:
    given = [word for name, value in job.parameters.items() for word in ("-p", name, str(value))]
    return [f"{BIN}/papermill", job.source, f"{job.prepared}.out.ipynb", *given]


def _nbconvert(sources: Sequence[str], out: Path) -> list[str]:
    options = ["--to", "notebook", "--execute", "--output-dir", f"{out}-nbconvert"]
    return [f"{BIN}/jupyter", "nbconvert", *options, *sources]


def _nbmake(folder: Path) -> list[str]:
    options = ["-q", "-c", os.devnull, "--rootdir", str(folder), "-p", "no:cacheprovider"]
    pytest = [sys.executable, "-m", "pytest", *options]
    return [*pytest, "--nbmake", "-n", str(CORES), str(folder / "prepared")]


def _measured(part: str, runs: int, way: str, commands: Sequence[Sequence[str]]) -> Measure:
    """Run one command after the other."""
    before, begin = _cpu(), perf_counter()
    printed = ""
    with _Memory() as memory:
        for command in commands:
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            if ended.returncode:
                sys.exit(f"{way}: {' '.join(command[:4])} failed\n{ended.stdout}\n{ended.stderr}")
            printed = ended.stdout
    wall, cpu = perf_counter() - begin, _cpu() - before
    if way == FLOOR:  # says itself what the cells took: the imports do not count
        wall, cpu = json.loads(printed)
    if part == "nbval":
        wall = float(printed.splitlines()[-1])
    return Measure(part, runs, way, wall, cpu, memory.peak / 1e6)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Memory:
    """The most memory that the processes below this one hold together, pages they share counted once."""

    def __enter__(self) -> "_Memory":
        self.peak = 0.0
        self._over = Event()
        self._watcher = Thread(target=self._watch)
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            self.peak = max(self.peak, sum(map(_held, psutil.Process().children(recursive=True))))


def _held(process: psutil.Process) -> float:
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0.0
    held: float = getattr(memory, "pss", memory.uss)
    return held


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
    for name in (*forkserver.PRELOADED, "readytochange.explorers", "readytochange.displays"):
        import_module(name)
    before, begin = _cpu(), perf_counter()
    forks = [os.fork() or _in_fork(jobs[n::CORES]) for n in range(CORES)]
    if any(os.waitpid(pid, 0)[1] for pid in forks):
        sys.exit("the cells failed")
    print(json.dumps([perf_counter() - begin, _cpu() - before]))


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
    project = str(paths.PROJECT)
    arguments = {
        "ordinary": ["-c", os.devnull, "--nbval", "--nbval-kernel-name=python3"],
        "quick": ["-c", f"{project}/pyproject.toml", f"{project}/tests/test_paths.py"],
    }
    clock = _Clock()
    common = ["-q", "-p", "no:cacheprovider", "--rootdir", project]
    if pytest.main([*common, *arguments[mode], str(paths.OUTPUTS)], plugins=[clock]):
        sys.exit("a cell gives something else")
    print(f"\n{clock.seconds}")


def _tables(measured: Sequence[Measure]) -> list[str]:
    lines = []
    for part in dict.fromkeys(measure.part for measure in measured):
        rows = [measure for measure in measured if measure.part == part]
        lines += [
            "",
            f"## {TITLES[part]}",
            "",
            *(_growing(rows) if part == "growth" else _compared(rows)),
        ]
    return lines


def _compared(rows: Sequence[Measure]) -> list[str]:
    slow = next(row for row in rows if row.way in (LOOP, ORDINARY))
    return [
        f"| | wall s | CPU s | peak MB | faster than {slow.way} |",
        "|---|--:|--:|--:|--:|",
        *(
            f"| {row.way} | {row.wall:.1f} | {row.cpu:.1f} | {row.peak:.0f} | {slow.wall / row.wall:.1f}x |"
            for row in rows
        ),
    ]


def _growing(rows: Sequence[Measure]) -> list[str]:
    return [
        "| runs | wall s | wall s a run | CPU s a run | peak MB |",
        "|--:|--:|--:|--:|--:|",
        *(
            f"| {row.runs} | {row.wall:.1f} | {row.wall / row.runs:.2f} | {row.cpu / row.runs:.2f} | {row.peak:.0f} |"
            for row in rows
        ),
    ]


def _write(measured: Sequence[Measure], load: float, parts: Sequence[str]) -> None:
    command = f"python tools/bench.py {' '.join(parts)}" if parts else "make bench"
    place = paths.PROJECT / "docs"
    place.mkdir(exist_ok=True)
    (place / "benchmarks.svg").write_text(_drawn(measured), encoding="utf-8")
    tools = ", ".join(f"{name} {version(name)}" for name in TOOLS)
    text = [
        "# How fast a refresh is",
        "",
        f"Made by `{command}`, which runs every way in turn on one machine; single runs, so the ratios matter.",
        f"{os.cpu_count()} cores ({platform.machine()}, {platform.system()}), {memory_of_all()} GB of memory, "
        f"Python {platform.python_version()}, {tools}.",
        f"Load of the machine before the first run: {load:.1f}.",
        "",
        "![Seconds of each way to run the notebooks, on a logarithmic scale](benchmarks.svg)",
        *_tables(measured),
        "",
        *NOTES,
    ]
    (place / "benchmarks.md").write_text("\n".join(text) + "\n", encoding="utf-8")


def memory_of_all() -> int:
    """Gigabytes of the machine."""
    return round(psutil.virtual_memory().total / 2**30)


def _drawn(measured: Sequence[Measure]) -> str:
    import altair as alt
    import pandas as pd

    from readytochange import drawing, figures

    compared = [measure for measure in measured if measure.part in ("collection", "matrix")]
    table = pd.DataFrame([asdict(measure) for measure in compared])
    parts = []
    for part, rows in table.groupby("part"):
        base = alt.Chart(rows, title=TITLES[part]).encode(
            alt.Y("way").title(None).sort(None),
            alt.X("wall").title("seconds, logarithmic scale").scale(type="log"),
        )
        text = base.mark_text(align="left", dx=7).encode(alt.Text("wall", format=".1f"))
        parts.append(base.mark_point(filled=True, size=80) + text)
    chart = alt.vconcat(*parts).resolve_scale(x="shared")
    shown = figures.show(
        chart,
        name="benchmarks",
        title="Seconds to run the notebooks",
        description="A point for each way to run the notebooks; further left is faster.",
        table=table,
        lang="en",
    )
    assert shown.spec
    return drawing.svg(shown.spec)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--nbval"]:
        nbval(sys.argv[2])
    elif sys.argv[1:2] in (["--floor"], ["--pool"]):
        listed = [Job(**job) for job in json.loads(Path(sys.argv[2]).read_text())]
        {"--floor": floor, "--pool": pool}[sys.argv[1]](listed)
    else:
        main(sys.argv[1:])
