"""Rules of any table: what its rows must have in common with each other."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from readytochange.study.contract.visible import alike


class Fault(NamedTuple):
    """A cell that contradicts others."""

    row: int
    """Its place in the table's rows."""
    column: str
    accepted: str
    because: str = ""
    """What speaks against it."""
    table: str = ""
    """Whose row it is, where not the table's own that the rule belongs to."""


Rows = list[dict[str, Any]]
Tables = Mapping[str, Rows]
Rule = Callable[[Rows, Tables], Iterator[Fault]]


def together(*columns: str) -> Rule:
    """In a row all of these columns are filled, or none."""

    def check(rows: Rows, _: Tables) -> Iterator[Fault]:
        for row, cells in enumerate(rows):
            filled = [name for name in columns if cells[name] is not None]
            for name in columns:
                if filled and name not in filled:
                    yield Fault(
                        row, name, f"a cell that is filled, as {filled[0]} is, or both empty"
                    )

    return check


def ascending(column: str, *within: str) -> Rule:
    """Rows stand in the order that a column says, each number once."""

    def check(rows: Rows, _: Tables) -> Iterator[Fault]:
        before: dict[tuple[Any, ...], int] = {}
        for row, cells in enumerate(rows):
            key = tuple(cells[name] for name in within)
            if key in before and cells[column] <= before[key]:
                yield Fault(
                    row, column, "rows in their order, each number once", f"after {before[key]}"
                )
            before[key] = cells[column]

    return check


def at_most(low: str, high: str) -> Rule:
    """What one column says is not above what another says."""

    def check(rows: Rows, _: Tables) -> Iterator[Fault]:
        for row, cells in enumerate(rows):
            if None not in (cells[low], cells[high]) and cells[low] > cells[high]:
                yield Fault(row, high, f"{cells[low]}, which is {low}, or more")

    return check


def settles(column: str, *others: str) -> Rule:
    """Rows that are alike in one column are so in others."""

    def check(rows: Rows, _: Tables) -> Iterator[Fault]:
        for other in others:
            first: dict[Any, int] = {}
            for row, cells in enumerate(rows):
                at = first.setdefault(alike(cells[column]), row)
                if cells[column] is not None and cells[other] != rows[at][other]:
                    why = f"beside {column} {cells[column]!r}"
                    yield Fault(row, other, f"{rows[at][other]!r}, as in row {at + 2}", why)

    return check


def holds(column: str, *values: str) -> Rule:
    """Rows that the library names are there."""

    def check(rows: Rows, _: Tables) -> Iterator[Fault]:
        known = {cells[column] for cells in rows}
        for value in values:
            if value not in known:
                yield Fault(
                    len(rows) - 1, column, f"a row {value!r} too", f"and no row is {value!r}"
                )

    return check


def second(column: str, first: str) -> Rule:
    """A column adds to another one: filled only beside it, and with something else."""

    def check(rows: Rows, _: Tables) -> Iterator[Fault]:
        for row, cells in enumerate(rows):
            if cells[column] is not None and cells[first] is None:
                yield Fault(row, column, "an empty cell", f"where {first} is empty")
            if cells[column] is not None and cells[column] == cells[first]:
                yield Fault(row, column, f"another one than {first}, or an empty cell")

    return check


def one_of(*columns: str) -> Rule:
    """In a row just one of these columns is filled."""

    def check(rows: Rows, _: Tables) -> Iterator[Fault]:
        for row, cells in enumerate(rows):
            filled = [name for name in columns if cells[name] is not None]
            if len(filled) != 1:
                yield Fault(
                    row, (filled or columns)[-1], f"one cell filled of {', '.join(columns)}"
                )

    return check
