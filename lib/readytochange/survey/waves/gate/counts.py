"""Counts of respondents as they are published: what was asked, and the cells of its tables.

A cell is a count of the respondents of whom some conditions hold at once, each a question and what was answered to it.
Two tables that count the same respondents have the same cell, so that a count hidden in one is hidden in all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readytochange.survey.waves.instrument import Question

ANSWERED = "*"
"""In place of an answer: whatever was answered. What has it last is the base of the cells beside it."""

Cell = tuple[tuple[str, str], ...]
"""Conditions, each a variable and an answer; the last asks something of the group that those before it make.

Instead of an answer, a condition may name a state (`instrument.STATES`) other than 'answered'.

`()` counts everybody, `(("size", "small"),)` small firms, `(("size", "small"), ("channels", "mail"))` small firms that
use mail, and `(("size", "small"), ("channels", ANSWERED))` the small firms that said which channels they use.
"""


@dataclass(frozen=True)
class Variable:
    """What was asked, as far as it limits what respondents can have answered.

    Parameters
    ----------
    name : a question, or the item of a question
    answers : what could be answered
    multiple : whether several answers could be given
    most : the most answers that could be given; None without a limit
    exclusive : the answers that exclude all others
    relevant : the variable on which it depends whether this was asked, and the answers with which it was
    """

    name: str
    answers: tuple[str, ...]
    multiple: bool = False
    most: int | None = None
    exclusive: tuple[str, ...] = ()
    relevant: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Table:
    """Counts that are published together, by cell; a count that is not shown is None."""

    name: str
    counts: Mapping[Cell, int | None]


def variables(question: Question) -> tuple[Variable, ...]:
    """What a question counts: itself, or each item of a scale; nothing of ranks, numbers and texts."""
    options = tuple(each.option for each in question.options)
    if question.kind == "single":
        return (Variable(question.question, options, relevant=question.relevant),)
    if question.kind == "multiple":
        exclusive = tuple(each.option for each in question.options if each.exclusive)
        most = question.max_answers
        return (Variable(question.question, options, True, most, exclusive, question.relevant),)
    if question.kind != "scale":
        return ()
    points = tuple(each.option for each in question.points)
    return tuple(Variable(name, points, relevant=question.relevant) for name in question.columns)


def base(cell: Cell) -> Cell:
    """The cell that counts those among whom a cell counts: the same group, whatever it answered.

    Examples
    --------
    >>> base((("size", "small"), ("channels", "mail")))
    (('size', 'small'), ('channels', '*'))
    """
    return (*cell[:-1], (cell[-1][0], ANSWERED)) if cell else cell


def same(cell: Cell) -> frozenset[tuple[str, str]]:
    """What identifies a count, in whatever order its conditions stand."""
    return frozenset(cell)


def cells(variable: Variable, group: Cell = ()) -> Iterator[Cell]:
    """The cells of a variable's table in a group: its base, then every answer, chosen or not by anyone.

    Examples
    --------
    >>> list(cells(Variable("size", ("small", "large"))))
    [(('size', '*'),), (('size', 'small'),), (('size', 'large'),)]
    """
    return ((*group, (variable.name, answer)) for answer in (ANSWERED, *variable.answers))
