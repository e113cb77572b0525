"""What firms hand over, or might: all firms in squares, and of those that use a channel how many hand it over."""

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
from readytochange.study import tables
from readytochange.survey import channel_names, channels
from readytochange.survey.figures import list_comparison, one_channel, words

_NOT_SHOWN = ["share_first", "share_second", "share_status", "question_first", "question_second"]
_NOT_SHOWN += ["slide"]

_STEP = 52
"""Height of a row in which a text stands under a bar, in pixels."""


@checked
def openness(name: str, parts: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """All firms, a square each, in rows by what they hand over, or might.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    parts : from `survey.openness`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    if parts.empty:
        title = t("Firms by what they hand over, or might")
        return figure.table(parts, name=name, title=title, lang=settings.lang)
    shown = parts.assign(
        counted=[row["count"] for row in each_in_words(parts, settings.lang)],
        row=[str(place) for place in range(len(parts))],
    )
    told = "; ".join(f"{row.label}: {row.counted}" for row in shown.itertuples())
    return figure.show(
        _squares(shown, t),
        name=name,
        title=_title_of_openness(settings),
        subtitle=_condition(parts, settings),
        description=t("Squares, one per firm, in rows. {told}.", told=told),
        reading=t(
            "The question joins the channels that firms have outsourced and those that they might."
        ),
        table=parts.drop(columns=["part", "option", "slide"]),
        lang=settings.lang,
        slide=tables.slide(parts),
    )


def _title_of_openness(settings: Settings) -> str:
    t = language.translator(settings.lang)
    found = channels.handed_over(settings)
    for row, nearly_all in zip(
        each_in_words(found, settings.lang), channels.names_first(found), strict=True
    ):
        if nearly_all:
            return t(
                "Of the firms that answered, those that hand over a channel, or might, nearly always name {first}: "
                "{count} of at most {open_high}",
                **row,
            )
    return t("Firms by what they hand over, or might")


def _condition(parts: pd.DataFrame, settings: Settings) -> str:
    """What a square is, and on what condition the parts are those."""
    t = language.translator(settings.lang)
    base = words.base_of(parts)
    closed = parts.loc[parts["part"] == "closed", "label"]
    if closed.empty:
        return t("A square is a firm, {base} in all", base=base)
    return t(
        "A square is a firm, {base} in all; if those that answered {answers} hand nothing over",
        base=base,
        answers=language.listing(closed, settings.lang, quoted=True, either=True),
    )


def _squares(shown: pd.DataFrame, t: language.Translator) -> alt.TopLevelMixin:
    """A square a firm; the first channel's are highlighted, those of which only a bound is known are hollow."""
    names = dict(zip(shown["row"], shown["label"], strict=True))
    rows = alt.Y("row", type="nominal").title(None).sort(list(names))
    rows = rows.axis(domain=False, ticks=False, **theme.named_rows(names))
    shown = shown.assign(
        fill=shown["part"].map({"first": theme.BLUE, "closed": theme.GRID}).fillna(theme.PAPER),
        stroke=shown["part"].map({"first": theme.BLUE, "closed": theme.GRID}).fillna(theme.MUTED),
        end=shown["count"].astype(int) + 0.7,
    )
    units = shown.loc[shown.index.repeat(shown["count"].astype(int))]
    units = units.assign(place=units.groupby("row").cumcount() + 1)
    longest = int(shown["count"].max())
    place = alt.X("place", type="quantitative").axis(None)
    place = place.scale(domain=[0.4, longest + 2], nice=False, zero=False)
    chart = alt.Chart(height=alt.Step(44)).encode(rows)
    squares = chart.mark_point(
        shape="square",
        filled=False,
        opacity=1,
        strokeWidth=1.5,
        size=alt.expr(f"min(400, pow(0.72 * width / {longest + 2}, 2))"),
    ).encode(
        place,
        alt.Fill("fill", type="nominal").scale(None),
        alt.Stroke("stroke", type="nominal").scale(None),
        tooltip=[
            alt.Tooltip("label", type="nominal", title=t("group")),
            alt.Tooltip("counted", type="nominal", title=t("firms")),
        ],
    )
    counts = chart.mark_text(align="left", fontWeight="bold").encode(
        alt.X("end", type="quantitative"), alt.Text("counted", type="nominal")
    )
    columns = ["row", "label", "counted", "fill", "stroke"]
    return alt.layer(
        squares.properties(data=units[[*columns, "place"]]),
        counts.properties(data=shown[["row", "counted", "end"]]),
    )


@checked
def compared(name: str, pair: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Of the firms that use a channel, how many hand it over or might: at least and at most, a row a channel.

    Two other questions are shown as `two_lists` shows them.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    pair : from `survey.compare`, in the order to be shown
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    if pair.empty:
        title = t("Answers that two questions share")
        return figure.table(pair, name=name, title=title, lang=settings.lang)
    first, second = pair[["question_first", "question_second"]].iloc[0]
    if (first, second) != (channels.IN_USE, channels.HANDED_OVER):
        return list_comparison.two_lists(name, pair, first, second, settings)
    top = _top(pair)
    shown = pair.assign(said=[words.both_of_used(row, t) for _, row in pair.iterrows()])
    shown = shown.assign(most=shown["option"].isin(top["option"]))
    told = "; ".join(f"{row.label}: {row.said}" for row in shown.itertuples())
    return figure.show(
        _bounded_bars(shown, t),
        name=name,
        title=_title_of_compared(top, settings),
        subtitle=t(
            "Firms that use a channel, and of these those that hand it over, or might; of {base}",
            base=words.base_of(pair),
        ),
        description=t(
            "Bars, a row per channel, by how many firms hand it over, or might. {told}.", told=told
        ),
        reading=t(
            "The whole bar: firms that use the channel. In full colour: how many of these hand it over, or might, at "
            "least; faint: at most. No more can be said: one would have to know which firms gave both answers."
        )
        + f" {words.in_one_list(first, second, settings)}".rstrip(),
        table=pair.drop(columns=_NOT_SHOWN),
        lang=settings.lang,
        slide=tables.slide(pair),
        choices=one_channel.choices(settings),
    )


def _top(pair: pd.DataFrame) -> pd.DataFrame:
    """The row of the channel that most hand over; none where several are first."""
    top = pair[pair["share_second"] == pair["share_second"].max()]
    return top if len(top) == 1 else top.iloc[:0]


def _title_of_compared(top: pd.DataFrame, settings: Settings) -> str:
    t = language.translator(settings.lang)
    for _, row in top.iterrows():
        return t(
            "Of {used} firms that use {channel}, {both} hand that channel over, or might",
            used=words.used(row),
            channel=channel_names.spoken(row["option"], row["label"], settings),
            both=words.both(row),
        )
    return t("Channels in use, and how many firms hand them over")


def _bounded_bars(shown: pd.DataFrame, t: language.Translator) -> alt.LayerChart:
    used = "count_first_high" if "count_first_high" in shown else "count_first"
    base = int(shown["base"].iloc[0])
    tooltip = [
        alt.Tooltip("label", type="nominal", title=t("answer")),
        alt.Tooltip("said", type="nominal", title=t("hand it over, or might")),
    ]
    columns = ["option", "label", "said", "most", used, "both_low", "both_high"]
    chart = alt.Chart(shown[columns], height=alt.Step(_STEP)).encode(words.option_rows(shown))
    firms = alt.X(used, type="quantitative").title(t("firms"))
    firms = firms.scale(domain=[0, base], nice=False).axis(tickCount=4)
    colour = (
        alt.when(alt.datum["most"]).then(alt.value(theme.BLUE)).otherwise(alt.value(theme.MUTED))
    )
    bar: dict[str, Any] = {"size": 16, "yOffset": -9}
    whole = chart.mark_bar(**bar).encode(firms, color=alt.value(theme.GRID))
    parts = [
        chart.mark_bar(opacity=opacity, **bar).encode(
            alt.X(end, type="quantitative").title(t("firms")), color=colour
        )
        for end, opacity in (("both_high", 0.45), ("both_low", 1))
    ]
    texts = chart.mark_text(align="left", dx=4, dy=11).encode(
        alt.Text("said", type="nominal"), x=alt.value(0)
    )
    places = outlined(chart, [one_channel.CHANNEL], tooltip)
    chosen = alt.param(name=one_channel.CHANNEL, value="")
    return alt.LayerChart(layer=[whole, *parts, texts, places]).add_params(chosen)
