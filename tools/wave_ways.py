"""The ways to make shares of an export of a wave: `python tools/wave_ways.py WAY FILE PLAN`, for `bench_waves`.

A plan has a row for each share: the base that it is of, a column of the file and the cell that counts there. Whoever
has one of the cells of a base is in it. Each way prints a share a line, in the order of the plan.
"""

import csv
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readytochange.survey.waves.wave import Wave

R = """
suppressMessages(library(survey))
given <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(given[1], sep = ";", colClasses = "character", check.names = FALSE, na.strings = NULL)
plan <- read.csv(given[2], colClasses = "character", na.strings = NULL)
design <- svydesign(ids = ~1, data = rows["simulated"], weights = rep(1, nrow(rows)))
for (base in unique(plan$base)) {
  cells <- plan[plan$base == base, ]
  chosen <- mapply(function(column, cell) rows[[column]] == cell, cells$column, cells$cell)
  storage.mode(chosen) <- "numeric"
  answered <- rowSums(chosen) > 0
  shares <- svymean(chosen[answered, , drop = FALSE], design[answered, ])
  cat(sprintf("%.12f", coef(shares)), sep = "\\n")
  cat("\\n")
}
"""
"""Means with their standard errors, one base at a time."""


class Share(NamedTuple):
    """A row of a plan."""

    base: str
    column: str
    cell: str


def read_plan(place: str) -> list[Share]:
    """The rows of a plan."""
    with Path(place).open(newline="") as file:
        return [Share(**row) for row in csv.DictReader(file)]


def _bases(plan: list[Share]) -> dict[str, list[Share]]:
    found: dict[str, list[Share]] = {}
    for share in plan:
        found.setdefault(share.base, []).append(share)
    return found


def text(file: str, _: list[Share]) -> Iterator[float]:
    """Read by polars, every cell a text; nothing is made of it."""
    import polars as pl

    pl.read_csv(file, separator=";", infer_schema=False)
    return iter(())


def project(file: str, plan: list[Share]) -> Iterator[float]:
    """Read, checked and tabulated by this project."""
    from readytochange.survey.waves import adding
    from readytochange.survey.waves.wave import Wave

    read = adding.read(file)
    if read.problems.height:
        sys.exit("the simulated answers have problems")
    return _tabulated(Wave("bench", read.scanned, read.instrument), plan)


def project_rows(file: str, plan: list[Share]) -> Iterator[float]:
    """Rows that were kept, tabulated by this project as they are scanned."""
    import polars as pl

    from readytochange.survey.waves.instrument import questionnaire
    from readytochange.survey.waves.wave import Wave

    return _tabulated(Wave("bench", pl.scan_parquet(file), questionnaire()), plan)


def _tabulated(wave: "Wave", plan: list[Share]) -> Iterator[float]:
    from readytochange.survey.waves.tables import tabulation

    shares = {}
    for question, table in tabulation.all_shares(wave).items():
        for row in table.to_dict("records"):
            point = row.get("point", "")
            base = f"{question}/{row['option']}" if point else question
            if "share" in row:
                shares[base, str(point or row["option"])] = row["share"]
    return (shares[each.base, _answer(each)] for each in plan)


def _answer(share: Share) -> str:
    return (
        share.column.rpartition("/")[2]
        if share.cell in ("1", "true") and "/" not in share.base
        else share.cell
    )


def pandas(file: str, plan: list[Share]) -> Iterator[float]:
    """Read and tabulated by pandas."""
    import pandas as pd

    rows = pd.read_csv(file, sep=";", dtype=str, keep_default_na=False)
    for cells in _bases(plan).values():
        chosen = [rows[each.column] == each.cell for each in cells]
        base = pd.concat(chosen, axis=1).any(axis=1).sum()
        yield from (each.sum() / base for each in chosen)


def duckdb(file: str, plan: list[Share]) -> Iterator[float]:
    """Read and tabulated by one query of DuckDB."""
    return _queried(f"read_csv('{file}', delim=';', header=true, all_varchar=true)", plan)


def duckdb_rows(file: str, plan: list[Share]) -> Iterator[float]:
    """Rows that were kept, tabulated by one query of DuckDB."""
    return _queried(f"read_parquet('{file}')", plan)


def _queried(source: str, plan: list[Share]) -> Iterator[float]:
    import duckdb as database

    wanted, sizes = [], []
    for cells in _bases(plan).values():
        chosen = [f"\"{each.column}\" = '{each.cell}'" for each in cells]
        wanted += [" or ".join(chosen), *chosen]
        sizes.append(len(chosen))
    with database.connect() as base:
        base.execute("set threads = 2")
        counts = ", ".join(f"count(*) filter ({each})" for each in wanted)
        [found] = base.execute(f"select {counts} from {source}").fetchall()
    left = iter(found)
    for size in sizes:
        answered = next(left)
        yield from (next(left) / answered for _ in range(size))


WAYS: dict[str, Callable[[str, list[Share]], Iterator[float]]] = {
    each.__name__: each for each in (text, project, project_rows, pandas, duckdb, duckdb_rows)
}

if __name__ == "__main__":
    way, given, place = sys.argv[1:]
    for share in WAYS[way](given, read_plan(place)):
        print(f"{share:.12f}")
