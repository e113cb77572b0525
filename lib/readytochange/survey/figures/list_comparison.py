"""Two questions side by side, answer by answer: how many gave each, and how many may have given both."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.study import tables
from readytochange.survey import bounds, proportions
from readytochange.survey.figures import words

_BAR = 20
"""Height of one of the three bars of a row."""


_LISTED = ["option", "label", "list", "series", "count_low", "count_high", "status"]
_LISTED += ["base", "base_status", "low", "high", "share_status"]


@checked
def two_lists(
    name: str, pair: pd.DataFrame, first: str, second: str, settings: Settings = SETTINGS
) -> Figure:
    """The answers that two questions share: how many gave each, and how many may have given both.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    pair : from `survey.compare`, in the order to be shown
    first, second : the ids of the questions
    settings : of the notebook; their coverage and method are those of the intervals
    """
    t = language.translator(settings.lang)
    names = {
        "first": words.name_of(first, settings),
        "second": words.name_of(second, settings),
        "both": t("in both"),
    }
    title = t("“{first}” and “{second}”", first=names["first"], second=names["second"])
    alone = words.in_one_list(first, second, settings)
    if pair.empty:
        return figure.table(pair, name=name, title=title, lang=settings.lang, reading=alone)
    rows = [each for row in pair.to_dict("records") for each in _listed(row, names, settings)]
    listed = pd.DataFrame(rows, columns=_LISTED)
    said = [_said(row) for row in rows]
    told = "; ".join(
        f"{row.label}, {row.list}: {text}"
        for row, text in zip(listed.itertuples(), said, strict=True)
    )
    return figure.show(
        _three_bars(listed.assign(said=said), names, t),
        name=name,
        title=title,
        subtitle=t(
            "Answers in both lists, of {base} firms",
            base=words.base_of(pair),
        ),
        description=t("Three bars for each answer. {told}.", told=told),
        reading=t(
            "Which firms gave both answers was not published: of those in both lists only a range follows, in full "
            "colour at least, faint at most. Lines: {coverage} intervals.",
            coverage=language.coverage(settings.confidence, settings.lang),
        )
        + f" {alone}".rstrip(),
        table=listed.drop(columns=["option", "series"]),
        lang=settings.lang,
        slide=tables.slide(pair),
    )


def _listed(
    row: Mapping[Hashable, Any], names: Mapping[str, str], settings: Settings
) -> Iterator[dict[str, Any]]:
    """What is known of an answer: in the first list, in the second, in both."""
    given = {name: row[name] for name in ("option", "label", "base", "base_status")}
    for series in ("first", "second"):
        count = row[f"count_{series}"]
        ends = [
            int(row[f"count_{series}_{end}"] if pd.isna(count) else count)
            for end in ("low", "high")
        ]
        intervals = [
            proportions.interval(each, row["base"], settings.confidence, settings.method)
            for each in ends
        ]
        yield given | {
            "list": names[series],
            "series": series,
            "count_low": ends[0],
            "count_high": ends[1],
            "status": row[f"count_{series}_status"],
            "low": intervals[0].low,
            "high": intervals[1].high,
            "share_status": "computed",
        }
    yield given | {
        "list": names["both"],
        "series": "both",
        "count_low": row["both_low"],
        "count_high": row["both_high"],
        "status": row["both_status"],
        "share_status": "computed",
    }


def _said(row: Mapping[str, Any]) -> str:
    return marked(bounds.ranged(row["count_low"], row["count_high"]), row["status"])


def _three_bars(
    listed: pd.DataFrame, names: Mapping[str, str], t: language.Translator
) -> alt.LayerChart:
    base = int(listed["base"].iloc[0])
    both = listed["series"] == "both"
    shown = listed.assign(
        zero=0,
        begin=listed["count_low"].where(both, 0),
        end=listed["count_high"],
        place=(listed["high"] * base).fillna(listed["count_high"]),
        low=listed["low"] * base,
        high=listed["high"] * base,
    )
    columns = ["option", "label", "series", "list", "said", "zero", "begin", "end"]
    columns += ["low", "high", "place"]
    chart = alt.Chart(shown[columns], height=alt.Step(_BAR, **{"for": "offset"})).encode(
        words.option_rows(shown).scale(paddingInner=0.3),
        alt.YOffset("series", type="nominal").sort(list(names)).scale(paddingInner=0.15),
    )
    firms = alt.X("begin", type="quantitative").title(t("firms"))
    tooltip = [
        alt.Tooltip("label", type="nominal", title=t("answer")),
        alt.Tooltip("list", type="nominal", title=t("list")),
        alt.Tooltip("said", type="nominal", title=t("firms")),
    ]
    colours = alt.Scale(domain=list(names), range=[theme.MUTED, theme.BLUE, theme.ORANGE])
    short = {"first": t("first list"), "second": t("second list"), "both": names["both"]}
    legend = alt.Legend(
        title=None, orient="top", direction="vertical", labelLimit=0, **theme.named(short)
    )
    drawn = chart.mark_bar().encode(
        firms.scale(domain=[0, base], nice=False).axis(tickCount=4),
        alt.X2("end"),
        alt.Color("series", type="nominal").scale(colours).legend(legend),
        opacity=alt.when(alt.datum["series"] == "both")
        .then(alt.value(0.45))
        .otherwise(alt.value(1)),
        tooltip=tooltip,
    )
    certain = (
        chart.transform_filter("datum.series === 'both'")
        .mark_bar(color=theme.ORANGE)
        .encode(alt.X("zero", type="quantitative"), alt.X2("begin"))
    )
    lines = (
        chart.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=1)
        .encode(alt.X("low", type="quantitative"), alt.X2("high"))
    )
    texts = chart.mark_text(align="left", dx=6).encode(
        alt.X("place", type="quantitative"), alt.Text("said", type="nominal")
    )
    return alt.LayerChart(layer=[drawn, certain, lines, texts])
