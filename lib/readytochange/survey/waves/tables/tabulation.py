"""The answers to a question as a table: shares with their base, an option that nobody chose among them."""

from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd
import polars as pl

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey.waves.answers import CLEARED
from readytochange.survey.waves.instrument import STATES, Question
from readytochange.survey.waves.tables import counting, quantiles, table_rows
from readytochange.survey.waves.tables.counting import Group
from readytochange.survey.waves.wave import Wave

MIN_BASE = 10

_FIRST = ["question", "group", "group_label"]
_SHARE = ["count", "share", "low", "high"]
_LAST = ["base", "effective_base", "enough", "status"]
_OPTION = ["option", "label"]
_OPTIONS = [*_FIRST, *_OPTION, "exclusive", *_SHARE, "answers", "mean_answers", *_LAST]
COLUMNS: Mapping[str, list[str]] = {
    "single": _OPTIONS,
    "multiple": _OPTIONS,
    "scale": [*_FIRST, *_OPTION, "point", "point_label", *_SHARE, "median", "top_two", *_LAST],
    "rank": [*_FIRST, *_OPTION, "ranked", "mean_rank", *_SHARE, *_LAST],
    "number": [*_FIRST, "mean", "low_quartile", "median", "high_quartile", *_LAST],
    "open": ["question", "text", "base", "status"],
}
"""Of the table of a question, by its kind."""

_COUNTS = ["count", "ranked", "answers"]
_FROM_ANSWERS = ["share", "low", "high", "mean_answers", "median", "top_two", "mean_rank", "mean"]
_FROM_ANSWERS += ["low_quartile", "high_quartile"]

STATE_LABELS: Mapping[str, str] = {
    "answered": N_("Answered"),
    "not_answered": N_("Not answered"),
    "not_asked": N_("Not asked"),
    "dont_know": N_("Don’t know"),
    "prefer_not": N_("Prefer not to say"),
}

Of = Literal["firms", "answers"]
SmallBases = Literal["warn", "suppress"]


@checked
def shares(
    wave: Wave,
    question: str,
    settings: Settings = SETTINGS,
    by: str | None = None,
    of: Of = "firms",
    min_base: int = MIN_BASE,
    small_bases: SmallBases = "warn",
) -> pd.DataFrame:
    """The answers to a question.

    Parameters
    ----------
    wave : whose answers
    question : of any kind
    settings : a notebook's, or those of `readytochange.use` where none are given; with the coverage and the method
        of the intervals
    by : a question with one answer: a table for each of its options, one below the other, and for those who did not
        answer it, where there are any; not for an open question, where it would tell who wrote a text
    of : 'firms', those asked who answered; 'answers', all that they gave, where they could give several: of such a
        share there is no interval, since the answers of one firm hang together
    min_base : respondents below which a base is not enough
    small_bases : 'warn', column `enough` says so; 'suppress', what follows from the answers is missing there too

    Returns
    -------
    DataFrame
        a row a group and option, columns question, group, group_label, option, label, exclusive, count, share, low,
        high, answers, mean_answers, base, effective_base, enough, status; of other kinds those of `COLUMNS`: of a scale
        a row an item and point, of a number a group. Base, always of respondents, and count are not weighted; of a
        weighted wave, shares, means, medians are, and the intervals are those of `effective_base` (Kish 1965). A median
        between two values is their mean. `base` of a scale is that of the item. Of an open question the texts that are
        cleared, in alphabetical order

    Raises
    ------
    InputError
        if there is no such question, or it is of a kind that cannot be tabulated so
    """
    asked = wave.instrument[question]
    if of == "answers" and asked.kind not in ("single", "multiple"):
        raise InputError(f"shares of answers of '{question}': accepted is a question with options")
    if asked.kind == "open":
        if by is not None:
            raise InputError(
                f"texts of '{question}' are not grouped, since that may tell who wrote them"
            )
        return texts(wave, question)
    found = _tables(wave, [asked], settings, by, of, min_base, small_bases)
    return found[question]


@checked
def all_shares(
    wave: Wave,
    settings: Settings = SETTINGS,
    by: str | None = None,
    min_base: int = MIN_BASE,
) -> dict[str, pd.DataFrame]:
    """The table of every question but the open ones, as of `shares`, in one pass over the answers.

    Parameters
    ----------
    wave, settings, by, min_base : as for `shares`

    Returns
    -------
    dict of DataFrame
        by question

    Raises
    ------
    InputError
        as for `shares`
    """
    asked = [each for each in wave.instrument.questions if each.kind != "open"]
    return _tables(wave, asked, settings, by, "firms", min_base, "warn")


@checked
def states(wave: Wave, question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """What respondents did with a question.

    Parameters
    ----------
    wave : whose answers
    question : of any kind
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row each of `STATES`, columns question, state, label, count, respondents, status

    Raises
    ------
    InputError
        if there is no such question
    """
    asked = wave.instrument[question]
    t = language.translator(settings.lang)
    rows = wave.answers.lazy().group_by(asked.state).len().collect(engine="streaming")
    found = dict(rows.iter_rows())
    return pd.DataFrame(
        {
            "question": question,
            "state": list(STATES),
            "label": [t(STATE_LABELS[each]) for each in STATES],
            "count": [found.get(each, 0) for each in STATES],
            "respondents": sum(found.values()),
            "status": wave.status,
        }
    )


@checked
def texts(wave: Wave, question: str) -> pd.DataFrame:
    """The texts of an open question, or those given beside 'other', that are cleared.

    Parameters
    ----------
    wave : whose answers
    question : an open one, or one with 'other'

    Returns
    -------
    DataFrame
        columns question, text, base, status, in alphabetical order; base is of those who gave a text, cleared or
        not. Without rows where none is cleared

    Raises
    ------
    InputError
        if the question has no texts
    """
    asked = wave.instrument[question]
    if asked.kind != "open" and not asked.has_other:
        raise InputError(
            f"question '{question}' has no texts: accepted is an open one, or one with 'other'"
        )
    column = asked.question if asked.kind == "open" else asked.other
    rows = wave.answers.lazy().filter(pl.col(column).is_not_null())
    cleared = pl.col(CLEARED) if CLEARED in rows.collect_schema() else pl.lit(value=False)
    shown = rows.filter(cleared).select(pl.col(column)).collect(engine="streaming").to_series()
    base = rows.select(pl.len()).collect(engine="streaming").item()
    return pd.DataFrame(
        {
            "question": question,
            "text": pd.Series(shown.sort().to_list(), dtype="str"),
            "base": base,
            "status": wave.status,
        },
        columns=COLUMNS["open"],
    )


def _tables(
    wave: Wave,
    asked: Sequence[Question],
    settings: Settings,
    by: str | None,
    of: Of,
    min_base: int,
    small_bases: SmallBases,
) -> dict[str, pd.DataFrame]:
    grouping = None if by is None else counting.grouping(wave.instrument, by)
    groups = counting.counted(wave, asked, grouping)
    found = {}
    for question in asked:
        numbers = quantiles.numbers(wave, question, grouping) if question.kind == "number" else {}
        rows = [
            {"group": group.group, "group_label": _label(grouping, group.group, settings), **row}
            for group in groups
            for row in _rows(question, group, settings, of, numbers.get(group.group, []))
        ]
        columns = COLUMNS[question.kind]
        table = pd.DataFrame(rows).assign(question=question.question, status=wave.status)
        table["enough"] = table["base"] >= min_base
        table = table[columns].astype({each: "Int64" for each in _COUNTS if each in columns})
        if small_bases == "suppress":
            hidden = [each for each in (*_COUNTS, *_FROM_ANSWERS) if each in columns]
            table.loc[~table["enough"], hidden] = pd.NA
        found[question.question] = table
    return found


def _rows(
    question: Question, group: Group, settings: Settings, of: Of, numbers: quantiles.Weighed
) -> list[table_rows.Row]:
    if question.kind == "number":
        return table_rows.of_numbers(question, group, numbers)
    if question.kind == "scale":
        return table_rows.of_scale(question, group, settings)
    if question.kind == "rank":
        return table_rows.of_ranks(question, group, settings)
    return table_rows.of_options(question, group, settings, of)


def _label(by: Question | None, group: str, settings: Settings) -> str:
    if by is None:
        return ""
    if group == counting.NO_ANSWER:
        return language.translator(settings.lang)("No answer")
    return next(each.label[settings.lang] for each in by.options if each.option == group)
