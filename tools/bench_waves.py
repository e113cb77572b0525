"""What it takes to read, check and tabulate a wave beside other ways to tabulate it: writes `docs/benchmarks-waves.md`.

    make bench                          with the other measures
    python tools/bench_waves.py         this page alone: half an hour on two cores, 8 GB on the disk
    python tools/bench_waves.py 4       up to 10^4 rows

Every way runs in a process of its own, and has to find the shares that the others find.
"""

import csv
import math
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import polars as pl
import psutil

import wave_ways
from bench_report import Measure
from bench_ways import PROJECT
from readytochange.survey.waves import simulation
from readytochange.survey.waves.instrument import Question, questionnaire

LARGEST = 7
"""The power of ten of the most rows."""

LARGEST_FILE = 6
"""That of the most rows in an export that polars and pandas hold at once; one of more is read in parts."""

LARGEST_R = 5
"""That of the most rows for R, which takes minutes above."""

FLOOR = "polars reads the export as text, and no more"
PROJECT_WAY = "this project reads, checks and tabulates it"
R_WAY = "R's survey reads and tabulates it"
SCANNED = "this project tabulates kept rows as it scans them"
ROWS_FLOOR = "DuckDB tabulates kept rows"
FILE_WAYS = {
    FLOOR: "text",
    PROJECT_WAY: "project",
    "pandas reads and tabulates it": "pandas",
    "DuckDB reads and tabulates it": "duckdb",
    R_WAY: "",
}
PARTS_FLOOR = "DuckDB reads and tabulates it"
PARTS_WAYS = {
    PARTS_FLOOR: "duckdb",
    "this project reads, checks and tabulates it in parts": "project",
}
ROWS_WAYS = {ROWS_FLOOR: "duckdb_rows", SCANNED: "project_rows"}

KINDS = ("single", "multiple", "scale")


def main(largest: int) -> None:
    """Measure up to a power of ten of rows, and write the page, anew after each."""
    load = os.getloadavg()[0]
    measured = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for power in range(3, largest + 1):
            for measure in _of(power, Path(folder)):
                print(
                    f"{measure.runs:9} rows  {measure.way:50} {measure.cpu:8.1f} s of CPU",
                    flush=True,
                )
                measured.append(measure)
            _write(measured, load, power)


def _of(power: int, folder: Path) -> Iterator[Measure]:
    """Every way with so many rows; the shares of the first that has any are those of all."""
    rows, export, kept = 10**power, folder / "simulated.csv", folder / "answers.parquet"
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        apart.submit(_simulated, power, export, kept).result()
    part, ways = ("export", FILE_WAYS) if power <= LARGEST_FILE else ("parts", PARTS_WAYS)
    yield from _compared(part, rows, export, plan(folder, "export"), ways)
    yield from _compared("rows", rows, kept, plan(folder, "rows"), ROWS_WAYS)


def _simulated(power: int, export: Path, kept: Path) -> None:
    """Write simulated answers as an export and as rows; of more than are drawn at once, each several times."""
    rows = 10**power
    drawn = simulation.simulate(min(rows, simulation.MOST), seed=power)
    repeats = rows // drawn.height
    with export.open("wb") as file:
        for number in range(repeats):
            simulation.in_form(drawn).write_csv(
                file, separator=";", quote_style="always", include_header=not number
            )
    pl.concat([drawn.lazy()] * repeats).sink_parquet(kept)


def _compared(
    part: str, rows: int, file: Path, plan: Path, ways: dict[str, str]
) -> Iterator[Measure]:
    expected: list[float] = []
    for way, name in ways.items():
        command = [sys.executable, wave_ways.__file__, name, str(file), str(plan)]
        if way == R_WAY:
            if not has_r() or rows > 10**LARGEST_R:
                continue
            command = ["Rscript", "-e", wave_ways.R, str(file), str(plan)]
        measure, shares = _run(part, rows, way, command)
        expected = expected or shares
        if shares and not _same(shares, expected):
            sys.exit(f"{way}: other shares than the way before")
        yield measure


def _same(shares: Sequence[float], expected: Sequence[float]) -> bool:
    return len(shares) == len(expected) and all(
        math.isclose(one, other, abs_tol=1e-9) for one, other in zip(shares, expected, strict=True)
    )


def _run(part: str, rows: int, way: str, command: Sequence[str]) -> tuple[Measure, list[float]]:
    """Run a command alone; its CPU time and peak are what the system says of its process."""
    with tempfile.TemporaryFile("w+") as printed:
        begin = perf_counter()
        process = subprocess.Popen(command, stdout=printed)
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{way}: failed")
        printed.seek(0)
        shares = [float(line) for line in printed.read().split()]
    cpu = used.ru_utime + used.ru_stime
    return Measure(part, rows, way, wall, cpu, used.ru_maxrss / 1e3), shares


def has_r() -> bool:
    """Whether there is R with its package survey."""
    if not shutil.which("Rscript"):
        return False
    asked = ["Rscript", "-e", "quit(status = !requireNamespace('survey', quietly = TRUE))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def plan(folder: Path, part: str) -> Path:
    """The shares of every question with options, as `wave_ways` reads them."""
    place = folder / f"{part}.csv"
    with place.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(wave_ways.Share._fields)
        for question in questionnaire().questions:
            if question.kind in KINDS:
                writer.writerows(_shares(question, part))
    return place


def _shares(question: Question, part: str) -> Iterator[wave_ways.Share]:
    name = question.question
    before = f"section_{question.section}/{name}" if part == "export" else name
    for option in question.options if question.kind == "single" else ():
        yield wave_ways.Share(name, before, option.option)
    for option in question.options if question.kind == "multiple" else ():
        cell = "1" if part == "export" else "true"
        yield wave_ways.Share(name, f"{before}/{option.option}", cell)
    for column in question.columns if question.kind == "scale" else ():
        own = f"{before}/{column.replace('/', '_')}" if part == "export" else column
        for point in range(1, len(question.points) + 1):
            yield wave_ways.Share(column, own, str(point))


def _write(measured: Sequence[Measure], load: float, largest: int) -> None:
    command = "make bench" if largest == LARGEST else f"python tools/bench_waves.py {largest}"
    tools = ", ".join(f"{name} {version(name)}" for name in ("polars", "pandas", "duckdb"))
    columns = simulation.in_form(simulation.simulate(1)).width
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    said = [
        "# What a large wave takes",
        "",
        f"Made by `{command}`, which runs every way in turn on one machine; single runs, so the ratios matter.",
        f"{os.cpu_count()} cores ({platform.machine()}, {platform.system()}), "
        f"{round(psutil.virtual_memory().total / 2**30)} GB of memory, Python {platform.python_version()}, {tools}, "
        f"{_r_version()}.",
        f"Load of the machine before the first run: {load:.1f}, after the last: {os.getloadavg()[0]:.1f}.",
        "",
        f"Simulated answers in {columns} columns, as KoboToolbox exports them. Every way but the first makes the share "
        "of each option and of each point of a scale, and all have to agree to nine decimals; this project alone "
        "checks every cell, and makes intervals; R makes standard errors. *CPU*: of the whole process, imports "
        f"included. *Peak*: of its memory, where that is above the {own:.0f} MB of the process that starts it.",
        *_tables(measured),
    ]
    place = PROJECT.root / "docs" / "benchmarks-waves.md"
    place.write_text("\n".join(said) + "\n", encoding="utf-8")


def _r_version() -> str:
    if not has_r():
        print(
            "left out: R's survey, which is not on this machine (Debian: r-cran-survey)",
            file=sys.stderr,
        )
        return "R's survey left out, which is not on this machine"
    asked = "cat(as.character(getRversion()), as.character(packageVersion('survey')))"
    found = subprocess.run(["Rscript", "-e", asked], capture_output=True, text=True, check=True)
    r, survey = found.stdout.split()
    return f"R {r} with survey {survey} (up to {10**LARGEST_R:,} rows)"


def _tables(measured: Sequence[Measure]) -> Iterator[str]:
    titles = {
        "export": ("From the export to its shares", FLOOR),
        "parts": ("From an export that is read in parts to its shares", PARTS_FLOOR),
        "rows": (
            "From the rows that were kept to their shares, scanned from their file",
            ROWS_FLOOR,
        ),
    }
    for part, (title, floor) in titles.items():
        if not (of := [each for each in measured if each.part == part]):
            continue
        yield from ("", f"## {title}", "")
        yield f"| rows | | wall s | CPU s | peak MB | CPU, times that of: {floor} |"
        yield "|--:|---|--:|--:|--:|--:|"
        least = {each.runs: each.cpu for each in of if each.way == floor}
        for each in of:
            yield (
                f"| {each.runs:,} | {each.way} | {each.wall:.1f} | {each.cpu:.1f} | {each.peak:.0f} | "
                f"{each.cpu / least[each.runs]:.1f}x |"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LARGEST)
