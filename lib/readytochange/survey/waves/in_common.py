"""Rows that two waves have in common: tables of both would tell, by subtraction, what the rest answered."""

import polars as pl

from readytochange.survey.waves.answers import RESPONDENT

SHARE = 0.5
"""Of the smaller wave's rows: of two field works, even among the same firms, fewer answer every question alike."""


def tells(alike: int, one: int, other: int) -> bool:
    """Whether tables of two waves, of so many rows, so many of them the same, tell what the rest answered.

    Examples
    --------
    >>> tells(59, 60, 59), tells(60, 60, 60), tells(2, 60, 59)
    (True, False, False)
    """
    return SHARE * min(one, other) < alike < max(one, other)


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
