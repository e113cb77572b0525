"""What a tool exported, before anybody says what it means."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import polars as pl


@dataclass(frozen=True)
class Doubt:
    """Something in a file that a person should look at.

    Parameters
    ----------
    where : the column's header, a row, or both; '' for the file
    says : what was seen, and what was done about it
    """

    where: str
    says: str


class Part(Protocol):
    """Records of a file that stand together, read as often as they are needed, wherever the file can be opened."""

    @property
    def first_row(self) -> int:
        """The row of the file in which the first of them stands."""

    @property
    def rows(self) -> int:
        """How many they are."""

    def read(self) -> pl.DataFrame:
        """Their cells, as those of `Export`; InputError if the file is not what it was."""


@dataclass(frozen=True)
class Export:
    """A file of answers, every cell a text; '' is an empty cell, and no word stands for one.

    Parameters
    ----------
    cells : a row a record, its columns named '0', '1', ... in the file's order; of a file in parts, the first records
    headers : of each column its header rows from top to bottom, ('Which channels?', 'Telephone'); one or more
    first_row : the row of the file in which the first record stands, as a spreadsheet counts them, header rows included
    doubts : what was seen on the way
    labels : of a column its values' labels, where the file has them (SPSS)
    sets : columns that the file itself declares to be one question with several answers (SPSS), by the set's label
    encoding, separator : of a text file, '' elsewhere
    parts : of a file too large to be held at once, all its records; none where they are in `cells`
    texts : of a file in parts, of each column the texts that were seen first, and all that may say yes or no
    """

    cells: pl.DataFrame
    headers: tuple[tuple[str, ...], ...]
    first_row: int
    doubts: tuple[Doubt, ...] = ()
    labels: tuple[dict[str, str], ...] = ()
    sets: tuple[tuple[str, tuple[int, ...]], ...] = ()
    encoding: str = ""
    separator: str = ""
    parts: Sequence[Part] = ()
    texts: tuple[tuple[str, ...], ...] = ()

    @property
    def height(self) -> int:
        """How many records the file has."""
        return sum(each.rows for each in self.parts) if self.parts else self.cells.height

    def of(self, part: Part) -> "Export":
        """The export with the records of one part in its cells."""
        return replace(self, cells=part.read(), first_row=part.first_row, parts=())

    def example(self, column: int) -> str:
        """The first text in a column; '' where there is none."""
        cells = self.cells[str(column)]
        seen = self.texts[column] if self.texts else cells.filter(cells != "").head(1)
        return next(filter(None, seen), "")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Of each column its header in one line, rows apart by ' | ', repeats of one left out; no two alike.

        Of columns with one header the second is called 'Other (2)', unless there is such a header too.
        """
        found: dict[str, None] = {}
        plain = [self._line(number) for number in range(len(self.headers))]
        taken = set(plain)
        for line in plain:
            name, repeat = line, 1
            while name in found or (repeat > 1 and name in taken):
                repeat += 1
                name = f"{line} ({repeat})"
            found[name] = None
        return tuple(found)

    def name(self, column: int) -> str:
        """The name by which a mapping knows a column, one of `names`."""
        return self.names[column]

    def _line(self, column: int) -> str:
        rows = (" ".join(row.split()) for row in self.headers[column])
        return " | ".join(dict.fromkeys(filter(None, rows))) or f"column {column + 1}"
