"""The items of a scale as bars that part at its middle: low points to the left, high ones to the right."""

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.survey.waves.exhibits import Exhibits
from readytochange.survey.waves.figures import words

_STEP = 62
"""Height of a row of a mark and the two lines under it, in pixels."""

_LOW, _LOWER_HALF = theme.ORANGE, "#e0a27c"
_HIGH, _UPPER_HALF = theme.BLUE, "#85bddd"


@checked
def scale(name: str, exhibits: Exhibits, question: str, settings: Settings = SETTINGS) -> Figure:
    """Bars of the points that each item was given, parted at the middle point.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2b-criteria'
    exhibits : the wave's, from `waves.released`
    question : its id, a scale
    settings : with which the exhibits were made
    """
    if absent := words.not_asked(name, exhibits, question, settings):
        return absent
    t = language.translator(settings.lang)
    table = exhibits.of(question).assign(share_status=lambda each: each["status"])
    rows = [_row(rows, t) for _, rows in table.groupby("option", sort=False)]
    said = pd.DataFrame(rows, columns=["option", "label", "said"])
    told = "; ".join(f"{row.label}: {row.said}" for row in said.itertuples())
    parts = _parts(table)
    said_of = t(
        "Right of the line stand the high points, left of it the low ones; the middle one is left out."
    )
    return figure.show(
        _bars(parts, said, table, t),
        name=name,
        title=words.title(exhibits, words.question_name(exhibits, question, settings), settings),
        subtitle=f"{exhibits.wave.title_in(settings.lang)}. "
        + t("Shares of the {base} firms that rated each item", base=words.base(table)),
        description=t("A bar for each item, parted at the middle of the scale. {told}.", told=told),
        reading=f"{said_of} {words.why_not_shown(table, settings)}".strip(),
        table=_item_rows(table, settings),
        lang=settings.lang,
    )


def _item_rows(table: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """A row an item, a column a point."""
    found = []
    for _, rows in table.groupby("option", sort=False):
        first = rows.iloc[0]
        points = {row["point_label"]: words.share(row, settings) for row in rows.to_dict("records")}
        found.append({"label": first["label"], **points, "status": first["status"]})
    return pd.DataFrame(found)


def _row(rows: pd.DataFrame, t: language.Translator) -> tuple[str, str, str]:
    """What is said of an item: its high points together, its median where it may be known."""
    first = rows.iloc[0]
    said = []
    if pd.notna(first["top_two"]):
        share = marked(language.percent(first["top_two"], t.lang, 0), first["status"])
        base = marked(int(first["base"]), first["status"])
        said.append(t("high points: {share} of {base}", share=share, base=base))
    if pd.notna(first["median"]):
        median = f"{first['median']:g}".replace(".", "," if t.lang == "it" else ".")
        said.append(t("median {median}", median=marked(median, first["status"])))
    nobody = pd.notna(first["base"]) and not first["base"]
    nothing = t("nobody answered") if nobody else t("not shown")
    return first["option"], first["label"], "; ".join(said) or nothing


def _parts(table: pd.DataFrame) -> pd.DataFrame:
    """Where each point's part of a bar begins and ends, outward from the middle as far as parts are known."""
    found = []
    for _, rows in table.groupby("option", sort=False):
        half = len(rows) // 2
        for side, sign in ((rows.iloc[:half][::-1], -1), (rows.iloc[len(rows) - half :], 1)):
            shares = side["share"].astype(float)
            known = shares.notna().cummin()
            ends = shares.cumsum()
            found.append(
                side.assign(begin=sign * (ends - shares), end=sign * ends, share=shares)[known]
            )
    return pd.concat(found)[["option", "label", "point", "point_label", "begin", "end", "share"]]


def _bars(
    parts: pd.DataFrame, said: pd.DataFrame, table: pd.DataFrame, t: language.Translator
) -> alt.LayerChart:
    drawn_points = table.drop_duplicates("point").query("point in @parts.point")
    names = {str(row.point): row.point_label for row in drawn_points.itertuples()}
    colours = _colours(len(names))
    rows = words.rows(said)
    drawn = (
        alt.Chart(parts.assign(point=parts["point"].astype(str)), height=alt.Step(_STEP))
        .mark_bar(size=16, yOffset=-16)
        .encode(
            rows,
            alt.X("begin", type="quantitative")
            .title(t("share of firms"))
            .axis(format=".0%")
            .scale(domain=[-1, 1]),
            alt.X2("end"),
            alt.Color("point", type="nominal")
            .scale(domain=list(names), range=colours)
            .legend(
                alt.Legend(title=None, orient="top", direction="vertical", **theme.named(names))
            ),
            tooltip=[
                alt.Tooltip("label", type="nominal", title=t("item")),
                alt.Tooltip("point_label", type="nominal", title=t("point")),
                alt.Tooltip("share", type="quantitative", format=".0%", title=t("share of firms")),
            ],
        )
    )
    line = (
        alt.Chart(pd.DataFrame({"zero": [0]}))
        .mark_rule(color=theme.MUTED)
        .encode(alt.X("zero", type="quantitative"))
    )
    texts = (
        alt.Chart(said, height=alt.Step(_STEP))
        .mark_text(align="left", dx=4, dy=3, lineBreak="; ")
        .encode(rows, alt.Text("said", type="nominal"), x=alt.value(0))
    )
    return alt.LayerChart(layer=[drawn, line, texts])


def _colours(points: int) -> list[str]:
    """Of so many points on both sides of the middle, the lowest first; the innermost of several are lighter."""
    half = points // 2
    if half == 1:
        return [_LOW, _HIGH]
    return [*[_LOW] * (half - 1), _LOWER_HALF, _UPPER_HALF, *[_HIGH] * (half - 1)]
