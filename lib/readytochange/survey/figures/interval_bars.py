"""Bars of shares with the numbers of each interval under its bar."""

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import tables
from readytochange.survey.figures import words

_STEP = 50
"""Height of a row of a bar and the text under it, in pixels."""


@checked
def explored_shares(
    name: str, shares: pd.DataFrame, offered: int, question: str, settings: Settings = SETTINGS
) -> Figure:
    """Bars of the shares of a question, the numbers of each interval under its bar.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    shares : from `survey.shares`, or some of its rows, in the order to be shown
    offered : how many answers there are, hidden ones among them
    question : its id
    settings : with which the table was made
    """
    t = language.translator(settings.lang)
    title = words.name_of(question, settings)
    if shares.empty:
        return figure.table(shares, name=name, title=title, lang=settings.lang)
    said = [
        words.share_and_interval(row, settings.lang)
        for row in words.with_words(shares, settings).to_dict("records")
    ]
    shown = shares.assign(said=said)
    told = "; ".join(f"{row.label}: {row.said}" for row in shown.itertuples())
    lines = t(
        "Lines: {coverage} intervals, {method} method.",
        coverage=language.coverage(settings.confidence, settings.lang),
        method=t(words.METHODS[settings.method]),
    )
    hidden = offered - len(shares)
    few = t("Answers hidden: {n} of {all}.", n=hidden, all=offered) if hidden else ""
    return figure.show(
        _numbered_bars(shown, t),
        name=name,
        title=title,
        subtitle=words.share_subtitle(shares, settings),
        description=t("Bars, a row per answer, with the line of its interval. {told}.", told=told),
        reading=f"{lines} {few}".strip(),
        table=shares.drop(columns=["question", "slide"]),
        lang=settings.lang,
        slide=tables.slide(shares),
    )


def _numbered_bars(shown: pd.DataFrame, t: language.Translator) -> alt.LayerChart:
    columns = ["option", "label", "share", "low", "high", "said"]
    chart = alt.Chart(shown[columns], height=alt.Step(_STEP)).encode(words.option_rows(shown))
    tooltip = [
        alt.Tooltip("label", type="nominal", title=t("answer")),
        alt.Tooltip("said", type="nominal", title=t("share of firms")),
    ]
    share = alt.X("share", type="quantitative").title(t("share of firms"))
    share = share.axis(format=".0%", tickCount=5).scale(domain=[0, 1])
    drawn = chart.mark_bar(size=16, yOffset=-9).encode(share, tooltip=tooltip)
    lines = chart.mark_rule(strokeWidth=1, yOffset=-9).encode(
        alt.X("low", type="quantitative").title(t("share of firms")), alt.X2("high")
    )
    texts = chart.mark_text(align="left", dx=4, dy=11).encode(
        alt.Text("said", type="nominal"), x=alt.value(0)
    )
    return alt.LayerChart(layer=[drawn, lines, texts])
