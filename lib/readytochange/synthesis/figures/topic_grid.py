"""Where to read on each topic: topics against sources, a box for each, and the texts behind the box that is chosen.

A box says how many texts are listed. It does not say how often something was said.
"""

from collections.abc import Sequence
from textwrap import wrap

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.choices import EVERYTHING, Choices, Menu, Text, outlined
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import coded_texts, tables
from readytochange.study.coded_texts import labels

_WIDTH = 560
"""Of all boxes of a row, in pixels."""

_STEP = 34
"""Height of a row of boxes, in pixels."""

_LETTER = 6.5
"""Mean width of a letter of a label, in pixels."""

_LOOKS = {
    "main": (theme.BLUE, theme.BLUE),
    "second": (theme.PAPER, theme.BLUE),
    "": (theme.EMPTY, theme.EMPTY),
}
"""Fill and edge of a box: a text has the topic as its main one, texts have it only as a second one, none is listed."""

_MENUS = ("topic", "source")
"""What menus choose: the parameters of the chart, by the names of the columns."""


@checked
def grid(
    name: str,
    found: pd.DataFrame,
    settings: Settings = SETTINGS,
    first: tuple[str, str] = ("", ""),
) -> Figure:
    """Where to read on each topic: topics against sources, and on a page the texts behind the box that is chosen.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `coded_texts.texts`, all of it or a part
    settings : a notebook's, or those of `readytochange.use` where none are given
    first : topic and source of the box that is chosen at the beginning; where it is not filled, or not said, the first
        that is
    """
    cells = coded_texts.grid(found, settings)
    choices = _choices(cells, found, first, settings)
    return _drawn(name, cells, found, settings, choices=choices)


@checked
def chosen_in_grid(
    name: str,
    found: pd.DataFrame,
    sources: Sequence[str],
    chosen: tuple[str, str],
    settings: Settings = SETTINGS,
) -> Figure:
    """The same for a part of the texts, with every source in its place, and a box or a row of it chosen.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `coded_texts.texts`, all of it or a part
    sources : in the order in which they stand
    chosen : topic and source; where the source is '', the topic's whole row
    settings : of the notebook
    """
    topic, source = chosen
    cells = coded_texts.grid(found, settings, sources)
    return _drawn(name, cells, found, settings, (topic, source or EVERYTHING))


@checked
def texts_on(name: str, found: pd.DataFrame, topic: str, settings: Settings = SETTINGS) -> Figure:
    """The texts on a topic under their sources, a row each; where there is none, what to choose.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `coded_texts.texts`, all of it or a part
    topic : its id, as 'skills_training'; `coded_texts.topics` has all
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    found = coded_texts.by_source(coded_texts.of_topic(found, topic))
    label = coded_texts.topics(settings).set_index("topic").loc[topic, "label"]
    advice = t(
        "Nothing is listed here: choose a topic and a source whose box has a number, or all sources and all questions."
    )
    main = [t("main") if each == topic else t("second") for each in found["topic"]]
    whole = found.assign(text=coded_texts.in_full(found), main=main)
    return figure.table(
        coded_texts.labelled(whole, settings)[
            ["source_label", "text", "question_label", "main", "slide"]
        ],
        name=name,
        title=t("Texts on “{topic}”: {n}", topic=label, n=len(found)),
        reading=advice if found.empty else "",
        form="groups",
        lang=settings.lang,
    )


def _drawn(
    name: str,
    cells: pd.DataFrame,
    found: pd.DataFrame,
    settings: Settings,
    chosen: tuple[str, str] = ("", ""),
    choices: Choices | None = None,
) -> Figure:
    t = language.translator(settings.lang)
    return figure.show(
        _boxes(_marked(cells, settings), chosen, settings),
        name=name,
        title=t("Where to read on each topic"),
        subtitle=t("The texts listed, not how often something was said; one person coded"),
        description=_describe(cells, settings),
        table=_cell_table(found, settings),
        lang=settings.lang,
        choices=choices,
    )


def _choices(
    cells: pd.DataFrame, found: pd.DataFrame, first: tuple[str, str], settings: Settings
) -> Choices:
    """Menus of topics and sources, and the texts that they choose from."""
    t = language.translator(settings.lang)
    shown = coded_texts.labelled(cells, settings)
    filled = [*shown.loc[shown["named"], [*_MENUS]].itertuples(index=False, name=None)]
    values = first if first in filled else next(iter(filled), first)
    whole = found.assign(text=coded_texts.in_full(found))
    listed = coded_texts.labelled(coded_texts.by_topic(whole), settings)
    second = t(", as its second topic")
    texts = [
        Text(
            f"{row.question_label}{'' if row.main else second}:",
            row.text,
            {"topic": row.topic, "source": row.source},
        )
        for row in listed.itertuples()
    ]
    menus = [
        Menu(name, t(name), [*labels(shown, name).items()], value)
        for name, value in zip(_MENUS, values, strict=True)
    ]
    return Choices(menus, texts, nothing=t("Nothing is listed here."))


def _cell_table(found: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The texts behind the boxes, in the order of the codebook, as the table of the figure shows them."""
    t = language.translator(settings.lang)
    order = list(tables.topics()["topic"])
    texts = coded_texts.labelled(coded_texts.by_topic(found), settings)
    texts = texts.iloc[texts["topic"].map(order.index).argsort(kind="stable")]
    texts = texts.assign(main=texts["main"].map({True: t("main"), False: t("second")}))
    return texts[
        ["topic_label", "source_label", "question_label", "theme", "text", "main", "slide"]
    ]


def _describe(cells: pd.DataFrame, settings: Settings) -> str:
    """Which sources list something on each topic, in words."""
    t = language.translator(settings.lang)
    named = coded_texts.labelled(cells, settings)
    names = named["source_label"].mask(
        ~named["main"],
        [t("{source} (second topic)", source=each) for each in named["source_label"]],
    )
    told = names.where(named["named"]).groupby(named["topic"], sort=False)
    topics = named.drop_duplicates("topic")["topic_label"]
    said = [
        f"{label}: {'; '.join(sources.dropna()) or '–'}."
        for label, (_, sources) in zip(topics, told, strict=True)
    ]
    return " ".join([t("Where something is listed, topic by topic."), *said])


def _marked(cells: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The boxes as a chart shows them.

    A row a box: topic and source with their labels, filled, look, count (of the texts), listed (these, or that there
    are none).
    """
    t = language.translator(settings.lang)
    shown = coded_texts.labelled(cells, settings)
    kept = ["topic", "topic_label", "source", "source_label", "named", "count"]
    return (
        shown[kept]
        .assign(
            look=shown["main"].map({True: "main", False: "second"}).where(shown["named"], ""),
            listed=shown["text"].mask(~shown["named"], t("not listed")),
        )
        .rename(columns={"named": "filled"})
    )


def _boxes(shown: pd.DataFrame, chosen: tuple[str, str], settings: Settings) -> alt.LayerChart:
    """Topics and sources in the order of the table: how many texts, and these in their tooltips; one is outlined."""
    t = language.translator(settings.lang)
    sources, topics = labels(shown, "source"), labels(shown, "topic")
    letters = int(_WIDTH / len(sources) / _LETTER) - 2
    deepest = max(len(wrap(title, letters)) for title in sources.values())
    looks = {
        "main": t("main topic of a text"),
        "second": t("only a second topic"),
        "": t("not listed"),
    }
    chart = alt.Chart(shown, width=_WIDTH, height=alt.Step(_STEP)).encode(
        alt.X("source", type="nominal")
        .title(None)
        .sort(list(sources))
        .scale(paddingInner=0.04, paddingOuter=0)
        .axis(
            orient="top",
            domain=False,
            ticks=False,
            labelFontWeight="bold",
            labelPadding=6 + theme.LINE_HEIGHT * (deepest - 1),
            labelLineHeight=theme.LINE_HEIGHT,
            **theme.named_columns(sources, letters),
        ),
        alt.Y("topic", type="nominal")
        .title(None)
        .sort(list(topics))
        .scale(paddingInner=0.08, paddingOuter=0)
        .axis(domain=False, ticks=False, labelPadding=8, **theme.named_rows(topics)),
    )
    domain = list(looks)
    fills, edges = zip(*_LOOKS.values(), strict=True)
    legend = alt.Legend(
        title=t("In a box: how many texts are listed"), orient="bottom", **theme.named(looks)
    )
    rects = chart.mark_rect(cornerRadius=4, strokeWidth=1.5).encode(
        alt.Fill("look", type="nominal").scale(domain=domain, range=list(fills)).legend(legend),
        alt.Stroke("look", type="nominal").scale(domain=domain, range=list(edges)).legend(legend),
    )
    counts = (
        chart.transform_filter(alt.datum["filled"])
        .mark_text()
        .encode(
            alt.Text("count", type="quantitative"),
            color=alt.when(alt.datum["look"] == "main")
            .then(alt.value(theme.PAPER))
            .otherwise(alt.value(theme.INK)),
        )
    )
    tooltip = [
        alt.Tooltip("topic_label", type="nominal", title=t("topic")),
        alt.Tooltip("source_label", type="nominal", title=t("source")),
        alt.Tooltip("count", type="quantitative", title=t("texts listed")),
        alt.Tooltip("listed", type="nominal", title=t("text")),
    ]
    menus = [alt.param(name=name, value=at) for name, at in zip(_MENUS, chosen, strict=True)]
    return alt.LayerChart(layer=[rects, counts, outlined(chart, _MENUS, tooltip)]).add_params(
        *menus
    )
