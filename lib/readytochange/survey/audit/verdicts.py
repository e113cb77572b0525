"""Each figure of a printed table: the counts that it may stand for, and whether it can be so."""

from collections.abc import Sequence
from typing import Any

from readytochange.survey.audit import possible, rounding
from readytochange.survey.audit.possible import Sample
from readytochange.survey.audit.reading import Printed, Question
from readytochange.survey.audit.rounding import RULES, Rule
from readytochange.survey.bounds import Bounds

COLUMNS = ["question", "option", "percent", "count", "count_low", "count_high", "status"]
COLUMNS += ["base", "base_status", "bases_fit", "rules", "closest", "verdict"]


def rows(question: Question, sample: Sample, mode: Rule) -> list[list[Any]]:
    """A row a figure of a question, of its `COLUMNS`.

    Parameters
    ----------
    question : whose figures
    sample : of which it is
    mode : how the table was printed
    """
    bases, base = sample.closest(mode), sample.base(mode)
    base_status = sample.base_status(mode)
    made = []
    for each in question.figures:
        verdict = _verdict(each, sample, mode, bases)
        found = _over_bases(each, bases, mode)
        count = (
            each.count if each.count is not None else found.low if found.low == found.high else None
        )
        low, high = (found.low, found.high) if found.low <= found.high else (count, count)
        status = (
            "published" if each.count is not None else "bounded" if count is None else "recovered"
        )
        made.append(
            [
                question.name,
                each.option,
                each.percent,
                count,
                low,
                high,
                status if low is not None else "",
                base,
                base_status,
                sum(_fits(each, n, mode) for n in sample.bases),
                " ".join(rule for rule in RULES if _fits(each, base, rule)) if base else "",
                _closest(each, base, mode)
                if base and verdict in ("impossible", "contradicted")
                else "",
                verdict,
            ]
        )
    return made


def _fits(figure: Printed, base: int, rule: Rule) -> bool:
    found = possible.counts_of(figure, base, rule)
    return found.low <= found.high


def _over_bases(figure: Printed, bases: Sequence[int], mode: Rule) -> Bounds:
    """The least and the greatest count over all bases that are left; the least above the greatest where none is."""
    each = [possible.counts_of(figure, base, mode) for base in bases]
    fit = [found for found in each if found.low <= found.high]
    if not fit:
        return Bounds(1, 0)
    return Bounds(min(found.low for found in fit), max(found.high for found in fit))


def _verdict(figure: Printed, sample: Sample, mode: Rule, bases: Sequence[int]) -> str:
    if figure.is_total:
        return "total"
    if figure.is_over:
        return "over"
    if not figure.percent and figure.count is None:
        return "unprinted"
    if all(_fits(figure, base, mode) for base in bases):
        return "possible"
    if figure.count is not None:
        if figure.count > sample.bases[-1]:
            return "larger"
        by_itself = Printed(figure.row, figure.option, figure.percent, None)
        if any(_fits(by_itself, base, mode) for base in bases):
            return "contradicted"
    return "elsewhere" if any(_fits(figure, base, mode) for base in sample.bases) else "impossible"


def _closest(figure: Printed, base: int, mode: Rule) -> str:
    """The percentage of its count; without one, the possible ones below and above it."""
    number, decimals = figure.units
    rule: Rule = "half_up" if mode == rounding.NEAREST else mode
    below = number * base // rounding.hundred(decimals)
    counts = [figure.count] if figure.count is not None else [below, min(base, below + 1)]
    values = dict.fromkeys(rounding.rounded(each, base, decimals, rule) for each in counts)
    mark = "," if "," in figure.percent else "."
    return " ".join(rounding.written(each, decimals, mark) for each in values)
