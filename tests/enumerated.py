"""Margins of few respondents, and every table of answers that keeps to them, written out one by one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, product

from hypothesis import strategies as st

from readytochange.survey.certainty.printed import Margins, Option, Question

Row = frozenset[str]


def allowed(margins: Margins) -> list[Row]:
    """Every row of answers that a respondent can give."""
    names = [each.name for each in margins.options]
    rows = (
        frozenset(name for name, chosen in zip(names, choice, strict=True) if chosen)
        for choice in product((False, True), repeat=len(names))
    )
    return [row for row in rows if _keeps(row, margins)]


def _keeps(row: Row, margins: Margins) -> bool:
    for question in margins.questions:
        given = [o for o in margins.options if o.question == question.question and o.name in row]
        if len(given) > 1 and any(option.exclusive for option in given):
            return False
        if question.answered and not given:
            return False
        if question.max_answers and len(given) > question.max_answers:
            return False
    return all(second in row for first, second in margins.implied if first in row)


def tables(margins: Margins) -> Iterator[tuple[Row, ...]]:
    """Every table, whatever the order of its rows."""
    for rows in combinations_with_replacement(allowed(margins), margins.base):
        if _counted(rows, margins):
            yield rows


def least_and_most(margins: Margins, holds: Callable[[Row], bool]) -> tuple[int, int] | None:
    """In how few, and in how many, rows of a table something can hold: row after row, whatever counts arise."""
    rows = [
        (tuple(option.name in row for option in margins.options), holds(row))
        for row in allowed(margins)
    ]
    most = [option.high for option in margins.options]
    found = {(0,) * len(most): (0, 0)}
    for _ in range(margins.base):
        grown: dict[tuple[int, ...], tuple[int, int]] = {}
        for counts, (low, high) in found.items():
            for row, held in rows:
                sums = tuple(n + chosen for n, chosen in zip(counts, row, strict=True))
                if all(n <= limit for n, limit in zip(sums, most, strict=True)):
                    before = grown.get(sums, (margins.base, 0))
                    grown[sums] = min(before[0], low + held), max(before[1], high + held)
        found = grown
    ends = [
        held
        for counts, held in found.items()
        if all(o.low <= n for o, n in zip(margins.options, counts, strict=True))
    ]
    return (min(low for low, _ in ends), max(high for _, high in ends)) if ends else None


def fits(rows: Sequence[Row], margins: Margins) -> bool:
    """Whether these rows keep to all that is known."""
    right = len(rows) == margins.base and all(_keeps(row, margins) for row in rows)
    return right and _counted(rows, margins)


def _counted(rows: Sequence[Row], margins: Margins) -> bool:
    return all(o.low <= sum(o.name in row for row in rows) <= o.high for o in margins.options)


@st.composite
def few_respondents(draw: st.DrawFn, respondents: st.SearchStrategy[int]) -> Margins:
    """Margins of two questions and five options; those of some table, or of none."""
    base = draw(respondents)
    alone = {"one.c": draw(st.booleans()), "two.d": draw(st.booleans())}
    asked = [("one", "a"), ("one", "b"), ("one", "c"), ("two", "a"), ("two", "d")]
    questions = tuple(
        Question(name, draw(st.sampled_from([None, 1, 2])), draw(st.booleans()))
        for name in ("one", "two")
    )
    implied = (("two.a", "one.a"),) if draw(st.booleans()) else ()
    options = tuple(
        Option(
            question, option, 0, base, alone.get(f"{question}.{option}", False), option, question
        )
        for question, option in asked
    )
    rules = Margins(base, questions, options, implied)
    rows = draw(st.lists(st.sampled_from(allowed(rules)), min_size=base, max_size=base))
    moved = draw(st.booleans())

    def counted(option: Option) -> Option:
        count = draw(st.integers(0, base)) if moved else sum(option.name in row for row in rows)
        return replace(option, low=max(0, count - draw(st.integers(0, 1))), high=count)

    return replace(rules, options=tuple(map(counted, options)))
