"""What each base and each rule of rounding allows of some questions: which figures cannot be, and which do not sum."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from readytochange.survey.audit import rounding
from readytochange.survey.audit.reading import Printed, Question
from readytochange.survey.audit.rounding import NEAREST, RULES, Rule
from readytochange.survey.bounds import Bounds

MODES: tuple[Rule, ...] = (NEAREST, "truncation")
"""How a whole table may have been printed; every rule is one of them, or a stricter form of it."""


OPEN = 10**9
"""From here on a sum has no greatest value."""


@dataclass(frozen=True)
class At:
    """Questions of one sample, at a base, under a rule.

    Parameters
    ----------
    base : respondents
    rule : one of `RULES`, or 'nearest'
    impossible : rows that no count explains
    unsummed : questions with one answer each whose counts cannot sum to the base
    """

    base: int
    rule: Rule
    impossible: frozenset[int]
    unsummed: frozenset[str]

    @property
    def holds(self) -> bool:
        """Whether all of it can be so."""
        return not self.impossible and not self.unsummed

    @property
    def wrong(self) -> tuple[int, int]:
        """How much of it cannot be so; less is better."""
        return len(self.impossible), len(self.unsummed)


@dataclass(frozen=True)
class Sample:
    """Questions that were put to the same respondents, and how many those may have been.

    Parameters
    ----------
    name : of the question, where its base is its own; '' for the base of the table
    questions : one or more
    bases : that are looked through
    """

    name: str
    questions: tuple[Question, ...]
    bases: range

    @cached_property
    def looked_through(self) -> Mapping[tuple[int, Rule], At]:
        """Every base under every rule."""
        rules: tuple[Rule, ...] = (NEAREST, *RULES)
        return {(base, rule): self._at(base, rule) for base in self.bases for rule in rules}

    def at(self, base: int, rule: Rule) -> At:
        """What is so at a base under a rule."""
        return self.looked_through[base, rule]

    def possible(self, rule: Rule) -> list[int]:
        """The bases at which a rule explains everything."""
        return [base for base in self.bases if self.at(base, rule).holds]

    def closest(self, rule: Rule) -> list[int]:
        """The possible bases, or where there are none, those at which the least is wrong."""
        found = self.possible(rule)
        if found:
            return found
        least = min(self.at(base, rule).wrong for base in self.bases)
        return [base for base in self.bases if self.at(base, rule).wrong == least]

    def base(self, rule: Rule) -> int | None:
        """The base, where one is left."""
        left = self.closest(rule)
        return left[0] if len(left) == 1 else None

    def base_status(self, rule: Rule) -> str:
        """'published' where one is given, 'recovered' where one is left of several; else ''."""
        if self.base(rule) is None:
            return ""
        return "published" if len(self.bases) == 1 else "recovered"

    def _at(self, base: int, rule: Rule) -> At:
        impossible, unsummed = set(), set()
        for question in self.questions:
            ranges = [counts_of(each, base, rule) for each in question.answers]
            impossible |= {
                each.row
                for each, found in zip(question.answers, ranges, strict=True)
                if found.low > found.high
            }
            if question.kind == "single":
                sums = summed(question.answers, ranges)
                if not sums.low <= base <= sums.high:
                    unsummed.add(question.name)
        return At(base, rule, frozenset(impossible), frozenset(unsummed))


def counts_of(figure: Printed, base: int, rule: Rule) -> Bounds:
    """The counts that a row may stand for: that it prints, if its percentage allows that; the least above the greatest
    where there is none."""
    found = Bounds(0, base)
    if figure.percent:
        found = rounding.counts(*figure.units, base, rule)
    if figure.count is not None:
        found = Bounds(max(found.low, figure.count), min(found.high, figure.count))
    return found


def summed(figures: Sequence[Printed], ranges: Sequence[Bounds]) -> Bounds:
    """The least and the greatest sum of the counts; of a figure that no count explains, the count that is printed.

    Every sum between them is one of some counts, since each range is without gaps. An impossible figure without a
    count might be any: it gives nothing to the least sum, and leaves the greatest open.
    """
    low = high = 0
    for figure, found in zip(figures, ranges, strict=True):
        if found.low <= found.high:
            low, high = low + found.low, high + found.high
        elif figure.count is not None:
            low, high = low + figure.count, high + figure.count
        else:
            high += OPEN
    return Bounds(low, high)


def samples(questions: Sequence[Question], bases: range) -> Iterator[Sample]:
    """The questions by whom they were put to: those with the base of the table together, each other by itself."""
    shared = tuple(each for each in questions if each.bases is None)
    if shared:
        yield Sample("", shared, bases)
    for each in questions:
        if each.bases is not None:
            yield Sample(each.name, (each,), each.bases)


def mode_of(found: Sequence[Sample]) -> Rule:
    """How the table was printed: to the nearest, unless cutting off explains all of it and rounding does not."""
    explained = (mode for mode in MODES if all(each.possible(mode) for each in found))
    return next(explained, NEAREST)
