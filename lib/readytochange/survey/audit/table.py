"""The audit of a printed table: what each figure may stand for, whether questions sum, which bases allow all of it."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from readytochange.arguments import checked
from readytochange.survey.audit import bases, possible, reading, sums, verdicts
from readytochange.survey.audit.possible import Sample
from readytochange.survey.audit.reading import Kind
from readytochange.survey.audit.refusal import TableError
from readytochange.survey.audit.rounding import RULES, Rule

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
        figures, a row a figure: question, option, percent, count, count_low, count_high, status ('published'
        where the count is printed, 'recovered' where there is one, 'bounded' where there are several), base
        (missing where several are left), base_status, bases_fit (how many bases allow it, by itself), rules
        (those that allow it at its base), closest (the percentages that its base allows next to an impossible
        one, or that of its count), verdict ('possible', 'impossible', 'elsewhere' at other bases only,
        'contradicted' by its count, 'over' 100, 'larger' than the base, 'total', 'unprinted').
        questions, a row a question: question, kind, base, base_status, figures (how many), impossible (of
        them), printed_sum (a text), sum_low, sum_high, sum_status, verdict ('multiple', 'sums', 'rounding'
        where the printed percentages do not sum to 100 and their counts do to the base, 'short', 'over',
        'uncounted' where an impossible figure keeps it from being summed, 'nowhere').
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
    found = list(possible.samples(questions, reading.bases_of(base)))
    _check_size(found)
    mode = possible.mode_of(found)
    placed = {question: sample for sample in found for question in sample.questions}
    figures = [row for each in questions for row in verdicts.rows(each, placed[each], mode)]
    asked = [sums.row(each, placed[each], mode) for each in questions]
    whole = ["count", "count_low", "count_high", "base"]
    return Audit(
        pd.DataFrame(figures, columns=verdicts.COLUMNS).astype(dict.fromkeys(whole, "Int64")),
        pd.DataFrame(asked, columns=sums.COLUMNS).astype(
            dict.fromkeys(["base", "sum_low", "sum_high"], "Int64")
        ),
        pd.DataFrame(
            [row for each in found for row in bases.rows(each, mode)], columns=bases.COLUMNS
        ),
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
