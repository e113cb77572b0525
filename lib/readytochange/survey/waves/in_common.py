"""Rows that two waves have in common: tables of both would tell, by subtraction, what the rest answered."""

import polars as pl

from readytochange.errors import InputError
from readytochange.project import Project
from readytochange.survey.waves import storage
from readytochange.survey.waves.answers import RESPONDENT

SHARE = 0.5
"""Of the smaller wave's rows: of two field works, even among the same firms, fewer answer every question alike."""


def refuse(rows: pl.LazyFrame, project: Project) -> None:
    """Refuse the rows of a wave of which most, but not all, are those of a wave that is kept.

    Parameters
    ----------
    rows : of the new wave, in the columns of `answers.schema`
    project : whose waves it is held against, those whose rows are on this machine

    Raises
    ------
    InputError
        naming the wave, and how many rows are the same
    """
    for name in storage.names(project):
        if storage.kept(name, project).record.status != "wave" or not storage.has_rows(
            name, project
        ):
            continue
        alike, new, old = counted(rows, storage.load(name, project).answers.lazy())
        if SHARE * min(new, old) < alike < max(new, old):
            raise InputError(
                f"{alike} of the {new} rows are those of wave '{name}', which has {old}: tables of both would "
                "tell, one taken from the other, what the rest answered; accepted: a file of the other rows alone, or "
                f"this one after `readytochange wave remove {name}`, where what was written of that wave was not shown"
            )


def counted(one: pl.LazyFrame, other: pl.LazyFrame) -> tuple[int, int, int]:
    """How many rows of two waves are the same in all columns that both have; and how many each of them has.

    Examples
    --------
    >>> one = pl.LazyFrame({"size": ["small", "small", "large"]})
    >>> counted(one, pl.LazyFrame({"size": ["small", "large", "large", "medium"]}))
    (2, 3, 4)
    """
    there = other.collect_schema().names()
    both = [name for name in one.collect_schema().names() if name in there and name != RESPONDENT]
    how_often = [
        each.select(pl.struct(pl.col(both).cast(pl.String)).hash().alias("row"))
        .group_by("row")
        .len()
        .collect(engine="streaming")
        for each in (one, other)
    ]
    first, second = how_often
    alike = first.join(second, on="row").select(pl.min_horizontal("len", "len_right").sum()).item()
    return int(alike), int(first["len"].sum()), int(second["len"].sum())
