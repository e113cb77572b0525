"""The interviews' figures: whom they heard, the points of each group, which group names which topic.

Marks and boxes show that something is listed. They do not say how often it was said.
"""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.figures import figure, theme, tiles
from readytochange.figures.figure import Figure
from readytochange.interviews import published
from readytochange.parameters import Settings
from readytochange.study import tables


def methods(name: str, methods: pd.DataFrame, settings: Settings) -> Figure:
    """The techniques of the research under their approaches; `methods` from `interviews.methods`."""
    title = language.translator(settings.lang)("Approaches and methods")
    return figure.table(methods, name=name, title=title, lang=settings.lang)


def groups(name: str, groups: pd.DataFrame, settings: Settings) -> Figure:
    """The interviews of each group, counted; `groups` from `interviews.groups`."""
    title = language.translator(settings.lang)("Interviews by group")
    shown = groups.assign(group=groups["label"])[["group", "count", "status", "slide"]]
    return figure.table(shown, name=name, title=title, lang=settings.lang)


def roles(name: str, roles: pd.DataFrame, settings: Settings) -> Figure:
    """The professional roles interviewed; `roles` from `interviews.roles`."""
    title = language.translator(settings.lang)("Professional roles interviewed")
    return figure.table(roles, name=name, title=title, lang=settings.lang)


def points(name: str, points: pd.DataFrame, settings: Settings) -> Figure:
    """What one group said to one question, under the study's themes where it has them.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    points : from `interviews.points`
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    if points.empty:
        return figure.table(points, name=name, title=t("Points listed"), lang=settings.lang)
    source, question = points[["source", "question"]].iloc[0]
    group = published.group_names(settings).get(source, "")
    group = group[:1].upper() + group[1:]
    titles = {
        "past": t("{group}: innovations of the last three years", group=group),
        "future": t("{group}: innovations of the future", group=group),
        "opportunities": t("Opportunities and reflections"),
        "criteria": t("How suppliers are chosen"),
    }
    theme = ["theme"] if points["theme"].any() else []
    return figure.table(
        points[[*theme, "item", "topic_label", "slide"]],
        name=name,
        title=titles[question],
        lang=settings.lang,
    )


def sectors(name: str, sectors: pd.DataFrame, settings: Settings) -> Figure:
    """The sectors of interviews and survey, a mark for each list: filled where the sector is in it.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    sectors : from `interviews.sectors`
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    places = {
        "both": t("in both lists"),
        "interviews": t("only in the interviews"),
        "survey": t("only in the survey"),
    }
    title = t("Sectors in the two lists")
    if sectors.empty:
        return figure.table(sectors, name=name, title=title, lang=settings.lang)
    counts = sectors["where"].value_counts()
    rows = "; ".join(f"{place}: {counts.get(where, 0)}" for where, place in places.items())
    named = sectors.assign(where=sectors["where"].map(places))
    by_place = alt.Row("where").title(None).sort(list(places))
    by_place = by_place.header(labelOrient="top", labelExpr=theme.label_of(places))
    return figure.show(
        _sector_marks(sectors, t)
        .facet(row=by_place, spacing=10)
        .resolve_scale(y="independent", x="independent"),
        name=name,
        title=title,
        subtitle=t("marks of presence, not counts of people or firms"),
        description=t("Sectors (computed). {rows}.", rows=rows),
        table=named.drop(columns=["common", "slide"]).rename(columns={"label": "sector"}),
        lang=settings.lang,
        slide=tables.slide(sectors),
    )


def _sector_marks(sectors: pd.DataFrame, t: language.Translator) -> Any:
    lists = {"interviews": t("interviews"), "survey": t("survey")}
    states = {"in": t("in the list"), "out": t("not in the list")}
    marks = sectors.melt(["common", "label", "where"], list(lists), "list", "name")
    marks = marks.assign(
        listed=(marks["name"] != "").map({True: "in", False: "out"}),
        list_label=marks["list"].map(lists),
    )
    marks = marks.assign(listed_label=marks["listed"].map(states))
    names = theme.named_rows(dict(zip(sectors["common"], sectors["label"], strict=True)))
    return (
        alt.Chart(marks, width=300)
        .mark_point(size=120, opacity=1, stroke=theme.MUTED)
        .encode(
            alt.X("list")
            .title(None)
            .sort(list(lists))
            .axis(orient="top", domain=False, **theme.named_columns(lists)),
            alt.Y("common").title(None).sort(None).axis(**names),
            alt.Fill("listed")
            .title(None)
            .scale(alt.Scale(domain=list(states), range=[theme.BLUE, theme.PAPER]))
            .legend(symbolType="circle", **theme.named(states)),
            tooltip=[
                alt.Tooltip("label", title=t("sector")),
                alt.Tooltip("list_label", title=t("list")),
                alt.Tooltip("name", title=t("name in the list")),
                alt.Tooltip("listed_label", title=t("mark")),
            ],
        )
    )


def matrix(name: str, matrix: pd.DataFrame, settings: Settings) -> Figure:
    """Topics by group, for the last three years and for the future: a mark where at least one point is listed.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    matrix : from `interviews.matrix`
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    title = t("Topics by group, done and announced")
    if matrix.empty:
        return figure.table(matrix, name=name, title=title, lang=settings.lang)
    groups = published.group_names(settings)
    speakers = {
        "both": t("both groups"),
        **{source: t("only {group}", group=group) for source, group in groups.items()},
        "nobody": t("neither group"),
    }
    kinds = {"named": t("named"), "announced": t("announced, not among the things done")}
    times = {"past": t("last three years"), "future": t("future")}
    labels = {"group": groups, "question": times, "mark": kinds, "named_by": speakers}
    words = {name: matrix[name].map(names).fillna("") for name, names in labels.items()}
    cells = matrix.drop(columns="slide")
    marks = _topic_marks(
        cells.assign(**{f"{name}_label": each for name, each in words.items()}),
        times,
        kinds,
        speakers,
        t,
    )
    by_group = alt.Column("group").title(None).sort(list(groups))
    by_group = by_group.header(labelExpr=theme.label_of(groups))
    return figure.show(
        marks.facet(column=by_group, spacing=24),
        name=name,
        title=title,
        subtitle=t("a mark: at least one point listed; a dash: none"),
        description="; ".join(
            f"{speakers[who]}: {', '.join(topics) or '–'}"
            for who, topics in published.named_by(matrix, settings).items()
        ),
        table=cells.assign(**words).drop(columns="topic"),
        lang=settings.lang,
        slide=tables.slide(matrix),
    )


def _topic_marks(
    cells: pd.DataFrame,
    times: Mapping[str, str],
    kinds: Mapping[str, str],
    speakers: Mapping[str, str],
    t: language.Translator,
) -> Any:
    """A mark for every cell in which something is listed, a dash for every other; the legend chooses who names it."""
    topics = dict(zip(cells["topic"], cells["topic_label"], strict=True))
    base = alt.Chart(cells, width=240, height=alt.Step(34)).encode(
        alt.X("question")
        .title(None)
        .sort(list(times))
        .axis(orient="top", domain=False, **theme.named_columns(times)),
        alt.Y("topic").title(None).sort(list(topics)).axis(**theme.named_rows(topics)),
    )
    empty = base.transform_filter(alt.datum["mark"] == "").mark_text(text="–", color=theme.MUTED)
    who = alt.selection_point(name="named_by", fields=["named_by"], bind="legend")
    named = (
        base.transform_filter(alt.datum["mark"] != "")
        .add_params(who)
        .mark_point(size=170)
        .encode(
            alt.Color("named_by")
            .title(t("named by"))
            .scale(alt.Scale(domain=list(speakers)[:-1]))
            .legend(**theme.named(speakers)),
            alt.Shape("mark")
            .title(t("mark"))
            .scale(alt.Scale(domain=list(kinds), range=["circle", "diamond"]))
            .legend(symbolFillColor=theme.INK, symbolStrokeColor=theme.INK, **theme.named(kinds)),
            opacity=alt.when(who).then(alt.value(1)).otherwise(alt.value(0.15)),
            tooltip=[
                alt.Tooltip("topic_label", title=t("topic")),
                alt.Tooltip("group_label", title=t("group")),
                alt.Tooltip("question_label", title=t("question")),
                alt.Tooltip("mark_label", title=t("mark")),
                alt.Tooltip("text", title=t("points")),
                alt.Tooltip("named_by_label", title=t("named by")),
            ],
        )
    )
    return alt.layer(empty, named)


def criteria(name: str, criteria: pd.DataFrame, settings: Settings) -> Figure:
    """By what suppliers are chosen, a column of boxes a group, in printed order.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    criteria : from `interviews.criteria`
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    title = t("How suppliers are chosen")
    if criteria.empty:
        return figure.table(criteria, name=name, title=title, lang=settings.lang)
    by_group = criteria.groupby("source", sort=False)
    groups = dict(zip(criteria["source"], criteria["group"], strict=True))
    boxes = criteria.drop(columns=["source", "question"]).assign(
        column=criteria["source"], row=by_group.cumcount(), filled=True, text=criteria["item"]
    )
    tooltip = [
        alt.Tooltip("group", title=t("group")),
        alt.Tooltip("text", title=t("criterion")),
        alt.Tooltip("topic_label", title=t("topic")),
    ]
    rows = alt.Y("row", type="ordinal").axis(None).scale(paddingInner=0.15)
    return figure.show(
        tiles.boxes(boxes, groups, rows, tooltip, step=52),
        name=name,
        title=title,
        subtitle=t("points listed, in printed order"),
        description=". ".join(
            f"{groups[source]}: {'; '.join(each['item'])}" for source, each in by_group
        ),
        table=criteria[["group", "item", "topic_label", "slide"]],
        lang=settings.lang,
        slide=tables.slide(criteria),
    )
