"""The answers of a wave counted in one pass over its rows, however many its questions: all at once, or by group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from readytochange.errors import InputError
from readytochange.survey.waves.answers import WEIGHT
from readytochange.survey.waves.instrument import Instrument, Question
from readytochange.survey.waves.wave import Wave

WHOLE = ""
"""The group of all respondents."""

NO_ANSWER = "no_answer"
"""The group of those who gave no answer to the question by which respondents are grouped."""


@dataclass(frozen=True)
class Total:
    """Some respondents, and what they weigh: as many as they are where a wave has no weights."""

    count: int = 0
    weight: float = 0.0
    squares: float = 0.0

    @property
    def effective(self) -> float:
        """Respondents, less what unequal weights cost: (sum of weights)² / sum of squares (Kish 1965)."""
        return self.weight**2 / self.squares if self.squares else 0.0


@dataclass(frozen=True)
class Group:
    """The counts of one group of respondents: bases by question or item of a scale, answers by column and value."""

    group: str
    bases: Mapping[str, Total]
    chosen: Mapping[tuple[str, object], Total]

    def base(self, column: str) -> Total:
        """Those asked who answered a question, or rated an item."""
        return self.bases.get(column, Total())

    def gave(self, column: str, value: object) -> Total:
        """Those whose answer in a column is this value."""
        return self.chosen.get((column, value), Total())


def counted(wave: Wave, questions: Iterable[Question], by: Question | None = None) -> list[Group]:
    """Count the answers to some questions, in one pass.

    Parameters
    ----------
    wave : whose answers
    questions : of any kind; of numbers and open questions only the base is counted
    by : a question with one answer, by which respondents are grouped

    Returns
    -------
    list of Group
        all respondents; or those of each option of `by`, in order and with those that nobody chose, and last, where
        there are any, those who did not answer it

    Raises
    ------
    InputError
        if a weighted wave has no weights, or one that is missing, negative or nothing
    """
    bases = {}
    chosen = {}
    for question in questions:
        bases[question.question] = pl.col(question.state) == "answered"
        for column, value in values(question):
            chosen[column, value] = pl.col(column) == pl.lit(value)
            if question.kind == "scale":
                bases[column] = pl.col(column).is_not_null()
    expressions = [
        sums.alias(f"{kind}{position}:{part}")
        for kind, who in (("base", bases.values()), ("chosen", chosen.values()))
        for position, each in enumerate(who)
        for part, sums in _sums(each, wave.weighted, squares=kind == "base").items()
    ]
    rows = wave.answers.lazy()
    if wave.weighted:
        _check_weights(rows)
    frame = rows.select(expressions) if by is None else rows.group_by(by.question).agg(expressions)
    found = {
        WHOLE if by is None else row[by.question] or NO_ANSWER: row
        for row in frame.collect(engine="streaming").to_dicts()
    }
    groups = [WHOLE] if by is None else [each.option for each in by.options]
    return [
        Group(
            group,
            {key: _total(found.get(group), f"base{n}") for n, key in enumerate(bases)},
            {key: _total(found.get(group), f"chosen{n}") for n, key in enumerate(chosen)},
        )
        for group in [*groups, *({NO_ANSWER} & found.keys())]
    ]


def values(question: Question) -> list[tuple[str, object]]:
    """The columns of a question's answers with every value that may be counted in them."""
    if question.kind == "single":
        return [(question.question, each.option) for each in question.options]
    if question.kind == "multiple":
        return [(column, True) for column in question.columns]
    if question.kind in ("scale", "rank"):
        most = len(question.points if question.kind == "scale" else question.options)
        return [(column, value) for column in question.columns for value in range(1, most + 1)]
    return []


def grouping(instrument: Instrument, by: str) -> Question:
    """The question by which respondents are grouped; InputError if it has more than one answer, or is no question."""
    if instrument[by].kind != "single":
        accepted = [each.question for each in instrument.questions if each.kind == "single"]
        raise InputError(
            f"answers cannot be grouped by '{by}', which is not of one choice; accepted: {', '.join(accepted)}"
        )
    return instrument[by]


def _sums(who: pl.Expr, weighted: bool, squares: bool) -> dict[str, pl.Expr]:
    if not weighted:
        return {"count": who.sum()}
    weight = pl.col(WEIGHT)
    found = {"count": who.sum(), "weight": weight.filter(who).sum()}
    return found | ({"squares": (weight**2).filter(who).sum()} if squares else {})


def _total(row: Mapping[str, float] | None, name: str) -> Total:
    if row is None:
        return Total()
    count = int(row[f"{name}:count"])
    weight = row.get(f"{name}:weight", count)
    return Total(count, weight, row.get(f"{name}:squares", weight))


def _check_weights(rows: pl.LazyFrame) -> None:
    if WEIGHT not in rows.collect_schema():
        raise InputError(f"a weighted wave has a column '{WEIGHT}': this one has none")
    weight = pl.col(WEIGHT)
    [wrong] = rows.select((weight.is_null() | ~(weight > 0)).sum()).collect().to_series()
    if wrong:
        raise InputError(f"weights of {wrong} respondents: accepted is a number above 0 for each")
