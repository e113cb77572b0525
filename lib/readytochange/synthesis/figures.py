"""Topics against sources with the texts behind each box, and texts as a list beside a chart."""

import json
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.figures import theme
from readytochange.study import coded_texts, figures

_LINE = 18

_LETTER = 6.4
"""Height of a line and width of a letter of a text, in pixels."""

_LEAD = 16
"""Letters in a line of what stands before a text."""

_BETWEEN = 0.5
"""Space between two texts, in lines."""


def drill_down(
    cells: pd.DataFrame, found: pd.DataFrame, t: language.Translator, first: tuple[str, str]
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
    shown = figures.marked(cells, "topic_label", t)
    chosen = _chooser(shown, t, first)
    edge = (
        alt.Chart(shown)
        .mark_rect(filled=False, stroke=theme.INK, strokeWidth=4, cornerRadius=4)
        .transform_filter(_within(chosen))
        .encode(
            alt.X("column", type="nominal").sort(figures.in_order(shown["column"])),
            alt.Y("topic_label", type="nominal").sort(figures.in_order(shown["topic_label"])),
        )
    )
    grid = alt.layer(figures.boxes(shown, "topic_label", t), edge).add_params(chosen)
    words = texts(coded_texts.labelled(found, t.lang), "question_label", figures.WIDTH, chosen)
    return alt.vconcat(grid, _heading(shown, t, chosen), words, spacing=16)


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


def _chooser(shown: pd.DataFrame, t: language.Translator, first: tuple[str, str]) -> alt.Parameter:
    menus = {
        name: alt.binding_select(
            options=[None, *figures.in_order(shown[name])],
            labels=["–", *figures.in_order(shown[label])],
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


def _heading(shown: pd.DataFrame, t: language.Translator, chosen: alt.Parameter) -> alt.LayerChart:
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
    return alt.LayerChart(layer=names, width=figures.WIDTH, height=_LINE)


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
