"""Joint displays: two lists of shares, marks of presence with the texts behind them, texts as a list beside a chart.

A mark says that a source lists something on a topic, not how often it was said. Used by `2-quantitative`,
`3-stakeholders` and `4-synthesis`, and by the explorers.
"""

import json
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from readytochange import evidence, figures, tables, theme, wording

_WIDTH = 560
_LINE = 18
_LETTER = 6.4
"""Height of a line and width of a letter of a text, in pixels."""

_LEAD = 16
"""Letters in a line of what stands before a text."""

_BETWEEN = 0.5
"""Space between two texts, in lines."""


def presence(cells: pd.DataFrame, rows: str, t: wording.Translator) -> alt.LayerChart:
    """A box for every row and source: filled where the source lists something, outlined where it does not.

    Parameters
    ----------
    cells : a row a box: source, named (truth value), text (what is listed, '' where nothing is), and `rows`
    rows : the column that names the rows
    t : the translator of the page

    Returns
    -------
    LayerChart
        rows and sources in the order of the table, the texts in the tooltips
    """
    return _boxes(_marked(cells, rows, t), rows, t)


def describe(cells: pd.DataFrame, rows: str, t: wording.Translator) -> str:
    """What the boxes show, in words.

    Parameters
    ----------
    cells, rows, t : as for `presence`

    Returns
    -------
    str
        how many boxes there are and are filled; for each row, who lists something
    """
    told = evidence.voices(evidence.labelled(cells, t.lang), rows, "source_label")
    start = t(
        "Boxes of {rows} rows and {sources} sources, {filled} of {boxes} filled (computed): a source lists something. "
        "Row by row:",
        rows=len(told),
        sources=cells["source"].nunique(),
        filled=int(cells["named"].sum()),
        boxes=len(cells),
    )
    said = [f"{row[rows]}: {row['listed'] or '–'}." for row in told.to_dict("records")]
    return " ".join([start, *said])


def drill_down(
    cells: pd.DataFrame, found: pd.DataFrame, t: wording.Translator, first: tuple[str, str]
) -> alt.VConcatChart:
    """Topics against sources, and below them the texts behind the chosen box.

    Parameters
    ----------
    cells : as for `presence`, with topic and topic_label
    found : from `evidence.texts`: the texts behind the boxes
    t : the translator of the page
    first : topic and source of the box that is chosen at the beginning

    Returns
    -------
    VConcatChart
        with a selection named 'cell': by click, or by the two menus that a page shows under the chart
    """
    shown = _marked(cells, "topic_label", t)
    chosen = _chooser(shown, t, first)
    edge = (
        alt.Chart(shown)
        .mark_rect(filled=False, stroke=theme.INK, strokeWidth=4, cornerRadius=4)
        .transform_filter(_within(chosen))
        .encode(
            alt.X("column", type="nominal").sort(_in_order(shown["column"])),
            alt.Y("topic_label", type="nominal").sort(_in_order(shown["topic_label"])),
        )
    )
    grid = alt.layer(_boxes(shown, "topic_label", t), edge).add_params(chosen)
    words = texts(evidence.labelled(found, t.lang), "question_label", _WIDTH, chosen)
    return alt.vconcat(grid, _heading(shown, t, chosen), words, spacing=16)


def pair_dots(pair: pd.DataFrame, names: tuple[str, str], t: wording.Translator) -> alt.LayerChart:
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


def texts(
    found: pd.DataFrame, lead: str, width: int, chosen: alt.Parameter | None = None
) -> alt.LayerChart:
    """Texts one under the other, broken into lines.

    Parameters
    ----------
    found : a row a text: topic, source, text, and `lead`
    lead : the column whose words stand before the texts, once for texts that follow each other
    width : of the whole, in pixels
    chosen : a selection of the fields topic and source: only the texts in it are shown

    Returns
    -------
    LayerChart
        as high as all texts, or as the most that one choice shows
    """
    indent = 10 + _LETTER * _LEAD
    placed = _placed(found, lead, int((width - indent) / _LETTER))
    each = placed.groupby(["topic", "source"])["lines"].sum()
    lines = float(each.max() if chosen else each.sum())
    down = alt.Y("top", type="quantitative").axis(None).scale(domain=[0, lines], reverse=True)
    base = alt.Chart(placed)
    base = base.transform_filter(_within(chosen)) if chosen else base
    base = base.transform_window(
        bottom="sum(lines)", sort=[alt.SortField("place")], frame=[None, 0]
    ).transform_calculate(top="datum.bottom - datum.lines")
    style: dict[str, Any] = {"align": "left", "baseline": "top", "lineHeight": _LINE}
    before = base.mark_text(color=theme.MUTED, **style).encode(
        down, alt.Text("lead", type="nominal"), x=alt.value(0)
    )
    text = base.mark_text(**style).encode(
        down, alt.Text("broken", type="nominal"), x=alt.value(indent)
    )
    return alt.LayerChart(layer=[before, text], width=width, height=_LINE * lines)


def _marked(cells: pd.DataFrame, rows: str, t: wording.Translator) -> pd.DataFrame:
    shown = evidence.labelled(cells, t.lang).rename(
        columns={"source_label": "column", "text": "listed", "named": "filled"}
    )
    ids = [name for name in ("topic", "source") if name in shown]
    marks = shown["filled"].map({True: t("listed"), False: "–"})
    listed = shown["listed"].mask(~shown["filled"], t("the study lists nothing"))
    return shown[[*ids, rows, "column", "filled"]].assign(listed=listed, text=marks)


def _boxes(shown: pd.DataFrame, rows: str, t: wording.Translator) -> alt.LayerChart:
    names = alt.Y(rows, type="nominal").title(None).sort(_in_order(shown[rows]))
    tooltip = [
        alt.Tooltip(rows, type="nominal", title=tables.column(rows, t.lang)),
        alt.Tooltip("column", type="nominal", title=t("source")),
        alt.Tooltip("listed", type="nominal", title=t("text")),
    ]
    return figures.tiles(
        shown,
        names.scale(paddingInner=0.06, paddingOuter=0).axis(
            domain=False, ticks=False, labelPadding=8
        ),
        tooltip,
        width=_WIDTH,
    )


def _chooser(shown: pd.DataFrame, t: wording.Translator, first: tuple[str, str]) -> alt.Parameter:
    menus = {
        name: alt.binding_select(
            options=[None, *_in_order(shown[name])],
            labels=["–", *_in_order(shown[label])],
            name=t(name) + " ",
        )
        for name, label in (("topic", "topic_label"), ("source", "column"))
    }
    topic, source = first
    return alt.selection_point(
        name="cell",
        fields=["source", "topic"],  # the first field's menu stands last
        value=[{"topic": topic, "source": source}],
        bind=menus,  # type: ignore[arg-type]  # Altair's hint has no menu for each field
        on="click",
        clear="dblclick",
        toggle=False,
    )


def _heading(shown: pd.DataFrame, t: wording.Translator, chosen: alt.Parameter) -> alt.LayerChart:
    """The name of the chosen box; while none is chosen, what to do."""
    nothing = json.dumps(": " + t("the study lists nothing"))
    name = f"datum.topic_label + ' (' + datum.column + ')' + (datum.filled ? '' : {nothing})"
    invitation = pd.DataFrame(
        {"topic": [""], "source": [""], "heading": [t("Choose a box to read the texts behind it.")]}
    )
    charts = (
        alt.Chart(shown).transform_filter(_within(chosen)).transform_calculate(heading=name),
        alt.Chart(invitation).transform_filter(chosen),
    )
    names = [
        chart.mark_text(align="left", baseline="top", fontWeight="bold").encode(
            alt.Text("heading", type="nominal"), x=alt.value(0), y=alt.value(0)
        )
        for chart in charts
    ]
    return alt.LayerChart(layer=names, width=_WIDTH, height=_LINE)


def _placed(found: pd.DataFrame, lead: str, letters: int) -> pd.DataFrame:
    """Texts and what stands before them, broken into lines; how many lines each takes, and its place in the list."""
    found = found.sort_values("topic", kind="stable")
    kind = found[["topic", "source", lead]]
    first = found[lead].mask(kind.eq(kind.shift()).all(axis=1), "")
    broken = ["\n".join(wrap(text, letters)) for text in found["text"]]
    leads = ["\n".join(wrap(text, _LEAD)) for text in first]
    alone = first.ne("") & first.shift(-1, fill_value="-").ne("")
    deep = [
        max(text.count("\n"), lead.count("\n") * only) + 1 + _BETWEEN
        for text, lead, only in zip(broken, leads, alone, strict=True)
    ]
    placed = found.assign(broken=broken, lead=leads, lines=deep, place=range(len(found)))
    return placed[["topic", "source", "lead", "broken", "lines", "place"]]


def _within(chosen: alt.Parameter) -> alt.ParameterPredicate:
    """In the selection, and not everything where nothing is selected."""
    return alt.ParameterPredicate(param=chosen.name, empty=False)


def _in_order(values: "pd.Series[str]") -> list[str]:
    return list(dict.fromkeys(values))
