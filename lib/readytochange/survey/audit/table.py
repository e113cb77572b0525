"""The audit of a printed table: what each figure may stand for, whether questions sum, which bases allow all of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from readytochange.arguments import checked
from readytochange.study.contract.visible import alike
from readytochange.survey.audit import possible, reading, rounding
from readytochange.survey.audit.possible import At, Sample
from readytochange.survey.audit.reading import Kind, Printed, Question
from readytochange.survey.audit.refusal import TableError
from readytochange.survey.audit.rounding import RULES, Rule
from readytochange.survey.bounds import Bounds

FIGURES = ["question", "option", "percent", "count", "count_low", "count_high", "status"]
FIGURES += ["base", "base_status", "bases_fit", "rules", "closest", "verdict"]
QUESTIONS = ["question", "kind", "base", "base_status", "figures", "impossible"]
QUESTIONS += ["printed_sum", "sum_low", "sum_high", "sum_status", "verdict"]
BASES = ["question", "base", "impossible", "unsummed", "rules", "possible", "noticed"]

FINE = frozenset({"possible", "total", "unprinted", "multiple", "sums", "rounding", "uncounted"})
"""Verdicts on figures and questions of which nothing is wrong."""

MOST = 300_000
"""Figures times bases that are looked through: some seconds."""


class Audit(NamedTuple):
    """What was found of a table: a row a figure, a row a question, a row a base that was looked through."""

    figures: pd.DataFrame
    questions: pd.DataFrame
    bases: pd.DataFrame

    @property
    def holds(self) -> bool:
        """Whether all of the table can be so."""
        fine = (
            self.figures["verdict"].isin(FINE).all() and self.questions["verdict"].isin(FINE).all()
        )
        return bool(fine and self.bases.groupby("question")["possible"].any().all())

    @property
    def rules(self) -> list[Rule]:
        """The rules each of which explains all figures of the table."""
        each = [
            set().union(*(rules.split() for rules in of["rules"]))
            for _, of in self.bases.groupby("question")
        ]
        return [rule for rule in RULES if all(rule in found for found in each)]


@checked
def audited(table: pd.DataFrame, base: int | str | None = None, kind: Kind = "multiple") -> Audit:
    """Whether a printed table can be so: its percentages, its counts, its sums, and the base behind them.

    A figure is possible where some count of the base is printed so: rounded to the nearest, a half either way, or where
    that explains the whole table cut off. The shares have to be those of respondents: weighted ones are of no counts.

    Parameters
    ----------
    table : columns option and percent, texts as printed ('48,5', '50.0%'), and where there are such count (as printed),
        question, kind ('single' or 'multiple') and base (of the question, as 33 or 25-40), the same in all rows of a
        question. Empty where something is not printed; a row called total is no answer
    base : respondents behind the table, as 33; a range that is looked through, as '25-40'; 1 to 1000 where not said
    kind : of questions of which the table does not say it: 'single' where each respondent gave one answer and all
        answers are in the table, so that it has to sum to the base

    Returns
    -------
    Audit
        figures, a row a figure: question, option, percent, count, count_low, count_high, status ('external'
        where the count is printed, 'recovered' where there is one, 'bounded' where there are several), base
        (missing where several are left), base_status, bases_fit (how many bases allow it, by itself), rules
        (those that allow it at its base), closest (the percentages that its base allows next to an impossible
        one, or that of its count), verdict ('possible', 'impossible', 'elsewhere' at other bases only,
        'contradicted' by its count, 'over' 100, 'larger' than the base, 'repeated', 'total', 'unprinted').
        questions, a row a question: question, kind, base, base_status, figures (how many), impossible (of
        them), printed_sum (a text), sum_low, sum_high, sum_status, verdict ('multiple', 'sums', 'rounding'
        where the printed percentages do not sum to 100 and their counts do to the base, 'short', 'over',
        'nowhere').
        bases, a row a base: question ('' for the base of the table), base, impossible and unsummed (how many),
        rules (those that explain everything), possible, noticed (the chance that a percentage which was
        replaced by any other would be seen to be impossible by itself).
        `holds` says whether nothing is wrong, `rules` which rules of rounding explain all of it

    Raises
    ------
    InputError
        if a cell, a base or the kind cannot be read, or the table is too large for so many bases

    Examples
    --------
    >>> firms = pd.DataFrame({"option": ["Mail", "Phone"], "percent": ["93,9", "50,0"]})
    >>> audited(firms, 33).figures[["count", "closest", "verdict"]].to_numpy().tolist()
    [[31, '', 'possible'], [<NA>, '48,5 51,5', 'impossible']]
    >>> audited(firms, "25-40").holds
    False
    """
    questions = reading.questions_of(table[[*reading.REQUIRED, *_others(table)]], kind)
    bases = reading.bases_of(base)
    found = list(possible.samples(questions, bases))
    _check_size(found)
    mode = possible.mode_of(found)
    placed = {question: sample for sample in found for question in sample.questions}
    figures = [row for each in questions for row in _figures(each, placed[each], mode)]
    asked = [_question(each, placed[each], mode) for each in questions]
    whole = ["count", "count_low", "count_high", "base"]
    return Audit(
        pd.DataFrame(figures, columns=FIGURES).astype(dict.fromkeys(whole, "Int64")),
        pd.DataFrame(asked, columns=QUESTIONS).astype(
            dict.fromkeys(["base", "sum_low", "sum_high"], "Int64")
        ),
        pd.DataFrame([row for each in found for row in _bases(each, mode)], columns=BASES),
    )


def _others(table: pd.DataFrame) -> list[str]:
    return [
        name for name in reading.COLUMNS if name in table.columns and name not in reading.REQUIRED
    ]


def _check_size(found: Sequence[Sample]) -> None:
    size = sum(len(q.figures) * len(each.bases) for each in found for q in each.questions)
    if size > MOST:
        raise TableError(
            "the table has too many figures for so many bases, {size} pairs of them; accepted: up to "
            "{most}",
            size=size,
            most=MOST,
        )


def _figures(question: Question, sample: Sample, mode: Rule) -> list[list[Any]]:
    bases = sample.closest(mode)
    base = bases[0] if len(bases) == 1 else None
    times = Counter(alike(each.option) for each in question.figures)
    rows = []
    for each in question.figures:
        verdict = _verdict(each, sample, mode, bases)
        if verdict in FINE and times[alike(each.option)] > 1:
            verdict = "repeated"
        found = _over_bases(each, bases, mode)
        count = (
            each.count if each.count is not None else found.low if found.low == found.high else None
        )
        low, high = (found.low, found.high) if found.low <= found.high else (count, count)
        status = (
            "external" if each.count is not None else "bounded" if count is None else "recovered"
        )
        rows.append(
            [
                question.name,
                each.option,
                each.percent,
                count,
                low,
                high,
                status if low is not None else "",
                base,
                _base_status(sample, base),
                sum(_fits(each, n, mode) for n in sample.bases),
                " ".join(rule for rule in RULES if _fits(each, base, rule)) if base else "",
                _closest(each, base, mode)
                if base and verdict in ("impossible", "contradicted")
                else "",
                verdict,
            ]
        )
    return rows


def _base_status(sample: Sample, base: int | None) -> str:
    if base is None:
        return ""
    return "external" if len(sample.bases) == 1 else "recovered"


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


def _question(question: Question, sample: Sample, mode: Rule) -> list[Any]:
    bases = sample.closest(mode)
    base = bases[0] if len(bases) == 1 else None
    left = [sample.at(each, mode) for each in bases]
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
        _base_status(sample, base),
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


def _bases(sample: Sample, mode: Rule) -> list[list[Any]]:
    decimals = [each.units[1] for q in sample.questions for each in q.answers if each.percent]
    return [
        [
            sample.name,
            base,
            len(sample.at(base, mode).impossible),
            len(sample.at(base, mode).unsummed),
            " ".join(rule for rule in RULES if sample.at(base, rule).holds),
            sample.at(base, mode).holds,
            _noticed(base, Counter(decimals)),
        ]
        for base in sample.bases
    ]


def _noticed(base: int, decimals: Mapping[int, int]) -> float:
    """The chance over all printed percentages, by how many have so many decimals."""
    every = sum(decimals.values())
    chances = (n * rounding.noticed(base, each) for each, n in decimals.items())
    return float(sum(chances) / every) if every else 0.0
