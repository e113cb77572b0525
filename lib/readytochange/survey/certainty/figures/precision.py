"""How wide intervals of few firms are, of one share and of several at once, and how often they hold."""

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.survey.bounds import ranged
from readytochange.survey.figures import METHODS

_TICKS = 10
"""Parts of the scale of shares at which a point can be pointed at."""


@checked
def coverage(name: str, held: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Lines of the exact coverage of each method, over all shares that the firms can have.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2a-coverage'
    held : from `survey.certainty.coverage`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    base, confidence = int(held["base"].iloc[0]), float(held["confidence"].iloc[0])
    said = language.coverage(confidence, settings.lang)
    summary = held.groupby("method", sort=False)["coverage"].agg(["mean", "min"]).reset_index()
    always = summary.loc[summary["min"] >= confidence, "method"].map(lambda each: t(METHODS[each]))
    title = t("How often intervals of {base} firms hold", base=base)
    if len(always) == 1:
        title = t(
            "With {base} firms only one method never holds less often than it says: {method}",
            base=base,
            method=always.item(),
        )
    table = pd.DataFrame(
        {
            "method": summary["method"].map(lambda each: t(METHODS[each])),
            "coverage_mean": summary["mean"],
            "coverage_least": summary["min"],
            "status": "computed",
        }
    )
    told = "; ".join(
        t(
            "{method}: {mean} on average, {least} at least",
            method=row.method,
            mean=language.percent(row.coverage_mean, settings.lang, 1),
            least=language.percent(row.coverage_least, settings.lang, 1),
        )
        for row in table.itertuples()
    )
    return figure.show(
        _lines(held, confidence, t),
        name=name,
        title=title,
        subtitle=t(
            "Chance that a {said} interval of {base} firms holds the true share, by what that share is",
            said=said,
            base=base,
        ),
        description=t("A panel of one line for each method. {told}.", told=told),
        reading=t(
            "{told}. The chances are those of firms drawn at random; these were not, so no interval says how near the "
            "share of all firms is.",
            told=told,
        ),
        table=table,
        lang=settings.lang,
    )


def _lines(held: pd.DataFrame, confidence: float, t: language.Translator) -> alt.FacetChart:
    names = {method: language.capital(t(text)) for method, text in METHODS.items()}
    shown = held[["method", "share", "coverage"]].round(3)
    chart = alt.Chart(height=110)
    holds = (
        alt.Y("coverage", type="quantitative")
        .title(None)
        .scale(domain=[min(0.8, held["coverage"].min()), 1], zero=False)
        .axis(format=".0%", tickCount=4)
    )
    share = (
        alt.X("share", type="quantitative")
        .title(t("share of all firms"))
        .axis(format=".0%", tickCount=5)
    )
    line = chart.mark_line(strokeWidth=1.5, color=theme.BLUE, aria=False).encode(share, holds)
    points = (
        chart.transform_filter(f"round({_TICKS} * datum.share) == {_TICKS} * datum.share")
        .mark_point(filled=True, size=30, color=theme.BLUE)
        .encode(
            share,
            holds,
            tooltip=[
                alt.Tooltip(
                    "share", type="quantitative", title=t("share of all firms"), format=".0%"
                ),
                alt.Tooltip("coverage", type="quantitative", title=t("holds"), format=".1%"),
            ],
        )
    )
    level = chart.mark_rule(color=theme.ORANGE, strokeWidth=1.5, aria=False).encode(
        alt.YDatum(confidence)
    )
    header = alt.Header(
        title=None, labelOrient="top", labelAngle=0, labelExpr=theme.label_of(names)
    )
    row = alt.Row("method", type="nominal").sort([*METHODS]).header(header)
    return alt.LayerChart(layer=[line, level, points]).facet(row=row, data=shown)


_WAYS = N_(
    {
        "alone": "for one share alone",
        "goodman": "for all at once (Goodman)",
        "sison_glaz": "for all at once (Sison and Glaz)",
    }
)
"""What an interval is to hold, in words."""


@checked
def shares(name: str, shares: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """The intervals of the shares of a question with one answer: of each alone, and of all of them at once.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2a-shares'
    shares : from `survey.certainty.intervals.shares`, of a question with one answer
    settings : with which the table was made
    """
    t = language.translator(settings.lang)
    title = t("Intervals of each share alone, and of all at once")
    ends = {"alone": ("low", "high")} | {
        each: (f"{each}_low", f"{each}_high") for each in ("goodman", "sison_glaz")
    }
    parts = [
        shares.assign(way=way, from_=shares[low], to=shares[high])[
            ["option", "label", "share", "way", "from_", "to"]
        ].rename(columns={"from_": "from"})
        for way, (low, high) in ends.items()
    ]
    shown = pd.concat(parts, ignore_index=True).dropna()
    if shown.empty:
        return figure.table(shown, name=name, title=title, lang=settings.lang)
    wider = (shares["goodman_high"] - shares["goodman_low"]) / (shares["high"] - shares["low"])
    if (wider > 1).all():
        title = t("To hold for all shares at once, an interval must be wider")
    said = [
        ranged(*(language.percent(end, settings.lang, 0) for end in (row["from"], row["to"])))
        for row in shown.to_dict("records")
    ]
    table = pd.DataFrame(
        {
            "label": shown["label"],
            "holds": shown["way"].map(lambda each: t(_WAYS[each])),
            "share": shown["share"],
            "low": shown["from"],
            "high": shown["to"],
            "status": "computed",
        }
    )
    told = "; ".join(
        t("{label}, {way}: {said}", label=row.label, way=t(_WAYS[row.way]), said=text)
        for row, text in zip(shown.itertuples(), said, strict=True)
    )
    population = shares["population"].iloc[0]
    reading = t("All methods are those of firms drawn at random; these were not.")
    if pd.notna(population):
        corrected = t(
            "The intervals of one share alone are corrected for {population} firms in all.",
            population=language.number(int(population), settings.lang),
        )
        reading = f"{corrected} {reading}"
    return figure.show(
        _interval_lines(shown.assign(said=said), t),
        name=name,
        title=title,
        subtitle=t(
            "Share of {base} firms, with {coverage} intervals",
            base=marked(shares["base"].iloc[0], shares["base_status"].iloc[0]),
            coverage=language.coverage(settings.confidence, settings.lang),
        ),
        description=t("Lines between the ends of each interval. {told}.", told=told),
        reading=reading,
        table=table,
        lang=settings.lang,
        slide=str(shares["slide"].iloc[0]),
    )


def _interval_lines(shown: pd.DataFrame, t: language.Translator) -> alt.FacetChart:
    labels = dict(zip(shown["option"], shown["label"], strict=True))
    short = {option: label.split(" (")[0] for option, label in labels.items()}
    if len(set(short.values())) < len(short):
        short = labels
    names = {way: language.capital(t(text)) for way, text in _WAYS.items()}
    share = alt.X("from", type="quantitative").title(t("share")).axis(format=".0%", tickCount=5)
    rows = alt.Y("way", type="nominal").title(None).sort([*_WAYS]).axis(**theme.named_rows(names))
    chart = alt.Chart(height=alt.Step(22)).encode(rows)
    tooltip = [
        alt.Tooltip("label", type="nominal", title=t("answer")),
        alt.Tooltip("said", type="nominal", title=t("interval")),
    ]
    line = chart.mark_rule(strokeWidth=3, color=theme.BLUE).encode(
        share.scale(domainMin=0), alt.X2("to"), tooltip=tooltip
    )
    point = chart.mark_point(filled=True, size=60, color=theme.INK).encode(
        alt.X("share", type="quantitative"), tooltip=tooltip
    )
    header = alt.Header(
        title=None,
        labelOrient="top",
        labelAngle=0,
        labelAnchor="start",
        labelExpr=theme.label_of(short),
    )
    row = alt.Row("option", type="nominal").sort([*labels]).header(header)
    return alt.LayerChart(layer=[line, point]).facet(row=row, data=shown)
