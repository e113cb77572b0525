"""Figures over all parts: samples, questions, obstacles and what answers them, where to read on each topic."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.choices import Choices, Menu, Text
from readytochange.figures.figure import Figure
from readytochange.figures.tables import each_in_words
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.study import coded_texts, tables
from readytochange.study import figures as study


@checked
def samples(
    name: str, samples: pd.DataFrame, periods: pd.DataFrame, settings: Settings = SETTINGS
) -> Figure:
    """The three samples, a mark for each interview, firm or institution, a row for each part of a sample.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    samples : from `fieldwork.samples`
    periods : from `fieldwork.periods`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    kinds = {"interviews": t("interviews"), "survey": t("firms"), "stakeholders": t("institutions")}
    words = [marked(*pair) for pair in zip(samples["count"], samples["status"], strict=True)]
    heard = samples.assign(kind=samples["sample"].map(kinds), words=words)
    rows = "; ".join(f"{row.label}: {row.words}" for row in heard.itertuples())
    return figure.show(
        _marks_of_samples(heard, kinds, t),
        name=name,
        title=t("Who took part"),
        subtitle=t("One mark for each interview, firm or institution"),
        reading=" ".join(
            [
                *(
                    t("{label}: from {start} to {end}.", **row)
                    for row in each_in_words(periods, settings.lang)
                ),
                t(
                    "The text does not say whether the institutions are among the interviews, nor whether some "
                    "organisations are in both interviews and survey."
                ),
            ]
        ),
        description=t("Rows of marks. {rows}.", rows=rows),
        table=samples.assign(sample=heard["kind"]).rename(columns={"label": "group"}),
        lang=settings.lang,
        slide=tables.slide(samples),
    )


def _marks_of_samples(
    heard: pd.DataFrame, kinds: Mapping[str, str], t: language.Translator
) -> alt.TopLevelMixin:
    heard = heard.assign(row=heard.reset_index(drop=True).index.astype(str))
    units = heard.loc[heard.index.repeat(heard["count"])]
    units = units.assign(place=units.groupby("row").cumcount() + 1)
    units = units[["row", "sample", "kind", "label", "words", "place"]]
    kind: dict[str, Any] = {
        "title": None,
        "scale": alt.Scale(domain=list(kinds)),
        "legend": alt.Legend(**theme.named(kinds)),
    }
    names = dict(zip(heard["row"], heard["label"], strict=True))
    rows = (
        alt.Y("row", type="nominal").title(None).sort(list(names)).axis(**theme.named_rows(names))
    )
    chart = alt.Chart(height=alt.Step(36)).encode(rows)
    marks = chart.mark_point(size=alt.expr("min(80, pow(width / 36, 2))"), opacity=1).encode(
        alt.X("place", type="quantitative").axis(None),
        alt.Color("sample:N", **kind),
        alt.Shape("sample:N", **kind),
        tooltip=[
            alt.Tooltip("kind", type="nominal", title=t("sample")),
            alt.Tooltip("label", type="nominal", title=t("group")),
            alt.Tooltip("words", type="nominal", title=t("count")),
        ],
    )
    counts = chart.mark_text(align="left", dx=14).encode(
        alt.X("count", type="quantitative"), alt.Text("words", type="nominal")
    )
    return alt.layer(marks.properties(data=units), counts.properties(data=heard))


@checked
def askable(name: str, told: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What can be asked of these data, what cannot, what a new survey would add; `told` from `askable.sentences`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    told : from `askable.sentences`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    kinds = {
        "can": t("Can be asked"),
        "cannot": t("Cannot be asked"),
        "new": t("A new survey would add"),
    }
    return figure.table(
        told.assign(list=told["kind"].map(kinds))[["list", "text"]],
        name=name,
        title=t("Questions that these data answer, and others"),
        form="lists",
        lang=settings.lang,
    )


@checked
def register(name: str, asked: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Every question that was asked, of interviewees and of firms, with what our text holds and where it is treated.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    asked : from `fieldwork.register`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    names = {"interviews": t("Interviews"), "survey": t("Survey")}
    shown = asked.assign(
        sample=asked["sample"].map(names),
        question=asked["label"],
        kind=asked["kind"].map(t),
        published=asked["published"].map(t),
    )
    words = {"sample": t("asked in"), "published": t("in our text")}
    menus = [
        Menu(each, word, [*dict(zip(asked[each], shown[each], strict=True)).items()])
        for each, word in words.items()
    ]
    return figure.table(
        shown[["sample", "question", "link", "kind", "published"]],
        name=name,
        title=t("Questions and headings"),
        reading=t(
            "Each question leads to where its answers, or what is missing of them, are treated."
        ),
        form="groups",
        lang=settings.lang,
        choices=Choices(
            [menu.with_everything(t("all")) for menu in menus],
            rows=[{each: [row[each]] for each in words} for row in asked.to_dict("records")],
            searched=["question"],
        ),
    )


@checked
def obstacles(name: str, found: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What the study answers to each difficulty; `found` from `obstacles.replies`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `obstacles.replies`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    unanswered = found.loc[~found["answered"], "cluster"].nunique()
    n = found["cluster"].nunique()
    title = t("What the study answers to each obstacle")
    if 0 < unanswered < n:
        title = t(
            "Obstacles without a reply among opportunities and reflections: {open} of {n}",
            open=language.in_letters(unanswered, settings.lang),
            n=language.in_letters(n, settings.lang),
        )
    none = t("No line that replies")
    shown = found.assign(reply=found["reply"].where(found["answered"], none))
    return figure.table(
        shown[["difficulty", "reply", "source", "slide"]],
        name=name,
        title=title,
        reading=t("The lines are the study's; which of them answers a difficulty is our reading."),
        form="groups",
        lang=settings.lang,
    )


@checked
def grid(
    name: str,
    cells: pd.DataFrame,
    found: pd.DataFrame,
    settings: Settings = SETTINGS,
    first: tuple[str, str] = ("", ""),
) -> Figure:
    """Where to read on each topic: topics against sources, and on a page the texts behind the box that is chosen.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    cells : from `coded_texts.grid`, topics against sources
    found : from `coded_texts.texts`: the texts behind the boxes
    settings : a notebook's, or those of `readytochange.use` where none are given
    first : topic and source of the box that is chosen at the beginning; where it is not filled, or not said, the first
        that is
    """
    t = language.translator(settings.lang)
    shown = study.marked(cells, settings)
    return figure.show(
        _outlined(shown, settings),
        name=name,
        title=t("Where to read on each topic"),
        subtitle=t(study.LEGEND),
        description=study.describe(cells, settings),
        table=study.cell_table(found, settings),
        lang=settings.lang,
        choices=_choices(shown, found, first, settings),
    )


@checked
def chosen_in_grid(
    name: str,
    cells: pd.DataFrame,
    found: pd.DataFrame,
    chosen: tuple[str, str],
    settings: Settings = SETTINGS,
) -> Figure:
    """Where to read on each topic, a box or a row of it chosen.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    cells : from `coded_texts.grid` or `coded_texts.within`
    found : the texts behind the boxes
    chosen : topic and source; where the source is '', the topic's whole row
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    return figure.show(
        _outlined(study.marked(cells, settings), settings, chosen),
        name=name,
        title=t("Topics and sources"),
        subtitle=t(study.LEGEND),
        description=study.describe(cells, settings),
        table=study.cell_table(found, settings).drop(columns="slide"),
        lang=settings.lang,
    )


def _outlined(
    shown: pd.DataFrame, settings: Settings, values: tuple[str, str] = ("", "")
) -> alt.TopLevelMixin:
    """The boxes, with the edge of the one that the menus choose; of a row of them where they choose no source."""
    edge = (
        alt.Chart(shown)
        .mark_rect(filled=False, stroke=theme.INK, strokeWidth=4, cornerRadius=4)
        .transform_filter("datum.topic === topic && (!source || datum.source === source)")
        .encode(
            alt.X("source", type="nominal").sort(list(study.labels(shown, "source"))),
            alt.Y("topic", type="nominal").sort(list(study.labels(shown, "topic"))),
        )
    )
    pairs = zip(("topic", "source"), values, strict=True)
    chosen = [alt.param(name=name, value=value) for name, value in pairs]
    return alt.layer(study.boxes(shown, settings), edge).add_params(*chosen)


def _choices(
    shown: pd.DataFrame, found: pd.DataFrame, first: tuple[str, str], settings: Settings
) -> Choices:
    """Menus of topics and sources, and the texts that they choose from."""
    t = language.translator(settings.lang)
    filled = [*shown.loc[shown["filled"], ["topic", "source"]].itertuples(index=False, name=None)]
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
        Menu(name, t(name), [*study.labels(shown, name).items()], value)
        for name, value in zip(("topic", "source"), values, strict=True)
    ]
    return Choices(menus, texts, nothing=t("Nothing is listed here."))


@checked
def left_open(name: str, found: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What the study leaves open, all of it or a part; `found` from `open_questions.left_open`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `open_questions.left_open`, all of it or a part
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    shown = found.assign(gap=found["gap"].map(t), source=found["source"].map(t))
    return figure.table(
        shown[["gap", "text", "source", "slide"]],
        name=name,
        title=t("What stays open"),
        form="lists",
        lang=settings.lang,
    )
