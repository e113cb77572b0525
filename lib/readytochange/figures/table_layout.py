"""How a table is laid out for a reader.

Statuses are signs beside the numbers, what all rows have in common is said once under the table, a cell that repeats is
a heading over its rows, and the headings of the study stand under the figure. Files keep every column.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from readytochange import language
from readytochange.figures import tables
from readytochange.figures.columns import status_of, title
from readytochange.statuses import SIGNS, STATUSES

SLIDE = "slide"
EMPHASIS = "emphasis"
"""How columns begin that hold what is in bold in the column before them, parted by semicolons."""

LINK = "link"
"""How columns begin that say where what stands in the column before them leads, as in the Markdown of notebooks; of
several lines a line each."""

ANCHOR = "anchor"
"""By which links lead to a row: its id in the data, once in a table; '' where nothing leads to it."""

STATUS = "status"
"""The column that says the status of a whole row."""

_FOR_FILES = frozenset({"option", SLIDE, ANCHOR})
"""Ids, whose labels stand beside them, and the headings of the study."""

_BESIDE = (LINK, EMPHASIS)
"""How columns begin that are part of how the column before them is shown."""

_WHERE_SAID = frozenset({"description", "percent", "theme"})
"""Columns that are left out where no row has anything to say in them; other empty ones are there to be filled in."""

_LEFT = 2
"""Columns that a table keeps, the first and what is said of it, though it be the same of all rows."""

_OFTEN = 2
"""How many rows a repeated cell heads on average, at least, to stand over them."""


@dataclass(frozen=True)
class Cell:
    """A text, the status whose sign stands after it, '' for none, the words in bold in it, where its lines lead."""

    text: str
    status: str = ""
    strong: tuple[str, ...] = field(default=(), kw_only=True)
    links: tuple[str, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        return f"{self.text}{SIGNS.get(self.status, '')}"


@dataclass(frozen=True)
class Column(Cell):
    """A column's title; its sign, where all numbers under it have one; its name in the data; what it is to hold."""

    name: str = ""
    is_number: bool = False
    is_blank: bool = False


@dataclass(frozen=True)
class Group:
    """Rows under one heading, '' for none; of each row its anchor, '' for none."""

    heading: str
    rows: tuple[tuple[Cell, ...], ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A table as it is shown: its columns, its rows in groups, what is said once under it, where it is in the study.

    Its status is that of all its rows, where a column of its own says it.
    """

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    notes: tuple[Cell, ...]
    slides: tuple[str, ...]
    status: str = ""

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """Of all groups."""
        return [row for group in self.groups for row in group.rows]

    @property
    def anchors(self) -> list[str]:
        """Of each row of all groups."""
        return [anchor for group in self.groups for anchor in group.anchors]

    @property
    def statuses(self) -> list[str]:
        """Those whose sign is used, in the order of `STATUSES`."""
        used = {cell.status for row in [self.columns, self.notes, *self.rows] for cell in row}
        return [name for name in STATUSES if name in used | {self.status} and SIGNS[name]]


def laid_out(columns: Mapping[str, Sequence[Any]], lang: str, keep_groups: bool = False) -> Layout:
    """Lay out a table.

    Parameters
    ----------
    columns : the values of each column, by its name in the data contract; all as long
    lang : 'it' or 'en'
    keep_groups : whether the first column heads groups however rarely its texts repeat

    Returns
    -------
    Layout
        without the columns of statuses and of ids. The sign of a status stands at the title where all numbers of a
        column have it, else beside each number. A column other than the first that has the same in all of two rows or
        more, without a link or words in bold, is a note, but the one that is left beside the first. A status of all
        rows is said where signs are explained. Where the first column repeats from row to row, its texts are
        headings of groups

    Examples
    --------
    >>> table = laid_out({"label": ["Mail", "SMS"], "count": [31, 1], "status": ["published", "recovered"]}, "en")
    >>> [[str(cell) for cell in row] for row in table.rows]
    [['Mail', '31'], ['SMS', '1†']]
    """
    cells = dict(_cells(columns, lang))
    notes, of_all = [], set(columns.get(STATUS, []))
    if len(of_all) == 1:
        cells = {column: each for column, each in cells.items() if column.name != STATUS}
    for column in [*cells][1:]:
        one = cells[column][0] if cells[column] else Cell("")
        is_plain = one.text and not (one.strong or one.links)  # a note has neither
        is_alike = len(cells[column]) > 1 and set(cells[column]) == {one}
        if is_plain and is_alike and len(cells) > _LEFT:
            del cells[column]
            notes.append(Cell(f"{column.text}: {one.text}", column.status or one.status))
    headings = _headings(cells, 1 if keep_groups else _OFTEN)
    rows = list(zip(*cells.values(), strict=True))
    anchors = columns.get(ANCHOR, [""] * len(rows))
    grouped = groupby(zip(headings, rows, anchors, strict=False), lambda each: each[0])
    groups = tuple(_group(heading, [each[1:] for each in found]) for heading, found in grouped)
    slides = dict.fromkeys(line for cell in columns.get(SLIDE, []) for line in cell.splitlines())
    status = str(of_all.pop()) if len(of_all) == 1 else ""
    return Layout(tuple(cells), groups, tuple(notes), tuple(slides), status)


def _group(heading: str, found: Sequence[tuple[tuple[Cell, ...], Any]]) -> Group:
    return Group(heading, tuple(row for row, _ in found), tuple(str(each) for _, each in found))


def key(statuses: Sequence[str], lang: str) -> list[str]:
    """What the signs of these statuses mean, a line each, once.

    Examples
    --------
    >>> key(["recovered"], "en")
    ['† recovered: the only count that fits the published percentage']
    """
    t = language.translator(lang)
    return [f"{SIGNS[name]} {t(name)}: {t(STATUSES[name])}" for name in dict.fromkeys(statuses)]


def _cells(columns: Mapping[str, Sequence[Any]], lang: str) -> Iterator[tuple[Column, list[Cell]]]:
    """Each column that is shown, with its cells."""
    statuses = {name: columns[status_of(name)] for name in columns if status_of(name) in columns}
    told = set(map(status_of, statuses))
    for name, values in columns.items():
        if name in _FOR_FILES or name in told or name.startswith(_BESIDE):
            continue
        texts = [_text(value, name, lang) for value in values]
        if name in _WHERE_SAID and not any(texts):
            continue
        each = [str(status) for status in statuses.get(name, [""] * len(texts))]
        alike = each[0] if len(set(each)) == 1 else ""
        is_blank = bool(texts) and not any(texts)
        is_number = not is_blank and all(map(_is_number, values))
        column = Column(title(name, lang), alike, name, is_number, is_blank)
        yield (
            column,
            [
                Cell(text, "" if alike else status, strong=strong, links=links)
                for text, status, strong, links in zip(
                    texts,
                    each,
                    _beside(name, EMPHASIS, "; ", columns),
                    _beside(name, LINK, "\n", columns),
                    strict=True,
                )
            ],
        )


def _text(value: Any, name: str, lang: str) -> str:
    """A value as a reader sees it; several texts of a cell stay on lines of their own."""
    several = value.split("\n") if isinstance(value, str) else [value]
    return "\n".join(tables.cell(name, lang)(each) for each in several)


def _beside(
    name: str, what: str, mark: str, columns: Mapping[str, Sequence[Any]]
) -> list[tuple[str, ...]]:
    """What the column after this one says of each of its cells, if it is the one that is asked for."""
    names = [*columns, ""]
    after = names[names.index(name) + 1]
    if not after.startswith(what):
        return [()] * len(columns[name])
    return [tuple(filter(None, str(each).split(mark))) for each in columns[after]]


def _headings(cells: dict[Column, list[Cell]], often: int) -> Iterator[str]:
    """The group of each row; the column that says it is taken out."""
    first = next(iter(cells), None)
    values = cells[first] if first else []
    runs = [key for key, _ in groupby(values)]
    repeats = len(set(runs)) == len(runs) and often * len(runs) <= len(values)
    if first and repeats and len(cells) > 1 and not first.is_number:
        return iter([cell.text for cell in cells.pop(first)])
    return iter([""] * len(values))


def _is_number(value: Any) -> bool:
    """Whether it is set as a number: also a printed percentage, or nothing."""
    if isinstance(value, str):
        return re.fullmatch(r"[\d.,]*%?", value) is not None
    return not isinstance(value, bool)
