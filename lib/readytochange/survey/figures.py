"""What is written with a chart of shares: the counts beside the bars, the subtitle, the description.

Each says of every figure in it what its status is.
"""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.figures import theme
from readytochange.language import N_


def pair_dots(pair: pd.DataFrame, names: tuple[str, str], t: language.Translator) -> alt.LayerChart:
    """Two shares of each row as points joined by a line.

    Parameters
    ----------
    pair : from `survey.compare`
    names : what the two lists are called
    t : the translator of the page

    Returns
    -------
    LayerChart
        rows in the order of the table
    """
    lists = dict(zip(("share_first", "share_second"), names, strict=True))
    points = pair.melt(["label", "difference"], list(lists), "list", "share")
    points = points.assign(list=points["list"].map(lists))
    rows = alt.Y("label", type="nominal").title(None).sort(list(pair["label"]))
    share = alt.X("share", type="quantitative").title(t("share of firms"))
    share = share.axis(format=".0%").scale(domain=[0, 1])
    both: dict[str, Any] = {"title": None, "scale": alt.Scale(domain=list(names))}
    tooltip = [
        alt.Tooltip("label", type="nominal", title=t("answer")),
        alt.Tooltip("list", type="nominal", title=t("list")),
        alt.Tooltip("share", type="quantitative", title=t("share"), format=".1%"),
    ]
    compared = alt.Chart(points).encode(rows, share)
    lines = compared.mark_line(color=theme.MUTED).encode(alt.Detail("label", type="nominal"))
    dots = compared.mark_point(size=130, opacity=1).encode(
        color=alt.Color("list:N", **both), shape=alt.Shape("list:N", **both), tooltip=tooltip
    )
    return alt.LayerChart(layer=[lines, dots])


METHODS: Mapping[str, str] = N_({"wilson": "Wilson", "exact": "exact", "jeffreys": "Jeffreys"})
"""How the methods of intervals are called in a sentence."""


def with_words(shares: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Add what a chart of shares writes: `count_text` ('31 (published) of 33'), `status_text`."""
    t = language.Translator(lang)
    counts = [
        t(
            "{count} ({status}) of {base}",
            count=int(row.count_),
            base=int(row.base),
            status=t(row.status),
        )
        for row in shares.rename(columns={"count": "count_"}).itertuples()
    ]
    return shares.assign(count_text=counts, status_text=shares["status"].map(t))


def share_subtitle(
    shares: pd.DataFrame, lang: str, confidence: float, interval: str = "wilson"
) -> str:
    """What stands under the title of a chart of shares: base, statuses, what the lines are.

    Parameters
    ----------
    shares : from `survey.shares`, at least one row
    lang : 'it' or 'en'
    confidence, interval : those with which the table was made
    """
    t = language.Translator(lang)
    return t(
        "{base} firms ({status}); shares computed; lines: {coverage} intervals, {method} method",
        base=int(shares["base"].iloc[0]),
        status=t(shares["base_status"].iloc[0]),
        coverage=language.coverage(confidence, lang),
        method=t(METHODS[interval]),
    )


def describe_shares(shares: pd.DataFrame, lang: str) -> str:
    """What a chart of shares shows, in a sentence or two, from its numbers.

    Parameters
    ----------
    shares : from `survey.shares`, at least one row
    lang : 'it' or 'en'

    Returns
    -------
    str
        the base; every answer with the largest share and every one with the smallest; the width of the widest interval
    """
    t = language.Translator(lang)
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


def _chosen(alike: pd.DataFrame, t: language.Translator) -> str:
    """Answers with the same share, with it."""
    return t(
        "{count} ({status}), {share} (computed): {answers}",
        count=int(alike["count"].iloc[0]),
        status=", ".join(map(t, alike["status"].unique())),
        share=language.percent(alike["share"].iloc[0], t.lang),
        answers=", ".join(alike["label"]),
    )


def pair_subtitle(pair: pd.DataFrame, lang: str) -> str:
    """What stands under the title of a chart of two lists: base and statuses; `pair` as for `describe_pair`."""
    t = language.Translator(lang)
    base, status = int(pair["base"].iloc[0]), t(pair["base_status"].iloc[0])
    return t("{base} firms ({status}); shares computed", base=base, status=status)


def describe_pair(pair: pd.DataFrame, lang: str) -> str:
    """What a chart of two lists shows: where they differ most.

    Parameters
    ----------
    pair : from `survey.compare`, at least one row
    lang : 'it' or 'en'
    """
    most = pair.loc[pair["difference"].idxmax()]
    return language.Translator(lang)(
        "Two points a channel, joined by a line. The largest difference is for {label}: {points} points (computed).",
        label=most["label"],
        points=round(100 * most["difference"]),
    )


def share_bars(shares: pd.DataFrame, t: language.Translator) -> alt.TopLevelMixin:
    """Bars of shares with their intervals, the count written beside each.

    Parameters
    ----------
    shares : from `survey.shares`
    t : the translator of the page

    Returns
    -------
    chart
        a row an option, in the order of the table
    """
    shown = with_words(shares, t.lang)
    rows = alt.Y("label", type="nominal").title(None).sort(None)
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
    return alt.layer(bars, intervals, labels)
