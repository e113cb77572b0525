"""What an audit found, in sentences: the finding, what is wrong, the bases, the rounding, what could have been seen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from readytochange import language
from readytochange.language import N_, Translator
from readytochange.survey.audit import rounding
from readytochange.survey.audit.table import FINE, Audit

LISTED = 5
"""Wrong figures that are named one by one, where more than one besides is wrong."""

_RANGES = 12
"""Bases, or ranges of them, that a sentence names."""

_SEEN = 0.05
"""Below this chance an audit of single percentages sees nothing to speak of."""

_EXPLAINED: Mapping[tuple[str, ...], str] = N_(
    {
        (
            "half_up",
            "half_even",
            "truncation",
        ): "Rounding explains the table, and so does cutting off: nothing tells them apart.",
        (
            "half_up",
            "half_even",
        ): "The table was rounded, not cut off; whether halves went up or to the even neighbour cannot be told.",
        (
            "half_up",
            "truncation",
        ): "Rounding with halves up explains the table, and so does cutting off.",
        (
            "half_even",
            "truncation",
        ): "Rounding with halves to the even neighbour explains the table, and so does cutting off.",
        ("half_up",): "Only rounding with halves up explains the table.",
        ("half_even",): "Only rounding with halves to the even neighbour explains the table.",
        ("truncation",): "Only cutting off explains the table: it was not rounded.",
        (): "No one rule explains the table: halves were rounded both up and down.",
    }
)


def told(audit: Audit, t: Translator) -> list[str]:
    """What was found: a title first, then a sentence for everything that a reader should know, none for the rest."""
    return [
        title(audit, t),
        *_wrong_figures(audit, t),
        *_sums(audit, t),
        *_possible_bases(audit, t),
        *_rounding(audit, t),
        *_noticed(audit, t),
    ]


def title(audit: Audit, t: Translator) -> str:
    """The finding in a line."""
    counted = audit.figures[~audit.figures["verdict"].isin(["total", "unprinted"])]
    wrong = int((~counted["verdict"].isin(FINE)).sum())
    given = {"n": len(counted), "k": wrong, **_between(audit)}
    if given["low"] != given["high"]:
        left = _left(audit)
        if not audit.holds:
            return t("No base from {low} to {high} could have given the table", **given)
        if len(left) == 1:
            return t("Only a base of {base} could have given the table", base=left[0])
        return t(
            "{k} bases from {low} to {high} could have given the table",
            **{**given, "k": len(left)},
        )
    if len(counted) == 1:
        if wrong:
            return t("The figure is impossible")
        if audit.holds:
            return t("The figure is possible")
        return t("The figure is possible, but falls short of the base")
    if wrong:
        one = wrong == 1
        return t(
            "One of {n} figures is impossible" if one else "{k} of {n} figures are impossible",
            **given,
        )
    if not audit.holds:
        return t("Each figure is possible, but not all together")
    return t("All {n} figures are possible", **given)


def ranges(bases: Sequence[int], t: Translator) -> str:
    """Whole numbers in ascending order in a sentence, those that follow each other as a range.

    Examples
    --------
    >>> ranges([33, 66, 67, 68], Translator("en"))
    '33 and 66–68'
    """
    ends: list[list[int]] = []
    for base in bases:
        if ends and base == ends[-1][1] + 1:
            ends[-1][1] = base
        else:
            ends.append([base, base])
    said = [
        language.number(low, t.lang)
        if low == high
        else f"{language.number(low, t.lang)}–{language.number(high, t.lang)}"
        for low, high in ends
    ]
    if len(said) > _RANGES:
        return f"{', '.join(said[:_RANGES])}, …"
    return language.listing(said, t.lang)


def _between(audit: Audit) -> dict[str, int]:
    """The bases that were looked through, of the sample that has most of them."""
    of = max((each["base"] for _, each in audit.bases.groupby("question")), key=len)
    return {"low": int(of.min()), "high": int(of.max())}


def _left(audit: Audit) -> list[int]:
    """The bases that are left of those that were looked through, of the sample that has most of them."""
    of = max((each for _, each in audit.bases.groupby("question")), key=len)
    return [int(base) for base in of.loc[of["possible"], "base"]]


def _wrong_figures(audit: Audit, t: Translator) -> Iterator[str]:
    wrong = audit.figures[~audit.figures["verdict"].isin(FINE)].to_dict("records")
    named = wrong if len(wrong) == LISTED + 1 else wrong[:LISTED]
    for row in named:
        yield _what_is_wrong(row, t)
    if len(wrong) > len(named):
        yield t("Other impossible figures: {n}.", n=len(wrong) - len(named))


def _what_is_wrong(row: Mapping[Any, Any], t: Translator) -> str:
    """A sentence on a figure, by its verdict, and whether one base is left or several."""
    named = [each for each in (row["question"], row["option"]) if each]
    option = ", ".join(language.in_quotes(each, t.lang) for each in named)
    count, base = row["count"], row["base"]
    percent = language.percentage(row["percent"], t.lang)
    closest = language.listing(
        [language.percentage(each, t.lang) for each in row["closest"].split()], t.lang
    )
    said = {
        "over": t("{option}: {percent} is more than 100%.", option=option, percent=percent),
        "larger": t("{option}: {count} is more than the base.", option=option, count=count),
        "elsewhere": t(
            "{option}: {percent} needs another base than the other figures.",
            option=option,
            percent=percent or count,
        ),
        "impossible": t(
            "{option}: {percent} is no share of {base} respondents; the nearest that are: {closest}.",
            option=option,
            percent=percent,
            base=base,
            closest=closest,
        ),
        "contradicted": t(
            "{option}: {count} of {base} is {closest}, not {percent}.",
            option=option,
            count=count,
            base=base,
            closest=closest,
            percent=percent,
        ),
    }
    if row["verdict"] == "impossible" and row["status"] == "published" and not pd.isna(base):
        return said["contradicted"]
    if pd.isna(base) and row["verdict"] == "impossible":
        return t(
            "{option}: {percent} is a share of none of these bases.", option=option, percent=percent
        )
    if pd.isna(base) and row["verdict"] == "contradicted":
        return t(
            "{option}: {percent} is not the share of {count} at any of these bases.",
            option=option,
            percent=percent,
            count=count,
        )
    if row["verdict"] == "impossible" and base == 1:
        return t(
            "{option}: {percent} is no share of one respondent; the nearest that are: {closest}.",
            option=option,
            percent=percent,
            closest=closest,
        )
    return said[row["verdict"]]


def _sums(audit: Audit, t: Translator) -> Iterator[str]:
    for row in audit.questions.to_dict("records"):
        if said := _how_it_sums(row, t):
            named = language.in_quotes(row["question"], t.lang)
            yield t("{question}: {said}", question=named, said=said) if row["question"] else said


def _how_it_sums(row: Mapping[Any, Any], t: Translator) -> str:
    """A sentence on a question that does not simply sum; '' for others."""
    base, low, high = row["base"], row["sum_low"], row["sum_high"]
    printed = language.percentage(row["printed_sum"], t.lang)
    if row["verdict"] == "rounding" and pd.isna(base):
        return t("The percentages sum to {total}: rounding explains it.", total=printed)
    said = {
        "rounding": t(
            "The percentages sum to {total}: rounding explains it, since the counts can sum to {base}.",
            total=printed,
            base=base,
        ),
        "short": t(
            "The counts sum to {high} at most, {missing} short of {base}: answers are missing from the table, or a "
            "figure is wrong.",
            high=high,
            missing=0 if pd.isna(high) else base - high,
            base=base,
        ),
        "over": t(
            "The counts sum to {low} at least, more than {base}: respondents gave several answers, or a figure is "
            "wrong.",
            low=low,
            base=base,
        ),
        "nowhere": t("At no base do the counts sum to it."),
    }
    return said.get(row["verdict"], "")


def _possible_bases(audit: Audit, t: Translator) -> Iterator[str]:
    between = _between(audit)
    left = _left(audit)
    if between["low"] != between["high"] and len(left) > 1:
        yield t("Possible bases: {bases}.", bases=ranges(left, t))


def _rounding(audit: Audit, t: Translator) -> Iterator[str]:
    if audit.holds and audit.figures["percent"].any():
        yield t(_EXPLAINED[tuple(audit.rules)])


def _noticed(audit: Audit, t: Translator) -> Iterator[str]:
    """What an audit of one base could have seen at all; of weighted shares, nothing."""
    if _by_weighting(audit):
        yield t(
            "If these shares are weighted, this does not apply: weighted shares are of no whole number of respondents."
        )
    if len(audit.bases) == 1 and audit.figures["percent"].any():
        row = audit.bases.iloc[0]
        if row["noticed"] < _SEEN:
            yield t(
                "With {base} respondents nearly every percentage is possible: what is seen here are contradictions, "
                "not misprints.",
                base=int(row["base"]),
            )
        else:
            yield t(
                "Had a percentage been misprinted as any other, {share} of such misprints would show here as "
                "impossible.",
                share=language.percent(row["noticed"], t.lang, 0),
            )


def _by_weighting(audit: Audit) -> bool:
    """Whether something is wrong that weights would explain: no share over 100%, no sum that is not about 100%."""
    figures = audit.figures["verdict"].isin(["impossible", "elsewhere", "contradicted"])
    sums = audit.questions[audit.questions["verdict"].isin(["short", "over", "nowhere"])]
    return bool(figures.any()) or any(map(_is_about_hundred, sums.itertuples()))


def _is_about_hundred(row: Any) -> bool:
    """Whether the percentages of a question sum to 100, but for rounding."""
    if not row.printed_sum:
        return False
    number, decimals = rounding.units(row.printed_sum)
    return 2 * abs(number - rounding.hundred(decimals)) <= int(row.figures)
