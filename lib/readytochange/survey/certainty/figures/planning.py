"""What a next wave would show: the changes from a published share, and the width of intervals, by how many it asks."""

from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.survey import published
from readytochange.survey.certainty import planning as plans
from readytochange.survey.figures import METHODS, name_of
from readytochange.survey.waves.tables.changes import POWER

_DIRECTIONS = N_({"down": "fewer firms", "up": "more firms"})
_TICKS = [20, 50, 100, 200, 500, 1000]
_COLOURS = {"down": theme.ORANGE, "up": theme.BLUE}


@checked
def planning(
    name: str, question: str, option: str, change: float, settings: Settings = SETTINGS
) -> Figure:
    """How many firms must be asked to see a change of a published share, and which changes any number would show.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2a-planning'
    question : of whose answers our text holds figures, as 'channels'
    option : one of its options with a known count, as 'phone'; '' where there is none, of which nothing is shown
    change : of the share, between -1 and 1, as -0.15; where it leads out of 0..1 the title says so
    settings : a notebook's, or those of `readytochange.use` where none are given; one less their confidence is the
        level of the test

    Raises
    ------
    InputError
        if our text holds no figures of the question, it has no such option or no count of it, or change is outside
        -1..1
    """
    t = language.translator(settings.lang)
    if not option:
        title = t("How many firms a next wave must ask")
        return figure.table(pd.DataFrame(), name=name, title=title, lang=settings.lang)
    row = published.option(published.counts(question, settings), option)
    if pd.isna(row["count"]):
        raise InputError(f"option '{option}' has no known count: accepted is one that has")
    count, base = int(row["count"]), int(row["base"])
    found = plans.needed(count, base, [change], settings.confidence)
    smallest = plans.smallest_changes(count, base, settings.confidence)
    title, reading = _of_change(change, row, found, settings)
    return figure.show(
        _lines(smallest, abs(change), t),
        name=name,
        title=title,
        subtitle=t(
            "{question}: smallest change from {count} of {base} that a test shows four times of five, by firms asked",
            question=name_of(question, settings),
            count=marked(count, row["status"]),
            base=marked(base, row["base_status"]),
        ),
        description=t(
            "Two lines that fall and then level out: {told}.", told=_told(smallest, settings)
        ),
        reading=reading,
        table=smallest.assign(direction=[t(_DIRECTIONS[each]) for each in smallest["direction"]]),
        lang=settings.lang,
        slide=str(row["slide"]),
    )


def _of_change(
    change: float, row: "pd.Series[Any]", found: pd.DataFrame, settings: Settings
) -> tuple[str, str]:
    """Title and reading: what a change of the share takes to be seen."""
    t = language.translator(settings.lang)
    base = marked(int(row["base"]), row["base_status"])
    given = {
        "points": _points(change),
        "label": row["label"],
        "most": language.number(plans.MOST, settings.lang),
    }
    test = t(
        "Fisher’s exact test of two samples without a firm in common, for one answer chosen beforehand; firms drawn at "
        "random."
    )
    [plan] = found.to_dict("records")
    if pd.isna(plan["share_after"]):
        share = language.percent(row["count"] / row["base"], settings.lang, 0)
        title = t(
            "“{label}”: a share of {share} cannot change by {points} points", share=share, **given
        )
        return title, test
    title = t(
        "“{label}”: even {most} firms would not reliably show a change of {points} points", **given
    )
    if pd.notna(plan["respondents"]):
        title = t(
            "“{label}”: from {n} firms on, a change of {points} points would reliably show",
            n=marked(plan["respondents"], "computed"),
            **given,
        )
    power = t(
        "With {most} firms the test would show it in {power} of the cases; reliably means in {reliably}. The {base} "
        "published firms are few, and no second sample mends that.",
        power=marked(language.percent(plan["power_most"], settings.lang, 0), "computed"),
        reliably=language.percent(POWER, settings.lang, 0),
        base=base,
        most=given["most"],
    )
    twice = t(
        "Without the published sample, two new waves of {n} firms each would show it.",
        n=marked(plan["respondents_twice"], "computed"),
    )
    return title, f"{power} {twice} {test}"


def _points(change: float) -> str:
    return f"{round(100 * change):+d}".replace("-", "−")


def _told(smallest: pd.DataFrame, settings: Settings) -> str:
    t = language.translator(settings.lang)
    last = smallest[smallest["respondents"] == plans.MOST]
    return "; ".join(
        t(
            "{direction}, {change} with {most} firms",
            direction=t(_DIRECTIONS[row.direction]),
            change=language.percent(row.smallest_change, settings.lang, 0)
            if pd.notna(row.smallest_change)
            else t("none"),
            most=language.number(plans.MOST, settings.lang),
        )
        for row in last.itertuples()
    )


def _lines(smallest: pd.DataFrame, change: float, t: language.Translator) -> alt.LayerChart:
    shown = smallest[["direction", "respondents", "smallest_change"]].dropna()
    names = {direction: t(text) for direction, text in _DIRECTIONS.items()}
    chart = alt.Chart(shown).encode(
        _firms(t),
        alt.Y("smallest_change", type="quantitative")
        .title(t("smallest change, points"))
        .scale(domainMin=0)
        .axis(labelExpr="format(100 * datum.value, '.0f')"),
        alt.Color("direction", type="nominal")
        .scale(domain=[*_COLOURS], range=[*_COLOURS.values()])
        .legend(title=None, orient="top", offset=26, symbolType="stroke", **theme.named(names)),
    )
    lines = chart.mark_line(strokeWidth=2, aria=False).encode(
        alt.StrokeDash("direction", type="nominal")
        .scale(domain=[*_COLOURS], range=[[1, 0], [6, 3]])
        .legend(None)
    )
    points = _points_of(chart, "smallest_change", t("smallest change"), t)
    asked = (
        alt.Chart(pd.DataFrame({"asked": [change]}))
        .mark_rule(color=theme.MUTED, strokeDash=[2, 3], aria=False)
        .encode(alt.Y("asked", type="quantitative").title(t("smallest change, points")))
    )
    return alt.LayerChart(layer=[asked, lines, points])


@checked
def half_widths(name: str, widths: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Half the width of the interval of each method, by how many firms are asked.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2a-widths'
    widths : from `survey.certainty.half_widths`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    share = language.percent(float(widths["share"].iloc[0]), settings.lang, 0)
    ends = widths.groupby("respondents")["half_width"].max()
    names = {method: t(text) for method, text in METHODS.items()}
    title = t(
        "With {few} firms drawn at random a share of {share} is known to ±{wide} points at most, with {many} to "
        "±{narrow}",
        share=share,
        few=ends.index[0],
        wide=round(100 * ends.iloc[0]),
        many=language.number(int(ends.index[-1]), settings.lang),
        narrow=round(100 * ends.iloc[-1]),
    )
    chart = alt.Chart(widths[["method", "respondents", "half_width"]]).encode(
        _firms(t),
        alt.Y("half_width", type="quantitative")
        .title(t("half of the width, points"))
        .axis(labelExpr="format(100 * datum.value, '.0f')"),
        alt.Color("method", type="nominal")
        .scale(domain=[*METHODS])
        .legend(title=None, orient="top", offset=26, symbolType="stroke", **theme.named(names)),
    )
    lines = chart.mark_line(strokeWidth=2, aria=False)
    points = _points_of(chart, "half_width", t("half of the width"), t)
    return figure.show(
        alt.LayerChart(layer=[lines, points]),
        name=name,
        title=title,
        subtitle=t("Half of the width of the interval of a share of {share}", share=share),
        description=t("Three lines that fall as more firms are asked. {title}.", title=title),
        reading=t("Four times as many firms halve it. The firms would have to be drawn at random."),
        table=widths.assign(method=widths["method"].map(names)),
        lang=settings.lang,
    )


def _firms(t: language.Translator) -> alt.X:
    found: alt.X = (
        alt.X("respondents", type="quantitative")
        .title(t("firms asked"))
        .scale(type="log", domain=[plans.LEAST, plans.MOST])
        .axis(values=_TICKS, labelExpr="datum.label")
    )
    return found


def _points_of(chart: alt.Chart, column: str, title: str, t: language.Translator) -> alt.Chart:
    """What can be pointed at: a line at the numbers of firms that the axis names."""
    points: alt.Chart = (
        chart.transform_filter(alt.FieldOneOfPredicate("respondents", _TICKS))
        .mark_point(filled=True, size=30)
        .encode(
            tooltip=[
                alt.Tooltip("respondents", type="quantitative", title=t("firms asked")),
                alt.Tooltip(column, type="quantitative", title=title, format=".1%"),
            ]
        )
    )
    return points
