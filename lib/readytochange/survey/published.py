"""The figures of the survey: how many firms are behind each answer, their share with its interval."""

import pandas as pd

from readytochange.arguments import checked
from readytochange.errors import InputError, unknown
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import percentages, tables
from readytochange.survey import proportions

COUNTS = ["option", "label", "percent", "count", "count_low", "count_high", "status"]
COUNTS += ["base", "base_status", "share", "exclusive", "question", "slide"]
SHARES = ["option", "label", "percent", "count", "status", "base", "base_status"]
SHARES += ["share", "low", "high", "share_status", "question", "slide"]
WITH_FIGURES = ("size", "channels", "outsourceable_channels")


@checked
def counts(question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The options of a question with the count behind each, and how the count is known.

    Parameters
    ----------
    question : a question whose figures our text holds: 'size', 'channels', 'outsourceable_channels'
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns option, label, percent, count, count_low, count_high, status, base, base_status, share, exclusive,
        question, slide, in the study's order. status is 'published' where the study's text has the count, 'recovered'
        where its percentage allows no other, 'digitised' where the percentage was read from a picture. Where a
        reading allows several counts, count is missing, count_low and count_high are the least and the greatest,
        and share is the reading; elsewhere both are the count. Without rows where the data have no figures for one
        of `WITH_FIGURES`

    Raises
    ------
    InputError
        if our text holds no figures of another question
    """
    asked = tables.questions().set_index("question")
    with_figures = list(asked.index[asked["published"] == "counts"])
    if question not in with_figures:
        if question in asked.index and question not in WITH_FIGURES:
            raise InputError(
                f"question '{question}' was asked, but the text we have holds no figures of its answers; "
                f"questions with figures: {', '.join(with_figures)}"
            )
        if question not in WITH_FIGURES:
            raise unknown("question with figures", question, with_figures)
        return pd.DataFrame(columns=COUNTS).astype(
            {
                "count": "Int64",
                "count_low": "Int64",
                "count_high": "Int64",
                "share": float,
                "exclusive": bool,
            }
        )
    base = int(asked.loc[question, "base"])
    answers = tables.localise(tables.answers(), settings).query("question == @question")
    answers = answers.sort_values("order", ignore_index=True)
    allowed = [
        percentages.counts_behind(
            None if pd.isna(row["count"]) else int(row["count"]),
            row["percent"],
            base,
            row["reading_error"],
        )
        for row in answers.to_dict("records")
    ]
    low = pd.Series([each[0] for each in allowed], answers.index, dtype="Int64")
    high = pd.Series([each[-1] for each in allowed], answers.index, dtype="Int64")
    count = low.where(low == high)
    read = answers["percent"].str.replace(",", ".").where(count.isna()).astype(float) / 100
    printed = answers["count"].notna() | (answers["status"] == "digitised")
    return answers.assign(
        base=base,
        base_status=asked.loc[question, "base_status"],
        status=answers["status"].where(printed, "recovered"),
        count=count,
        count_low=low,
        count_high=high,
        share=(count / base).astype(float).fillna(read),
    )[COUNTS]


def is_single(question: str) -> bool:
    """Whether each respondent gave one answer to a question, of whose answers our text holds figures."""
    [kind] = tables.questions().query("question == @question")["kind"]
    return bool(kind == "single")


@checked
def option(table: pd.DataFrame, name: str) -> pd.Series:
    """One option's row of a table from `counts`, `shares` or `compare`; InputError if it has no such option.

    Parameters
    ----------
    table : from `counts`, `shares` or `compare`
    name : the option's id, as 'phone'
    """
    rows = table.set_index("option")
    if name not in rows.index:
        raise unknown("option", name, table["option"])
    return rows.loc[name]


@checked
def shares(question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The share of firms behind each option, with its interval.

    Parameters
    ----------
    question : 'size', 'channels' or 'outsourceable_channels', of which our text holds figures
    settings : a notebook's, or those of `readytochange.use` where none are given; with the coverage and the method
        of the intervals

    Returns
    -------
    DataFrame
        columns option, label, percent, count, status, base, base_status, share, low, high, share_status, question,
        slide: shares between 0 and 1; `status` is that of the count; `share_status` that of share, low and high,
        which are computed from it. Where a reading allows several counts, low is that of the least and high that of
        the greatest, and count_low and count_high are columns too
    """
    found = counts(question, settings)
    ends = {
        end: [
            proportions.interval(count, base, settings.confidence, settings.method)
            for count, base in zip(found[f"count_{end}"], found["base"], strict=True)
        ]
        for end in ("low", "high")
    }
    several = ["count_low", "count_high"] if found["count"].isna().any() else []
    return found.assign(
        low=[each.low for each in ends["low"]],
        high=[each.high for each in ends["high"]],
        share_status=found["count"].notna().map({True: "computed", False: "digitised"}),
    )[[*SHARES, *several]]


@checked
def widest_interval(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The widest interval that a share of all respondents can have, that of one half.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given; with the coverage of the interval,
        which is by Wilson's method

    Returns
    -------
    DataFrame
        one row, none where no question has a base: base, low, high
    """
    asked = tables.questions().dropna(subset="base")
    bases = [int(base) for base in asked["base"].iloc[:1]]
    ranges = [proportions.interval(base // 2, base, settings.confidence) for base in bases]
    return pd.DataFrame(
        {
            "base": bases,
            "low": [each.low for each in ranges],
            "high": [each.high for each in ranges],
        }
    )


def size_gaps() -> list[str]:
    """The numbers of employees that no published class of firms covers, between the smallest and the largest class.

    Several that follow each other are a range, '15–151'.
    """
    classes = tables.answers().query("question == 'size'").dropna(how="all", subset=["low", "high"])
    between = zip(classes["high"].iloc[:-1], classes["low"].iloc[1:], strict=True)
    return [
        f"{high + 1}" if high + 2 == low else f"{high + 1}–{low - 1}"
        for high, low in between
        if high + 1 < low
    ]
