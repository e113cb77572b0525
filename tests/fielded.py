"""Waves in the folder of a project, for tests: exports of firms that a model made, put in as if firms had answered."""

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from projects import ProjectFolder
from readytochange.survey.waves import adding, simulation, storage
from readytochange.survey.waves.mapping import SIMULATED

Change = Callable[[pl.DataFrame], pl.DataFrame]
"""What a test does to an export, all of whose cells are text."""


def exported(file: Path, firms: int = 12, change: Change | None = None, seed: int = 7) -> Path:
    """An export of KoboToolbox that does not say of itself that it is simulated."""
    made = simulation.in_form(simulation.simulate(firms, seed)).drop(SIMULATED)
    (change(made) if change else made).write_csv(file, separator=";", quote_style="always")
    return file


def put(row: int, cells: Mapping[str, str]) -> Change:
    """Other cells in a row of an export, by the end of a column's header."""

    def change(made: pl.DataFrame) -> pl.DataFrame:
        full = {
            name: [each for each in made.columns if f"/{each}".endswith(f"/{name}")]
            for name in cells
        }
        return made.with_columns(
            pl.when(pl.int_range(pl.len()) == row)
            .then(pl.lit(cells[name]))
            .otherwise(pl.col(column))
            .alias(column)
            for name, [column] in full.items()
        )

    return change


def add(
    small: ProjectFolder, name: str = "2027", firms: int = 12, change: Change | None = None
) -> storage.Kept:
    """Add such a wave to a project."""
    file = exported(small.root / "export.csv", firms, change)
    return adding.add(file, name, "2027-01", "2027-03", project=small.project)
