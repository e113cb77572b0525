"""Charts to test with, figures made of them, and the words that are drawn."""

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree

import altair as alt
import pandas as pd

from readytochange import figures, parameters, survey
from readytochange.figures import drawing, theme
from readytochange.study import coded_texts
from readytochange.synthesis.figures import topic_grid

IT = parameters.Quantitative()

LONG = (
    "Attività con risvolti sociali come ascolto, presa di appuntamenti, prenotazioni e altre simili"
)


def shares_chart() -> alt.TopLevelMixin:
    return survey.figures.share_bars(survey.shares("channels", IT), IT)


def boxes_chart() -> alt.TopLevelMixin:
    cells = coded_texts.grid(coded_texts.texts(IT), IT)
    return topic_grid._boxes(topic_grid._marked(cells, IT), ("", ""), IT)


def clipped_chart() -> alt.TopLevelMixin:
    table = pd.DataFrame({"x": [1, 2], "y": [1, 2]})
    place = alt.X("x", type="quantitative"), alt.Y("y", type="quantitative")
    chart: alt.TopLevelMixin = alt.Chart(table).mark_line(clip=True).encode(*place)
    return chart


CHARTS: Mapping[str, Callable[[], alt.TopLevelMixin]] = {
    "shares": shares_chart,
    "boxes": boxes_chart,
    "clipped": clipped_chart,
}


def figure(chart: alt.TopLevelMixin | None = None, **other: Any) -> figures.Figure:
    parts = {"name": "2-trial", "title": "Prova", "description": "Una prova.", "lang": "it"}
    table = survey.shares("channels", IT)
    return figures.show(chart or shares_chart(), **({"table": table} | parts | other))


def spec(shown: figures.Figure) -> Mapping[str, Any]:
    assert shown.spec is not None
    return shown.spec


def spec_of(chart: alt.TopLevelMixin, **other: Any) -> Mapping[str, Any]:
    return spec(figure(chart, **other))


def labelled_bar(label: str) -> Mapping[str, Any]:
    bar = alt.Chart(pd.DataFrame({"label": [label], "n": [1]})).mark_bar()
    return spec_of(bar.encode(x="n:Q", y=alt.Y("label:N").title(None)))


def named_bars(names: Mapping[str, str]) -> Mapping[str, Any]:
    """A bar an id, its label on the axis and, as the bar's colour, in the legend."""
    bars = alt.Chart(pd.DataFrame({"id": list(names), "n": 1})).mark_bar()
    rows = alt.Y("id:N").title(None).axis(**theme.named_rows(names))
    colour = alt.Color("id:N").title(None).legend(**theme.named(names))
    return spec_of(bars.encode(rows, colour, x="n:Q"))


def texts_drawn(spec: Mapping[str, Any]) -> list[list[str]]:
    """The lines of every text in the SVG."""
    svg = ElementTree.fromstring(drawing.svg(spec))
    return [list(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")]


def words_drawn(spec: Mapping[str, Any]) -> str:
    return " ".join(line for text in texts_drawn(spec) for line in text)
