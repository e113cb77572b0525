"""The range in which a count can be, as a bar between nobody and all; and a table that attains an end of it."""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.survey.bounds import ranged
from readytochange.survey.certainty.margins import End

_STEP = 56
"""Pixels of a row at least."""


@checked
def range_bars(name: str, ranges: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Of how few and of how many firms each statement can be true, as bars between none and all.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2a-range'
    ranges : from `certainty.bounds`
    settings : with which the table was made
    """
    t = language.translator(settings.lang)
    if ranges.empty:
        title = t("What the published counts leave open")
        return figure.table(ranges, name=name, title=title, lang=settings.lang)
    rows = ranges.to_dict("records")
    said = [marked(ranged(row["count_low"], row["count_high"]), row["status"]) for row in rows]
    base = marked(ranges["base"].iloc[0], ranges["base_status"].iloc[0])
    title = t("What the published counts leave open")
    if len(rows) == 1:
        title = t("{n} of {base}: {says}", n=said[0], base=base, says=rows[0]["says"])
    told = "; ".join(f"{row['says']}: {text}" for row, text in zip(rows, said, strict=True))
    return figure.show(
        _bars(ranges.assign(said=said, row=[str(n) for n in range(len(rows))]), t),
        name=name,
        title=title,
        subtitle=t("Firms of which it can be true, of {base}: at least and at most", base=base),
        description=t("Bars from the least to the greatest number. {told}.", told=told),
        reading=t(
            "Some table of answers with the published counts reaches each end, and none goes beyond."
        ),
        table=ranges,
        lang=settings.lang,
    )


def _bars(shown: pd.DataFrame, t: language.Translator) -> alt.LayerChart:
    names = {row.row: language.capital(row.says) for row in shown.itertuples()}
    base = int(shown["base"].iloc[0])
    shown = shown.assign(
        none=0, middle=(shown["count_low"] + shown["count_high"]) / 2, says=list(names.values())
    )
    rows = alt.Y("row", type="nominal").title(None).sort(None)
    rows = rows.axis(None) if len(shown) == 1 else rows.axis(**theme.named_rows(names))
    columns = ["row", "says", "said", "none", "count_low", "count_high", "middle", "base"]
    lines = max(len(wrap(each, theme.NARROW_LABEL_WIDTH)) for each in names.values())
    height = alt.Step(max(_STEP, theme.LINE_HEIGHT * (lines + 1) if len(shown) > 1 else 0))
    chart = alt.Chart(shown[columns], height=height).encode(rows)
    firms = alt.X("none", type="quantitative").title(t("firms"))
    firms = firms.scale(domain=[0, base], nice=False)
    tooltip = [
        alt.Tooltip("says", type="nominal", title=t("statement")),
        alt.Tooltip("said", type="nominal", title=t("firms")),
    ]
    thick: dict[str, Any] = {"size": 18, "yOffset": 8}
    whole = chart.mark_bar(**thick).encode(
        firms, alt.X2("base"), color=alt.value(theme.EMPTY), tooltip=tooltip
    )
    between = chart.mark_bar(**thick).encode(
        alt.X("count_low", type="quantitative"),
        alt.X2("count_high"),
        color=alt.value(theme.BLUE),
        tooltip=tooltip,
    )
    ends = [
        chart.mark_tick(thickness=3, **thick).encode(
            alt.X(end, type="quantitative"), color=alt.value(theme.BLUE)
        )
        for end in ("count_low", "count_high")
    ]
    align = "datum.middle < {0} ? 'left' : datum.middle > {1} ? 'right' : 'center'"
    texts = chart.mark_text(
        dy=-10, fontWeight="bold", align=alt.expr(align.format(base * 0.1, base * 0.9))
    ).encode(alt.X("middle", type="quantitative"), alt.Text("said", type="nominal"))
    return alt.LayerChart(layer=[whole, between, *ends, texts])


@checked
def attained(
    name: str, table: pd.DataFrame, says: str, end: End, settings: Settings = SETTINGS
) -> Figure:
    """A table of answers that attains an end of a range: those of whom the statement is true, and the others.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2a-least'
    table : from `certainty.attaining_table`
    says : the statement, from `certainty.sentence`
    end : 'least' or 'greatest'
    settings : with which the table was made
    """
    t = language.translator(settings.lang)
    n = marked(int(table.loc[table["holds"], "count"].sum()), "simulated")
    titles = {
        "least": t(
            "A table with the published counts in which they are as few as can be: {n}", n=n
        ),
        "greatest": t(
            "A table with the published counts in which they are as many as can be: {n}", n=n
        ),
    }
    groups = {True: language.capital(says), False: t("The other firms")}
    shown = table.assign(group=table["holds"].map(groups)).rename(
        columns={"answers": "answers_given"}
    )
    return figure.table(
        shown[["group", "answers_given", "count", "status"]],
        name=name,
        title=titles[end],
        lang=settings.lang,
        reading=t("One of many that there can be: no firm is known to have answered so."),
        form="groups",
    )
