"""The answers of a wave: one row a respondent, in the columns that its questionnaire gives them."""

import polars as pl

from readytochange.survey.waves.instrument import STATES, Instrument, Question

RESPONDENT = "respondent"
"""The row of the export in which a respondent's answers stand, as a spreadsheet counts them."""

WEIGHT = "weight"
CLEARED = "cleared"
"""Whether a respondent's open answers may be shown."""


def schema(instrument: Instrument) -> dict[str, pl.DataType]:
    """Every column of the answers with its type, in order; `weight` and `cleared` only where an export has them.

    A question has `<question>.state` (one of `STATES`), and beside it its answers, missing unless the state is
    'answered': `<question>` (the option of a single answer, a number, or a text), `<question>/<option>` (true or false,
    of several answers; a rank from 1), `<question>/<item>` (the point of a scale, from 1; an item may be missing), and
    `<question>.other` (a text beside 'other').
    """
    found: dict[str, pl.DataType] = {RESPONDENT: pl.Int64()}
    for question in instrument.questions:
        found[question.state] = pl.Enum(STATES)
        found |= dict.fromkeys(question.columns, _type(question))
        if question.has_other:
            found[question.other] = pl.String()
    return found


def _type(question: Question) -> pl.DataType:
    if question.kind == "single":
        return pl.Enum([each.option for each in question.options])
    kinds: dict[str, pl.DataType] = {
        "multiple": pl.Boolean(),
        "scale": pl.Int8(),
        "rank": pl.Int8(),
        "number": pl.Float64(),
    }
    return kinds.get(question.kind, pl.String())
