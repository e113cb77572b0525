"""The privacy gate of a wave: no table of it is written before it has passed here.

A count is small where fewer respondents than a threshold, but some, are behind it. Small counts are hidden; so is
whatever a group with so few respondents answered, zeros included, since a zero says as much of one firm as a count does
(Hundepool et al. 2012, chapter 5). A zero in a larger group is shown, and so is a count of the whole group: nobody is
counted alone there, and hiding them would hide what most tables are read for. That every firm of a group answers alike
can then be read, as in most tables of counts (Willenborg & de Waal 2001 call it group disclosure). How many gave no
answer is shown as well.

Others are hidden with them until the attacker of `attack` fails: small counts, and how many of a group did *not* choose
one of several answers where these are few. Earlier tables of the same wave stay known to the attacker.

Which counts are small is for the analyst: a page that told them from the others would say that they are 1 or 2.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Any, Literal

import numpy as np
from scipy import sparse

from readytochange.errors import InputError
from readytochange.survey.waves.gate.attack import Attack
from readytochange.survey.waves.gate.counts import ANSWERED, Cell, Table, Variable, base, same
from readytochange.survey.waves.gate.polytope import TooManyUnknownsError
from readytochange.survey.waves.gate.suppression import Suppression
from readytochange.survey.waves.instrument import STATES

Reason = Literal["small", "small group", "gives another away", "cannot be protected"]
"""Why a count is hidden; the last where the tables together are too many to be sure, so that none is shown."""


@dataclass(frozen=True)
class Hidden:
    """A count that is hidden, and why: for the analyst, never for a page."""

    table: str
    cell: Cell
    reason: Reason


@dataclass(frozen=True)
class Released:
    """Tables that may be written.

    Parameters
    ----------
    tables : as they were given, with None for what is hidden
    hidden : what is hidden, table by table
    exposed : sums of counts that tables written earlier give away, so that nothing can protect them any more
    record : every count of the wave that is visible by now, as plain data; what the next `Gate` is to be given
    """

    tables: tuple[Table, ...]
    hidden: tuple[Hidden, ...]
    exposed: tuple[Cell, ...]
    record: list[dict[str, Any]]


class Gate:
    """Decides what of a wave's tables may be seen.

    Parameters
    ----------
    variables : what was asked: `counts.variables` of every question
    threshold : counts below it are small; 1 hides nothing
    width : an attacker's lowest and highest value of a small count must differ by more
    earlier : `Released.record` of the tables of this wave that were written before
    """

    def __init__(
        self,
        variables: Iterable[Variable],
        threshold: int = 3,
        width: int = 2,
        earlier: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self._variables = {each.name: each for each in variables}
        self._threshold, self._width = threshold, width
        self._earlier = {_cell(each["cell"]): int(each["count"]) for each in earlier}

    def release(self, tables: Iterable[Table], known: Iterable[Table] = ()) -> Released:
        """Hide what may not be seen of tables that are about to be written.

        Parameters
        ----------
        tables : all tables of the run; with each cell its base, and `()`, how many respondents there are
        known : tables that are not written; where tables are split by two questions, these two by each other: with
            them less is hidden, and faster

        Returns
        -------
        Released

        Raises
        ------
        InputError
            if a count is not what was written earlier: its rows have changed, and the difference shows whose
        ValueError
            if tables contradict each other, or lack a base
        """
        given = tuple(tables)
        counts = _Counts(given, self._earlier, tuple(known))
        reasons = self._small(counts)
        sums = self._sums(counts, reasons)
        exposed: list[Cell] = []
        if sums:
            reasons, exposed = self._protect(counts, reasons, sums)
        return _released(given, counts, reasons, exposed)

    def _is_small(self, count: int) -> bool:
        return 0 < count < self._threshold

    def _small(self, counts: "_Counts") -> dict[int, Reason]:
        """The cells that must not be known, with the reason."""
        found: dict[int, Reason] = {}
        for place, cell in enumerate(counts.cells[: counts.asked]):
            if cell and cell[-1][1] in STATES:
                continue
            if self._is_small(counts.counts[place]):
                found[place] = "small"
            elif self._is_small(counts.counts[counts.place(base(cell))]):
                found[place] = "small group"
        return found

    def _sums(self, counts: "_Counts", reasons: Mapping[int, Reason]) -> list[dict[int, int]]:
        """What must not be known: those cells, and how many did not choose one of several answers."""
        rows = [{place: 1} for place in reasons]
        for place, cell in enumerate(counts.cells[: counts.asked]):
            if not cell or cell[-1][1] in (ANSWERED, *STATES):
                continue
            whole = counts.place(base(cell))
            rest = counts.counts[whole] - counts.counts[place]
            if self._variables[cell[-1][0]].multiple and self._is_small(rest):
                rows.append({whole: 1, place: -1})
        return rows

    def _protect(
        self, counts: "_Counts", reasons: dict[int, Reason], sums: list[dict[int, int]]
    ) -> tuple[dict[int, Reason], list[Cell]]:
        """Hide others with the cells that must not be known; what earlier tables give away of them."""
        groups = counts.add_groups(place for row in sums for place in row)
        everything: dict[int, Reason] = dict.fromkeys(
            set(range(counts.published)) - counts.earlier, "cannot be protected"
        )
        try:
            attack = Attack(self._variables.values(), counts.cells, counts.counts)
        except TooManyUnknownsError:
            return everything | reasons, []
        shown = np.zeros(len(counts.cells), bool)
        shown[[place for place in range(counts.published) if place not in reasons]] = True
        shown[list(counts.earlier)] = True
        costs = np.array([_cost(*each) for each in zip(counts.cells, counts.counts, strict=True)])
        costs[list(counts.earlier)] = np.inf
        costs[counts.published :] = np.inf
        rows = _matrix([*sums, *({place: 1} for place in groups)], len(counts.cells))
        widths = np.array([self._wide(row, counts) for row in sums] + [self._width] * len(groups))
        search = Suppression(attack, rows, len(sums), shown, costs, counts.near, widths)
        left = search.run()
        before = np.isin(np.arange(len(counts.cells)), list(counts.earlier))
        exposed = [row for row in left if _narrow(attack, rows[[row]], before, widths[row])]
        if len(exposed) < len(left):
            return everything | reasons, []
        hidden = np.flatnonzero(~search.shown[: counts.published])
        others: dict[int, Reason] = dict.fromkeys(hidden.tolist(), "gives another away")
        return others | reasons, [counts.cells[max(sums[row])] for row in exposed]

    def _wide(self, row: Mapping[int, int], counts: "_Counts") -> int:
        """How wide a sum's interval must be, and more: any width will do for a zero."""
        zero = not sum(counts.counts[place] * factor for place, factor in row.items())
        return 0 if zero else self._width


class _Counts:
    """Every cell once, with its count: published ones first, then those that only the gate knows."""

    def __init__(
        self, tables: Sequence[Table], earlier: Mapping[Cell, int], known: Sequence[Table]
    ) -> None:
        self.cells: list[Cell] = []
        self.counts: list[int] = []
        self._places: dict[frozenset[tuple[str, str]], int] = {}
        for table in tables:
            self._add(table.counts)
        self.asked = len(self.cells)
        for cell, count in earlier.items():
            place = self._places.get(same(cell))
            if place is not None and self.counts[place] != count:
                raise InputError(
                    f"the wave counted {count} respondents with {_words(cell)} when tables of it were written and "
                    f"{self.counts[place]} now: the difference would show whose answers changed; accepted: "
                    "the rows as they were, or a wave of another name"
                )
        self._add(earlier)
        self.earlier = {self.place(cell) for cell in earlier}
        self.published = len(self.cells)
        for table in known:
            self._add(table.counts)
        self.near = np.arange(self.published, len(self.cells))

    def _add(self, counts: Mapping[Cell, int | None]) -> None:
        for cell, count in counts.items():
            if count is None:
                continue
            place = self._places.setdefault(same(cell), len(self.cells))
            if place == len(self.cells):
                self.cells.append(cell)
                self.counts.append(int(count))
            elif self.counts[place] != count:
                raise ValueError(
                    f"{self.counts[place]} and {count} respondents with {_words(cell)}"
                )

    def place(self, cell: Cell) -> int:
        """Where a cell stands; ValueError if no table has it."""
        if same(cell) not in self._places:
            raise ValueError(f"no table counts the respondents with {_words(cell)}")
        return self._places[same(cell)]

    def add_groups(self, places: Iterable[int]) -> list[int]:
        """The groups of some cells, where no table counts them."""
        groups = {self.cells[place][:-1] for place in places} - {()}
        missing = [cell for cell in sorted(groups) if same(cell) not in self._places]
        first = len(self.cells)
        for cell in missing:
            self._places[same(cell)] = len(self.cells)
            self.cells.append(cell)
            self.counts.append(0)
        return list(range(first, len(self.cells)))


def _released(
    tables: Sequence[Table], counts: _Counts, reasons: Mapping[int, Reason], exposed: list[Cell]
) -> Released:
    hidden = tuple(
        Hidden(table.name, cell, reasons[counts.place(cell)])
        for table in tables
        for cell in table.counts
        if counts.place(cell) in reasons
    )
    shown = tuple(
        Table(
            table.name,
            {
                cell: None if counts.place(cell) in reasons else count
                for cell, count in table.counts.items()
            },
        )
        for table in tables
    )
    record = [
        {"cell": [list(each) for each in cell], "count": count}
        for place, (cell, count) in enumerate(zip(counts.cells, counts.counts, strict=True))
        if place < counts.published and (place not in reasons or place in counts.earlier)
    ]
    return Released(shown, hidden, tuple(exposed), record)


def _narrow(attack: Attack, total: sparse.csr_array, shown: np.ndarray, width: int) -> bool:
    low, high = attack.interval(total, shown)
    return high - low <= width


def _cell(data: Iterable[Sequence[str]]) -> Cell:
    return tuple((variable, answer) for variable, answer in data)


def _words(cell: Cell) -> str:
    return " and ".join(f"{variable} = {answer}" for variable, answer in cell) or "any answers"


def _cost(cell: Cell, count: int) -> float:
    """What it costs a reader not to see a count: more, the more respondents it is of; most for a base."""
    answers = sum(answer != ANSWERED for _, answer in cell)
    whole = 10.0 if not cell or cell[-1][1] == ANSWERED else 1.0
    return whole * {0: 30.0, 1: 10.0}.get(answers, 1.0) * (1 + log10(1 + count) / 10)


def _matrix(rows: Sequence[Mapping[int, int]], columns: int) -> sparse.csr_array:
    full = np.zeros((len(rows), columns), np.int64)
    for number, row in enumerate(rows):
        full[number, list(row)] = list(row.values())
    return sparse.csr_array(full)
