"""The interviews' figures: whom they heard, the points of each group, which group names which topic.

Marks and boxes show that something is listed. They do not say how often it was said.
"""

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
    counts = sectors["where"].value_counts()
    rows = "; ".join(f"{place}: {counts[where]}" for where, place in places.items())
    named = sectors.assign(where=sectors["where"].map(places))
    by_place = alt.Row("where").title(None).sort(list(places.values())).header(labelOrient="top")
    return figure.show(
        _sector_marks(named, t)
        .facet(row=by_place, spacing=10)
        .resolve_scale(y="independent", x="independent"),
        name=name,
        title=t("Sectors in the two lists"),
        subtitle=t("marks of presence, not counts of people or firms"),
        description=t("Sectors (computed). {rows}.", rows=rows),
        table=named.drop(columns=["common", "slide"]).rename(columns={"label": "sector"}),
        lang=settings.lang,
        slide=tables.slide(sectors),
    )


def _sector_marks(sectors: pd.DataFrame, t: language.Translator) -> Any:
    lists = {"interviews": t("interviews"), "survey": t("survey")}
    marks = sectors.melt(["label", "where"], list(lists), "list", "name")
    marks = marks.assign(
        listed=(marks["name"] != "").map({True: t("in the list"), False: t("not in the list")}),
        list=marks["list"].map(lists),
    )
    states = [t("in the list"), t("not in the list")]
    return (
        alt.Chart(marks, width=300)
        .mark_point(size=120, opacity=1, stroke=theme.MUTED)
        .encode(
            alt.X("list").title(None).sort(list(lists.values())).axis(orient="top", domain=False),
            alt.Y("label").title(None).sort(None),
            alt.Fill("listed")
            .title(None)
            .scale(alt.Scale(domain=states, range=[theme.BLUE, theme.PAPER]))
            .legend(symbolType="circle"),
            tooltip=[
                alt.Tooltip("label", title=t("sector")),
                alt.Tooltip("list", title=t("list")),
                alt.Tooltip("name", title=t("name in the list")),
                alt.Tooltip("listed", title=t("mark")),
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
    groups = published.group_names(settings)
    speakers = {
        "both": t("both groups"),
        **{source: t("only {group}", group=group) for source, group in groups.items()},
        "nobody": t("neither group"),
    }
    kinds = {"named": t("named"), "announced": t("announced, not among the things done")}
    times = {"past": t("last three years"), "future": t("future")}
    cells = matrix.drop(columns="slide").assign(
        group=matrix["group"].map(groups),
        question=matrix["question"].map(times),
        mark=matrix["mark"].map(kinds).fillna(""),
        named_by=matrix["named_by"].map(speakers),
    )
    marks = _topic_marks(
        cells, list(times.values()), list(kinds.values()), list(speakers.values()), t
    )
    by_group = alt.Column("group").title(None).sort(list(groups.values()))
    return figure.show(
        marks.facet(column=by_group, spacing=24),
        name=name,
        title=t("Topics by group, done and announced"),
        subtitle=t("a mark: at least one point listed; a dash: none"),
        description="; ".join(
            f"{speakers[who]}: {', '.join(topics)}"
            for who, topics in published.named_by(matrix, settings).items()
        ),
        table=cells.drop(columns="topic"),
        lang=settings.lang,
        slide=tables.slide(matrix),
    )


def _topic_marks(
    cells: pd.DataFrame,
    times: list[str],
    kinds: list[str],
    speakers: list[str],
    t: language.Translator,
) -> Any:
    """A mark for every cell in which something is listed, a dash for every other; the legend chooses who names it."""
    base = alt.Chart(cells, width=240, height=alt.Step(34)).encode(
        alt.X("question").title(None).sort(times).axis(orient="top", domain=False),
        alt.Y("topic_label").title(None).sort(list(cells["topic_label"].unique())),
    )
    empty = base.transform_filter(alt.datum["mark"] == "").mark_text(text="–", color=theme.MUTED)
    who = alt.selection_point(name="named_by", fields=["named_by"], bind="legend")
    named = (
        base.transform_filter(alt.datum["mark"] != "")
        .add_params(who)
        .mark_point(size=170)
        .encode(
            alt.Color("named_by").title(t("named by")).scale(alt.Scale(domain=speakers[:-1])),
            alt.Shape("mark")
            .title(t("mark"))
            .scale(alt.Scale(domain=kinds, range=["circle", "diamond"]))
            .legend(symbolFillColor=theme.INK, symbolStrokeColor=theme.INK),
            opacity=alt.when(who).then(alt.value(1)).otherwise(alt.value(0.15)),
            tooltip=[
                alt.Tooltip("topic_label", title=t("topic")),
                alt.Tooltip("group", title=t("group")),
                alt.Tooltip("question", title=t("question")),
                alt.Tooltip("mark", title=t("mark")),
                alt.Tooltip("text", title=t("points")),
                alt.Tooltip("named_by", title=t("named by")),
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
    by_group = criteria.groupby("group", sort=False)
    boxes = criteria.drop(columns=["group", "source", "question"]).assign(
        column=criteria["group"], row=by_group.cumcount(), filled=True, text=criteria["item"]
    )
    tooltip = [
        alt.Tooltip("column", title=t("group")),
        alt.Tooltip("text", title=t("criterion")),
        alt.Tooltip("topic_label", title=t("topic")),
    ]
    rows = alt.Y("row", type="ordinal").axis(None).scale(paddingInner=0.15)
    return figure.show(
        tiles.boxes(boxes, rows, tooltip, step=52),
        name=name,
        title=t("How suppliers are chosen"),
        subtitle=t("points listed, in printed order"),
        description=". ".join(f"{group}: {'; '.join(each['item'])}" for group, each in by_group),
        table=criteria[["group", "item", "topic_label", "slide"]],
        lang=settings.lang,
        slide=tables.slide(criteria),
    )
