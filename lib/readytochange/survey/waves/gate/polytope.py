"""The respondents that fit a questionnaire, as sums of unknown joint counts.

Unknown are how many respondents have each profile over the questions by which others are split, and in each profile how
many answered what to every other question. As other questions meet in profiles only, any whole numbers within the
limits are those of some respondents, and none that respondents could have are left out: the model is decomposable
(Willenborg & de Waal 2001; Lauritzen 1996), and several answers are dealt out to respondents in turn.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, combinations, product
from math import comb, log2, prod

import numpy as np
from scipy import sparse

from readytochange.survey.waves.gate.counts import ANSWERED, Cell, Variable
from readytochange.survey.waves.instrument import STATES

MOST_UNKNOWNS = 40_000

FEW_UNKNOWNS = 400
"""Up to so many are searched at once; more, part by part."""

Row = Counter[int]
"""A sum of unknowns: how often each is in it."""


class TooManyUnknownsError(ValueError):
    """The tables are linked in too many ways to work out what they give away."""


class Polytope:
    """Respondents that there can be.

    Parameters
    ----------
    variables : what was asked
    cells : the cells that matter

    Attributes
    ----------
    forms : a row a cell: the unknowns that it counts
    limits : rows of unknowns whose sums are at most 0
    parts : the unknowns that are searched together; given the first, the others are independent

    Raises
    ------
    TooManyUnknownsError
        where there are more than `MOST_UNKNOWNS`
    """

    def __init__(self, variables: Iterable[Variable], cells: Sequence[Cell]) -> None:
        self._asked = {each.name: each for each in variables}
        names = {name for cell in cells for name, _ in cell}
        earlier = {
            each.relevant[0] for each in map(self._asked.__getitem__, names) if each.relevant
        }
        names |= earlier & set(self._asked)
        mentioned = set(chain(*cells))
        self._states = {
            name: [state for state in STATES[1:] if (name, state) in mentioned] for name in names
        }
        split = self._splitting(cells, names)
        columns = 1 + sum(len(self._keys(name)) for name in names - set(split))
        if prod(self._many(name) for name in split) * columns > MOST_UNKNOWNS:
            raise TooManyUnknownsError
        choices = product(*(self._done(name) for name in split))
        self._profiles = [dict(zip(split, each, strict=True)) for each in choices]
        keys = [(name, key) for name in sorted(names - set(split)) for key in self._keys(name)]
        self._start = {each: (1 + place) * len(self._profiles) for place, each in enumerate(keys)}
        self._outside = {name for name, _ in keys}
        self._size = (1 + len(keys)) * len(self._profiles)
        rows = [
            row
            for number in range(len(self._profiles))
            for name in names
            for row in (*self._answering(name, number), *self._skipping(name, number))
        ]
        self.parts = self._parts()
        self.limits = self._matrix([row for row in rows if row])
        self.forms = self._matrix([self._form(cell) for cell in cells])

    def _parts(self) -> list[np.ndarray]:
        """The profiles with what others depend on, then each other variable."""
        many = len(self._profiles)
        if self._size <= FEW_UNKNOWNS:
            return [np.arange(self._size)]
        heads = {each.relevant[0] for each in self._asked.values() if each.relevant}
        columns: dict[str, list[np.ndarray]] = {"": [np.arange(many)]}
        for (name, _), start in self._start.items():
            part = "" if name in heads else name
            columns.setdefault(part, []).append(np.arange(start, start + many))
        return [np.concatenate(each) for each in columns.values()]

    def _splitting(self, cells: Sequence[Cell], names: set[str]) -> list[str]:
        """What others are split by: also several answers, any of which has another question asked."""
        several = {
            each.relevant[0]
            for each in map(self._asked.__getitem__, names)
            if each.relevant and each.relevant[0] in names and len(each.relevant[1]) > 1
        }
        split = splitting(cells, self._many)
        return split + sorted(name for name in several - set(split) if self._asked[name].multiple)

    def _keys(self, name: str) -> list[str]:
        """What is counted of a variable in each profile."""
        variable = self._asked[name]
        given = [ANSWERED] if variable.multiple else []
        return [*given, *variable.answers, *self._states[name]]

    def _many(self, name: str) -> int:
        """How many things one respondent can have done with a variable."""
        variable, free = self._asked[name], len(self._free(name))
        if not variable.multiple:
            return 1 + len(variable.answers) + len(self._states[name])
        several = sum(comb(free, many) for many in range(1, 1 + (variable.most or free)))
        return 1 + len(self._states[name]) + len(variable.exclusive) + several

    def _done(self, name: str) -> list[frozenset[str]]:
        """What one respondent can have done with a variable: given no answer, or one, or several."""
        variable, free = self._asked[name], self._free(name)
        most = (variable.most or len(free)) if variable.multiple else 1
        several = chain(*(combinations(free, many) for many in range(1, 1 + most)))
        answers = chain(several, ((each,) for each in variable.exclusive))
        states = [frozenset[str](), *(frozenset([state]) for state in self._states[name])]
        return [*states, *(frozenset([ANSWERED, *each]) for each in answers)]

    def _free(self, name: str) -> list[str]:
        variable = self._asked[name]
        return [each for each in variable.answers if each not in variable.exclusive]

    def _count(self, name: str, number: int, *keys: str) -> Row:
        """How many in a profile did any of these with a variable; each a key of it, or ANSWERED."""
        if name not in self._outside:
            return Row({number: 1} if self._profiles[number][name] & set(keys) else {})
        if ANSWERED in keys and not self._asked[name].multiple:
            keys = self._asked[name].answers
        return Row(self._start[name, key] + number for key in keys)

    def _answering(self, name: str, number: int) -> list[Row]:
        """In a profile, as many answered as there are, and several answers only those who may give several."""
        if name not in self._outside:
            return []
        variable = self._asked[name]
        did = self._count(name, number, ANSWERED, *self._states[name])
        rows = [_less(did, Row([number]))]
        if variable.multiple:
            one = [self._count(name, number, each) for each in self._free(name)]
            answered = self._count(name, number, ANSWERED)
            several = _less(answered, self._count(name, number, *variable.exclusive))
            rows += [_less(Row(), several), _less(several, _added(one))]
            rows += [_less(each, several) for each in one]
            most = variable.most or len(one)
            rows.append(_less(_added(one), _added([several] * most)))
        return rows

    def _skipping(self, name: str, number: int) -> list[Row]:
        """In a profile, only those were asked whose earlier answers say so, and all others were not."""
        relevant = self._asked[name].relevant
        if relevant is None or relevant[0] not in self._asked:
            return []
        asked = self._count(relevant[0], number, *relevant[1])
        states = [state for state in self._states[name] if state != "not_asked"]
        rows = [_less(self._count(name, number, ANSWERED, *states), asked)]
        if "not_asked" in self._states[name]:
            rest = _added([asked, self._count(name, number, "not_asked")])
            rows += [_less(rest, Row([number])), _less(Row([number]), rest)]
        return rows

    def _form(self, cell: Cell) -> Row:
        """What a cell counts."""
        split = [(name, answer) for name, answer in cell if name not in self._outside]
        others = [(name, answer) for name, answer in cell if name in self._outside]
        wanted = [
            number
            for number, profile in enumerate(self._profiles)
            if all(answer in profile[name] for name, answer in split)
        ]
        if not others:
            return Row(wanted)
        return _added([self._count(*others[0][:1], number, others[0][1]) for number in wanted])

    def _matrix(self, rows: Sequence[Row]) -> sparse.csr_array:
        at = [(number, key) for number, row in enumerate(rows) for key in row]
        factors = [factor for row in rows for factor in row.values()]
        places = np.array(at, dtype=np.int64).reshape(-1, 2).T
        return sparse.csr_array(
            (np.array(factors, dtype=np.int64), (places[0], places[1])),
            shape=(len(rows), self._size),
        )


def splitting(cells: Iterable[Cell], many: Callable[[str], int]) -> list[str]:
    """The variables by which others are split, so that no cell has two others; the fewer values they have the better.

    Examples
    --------
    >>> splitting([(("size", "small"), ("channels", "mail")), (("size", "small"), ("skills", "calm"))], len)
    ['size']
    """
    pairs = {
        frozenset(pair) for cell in cells for pair in combinations([name for name, _ in cell], 2)
    }
    found = []
    while pairs:
        often = Counter(chain(*pairs))
        found.append(max(sorted(often), key=lambda name: often[name] / log2(many(name))))
        pairs = {pair for pair in pairs if found[-1] not in pair}
    return found


def _less(more: Row, fewer: Row) -> Row:
    difference = Row(more)
    difference.subtract(fewer)
    return Row({key: factor for key, factor in difference.items() if factor})


def _added(rows: Iterable[Row]) -> Row:
    total = Row()
    for row in rows:
        total.update(row)
    return total
