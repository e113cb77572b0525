"""What the bench measured, as `docs/benchmarks.md` and its figure."""

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version

import psutil

from bench_ways import PROJECT
from readytochange import figures
from readytochange.figures import drawing

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
    "",
    "What a large wave takes: [benchmarks-waves.md](benchmarks-waves.md).",
)

LOOP = "loop of the papermill command"

ORDINARY = "pytest --nbval, ordinary kernels"


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


def write(measured: Sequence[Measure], load: float, parts: Sequence[str]) -> None:
    """Write the page, and the figure beside it; of a part only where parts are named."""
    command = f"python tools/bench.py {' '.join(parts)}" if parts else "make bench"
    place = PROJECT.root / "docs"
    place.mkdir(exist_ok=True)
    (place / "benchmarks.svg").write_text(_drawn(measured), encoding="utf-8")
    tools = ", ".join(f"{name} {version(name)}" for name in TOOLS)
    text = [
        "# How fast a refresh is",
        "",
        f"Made by `{command}`, which runs every way in turn on one machine; single runs, so the ratios matter.",
        f"{os.cpu_count()} cores ({platform.machine()}, {platform.system()}), {_memory_of_all()} GB of memory, "
        f"Python {platform.python_version()}, {tools}.",
        f"Load of the machine before the first run: {load:.1f}.",
        "",
        "![Seconds of each way to run the notebooks, on a logarithmic scale](benchmarks.svg)",
        *_tables(measured),
        "",
        *NOTES,
    ]
    (place / "benchmarks.md").write_text("\n".join(text) + "\n", encoding="utf-8")


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


def _memory_of_all() -> int:
    """Gigabytes of the machine."""
    return round(psutil.virtual_memory().total / 2**30)


def _drawn(measured: Sequence[Measure]) -> str:
    import altair as alt
    import pandas as pd

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
