"""`wave check` ends with what to do next, and fits a terminal of 80 columns."""

import shlex
from collections.abc import Callable

import polars as pl
import pytest

from projects import ProjectFolder
from readytochange.survey.waves import mapping, simulation

FIRMS = simulation.in_form(simulation.simulate(20, seed=1)).drop(mapping.SIMULATED)
ROW = pl.int_range(pl.len())

EXPORTS = {
    "clean": (FIRMS, 0, "add export.csv --name NAME"),
    "undecided": (
        FIRMS.with_columns(pl.lit("x").alias("?")),
        2,
        "check export.csv --mapping mapping.yml",
    ),
    "identifier": (
        FIRMS.with_columns(pl.format("a{}@example.org", ROW).alias("E-mail")),
        2,
        "add export.csv --name NAME",
    ),
    "wrong": (
        FIRMS.with_columns(
            pl.when(ROW == 3)
            .then(pl.lit("enormous"))
            .otherwise("section_firm/size")
            .alias("section_firm/size")
        ),
        2,
        "check export.csv --mapping mapping.yml",
    ),
}


@pytest.mark.parametrize(("firms", "code", "command"), EXPORTS.values(), ids=EXPORTS)
def test_what_to_do_next_is_said_last(
    firms: pl.DataFrame,
    code: int,
    command: str,
    make_project: Callable[..., ProjectFolder],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    small = make_project()
    firms.write_csv(small.root / "export.csv")
    ended = small.invoke("wave", "check", "export.csv")
    assert ended.exit_code == code
    told, last = ended.stdout.splitlines()[-2:]
    assert told.startswith("Next: ")
    assert last.startswith(f"  readytochange wave {command}")
    table = ended.stdout.partition("\n\n")[0].splitlines()
    assert len(table) == firms.width + 1
    assert max(map(len, table)) <= 80
    ready = last.replace("NAME", "new").replace("YYYY-MM", "2027-01")
    again = small.invoke(*shlex.split(ready)[1:])
    assert again.exit_code in (0, 2)
    assert (again.exit_code == 0) == (" add " in last), again.stderr
