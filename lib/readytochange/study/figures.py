"""Figures of the study as a whole: its project, its steps, our codebook, which source lists something on a topic.

A filled box shows that something is listed. It does not say how often it was said.
"""

from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.figures import figure, theme, tiles
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import Settings
from readytochange.statuses import STATUSES
from readytochange.study import coded_texts, tables

WIDTH = 560
"""Of all boxes of a row, in pixels."""

_FACTS = N_(
    {
        "opportunity": "what it is",
        "owner": "for whom",
        "funder": "who funds it",
        "programme": "programme",
        "aim": "aim",
        "support": "support",
        "context": "context",
        "method": "research",
    }
)
"""The facts that say what the project is, in the order in which they are shown."""


def project(name: str, facts: pd.DataFrame, settings: Settings) -> Figure:
    """What the project is, for whom, who funds it; `facts` from `tables.project`, in one language."""
    t = language.translator(settings.lang)
    told = [fact for fact in _FACTS if fact in set(facts["fact"])]
    shown = facts.set_index("fact").loc[told].reset_index()
    shown = shown.assign(fact=[t(_FACTS[fact]) for fact in told])
    return figure.table(shown, name=name, title=t("What the project is"), lang=settings.lang)


def statuses(name: str, settings: Settings) -> Figure:
    """The words for the status of a number, each with its meaning."""
    t = language.translator(settings.lang)
    words = {"status": list(STATUSES), "meaning": list(map(t, STATUSES.values()))}
    title = t("The status of a number")
    return figure.table(pd.DataFrame(words), name=name, title=title, lang=settings.lang)


def model(name: str, model: pd.DataFrame, settings: Settings) -> Figure:
    """The steps of the exploration, one under the other: what each is for, what it yields.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    model : from `tables.exploration_model`, in one language
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    told = "; ".join(f"{step.order}. {step.purpose}: {step.result}" for step in model.itertuples())
    return figure.show(
        _steps(model, t),
        name=name,
        title=t("The exploration model"),
        subtitle=t("the order of the steps is our reading"),
        description=t("{n} steps, one under the other. {steps}.", n=len(model), steps=told),
        table=model[["order", "purpose", "result", "slide"]],
        lang=settings.lang,
        slide=tables.slide(model),
    )


def _steps(model: pd.DataFrame, t: language.Translator) -> Any:
    columns = {"purpose": t("What it is for"), "result": t("What it yields")}
    cells = model.assign(order=model["order"].astype(str))
    cells = cells.melt("order", list(columns), "column", "text")
    cells = cells.assign(filled=cells["column"] == "result", part=cells["column"].map(columns))
    rows = alt.Y("order", type="ordinal").title(None).axis(None).scale(paddingInner=0.25)
    tooltip = [
        alt.Tooltip("order", title=t("step")),
        alt.Tooltip("part", title=t("part")),
        alt.Tooltip("text", title=t("text")),
    ]
    steps = alt.Chart(cells.drop_duplicates("order")).encode(rows, x=alt.value(-34))
    line = steps.mark_line(color=theme.MUTED)
    circles = steps.mark_point(shape="circle", size=900, color=theme.INK, opacity=1)
    numbers = steps.mark_text(color=theme.PAPER, fontWeight="bold").encode(alt.Text("order"))
    return tiles.boxes(cells, columns, rows, tooltip, step=80) + line + circles + numbers


def codebook(name: str, topics: pd.DataFrame, settings: Settings) -> Figure:
    """Our topics and the rule by which each is coded; `topics` from `coded_texts.topics`."""
    title = language.translator(settings.lang)("The topics, and how we assigned them")
    shown = topics.assign(topic=topics["label"])[["topic", "definition"]]
    return figure.table(shown, name=name, title=title, lang=settings.lang, form="closed")


def texts(name: str, found: pd.DataFrame, settings: Settings, title: str) -> Figure:
    """Coded texts, a row each, with their source, question and topic; `found` from `coded_texts.texts`."""
    shown = coded_texts.labelled(found, settings)[
        ["source_label", "question_label", "theme", "text", "topic_label", "slide"]
    ]
    return figure.table(shown, name=name, title=title, lang=settings.lang)


def presence(name: str, found: pd.DataFrame, settings: Settings) -> Figure:
    """Topics against sources: filled where the source lists something on the topic.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    found : from `coded_texts.texts`, all of it or a part
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    cells = coded_texts.grid(found, "source", settings)
    return figure.show(
        boxes(marked(cells, "topic", settings), "topic", settings),
        name=name,
        title=t("Topics and sources"),
        subtitle=t("Filled box: the source lists something; our coding"),
        description=describe(cells, "topic", settings),
        table=cell_table(cells, found, settings),
        lang=settings.lang,
    )


def cell_table(cells: pd.DataFrame, found: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The texts behind the boxes of topics against sources, as the table of the figure shows them."""
    texts = coded_texts.labelled(coded_texts.cell_texts(cells, found), settings)
    return texts[["topic_label", "source_label", "named", "question_label", "text", "slide"]]


def describe(cells: pd.DataFrame, rows: str, settings: Settings) -> str:
    """What boxes of presence show, in words.

    Parameters
    ----------
    cells : a row a box: source, named (truth value), text (what is listed, '' where nothing is), `rows` and its
        label, `<rows>_label`
    rows : the id of a row, 'topic' or 'area'
    settings : of the notebook

    Returns
    -------
    str
        how many boxes there are and are filled; for each row, who lists something
    """
    told = coded_texts.presence(coded_texts.labelled(cells, settings), rows, "source")
    start = language.translator(settings.lang)(
        "Boxes of {rows} rows and {sources} sources, {filled} of {boxes} filled (computed): a source lists something. "
        "Row by row:",
        rows=len(told),
        sources=cells["source"].nunique(),
        filled=int(cells["named"].sum()),
        boxes=len(cells),
    )
    said = [f"{row[f'{rows}_label']}: {row['listed'] or '–'}." for row in told.to_dict("records")]
    return " ".join([start, *said])


def marked(cells: pd.DataFrame, rows: str, settings: Settings) -> pd.DataFrame:
    """The boxes as a chart shows them.

    Parameters
    ----------
    cells, rows, settings : as for `describe`

    Returns
    -------
    DataFrame
        a row a box: `rows` and its label, source and its label, column (the source), filled, listed (the texts, or
        that there are none), text (what is written in the box)
    """
    t = language.translator(settings.lang)
    shown = coded_texts.labelled(cells, settings).rename(
        columns={"text": "listed", "named": "filled"}
    )
    marks = shown["filled"].map({True: t("listed"), False: "–"})
    listed = shown["listed"].mask(~shown["filled"], t("the study lists nothing"))
    kept = [rows, f"{rows}_label", "source", "source_label", "filled"]
    return shown[kept].assign(column=shown["source"], listed=listed, text=marks)


def boxes(shown: pd.DataFrame, rows: str, settings: Settings) -> alt.LayerChart:
    """Boxes of presence, rows and sources in the order of the table, the texts in their tooltips.

    Parameters
    ----------
    shown : from `marked`
    rows, settings : as for `describe`
    """
    t = language.translator(settings.lang)
    names = labels(shown, rows)
    tooltip = [
        alt.Tooltip(f"{rows}_label", type="nominal", title=t(rows)),
        alt.Tooltip("source_label", type="nominal", title=t("source")),
        alt.Tooltip("listed", type="nominal", title=t("text")),
    ]
    return tiles.boxes(
        shown,
        labels(shown, "source"),
        alt.Y(rows, type="nominal")
        .title(None)
        .sort(list(names))
        .scale(paddingInner=0.06, paddingOuter=0)
        .axis(domain=False, ticks=False, labelPadding=8, **theme.named_rows(names)),
        tooltip,
        width=WIDTH,
    )


def labels(shown: pd.DataFrame, name: str) -> dict[str, str]:
    """The label of each id of a column, in the order of the table; labels stand in `<name>_label`."""
    return dict(zip(shown[name], shown[f"{name}_label"], strict=True))
