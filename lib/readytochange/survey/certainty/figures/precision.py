"""How often an interval of few firms holds the share of all: less often than it says, or more, as the share is."""

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey.figures import METHODS


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
    shown = held[["method", "share", "coverage"]].assign(said=confidence)
    chart = alt.Chart(height=110, width=520)
    holds = (
        alt.Y("coverage", type="quantitative")
        .title(None)
        .scale(domain=[min(0.8, held["coverage"].min()), 1], zero=False)
        .axis(format=".0%", tickCount=4)
    )
    line = chart.mark_line(strokeWidth=1.5, color=theme.BLUE).encode(
        alt.X("share", type="quantitative")
        .title(t("share of all firms"))
        .axis(format=".0%", tickCount=5),
        holds,
        tooltip=[
            alt.Tooltip("share", type="quantitative", title=t("share of all firms"), format=".1%"),
            alt.Tooltip("coverage", type="quantitative", title=t("holds"), format=".1%"),
        ],
    )
    level = chart.mark_rule(color=theme.ORANGE, strokeWidth=1.5).encode(
        alt.Y("said", type="quantitative").title(None)
    )
    header = alt.Header(
        title=None, labelOrient="top", labelAngle=0, labelExpr=theme.label_of(names)
    )
    row = alt.Row("method", type="nominal").sort([*METHODS]).header(header)
    return alt.LayerChart(layer=[line, level]).facet(row=row, data=shown)
