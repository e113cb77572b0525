"""Figures over all parts: field work, samples, questions, and the joint displays of what every source says."""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language, survey
from readytochange.figures import figure, theme, tiles
from readytochange.figures.figure import Figure
from readytochange.figures.lists import LINE, text_list, within
from readytochange.parameters import Settings
from readytochange.study import coded_texts, tables
from readytochange.study import figures as study
from readytochange.synthesis import fieldwork


def timeline(name: str, periods: pd.DataFrame, settings: Settings) -> Figure:
    """The rounds of field work, a bar each, from the first month to the last.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    periods : from `fieldwork.periods`
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    lines = [
        t("{what}: {start} to {end}", what=row.label, start=row.start, end=row.end)
        for row in periods.itertuples()
    ]
    shown = periods.drop(columns=["activity", "begins", "ends"])
    return figure.show(
        _bars_of_months(periods, t),
        name=name,
        title=t("The rounds of field work"),
        subtitle=t("months published, lengths computed"),
        description=t("A bar for each round. {lines}.", lines="; ".join(lines)),
        table=shown.rename(columns={"label": "activity"}),
        lang=settings.lang,
        slide=tables.slide(periods),
    )


def _bars_of_months(periods: pd.DataFrame, t: language.Translator) -> Any:
    spans = periods.assign(span=[t("{n} months", n=months) for months in periods["months"]])
    months = pd.period_range(spans["begins"].min(), spans["ends"].max(), freq="M")[:-1]
    ticks = [alt.DateTime(year=month.year, month=month.month, utc=True) for month in months]
    names = theme.named_rows(dict(zip(spans["activity"], spans["label"], strict=True)))
    chart = alt.Chart(spans, height=alt.Step(56)).encode(
        alt.X("begins", type="temporal")
        .title(t("month"))
        .scale(type="utc")
        .axis(format="%b %Y", values=ticks, labelOffset=25, labelExpr=theme.lines(4)),
        alt.Y("activity").title(None).sort(None).axis(**names),
        tooltip=[
            alt.Tooltip("label", title=t("field work")),
            alt.Tooltip("start", title=t("first month")),
            alt.Tooltip("end", title=t("last month")),
            alt.Tooltip("span", title=t("length (computed)")),
        ],
    )
    bars = chart.mark_bar(size=32).encode(alt.X2("ends"))
    lengths = chart.mark_text(align="left", dx=10, color=theme.PAPER, aria=False)
    return bars + lengths.encode(alt.Text("span"))


def samples(name: str, samples: pd.DataFrame, settings: Settings) -> Figure:
    """The three samples, a mark for each interview, firm or institution, a row for each part of a sample.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    samples : from `fieldwork.samples`
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    kinds = {"interviews": t("interviews"), "survey": t("firms"), "stakeholders": t("institutions")}
    words = samples["count"].astype(str) + ", " + samples["status"].map(t)
    heard = samples.assign(kind=samples["sample"].map(kinds), words=words)
    rows = "; ".join(f"{row.label}: {row.words}" for row in heard.itertuples())
    return figure.show(
        _marks_of_samples(heard, kinds, t),
        name=name,
        title=t("The three samples at a glance"),
        subtitle=t("one mark for each interview, firm or institution"),
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
    chart = alt.Chart(height=alt.Step(44)).encode(rows)
    marks = chart.mark_point(size=alt.expr("min(110, pow(width / 34, 2))"), opacity=1).encode(
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


def register(name: str, asked: pd.DataFrame, settings: Settings) -> Figure:
    """Every question, a box for its answers in words and one for its figures, filled where they were printed.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    asked : from `fieldwork.register`
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    names = {"interviews": t("Interviews"), "survey": t("Survey")}
    cells = fieldwork.printed(asked, settings)
    listed = asked.drop(columns="question").assign(
        sample=asked["sample"].map(names), published=asked["published"].map(t)
    )
    return figure.show(
        _boxes_of_questions(cells, names, t),
        name=name,
        title=t("The questions, and what was printed of the answers"),
        subtitle=t("filled: printed; empty: not printed"),
        description=t(
            "Two boxes for each of {n} questions; {empty} are empty (computed).",
            n=len(asked),
            empty=int((~cells["filled"]).sum()),
        ),
        table=listed.rename(columns={"label": "question"}),
        lang=settings.lang,
        slide=tables.slide(asked),
    )


def _boxes_of_questions(
    cells: pd.DataFrame, samples: Mapping[str, str], t: language.Translator
) -> Any:
    columns = {"words": t("answers, in words"), "figures": t("figures")}
    cells = cells.assign(
        part=cells["column"].map(columns), row=cells["sample"] + " " + cells["question"]
    )
    names = theme.named_rows(dict(zip(cells["row"], cells["label"], strict=True)), 58)
    labels = alt.Axis(**names, domain=False, ticks=False, labelPadding=10)
    rows = alt.Y("row").title(None).sort(None).axis(labels).scale(paddingInner=0.12)
    tooltip = [
        alt.Tooltip("label", title=t("question")),
        alt.Tooltip("part", title=t("part")),
        alt.Tooltip("text", title=t("printed")),
    ]
    head = alt.Header(labelOrient="top", labelFontSize=14, labelExpr=theme.label_of(samples))
    boxes = tiles.boxes(cells, columns, rows, tooltip, width=320, step=48)
    by_sample = alt.Row("sample").title(None).sort(None).header(head)
    return boxes.facet(row=by_sample, spacing=8).resolve_scale(x="independent", y="independent")


def grid(
    name: str, cells: pd.DataFrame, found: pd.DataFrame, settings: Settings, first: tuple[str, str]
) -> Figure:
    """Topics against sources, and below them the texts behind the chosen box.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    cells : from `coded_texts.grid`, topics against sources
    found : from `coded_texts.texts`: the texts behind the boxes
    settings : of the notebook
    first : topic and source of the box that is chosen at the beginning; where it is not filled, the first that is
    """
    t = language.translator(settings.lang)
    return figure.show(
        drill_down(cells, found, settings, first),
        name=name,
        title=t("Topics and sources"),
        subtitle=t(
            "Filled box: the source lists something; our coding. Below: the texts of the outlined box"
        ),
        description=study.describe(cells, "topic", settings),
        table=study.cell_table(cells, found, settings),
        lang=settings.lang,
    )


def by_topic(name: str, listed: pd.DataFrame, settings: Settings) -> Figure:
    """Which sources list something on each topic; `listed` from `coded_texts.presence`, topic by topic."""
    title = language.translator(settings.lang)("Which sources list something on each topic")
    shown = listed[["topic_label", "listed", "silent"]]
    return figure.table(shown, name=name, title=title, lang=settings.lang)


def by_source(name: str, listed: pd.DataFrame, settings: Settings) -> Figure:
    """On which topics each source lists nothing; `listed` from `coded_texts.presence`, source by source."""
    title = language.translator(settings.lang)("Topics on which each source lists nothing")
    shown = listed[["source_label", "silent"]]
    return figure.table(shown, name=name, title=title, lang=settings.lang)


def contact(name: str, channels: pd.DataFrame, found: pd.DataFrame, settings: Settings) -> Figure:
    """Contact with the customer, in figures and in words: shares of firms by channel, and what sources list.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    channels : from `survey.shares`
    found : from `coded_texts.texts`: the texts on the topic
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    title = t("Contact with the customer, in figures and in words")
    if channels.empty:
        return study.texts(name, found, settings, title)
    if found.empty:
        return survey.figures.shares(name, channels, settings, title)
    labelled = coded_texts.labelled(found, settings)
    numbers = survey.figures.share_bars(channels, settings).properties(
        width=190, title=t("Figures: firms that cover each channel")
    )
    words = text_list(labelled, "source", 400).properties(
        title=t("Words: what is listed on the topic")
    )
    beside = t(
        "Beside them, what {sources} list: {texts}.",
        sources=language.listing(labelled["source_label"].unique(), settings.lang),
        texts="; ".join(labelled["text"]),
    )
    return figure.show(
        alt.hconcat(numbers, words, spacing=30),
        name=name,
        title=title,
        subtitle=survey.figures.share_subtitle(channels, settings),
        description=f"{survey.figures.describe_shares(channels, settings)} {beside}",
        table=channels.drop(columns=["question", "slide"]),
        lang=settings.lang,
        slide=tables.slide(channels),
    )


def left_open(name: str, found: pd.DataFrame, settings: Settings) -> Figure:
    """What the study leaves open, all of it or a part; `found` from `open_questions.left_open`."""
    t = language.translator(settings.lang)
    shown = found.assign(gap=found["gap"].map(t), source=found["source"].map(t))
    title = t("What the study leaves open")
    return figure.table(shown, name=name, title=title, lang=settings.lang)


def drill_down(
    cells: pd.DataFrame, found: pd.DataFrame, settings: Settings, first: tuple[str, str]
) -> alt.VConcatChart:
    """The chart of `grid`, with a selection named 'cell': by click, or by the two menus that a page shows under it."""
    t = language.translator(settings.lang)
    shown = study.marked(cells, "topic", settings)
    chosen = _chooser(shown, t, first)
    edge = (
        alt.Chart(shown)
        .mark_rect(filled=False, stroke=theme.INK, strokeWidth=4, cornerRadius=4)
        .transform_filter(within(chosen))
        .encode(
            alt.X("column", type="nominal").sort(list(study.labels(shown, "source"))),
            alt.Y("topic", type="nominal").sort(list(study.labels(shown, "topic"))),
        )
    )
    boxes = alt.layer(study.boxes(shown, "topic", settings), edge).add_params(chosen)
    labelled = coded_texts.labelled(found, settings)
    words = text_list(labelled, "question", study.WIDTH, chosen)
    return alt.vconcat(boxes, _heading(shown, t, chosen), words, spacing=16)


def _chooser(shown: pd.DataFrame, t: language.Translator, first: tuple[str, str]) -> alt.Parameter:
    menus = {
        name: alt.binding_select(
            options=[None, *study.labels(shown, name)],
            labels=["–", *study.labels(shown, name).values()],
            name=t(name) + " ",
        )
        for name in ("topic", "source")
    }
    filled = [*shown.loc[shown["filled"], ["topic", "source"]].itertuples(index=False, name=None)]
    topic, source = first if first in filled else filled[0]
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
    name = f"datum.topic_label + ' (' + datum.source_label + ')' + (datum.filled ? '' : {nothing})"
    invitation = pd.DataFrame(
        {"topic": [""], "source": [""], "heading": [t("Choose a box to read the texts behind it.")]}
    )
    charts = (
        alt.Chart(shown).transform_filter(within(chosen)).transform_calculate(heading=name),
        alt.Chart(invitation).transform_filter(chosen),
    )
    names = [
        chart.mark_text(align="left", baseline="top", fontWeight="bold").encode(
            alt.Text("heading", type="nominal"), x=alt.value(0), y=alt.value(0)
        )
        for chart in charts
    ]
    return alt.LayerChart(layer=names, width=study.WIDTH, height=LINE)
