"""Texts one under the other, broken into lines: what stands beside a chart, or below it."""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from readytochange.figures import theme

LINE = 18
_LETTER = 6.4
"""Height of a line and width of a letter of a text, in pixels."""

_LEAD = 16
"""Letters in a line of what stands before a text."""

_BETWEEN = 0.5
"""Space between two texts, in lines."""


def text_list(
    found: pd.DataFrame, lead: str, width: int, chosen: alt.Parameter | None = None
) -> alt.LayerChart:
    """Texts one under the other, broken into lines.

    Parameters
    ----------
    found : a row a text: topic, source, text, `lead` and its label, `<lead>_label`
    lead : an id whose label stands before the texts, once for texts that follow each other
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
    base = base.transform_filter(within(chosen)) if chosen else base
    base = base.transform_window(
        bottom="sum(lines)", sort=[alt.SortField("place")], frame=[None, 0]
    ).transform_calculate(top="datum.bottom - datum.lines")
    style: dict[str, Any] = {"align": "left", "baseline": "top", "lineHeight": LINE}
    before = base.mark_text(color=theme.MUTED, **style).encode(
        down, alt.Text("lead", type="nominal"), x=alt.value(0)
    )
    text = base.mark_text(**style).encode(
        down, alt.Text("broken", type="nominal"), x=alt.value(indent)
    )
    return alt.LayerChart(layer=[before, text], width=width, height=LINE * lines)


def within(chosen: alt.Parameter) -> alt.ParameterPredicate:
    """In the selection, and not everything where nothing is selected."""
    return alt.ParameterPredicate(param=chosen.name, empty=False)


def _placed(found: pd.DataFrame, lead: str, letters: int) -> pd.DataFrame:
    """Texts and what stands before them, broken into lines; how many lines each takes, and its place in the list."""
    found = found.sort_values("topic", kind="stable")
    kind = found[list(dict.fromkeys(["topic", "source", lead]))]
    first = found[f"{lead}_label"].mask(kind.eq(kind.shift()).all(axis=1), "")
    broken = ["\n".join(wrap(text, letters)) for text in found["text"]]
    leads = ["\n".join(wrap(text, _LEAD)) for text in first]
    alone = first.ne("") & first.shift(-1, fill_value="-").ne("")
    deep = [
        max(text.count("\n"), lead.count("\n") * only) + 1 + _BETWEEN
        for text, lead, only in zip(broken, leads, alone, strict=True)
    ]
    placed = found.assign(broken=broken, lead=leads, lines=deep, place=range(len(found)))
    return placed[["topic", "source", "lead", "broken", "lines", "place"]]
