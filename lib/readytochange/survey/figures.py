"""The survey's figures: bars of shares with their intervals, two lists side by side, what was asked and answered.

Each says of every number in it what its status is.
"""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.figures.tables import in_words
from readytochange.language import N_
from readytochange.parameters import Settings
from readytochange.study import tables
from readytochange.survey import audit, published

METHODS: Mapping[str, str] = N_({"wilson": "Wilson", "exact": "exact", "jeffreys": "Jeffreys"})
"""How the methods of intervals are called in a sentence."""

_TITLES = N_(
    {
        "size": "Firms by size",
        "channels": "Channels in use",
        "outsourceable_channels": "Channels outsourced or thinkable",
        "difficulties": "Difficulties and limits perceived",
        "activities": "Activities that could be handed over",
    }
)
"""Of the figures of a question."""


def shares(name: str, shares: pd.DataFrame, settings: Settings, title: str = "") -> Figure:
    """Bars of the share of firms behind each answer, with intervals, and the count written beside each.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    shares : from `survey.shares`
    settings : with which the table was made
    title : in the place of the question's own
    """
    title = title or _title(shares, settings)
    if shares.empty:
        return figure.table(shares, name=name, title=title, lang=settings.lang)
    return figure.show(
        share_bars(shares, settings),
        name=name,
        title=title,
        subtitle=share_subtitle(shares, settings),
        description=describe_shares(shares, settings),
        table=shares.drop(columns=["question", "slide"]),
        lang=settings.lang,
        slide=tables.slide(shares),
    )


def compared(name: str, pair: pd.DataFrame, settings: Settings) -> Figure:
    """Channels in use and channels outsourced or thinkable, two points a channel joined by a line.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    pair : from `survey.compare`, in the order to be shown
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    title = t("Channels in use and channels outsourced or thinkable")
    if pair.empty:
        return figure.table(pair, name=name, title=title, lang=settings.lang)
    base, status = int(pair["base"].iloc[0]), t(pair["base_status"].iloc[0])
    most = pair.loc[pair["difference"].idxmax()]
    return figure.show(
        _pair_dots(pair, (t("in use"), t("outsourced or thinkable")), t),
        name=name,
        title=title,
        subtitle=t("{base} firms ({status}); shares computed", base=base, status=status),
        description=t(
            "Two points a channel, joined by a line. "
            "The largest difference is for {label}: {points} points (computed).",
            label=most["label"],
            points=round(100 * most["difference"]),
        ),
        table=pair.drop(columns="slide"),
        lang=settings.lang,
        slide=tables.slide(pair),
    )


def sectors(name: str, sectors: pd.DataFrame, settings: Settings) -> Figure:
    """The sectors the firms come from; `sectors` from `survey.sectors`."""
    t = language.translator(settings.lang)
    title = t("Sectors of the firms, without figures")
    return figure.table(sectors, name=name, title=title, lang=settings.lang)


def checks(name: str, checks: pd.DataFrame, settings: Settings) -> Figure:
    """Every printed percentage beside the counts it allows; `checks` from `survey.checks`."""
    t = language.translator(settings.lang)
    title = t("Every printed percentage and the counts it allows")
    return figure.table(checks.drop(columns="question"), name=name, title=title, lang=settings.lang)


def printed(name: str, percent: str, base: int, settings: Settings) -> Figure:
    """The counts that a printed percentage of a base allows: as for `survey.check`."""
    t = language.translator(settings.lang)
    table, given = audit.check(percent, base), {"base": base, "percent": percent}
    titles = {
        0: t("No count of {base} prints as {percent}%", **given),
        1: t("One count of {base} prints as {percent}%", **given),
    }
    several = t("{n} counts of {base} print as {percent}%", n=len(table), **given)
    return figure.table(
        table,
        name=name,
        title=titles.get(len(table), several),
        lang=settings.lang,
        description=t(
            "One count: it is recovered. Several: the figure is bounded by them. None: it was printed wrongly, or of "
            "another base."
        ),
    )


def clusters(name: str, clusters: pd.DataFrame, settings: Settings) -> Figure:
    """Open answers as the study grouped them; `clusters` from `survey.clusters`."""
    title = _title(clusters, settings)
    shown = clusters[["label", "topic_label", "slide"]]
    return figure.table(shown, name=name, title=title, lang=settings.lang)


def quotes(name: str, quotes: pd.DataFrame, settings: Settings) -> Figure:
    """Respondents' own words; `quotes` from `survey.quotes`."""
    title = language.translator(settings.lang)("What respondents added")
    return figure.table(quotes[["text", "slide"]], name=name, title=title, lang=settings.lang)


def unprinted(name: str, asked: pd.DataFrame, settings: Settings) -> Figure:
    """The questions printed without figures; `asked` from `survey.unprinted`."""
    title = language.translator(settings.lang)("Questions printed without figures")
    return questions(name, asked, settings, title)


def questions(name: str, asked: pd.DataFrame, settings: Settings, title: str = "") -> Figure:
    """Questions of the survey, and how much of the answers was printed.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    asked : from `survey.questions`, all or some
    settings : of the notebook
    title : where not all questions are shown
    """
    t = language.translator(settings.lang)
    shown = asked.assign(
        question=asked["label"], kind=asked["kind"].map(t), published=asked["published"].map(t)
    )
    return figure.table(
        shown[["order", "question", "kind", "published", "slide"]],
        name=name,
        title=title or t("The questions of the survey"),
        lang=settings.lang,
    )


def with_words(shares: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Add what a chart of shares writes: `count_text` ('31 (published) of 33'), `status_text`."""
    t = language.translator(settings.lang)
    counts = [
        t("{count} ({status}) of {base}", **in_words(row, settings.lang))
        for row in shares[["count", "status", "base"]].to_dict("records")
    ]
    return shares.assign(count_text=counts, status_text=shares["status"].map(t))


def share_subtitle(shares: pd.DataFrame, settings: Settings) -> str:
    """What stands under the title of a chart of shares: base, statuses, what the lines are.

    Parameters
    ----------
    shares : from `survey.shares`, at least one row
    settings : with which the table was made
    """
    t = language.translator(settings.lang)
    return t(
        "{base} firms ({status}); shares computed; lines: {coverage} intervals, {method} method",
        base=int(shares["base"].iloc[0]),
        status=t(shares["base_status"].iloc[0]),
        coverage=language.coverage(settings.confidence, settings.lang),
        method=t(METHODS[settings.method]),
    )


def describe_shares(shares: pd.DataFrame, settings: Settings) -> str:
    """What a chart of shares shows, in a sentence or two, from its numbers.

    Parameters
    ----------
    shares : from `survey.shares`, at least one row
    settings : of the notebook

    Returns
    -------
    str
        the base; every answer with the largest share and every one with the smallest; the width of the widest interval
    """
    t = language.translator(settings.lang)
    widest = (shares["high"] - shares["low"]).max()
    return t(
        "Bar chart of {options} answers by {base} firms ({base_status}). Most chosen, by {most}. "
        "Least chosen, by {least}. The widest interval spans {points} points (computed).",
        options=len(shares),
        base=int(shares["base"].iloc[0]),
        base_status=t(shares["base_status"].iloc[0]),
        most=_chosen(shares[shares["share"] == shares["share"].max()], t),
        least=_chosen(shares[shares["share"] == shares["share"].min()], t),
        points=round(100 * widest),
    )


def _title(found: pd.DataFrame, settings: Settings) -> str:
    """Of a figure of a question's answers; the question itself where it has no shorter one."""
    if found.empty:
        return language.translator(settings.lang)("Answers to a question")
    question = found["question"].iloc[0]
    if question in _TITLES:
        return language.translator(settings.lang)(_TITLES[question])
    return str(published.questions(settings).set_index("question").loc[question, "label"])


def _chosen(alike: pd.DataFrame, t: language.Translator) -> str:
    """Answers with the same share, with it."""
    return t(
        "{count} ({status}), {share} (computed): {answers}",
        count=int(alike["count"].iloc[0]),
        status=", ".join(map(t, alike["status"].unique())),
        share=language.percent(alike["share"].iloc[0], t.lang),
        answers=", ".join(alike["label"]),
    )


def share_bars(shares: pd.DataFrame, settings: Settings) -> alt.LayerChart:
    """Bars of shares with their intervals, the count written beside each.

    Parameters
    ----------
    shares : from `survey.shares`
    settings : of the notebook

    Returns
    -------
    LayerChart
        a row an option, in the order of the table
    """
    t = language.translator(settings.lang)
    shown = with_words(shares.drop(columns=["question", "slide"]), settings)
    names = theme.named_rows(dict(zip(shown["option"], shown["label"], strict=True)))
    rows = alt.Y("option", type="nominal").title(None).sort(None).axis(**names)
    tooltip = [
        alt.Tooltip("label", title=t("answer")),
        alt.Tooltip("count", title=t("firms")),
        alt.Tooltip("share", title=t("share"), format=".1%"),
        alt.Tooltip("low", title=t("interval from"), format=".1%"),
        alt.Tooltip("high", title=t("interval to"), format=".1%"),
        alt.Tooltip("status_text", title=t("status")),
    ]
    chart = alt.Chart(shown).encode(rows)
    share = alt.X("share", type="quantitative").title(t("share of firms"))
    bars = chart.mark_bar(size=18).encode(
        share.axis(format=".0%").scale(domain=[0, 1]), tooltip=tooltip
    )
    intervals = chart.mark_rule().encode(alt.X("low").title(t("share of firms")), alt.X2("high"))
    labels = chart.mark_text(align="left", dx=6).encode(alt.X("high"), alt.Text("count_text"))
    return alt.LayerChart(layer=[bars, intervals, labels])


def _pair_dots(
    pair: pd.DataFrame, names: tuple[str, str], t: language.Translator
) -> alt.LayerChart:
    """Two shares of each row as points joined by a line, rows in the order of the table."""
    lists = dict(zip(("share_first", "share_second"), names, strict=True))
    points = pair.melt(["option", "label", "difference"], list(lists), "list", "share")
    points = points.assign(list_label=points["list"].map(lists))
    channels = theme.named_rows(dict(zip(pair["option"], pair["label"], strict=True)))
    rows = alt.Y("option", type="nominal").title(None).sort(list(pair["option"])).axis(**channels)
    share = alt.X("share", type="quantitative").title(t("share of firms"))
    share = share.axis(format=".0%").scale(domain=[0, 1])
    both: dict[str, Any] = {
        "title": None,
        "scale": alt.Scale(domain=list(lists)),
        "legend": alt.Legend(**theme.named(lists)),
    }
    tooltip = [
        alt.Tooltip("label", type="nominal", title=t("answer")),
        alt.Tooltip("list_label", type="nominal", title=t("list")),
        alt.Tooltip("share", type="quantitative", title=t("share"), format=".1%"),
    ]
    compared = alt.Chart(points).encode(rows, share)
    lines = compared.mark_line(color=theme.MUTED).encode(alt.Detail("option", type="nominal"))
    dots = compared.mark_point(size=130, opacity=1).encode(
        color=alt.Color("list:N", **both), shape=alt.Shape("list:N", **both), tooltip=tooltip
    )
    return alt.LayerChart(layer=[lines, dots])
