"""The cells of a file as they stand, before anybody says which rows are headers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from readytochange.survey.waves.readers.export import Doubt

MAX_CELLS = 100_000_000
"""That are held at once."""

Range = tuple[tuple[int, int], tuple[int, int]]
"""Cells merged into one: row and column of the first and of the last, from 0."""


@dataclass(frozen=True)
class Cells:
    """Every row of a file, headers among them.

    Parameters
    ----------
    frame : every cell a text, columns named '0', '1', ...
    doubts : what was seen on the way
    merged : cells that a workbook shows as one; only the first has the text
    dates : by column, the rows whose cell a workbook holds as a date
    encoding, separator : of a text file, '' elsewhere
    """

    frame: pl.DataFrame
    doubts: tuple[Doubt, ...] = ()
    merged: tuple[Range, ...] = ()
    dates: Mapping[int, Sequence[int]] = field(default_factory=dict)
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True)
class Outline:
    """Which of a file's rows and columns have anything in them.

    Parameters
    ----------
    rows, columns : that the file has
    first, last : the first row with anything, from 0, and that behind the last
    width : columns up to the last with anything
    empty : rows between that are empty, or the first of them
    top : the row with which the cells that are held begin
    """

    rows: int
    columns: int
    first: int
    last: int
    width: int
    empty: Sequence[int]
    top: int = 0


def outline(frame: pl.DataFrame) -> Outline | None:
    """The outline of a file that is held at once; None where nothing in it has anything."""
    empty = empty_rows(frame)
    if empty.all():
        return None
    first = int(empty.arg_min() or 0)
    last = frame.height - int(empty.reverse().arg_min() or 0)
    between = frame[first:last]
    return Outline(
        frame.height,
        frame.width,
        first,
        last,
        next(at for at in range(frame.width, 0, -1) if (between[:, at - 1] != "").any()),
        (empty[first:last].arg_true() + first).to_list() if empty.any() else (),
    )


def frame_of(columns: Iterable[Sequence[str]]) -> pl.DataFrame:
    """A frame of text columns, named by their number."""
    return pl.DataFrame(
        [pl.Series(str(number), each, dtype=pl.String) for number, each in enumerate(columns)]
    )


def empty_rows(frame: pl.DataFrame) -> pl.Series:
    """Of each row, whether every cell is empty."""
    empty = pl.repeat(True, frame.height, dtype=pl.Boolean, eager=True)
    for column in frame.iter_columns():
        if not empty.any():
            break
        empty &= column == ""
    return empty


def letters(column: int) -> str:
    """The letters by which a spreadsheet names a column, counted from 0.

    Examples
    --------
    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)
