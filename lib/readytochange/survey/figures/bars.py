"""Bars of what firms answered: shares with their intervals, and plain counts; percentage and count are on the bar."""

from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.choices import outlined
from readytochange.figures.figure import Figure
from readytochange.figures.tables import each_in_words
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.study import tables
from readytochange.survey import channels, comparison, published
from readytochange.survey.figures import one_channel
from readytochange.survey.figures.words import (
    base_of,
    counted,
    name_of,
    option_rows,
    share_subtitle,
    with_words,
)

_SEVERAL = 2
"""From here on a title says how few and how many."""


@checked
def shares(name: str, shares: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Bars of the share of firms behind each answer, with intervals; percentage and count stand beside each.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    shares : from `survey.shares`
    settings : with which the table was made
    """
    title = _title(shares, settings)
    if shares.empty:
        return figure.table(shares, name=name, title=title, lang=settings.lang)
    return figure.show(
        share_bars(shares, settings),
        name=name,
        title=title,
        subtitle=share_subtitle(shares, settings),
        description=_described(shares, settings),
        reading=_reading(shares, settings),
        table=shares.drop(columns=["question", "slide"]),
        lang=settings.lang,
        slide=tables.slide(shares),
        choices=one_channel.choices(settings) if _of_channels(shares) else None,
    )


def _of_channels(shares: pd.DataFrame) -> bool:
    return shares["question"].iloc[0] in (channels.IN_USE, channels.HANDED_OVER)


@checked
def sizes(name: str, sizes: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """How many firms are in each class of size.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    sizes : from `survey.counts`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    title = _title_of_sizes(sizes, settings)
    if sizes.empty:
        return figure.table(sizes, name=name, title=title, lang=settings.lang)
    between = published.size_gaps()
    gaps = language.listing(between, settings.lang, either=True) if between else ""
    told = "; ".join(t("{label}: {count}", **row) for row in each_in_words(sizes, settings.lang))
    return figure.show(
        _count_bars(sizes, settings),
        name=name,
        title=title,
        subtitle=t("{base} firms, by number of employees", base=base_of(sizes)),
        reading=t("The classes leave out firms with {gaps} employees.", gaps=gaps) if gaps else "",
        description=t("Bars, a row per class. {told}.", told=told),
        table=sizes[["option", "label", "count", "status", "base", "base_status"]],
        lang=settings.lang,
        slide=tables.slide(sizes),
    )


def _title_of_sizes(sizes: pd.DataFrame, settings: Settings) -> str:
    """That firms of each class answered, and how many at least and at most; what is shown where that does not hold."""
    t = language.translator(settings.lang)
    counts = sizes["count"]
    if len(sizes) < _SEVERAL or counts.isna().any() or not 0 < counts.min() < counts.max():
        return t("Firms by size")
    ends = [sizes.loc[place] for place in (counts.idxmin(), counts.idxmax())]
    low, high = (marked(int(row["count"]), row["status"]) for row in ends)
    return t(
        "In each class of size there are from {low} to {high} firms of {base}",
        low=low,
        high=high,
        base=base_of(sizes),
    )


def _described(shares: pd.DataFrame, settings: Settings) -> str:
    """What a chart of shares shows, row by row, from its numbers."""
    rows = with_words(shares, settings).itertuples()
    return language.translator(settings.lang)(
        "Bars, a row per answer, with the line of its interval. {told}.",
        told="; ".join(f"{row.label}: {row.count_text}" for row in rows),
    )


def _reading(shares: pd.DataFrame, settings: Settings) -> str:
    """How the lines are read; of the channels handed over also what their sum says."""
    t = language.translator(settings.lang)
    read = [t("The lines show how uncertain each share is with so few answers.")]
    if shares["question"].iloc[0] == channels.HANDED_OVER:
        read += [
            t(
                "In all, {mentions} mentions by {open} firms, on the condition of the figure before: {each} each on "
                "average.",
                **row,
            )
            for row in each_in_words(channels.handed_over(settings), settings.lang)
        ]
    return " ".join(read)


def _title(shares: pd.DataFrame, settings: Settings) -> str:
    """What the shares of a question show; its name, or its own words, where that does not hold."""
    t = language.translator(settings.lang)
    if shares.empty:
        return t("Answers to a question")
    question = shares["question"].iloc[0]
    if question == channels.IN_USE:
        for row in each_in_words(comparison.leading(question, settings), settings.lang):
            return t(
                "Of {base} firms that answered, {count_first} use {first} and {count_second} {second}: more than any "
                "other channel",
                **row,
            )
    if question == channels.HANDED_OVER:
        for row in each_in_words(channels.handed_over(settings), settings.lang):
            if row["first"]:
                return t(
                    "Of {base} firms that answered, {count} hand over {first}, or might: more than any other channel",
                    **row,
                )
    return name_of(question, settings)


@checked
def share_bars(shares: pd.DataFrame, settings: Settings = SETTINGS) -> alt.LayerChart:
    """Bars of shares with their intervals, percentage and count beside each; what most chose is highlighted.

    Parameters
    ----------
    shares : from `survey.shares`
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    LayerChart
        a row an option, in the order of the table
    """
    t = language.translator(settings.lang)
    shown = with_words(shares.drop(columns=["question", "slide"]), settings)
    shown = shown.assign(most=shown["option"].isin(_foremost(shares, settings)))
    tooltip = [
        alt.Tooltip("label", title=t("answer")),
        alt.Tooltip("counted", title=t("firms")),
        alt.Tooltip("share", title=t("share"), format=".1%"),
        alt.Tooltip("low", title=t("interval from"), format=".1%"),
        alt.Tooltip("high", title=t("interval to"), format=".1%"),
        alt.Tooltip("status_text", title=t("status")),
    ]
    chart = alt.Chart(shown).encode(option_rows(shown))
    share = alt.X("share", type="quantitative").title(t("share of firms"))
    bars = chart.mark_bar(size=18).encode(
        share.axis(format=".0%").scale(domain=[0, 1]),
        color=_highlight("most"),
    )
    intervals = chart.mark_rule(strokeWidth=1).encode(
        alt.X("low").title(t("share of firms")), alt.X2("high")
    )
    labels = chart.mark_text(align="left", dx=6).encode(alt.X("high"), alt.Text("count_text"))
    places = outlined(chart, [one_channel.CHANNEL], tooltip)
    chosen = alt.param(name=one_channel.CHANNEL, value="")
    return alt.LayerChart(layer=[bars, intervals, labels, places]).add_params(chosen)


def _foremost(shares: pd.DataFrame, settings: Settings) -> list[str]:
    """The options that the title names; the one that most chose where it names none."""
    if shares["question"].iloc[0] == channels.IN_USE:
        leading = comparison.leading(channels.IN_USE, settings)
        if len(leading):
            return [*leading[["option_first", "option_second"]].iloc[0]]
    return list(shares.loc[shares["share"] == shares["share"].max(), "option"])


def _count_bars(sizes: pd.DataFrame, settings: Settings) -> alt.LayerChart:
    """Bars of counts, each count at the end of its bar; no axis, for the counts are there."""
    t = language.translator(settings.lang)
    shown = sizes[["option", "label", "count_high"]].assign(
        counted=[counted(row) for row in sizes.to_dict("records")]
    )
    tooltip = [
        alt.Tooltip("label", title=t("size")),
        alt.Tooltip("counted", title=t("firms")),
    ]
    chart = alt.Chart(shown).encode(
        option_rows(shown), alt.X("count_high", type="quantitative").axis(None)
    )
    bars = chart.mark_bar(size=18).encode(tooltip=tooltip)
    labels = chart.mark_text(align="left", dx=6).encode(alt.Text("counted"))
    return alt.LayerChart(layer=[bars, labels], height=alt.Step(44))


def _highlight(column: str) -> Any:
    """Blue where a truth value holds, pale elsewhere."""
    return alt.when(alt.datum[column]).then(alt.value(theme.BLUE)).otherwise(alt.value(theme.GRID))
