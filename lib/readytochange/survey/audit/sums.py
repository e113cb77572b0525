"""Each question of a printed table: what its percentages and its counts sum to, and whether that is its base."""

from collections.abc import Sequence
from typing import Any

from readytochange.survey.audit import possible, rounding
from readytochange.survey.audit.possible import At, Sample
from readytochange.survey.audit.reading import Printed, Question
from readytochange.survey.audit.rounding import Rule
from readytochange.survey.bounds import Bounds

COLUMNS = ["question", "kind", "base", "base_status", "figures", "impossible"]
COLUMNS += ["printed_sum", "sum_low", "sum_high", "sum_status", "verdict"]


def row(question: Question, sample: Sample, mode: Rule) -> list[Any]:
    """What the figures of a question sum to, in its `COLUMNS`.

    Parameters
    ----------
    question : whose figures
    sample : of which it is
    mode : how the table was printed
    """
    base = sample.base(mode)
    left = [sample.at(each, mode) for each in sample.closest(mode)]
    rows = {each.row for each in question.answers}
    impossible = min(len(rows & each.impossible) for each in left)
    sums = None
    if base:
        ranges = [possible.counts_of(each, base, mode) for each in question.answers]
        sums = possible.summed(question.answers, ranges)
    printed = _printed_sum(question.answers)
    return [
        question.name,
        question.kind,
        base,
        sample.base_status(mode),
        len(question.answers),
        impossible,
        printed,
        sums.low if sums else None,
        sums.high if sums and sums.high < possible.OPEN else None,
        "" if not sums else "computed" if sums.low == sums.high else "bounded",
        _sum_verdict(question, left, sums, impossible, printed),
    ]


def _sum_verdict(
    question: Question, left: Sequence[At], sums: Bounds | None, impossible: int, printed: str
) -> str:
    if question.kind == "multiple":
        return "multiple"
    if any(question.name not in each.unsummed for each in left):
        if sums and sums.high >= possible.OPEN:
            return "uncounted"
        by_rounding = not impossible and printed and not _is_hundred(printed)
        return "rounding" if by_rounding else "sums"
    if not sums:
        return "nowhere"
    return "short" if sums.high < left[0].base else "over"


def _is_hundred(printed: str) -> bool:
    number, decimals = rounding.units(printed)
    return number == rounding.hundred(decimals)


def _printed_sum(figures: Sequence[Printed]) -> str:
    """The sum of the printed percentages, with as many decimals as the one with most; '' where one is not printed."""
    if not all(each.percent for each in figures):
        return ""
    decimals = max(each.units[1] for each in figures)
    total = sum(number * 10 ** (decimals - own) for number, own in (each.units for each in figures))
    return rounding.written(total, decimals)
