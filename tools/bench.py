"""How fast a refresh is beside other ways to run the same notebooks, on this machine: writes `docs/benchmarks.md`.

    make bench                         everything: half an hour on two cores
    python tools/bench.py collection   a part of it: collection, matrix, growth or nbval

Each way runs in a process of its own. Seconds of all its processes are counted, and the memory that they hold together.
"""

import ctypes
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

import psutil

import bench_report
from bench_report import LOOP, ORDINARY, Measure
from bench_ways import CORES, PROJECT, Job, cpu_seconds
from readytochange.project import FILE

BIN = Path(sys.executable).parent
WAYS = Path(__file__).with_name("bench_ways.py")
PARTS = ("collection", "matrix", "growth", "nbval")
CONFIDENCES = [round(0.8 + n / 100, 2) for n in range(16)]
"""Sixteen, for up to 160 runs: five notebooks, two languages."""


FLOOR = "floor: the cells alone, everything imported"
QUICK = "nbval's part of make test, in one process"


def main(parts: Sequence[str]) -> None:
    """Measure what is asked for, everything when nothing is named, and write the report of it."""
    _adopt()
    load = os.getloadavg()[0]
    measured = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name in (
            FILE,
            "data",
            "notebooks",
        ):  # other tools run a notebook in the folder where it is
            Path(folder, name).symlink_to(PROJECT.root / name)
        for part in parts or PARTS:
            for measure in MEASURED[part](Path(folder)):
                print(f"{measure.runs:4} runs  {measure.way:45} {measure.wall:8.1f} s", flush=True)
                measured.append(measure)
    bench_report.write(measured, load, parts)


def _side_by_side(part: str, confidences: Sequence[float], folder: Path) -> Iterator[Measure]:
    jobs = _prepared(confidences, folder / part)
    listed = folder / part / "jobs.json"
    listed.write_text(json.dumps([asdict(job) for job in jobs]))
    out = folder / part / "out"
    refresh = _refresh(confidences, out)
    here = [sys.executable, str(WAYS)]
    sources = sorted({job.prepared for job in jobs})
    ways: list[tuple[str, list[list[str]]]] = [
        ("refresh, cold", [refresh]),
        ("refresh, warm (--force)", [[*refresh, "--force"]]),
        ("refresh, nothing changed", [refresh]),
        (FLOOR, [[*here, "floor", str(listed)]]),
        ("papermill's API, a pool of two processes", [[*here, "pool", str(listed)]]),
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
        yield _measured("nbval", 10, way, [[sys.executable, str(WAYS), "nbval", mode]])


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
            for source in sorted(PROJECT.notebooks.glob("*.ipynb")):
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
    before, begin = cpu_seconds(), perf_counter()
    printed = ""
    with _Memory() as memory:
        for command in commands:
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            if ended.returncode:
                sys.exit(f"{way}: {' '.join(command[:4])} failed\n{ended.stdout}\n{ended.stderr}")
            printed = ended.stdout
            _reap()
    wall, cpu = perf_counter() - begin, cpu_seconds() - before
    if way == FLOOR:  # says itself what the cells took: the imports do not count
        wall, cpu = json.loads(printed)
    if part == "nbval":
        wall = float(printed.splitlines()[-1])
    return Measure(part, runs, way, wall, cpu, memory.peak / 1e6)


def _adopt() -> None:
    """Have processes that outlive the one that started them be this one's children, so that their CPU time counts."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _reap() -> None:
    """Wait for those that were adopted; a fork server ends when who asked has."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


_PR_SET_CHILD_SUBREAPER = 36


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


if __name__ == "__main__":
    main(sys.argv[1:])
