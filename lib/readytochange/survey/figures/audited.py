"""What the audit of a printed table found: its figures, its questions, and the bases that could have given them."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey.audit import sentences, words
from readytochange.survey.audit.table import Audit

_SHOWN = 12
"""Bases of a table: those at which the least is wrong."""


@checked
def audited(name: str, audit: Audit, settings: Settings = SETTINGS) -> Figure:
    """The figures of a printed table, each with the counts it may stand for, under what was found of all.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-audit'
    audit : from `survey.audited`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    title, *told = sentences.told(audit, t)
    found = audit.figures
    shown = found.assign(
        label=found["option"],
        closest=[_written(each, settings) for each in found["closest"]],
        verdict=found["verdict"].map(lambda each: t(words.OF_FIGURES[each])),
    )
    is_range = (found["count"].isna() & found["count_low"].notna()).any()
    counts = ["count_low", "count_high"] if is_range else ["count"]
    columns = ["question", "label", "percent", "verdict", "closest", *counts, "status"]
    if not found["closest"].any():
        columns.remove("closest")
    return _table(name, shown[columns], title, settings, reading=" ".join(told), description=title)


@checked
def audited_questions(name: str, audit: Audit, settings: Settings = SETTINGS) -> Figure:
    """The questions of a printed table, with what their percentages and counts sum to.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-audit-questions'
    audit : from `survey.audited`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    found = audit.questions
    shown = found.assign(
        kind=found["kind"].map(lambda each: t(words.KINDS[each])),
        printed_sum=[_written(each, settings) for each in found["printed_sum"]],
        verdict=found["verdict"].map(lambda each: t(words.OF_QUESTIONS[each])),
    )
    columns = ["question", "kind", "base", "base_status", "figures", "printed_sum"]
    columns += ["sum_low", "sum_high", "sum_status", "verdict"]
    summed = found["sum_low"].notna().any()
    kept = [each for each in columns if summed or not each.startswith("sum_")]
    title = t("Every question sums, or need not")
    if found["verdict"].isin(["short", "over", "nowhere"]).any():
        title = t("Not every question sums to its base")
    return _table(name, shown[kept], title, settings)


@checked
def audited_bases(name: str, audit: Audit, settings: Settings = SETTINGS) -> Figure:
    """The bases at which the least of a printed table is wrong, with the rules of rounding that explain all there.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-audit-bases'
    audit : from `survey.audited`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    found = audit.bases
    best = found.sort_values(["impossible", "unsummed", "base"], kind="stable").head(_SHOWN)
    shown = best.sort_values(["question", "base"], kind="stable").assign(
        rules=lambda frame: frame["rules"].map(lambda each: _rules(each, t))
    )
    left = [int(base) for base in found.loc[found["possible"], "base"]]
    title = t("No base could have given the table")
    if left:
        title = t(
            "From {low} to {high}, bases that could have given every percentage: {bases}",
            low=language.number(int(found["base"].min()), settings.lang),
            high=language.number(int(found["base"].max()), settings.lang),
            bases=sentences.ranges(left, t),
        )
    columns = ["question", "base", "impossible", "unsummed", "rules", "possible", "noticed"]
    shortened = t(
        "Shown are the {n} bases with the fewest impossible figures, of {all} tried.",
        n=len(shown),
        all=len(found),
    )
    reading = shortened if len(shown) < len(found) else ""
    return _table(name, shown[columns], title, settings, reading=reading)


def _table(
    name: str,
    shown: pd.DataFrame,
    title: str,
    settings: Settings,
    reading: str = "",
    description: str = "",
) -> Figure:
    """The figure of a table, without the column of questions where none has a name."""
    return figure.table(
        shown if shown["question"].any() else shown.drop(columns="question"),
        name=name,
        title=title,
        lang=settings.lang,
        reading=reading,
        description=description,
    )


def _written(percentages: str, settings: Settings) -> str:
    each = [language.percentage(one, settings.lang) for one in percentages.split()]
    return language.listing(each, settings.lang) if each else ""


def _rules(rules: str, t: language.Translator) -> str:
    return ", ".join(t(words.RULES[each]) for each in rules.split())
