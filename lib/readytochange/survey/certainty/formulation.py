"""The tables of answers that margins allow, as whole numbers under linear constraints: few, however many options.

Respondents are sorted into cells by what the statement asks (how many of its options they gave) and by the answers that
exclude all others; each cell has a number of respondents, and of each group of like options how often they chose it. No
pattern of answers is spelled out, so the unknowns grow as the number of options, not as two to its power.

Nothing is lost by it. What is asked of one respondent of a cell is a system of options in two nested families, the
questions with their options and the statement's options: its matrix is totally unimodular, so any N respondents with
whole sums can be dealt out one by one (integer decomposition, Baum & Trotter 1978). Where one answer implies another
and the statement names options of several questions, cells are sorted by the number given in each question, which nests
again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint

from readytochange.errors import InputError
from readytochange.survey.certainty import integer_program
from readytochange.survey.certainty.printed import Margins, Option

MOST_CELLS = 5_000
"""More cells take minutes."""


@dataclass(frozen=True, order=True)
class Like:
    """Options that nothing tells apart: `n` of them, given `low` to `high` times together.

    Parameters
    ----------
    question : its place
    exclusive : whether each of them excludes the other answers to the question
    named : whether the statement names them
    low, high : how often they were given, all of them together
    link : the number of the pair of answers, of which one implies the other, that it belongs to; 0 for none
    implies : whether it is the one of the pair that implies the other
    n : how many options they are
    """

    question: int
    exclusive: bool
    named: bool
    low: int
    high: int
    link: int = 0
    implies: bool = False
    n: int = 1


@dataclass(frozen=True)
class Problem:
    """A statement and margins without any name: two with the same numbers are one problem.

    Parameters
    ----------
    base : respondents
    rules : of each question the most answers, 0 for any number, and whether all answered
    likes : the options, like ones together
    wanted : how many of the statement's options a respondent gave of whom it is true: at least and at most
    """

    base: int
    rules: tuple[tuple[int, bool], ...]
    likes: tuple[Like, ...]
    wanted: tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """Respondents that are sorted together.

    Parameters
    ----------
    bands : of each group of named options the least and the most that they gave
    states : of each question the place of their exclusive answer among the likes, -1 where they gave none
    is_true : whether the statement is true of them
    """

    bands: tuple[tuple[int, int], ...]
    states: tuple[int, ...]
    is_true: bool


@dataclass(frozen=True)
class Solution:
    """Respondents in each cell, and how often they chose each like: `chosen` has a row a cell, a column a like."""

    cells: tuple[Cell, ...]
    respondents: tuple[int, ...]
    chosen: tuple[tuple[int, ...], ...]

    @property
    def true(self) -> int:
        """Of how many respondents the statement is true."""
        return sum(n for cell, n in zip(self.cells, self.respondents, strict=True) if cell.is_true)


@dataclass(frozen=True)
class Rule:
    """What each respondent of a cell keeps to: the sum of chosen likes by their weights is from `low` to `high`."""

    weights: Mapping[int, int]
    low: int
    high: int


def posed(
    margins: Margins, named: Sequence[str], wanted: tuple[int, int]
) -> tuple[Problem, list[list[Option]]]:
    """The problem of a statement, and the options behind each of its likes."""
    place = {each.question: n for n, each in enumerate(margins.questions)}
    links = _links(margins, named)
    together: dict[tuple[object, ...], list[Option]] = {}
    for each in margins.options:
        linked = each.name if each.name in links else ""
        count = () if each.exclusive else (each.low, each.high)
        key = (each.question, each.exclusive, each.name in named, linked, count)
        together.setdefault(key, []).append(each)
    implying = {first for first, _ in margins.implied}
    likes = {
        Like(
            place[found[0].question],
            found[0].exclusive,
            found[0].name in named,
            sum(each.low for each in found),
            sum(each.high for each in found),
            links.get(found[0].name, 0),
            found[0].name in implying,
            len(found),
        ): found
        for found in together.values()
    }
    ordered = tuple(sorted(likes))
    everybody = tuple((each.max_answers or 0, each.answered) for each in margins.questions)
    problem = Problem(margins.base, everybody, ordered, wanted)
    return problem, [likes[like] for like in ordered]


def _links(margins: Margins, named: Sequence[str]) -> dict[str, int]:
    """The number of each option's pair: the same for the same numbers, whatever the names."""
    said = {
        each.name: (each.question, each.low, each.high, each.exclusive, each.name in named)
        for each in margins.options
    }
    ordered = sorted(margins.implied, key=lambda pair: [said[name] for name in pair])
    return {name: n for n, pair in enumerate(ordered, 1) for name in pair}


def groups(problem: Problem) -> list[list[int]]:
    """The named likes that are counted together: all of them, or those of a question where answers imply others."""
    named = [n for n, like in enumerate(problem.likes) if like.named]
    asked = sorted({problem.likes[n].question for n in named})
    if len(asked) > 1 and any(like.link for like in problem.likes):
        return [[n for n in named if problem.likes[n].question == q] for q in asked]
    return [named]


def cells(problem: Problem) -> list[Cell]:
    """The cells into which respondents fall.

    Raises
    ------
    InputError
        if there are more than `MOST_CELLS`
    """
    alone = [
        [-1, *(n for n, like in enumerate(problem.likes) if like.exclusive and like.question == q)]
        for q in range(len(problem.rules))
    ]
    banded = list(_bands(problem))
    if len(banded) * np.prod([len(each) for each in alone], dtype=float) > MOST_CELLS:
        raise InputError(
            f"a statement of {sum(like.n for like in problem.likes if like.named)} options of "
            f"{len(problem.rules)} questions is too large; accepted: one of fewer options"
        )
    return [Cell(bands, states, is_true) for bands, is_true in banded for states in product(*alone)]


def _bands(problem: Problem) -> Iterator[tuple[tuple[tuple[int, int], ...], bool]]:
    """How many named options respondents may have given, and whether the statement is true of those who did."""
    low, high = problem.wanted
    most = [sum(problem.likes[n].n for n in group) for group in groups(problem)]
    if len(most) == 1:
        for band in ((0, low - 1), (low, high), (high + 1, most[0])):
            if band[0] <= band[1]:
                yield (band,), band == (low, high)
        return
    for numbers in product(*(range(each + 1) for each in most)):
        yield tuple((n, n) for n in numbers), low <= sum(numbers) <= high


def free(problem: Problem, cell: Cell) -> list[int]:
    """The likes that respondents of a cell may choose or not."""
    return [
        n
        for n, like in enumerate(problem.likes)
        if not like.exclusive and cell.states[like.question] < 0
    ]


def rules(problem: Problem, cell: Cell) -> Iterator[Rule]:
    """What each respondent of a cell keeps to, over the likes that they may choose."""
    open_to = free(problem, cell)
    for question, (most, answered) in enumerate(problem.rules):
        own = dict.fromkeys((n for n in open_to if problem.likes[n].question == question), 1)
        if cell.states[question] < 0:
            yield Rule(own, int(answered), most or sum(problem.likes[n].n for n in own))
    for group, (low, high) in zip(groups(problem), cell.bands, strict=True):
        given = sum(n in cell.states for n in group)
        yield Rule({n: 1 for n in group if n in open_to}, low - given, high - given)
    for first, second in _pairs(problem):
        weights = {n: sign for n, sign in ((first, -1), (second, 1)) if n in open_to}
        given = (second in cell.states) - (first in cell.states)
        yield Rule(weights, -given, 1 - given)


def _pairs(problem: Problem) -> Iterator[tuple[int, int]]:
    """The likes of which the first implies the second."""
    linked = {(like.link, like.implies): n for n, like in enumerate(problem.likes) if like.link}
    for (link, implies), n in linked.items():
        if implies:
            yield n, linked[link, False]


class _Rows:
    """Rows of constraints over so many columns, written one by one."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._entries: list[tuple[int, int, int]] = []
        self._low: list[float] = []
        self._high: list[float] = []

    def add(self, row: Mapping[int, int], low: float, high: float) -> None:
        """One more row: the sum of columns by their weights is from low to high."""
        self._entries += [(len(self._low), column, value) for column, value in row.items() if value]
        self._low.append(low)
        self._high.append(high)

    @property
    def constraint(self) -> LinearConstraint:
        """All of them."""
        rows, columns, values = np.array(self._entries).T
        shape = (len(self._low), self._columns)
        return LinearConstraint(
            sparse.csr_array((values, (rows, columns)), shape), self._low, self._high
        )


@lru_cache(maxsize=4096)
def solved(problem: Problem, least: bool) -> Solution | None:
    """A table of answers in which the statement is true of as few respondents as can be, or as many.

    None where no table keeps to the margins.
    """
    found, likes = cells(problem), problem.likes
    size = len(likes) + 1
    rows = _Rows(size * len(found))
    upper = np.zeros(size * len(found))
    rows.add({c * size: 1 for c in range(len(found))}, problem.base, problem.base)
    counted: list[dict[int, int]] = [{} for _ in likes]
    for c, cell in enumerate(found):
        start = c * size
        upper[start] = problem.base
        for state in cell.states:
            if state >= 0:
                counted[state][start] = 1
        for n in free(problem, cell):
            column = start + n + 1
            upper[column] = likes[n].n * problem.base
            counted[n][column] = 1
            rows.add({start: likes[n].n, column: -1}, 0, np.inf)
        for rule in rules(problem, cell):
            row = {start + n + 1: weight for n, weight in rule.weights.items()}
            rows.add({**row, start: -rule.low}, 0, np.inf)
            rows.add({**row, start: -rule.high}, -np.inf, 0)
    for n, like in enumerate(likes):
        rows.add(counted[n], like.low, like.high)
    wanted = np.zeros(len(upper))
    wanted[[c * size for c, cell in enumerate(found) if cell.is_true]] = 1 if least else -1
    optimum = integer_program.solve(wanted, upper, [rows.constraint])
    if optimum is None:
        return None
    values = optimum.reshape(len(found), size)
    return Solution(
        tuple(found),
        tuple(map(int, values[:, 0])),
        tuple(tuple(map(int, row)) for row in values[:, 1:]),
    )
