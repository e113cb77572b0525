"""How fast bounds from margins are beside a program with a number for every pattern: `docs/benchmarks-margins.md`.

    make bench                     with everything else
    python tools/bench_margins.py  this alone, some minutes

CPU seconds of one process, of solving and what it needs; imports are not counted.
"""

import random
from collections.abc import Iterator
from itertools import combinations
from time import process_time
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from bench_ways import PROJECT
from readytochange.survey import certainty
from readytochange.survey.certainty import formulation
from readytochange.survey.certainty.printed import Margins, Option, Question

OPTIONS = (11, 15, 20)
RESPONDENTS = (33, 1_000, 100_000)
_PATIENCE = 30
"""Seconds after which the program with every pattern is ended, for each of the two ends."""

_MOST_OPTIONS = 15
"""With so many it is tried with the fewest respondents only; with more of either it does not end when it is told to."""

LISTS = ("channels", "outsourceable_channels")


def main() -> None:
    """Measure, and write the page."""
    text = [
        "# How fast bounds from margins are",
        "",
        "Made by `python tools/bench_margins.py`, which `make bench` runs too: CPU seconds of one process; "
        "ratios matter.",
        "",
        "## Every combination of the answers to both channel questions",
        "",
        "| combinations of | assumed | how many | problems solved | CPU s |",
        "|---|---|--:|--:|--:|",
        *_combinations(),
        "",
        "## Growth: one pair, least and greatest, beside a number for each pattern of answers",
        "",
        "| options | respondents | CPU s | unknowns | every pattern: CPU s | unknowns | times as long |",
        "|--:|--:|--:|--:|--:|--:|--:|",
        *_growth(),
        "",
        "Combinations whose counts are the same numbers are one problem, solved once. *Every pattern*: the program "
        f"that has a number for each of the two to the power of options patterns, ended after {_PATIENCE} s; of what "
        "was ended the ratio is a least one. With more options or respondents it did not end when it was told to.",
    ]
    place = PROJECT.root / "docs/benchmarks-margins.md"
    place.write_text("\n".join(text) + "\n", encoding="utf-8")


def _said(row: str) -> str:
    print(row, flush=True)
    return row


def _combinations() -> Iterator[str]:
    every: list[dict[str, Any]] = [{}, {"answered": True}, {"answered": True, "in_use": True}]
    for assumed in every:
        margins = certainty.printed(**assumed)
        for together in (2, 3):
            formulation.solved.cache_clear()
            begin = process_time()
            named = [o.name for o in margins.options if o.question in LISTS]
            chosen = list(combinations(named, together))
            for names in chosen:
                certainty.range_of(certainty.Statement("all", names), margins)
            took = process_time() - begin
            solved = formulation.solved.cache_info().misses
            said = ", ".join(assumed) or "nothing"
            yield _said(f"| {together} | {said} | {len(chosen)} | {solved} | {took:.1f} |")


def _growth() -> Iterator[str]:
    for options in OPTIONS:
        for respondents in RESPONDENTS:
            margins = made(options, respondents)
            statement = certainty.Statement("all", ("q.0", "q.1"))
            formulation.solved.cache_clear()
            begin = process_time()
            ends = certainty.range_of(statement, margins)
            took = process_time() - begin
            problem, _ = formulation.posed(margins, statement.options, statement.range)
            unknowns = len(formulation.cells(problem)) * (1 + len(problem.likes))
            begin_row = f"| {options} | {respondents:,} | {took:.3f} | {unknowns} |"
            if options > _MOST_OPTIONS or (
                options == _MOST_OPTIONS and respondents > RESPONDENTS[0]
            ):
                yield _said(f"{begin_row} not tried | {2**options:,} | |")
                continue
            naive, found = every_pattern(margins)
            assert found is None or found == ends
            sign = "" if found else "over "
            yield _said(
                f"{begin_row} {sign}{naive:.1f} | {2**options:,} | {sign}{naive / took:,.0f} |"
            )


def made(options: int, respondents: int) -> Margins:
    """Margins of one question to which everybody answered, with counts at random."""
    chance = random.Random(options)
    counts = [round(respondents * chance.uniform(0.05, 0.9)) for _ in range(options)]
    asked = tuple(Option("q", str(n), count, count) for n, count in enumerate(counts))
    return Margins(respondents, (Question("q", answered=True),), asked)


def every_pattern(margins: Margins) -> tuple[float, tuple[int, int] | None]:
    """CPU seconds of the program with a number for each pattern, and the range of both of the first two options."""
    begin = process_time()
    size = len(margins.options)
    patterns = np.arange(1, 2**size)
    rows = np.array([patterns >> n & 1 for n in range(size)] + [np.ones(len(patterns))])
    counts = [each.low for each in margins.options] + [margins.base]
    both = (rows[0] * rows[1]).astype(float)
    ends = []
    for sign in (1, -1):
        found = milp(
            sign * both,
            integrality=np.ones(len(both), dtype=int),
            bounds=Bounds(0, margins.base),
            constraints=LinearConstraint(rows, counts, counts),
            options={"mip_rel_gap": 0, "time_limit": _PATIENCE},
        )
        if found.status != 0:
            return process_time() - begin, None
        ends.append(round(sign * found.fun))
    return process_time() - begin, (ends[0], ends[1])


if __name__ == "__main__":
    main()
