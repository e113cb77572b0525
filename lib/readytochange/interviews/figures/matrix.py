"""Which group names which topic: a mark says that something is listed, not how often it was said."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.choices import Choices, Menu, Text, outlined
from readytochange.figures.figure import Figure
from readytochange.interviews import published
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import coded_texts, tables

_SHAPES = {
    "main": "circle",
    "second": "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0ZM.7,0A.7,.7,0,1,0,-.7,0A.7,.7,0,1,0,.7,0Z",
}
"""Full where the topic is the main one of a point, hollow where it is a second one."""

_CHOSEN = ("topic", "group", "question")
"""What menus choose: the parameters of the chart, by the names of the columns."""


@checked
def matrix(name: str, matrix: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Topics by group, for the last three years and for the future: a mark where at least one point is listed.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    matrix : from `interviews.matrix`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    title = t("Where to read the groups, topic by topic")
    if matrix.empty:
        return figure.table(matrix, name=name, title=title, lang=settings.lang)
    words = _words(matrix, settings)
    names = published.group_names(settings)
    groups = {group: language.capital(name) for group, name in names.items()}
    by_group = alt.Column("group").title(None).sort(list(groups))
    by_group = by_group.header(labelExpr=theme.label_of(groups))
    return figure.show(
        _topic_marks(
            matrix.assign(**{f"{each}_label": said for each, said in words.items()}), settings
        )
        .facet(column=by_group, spacing=24)
        .add_params(*(alt.param(name=name, value="") for name in _CHOSEN)),
        name=name,
        title=title,
        subtitle=t("Topics of the points listed, by our coding"),
        description=_description(matrix.assign(**words)),
        table=matrix.assign(**words)[matrix["text"] != ""].drop(columns="topic"),
        lang=settings.lang,
        slide=tables.slide(matrix),
        reading=t(
            "A mark says that at least one point is on the topic, not how often it was spoken of; a dash does not say "
            "that nobody spoke of it."
        ),
        choices=_choices(matrix, settings),
    )


def _choices(matrix: pd.DataFrame, settings: Settings) -> Choices:
    """Menus of topics, groups and times, and the points behind each mark."""
    t = language.translator(settings.lang)
    options = {
        "topic": dict(zip(matrix["topic"], matrix["topic_label"], strict=True)),
        "group": published.group_names(settings),
        "question": _times(settings),
    }
    words = {"topic": t("topic"), "group": t("group"), "question": t("question")}
    [first] = matrix.loc[matrix["text"] != "", list(options)].head(1).to_dict("records") or [{}]
    menus = [
        Menu(name, word, [*options[name].items()], first.get(name, ""))
        for name, word in words.items()
    ]
    found = published.texts(settings)
    listed = coded_texts.by_topic(found.assign(text=coded_texts.in_full(found)))
    second = t("as its second topic:")
    texts = [
        Text(
            "" if row.main else second,
            row.text,
            {"topic": row.topic, "group": row.source, "question": row.question},
        )
        for row in listed.itertuples()
        if row.source in options["group"] and row.question in options["question"]
    ]
    return Choices(menus, texts, nothing=t("Nothing is listed here."))


def _words(matrix: pd.DataFrame, settings: Settings) -> dict[str, "pd.Series[str]"]:
    """The ids of a matrix as a reader sees them."""
    t = language.translator(settings.lang)
    groups = published.group_names(settings)
    labels: Mapping[str, Mapping[Any, str]] = {
        "group": groups,
        "question": _times(settings),
        "main": {True: t("main"), False: t("second")},
    }
    words = {name: matrix[name].map(names).fillna("") for name, names in labels.items()}
    return words | {"main": words["main"].mask(matrix["text"] == "", "")}


def _times(settings: Settings) -> dict[str, str]:
    return {name: label for label, name in coded_texts.choices(published.TIMES, settings)}


def _description(cells: pd.DataFrame) -> str:
    """What each group lists in each time, topic by topic."""
    listed = cells[cells["text"] != ""]
    told = [
        f"{language.capital(str(group))}, {time}: {', '.join(each['topic_label'])}."
        for (group, time), each in listed.groupby(["group", "question"], sort=False)
    ]
    return " ".join(told) or "–"


def _topic_marks(cells: pd.DataFrame, settings: Settings) -> Any:
    """A mark for every cell in which something is listed, a dash for every other."""
    t = language.translator(settings.lang)
    topics = dict(zip(cells["topic"], cells["topic_label"], strict=True))
    times = _times(settings)
    listed = cells["text"] != ""
    cells = cells.assign(look=cells["main"].map({True: "main", False: "second"}).where(listed, ""))
    looks = {"main": t("main topic of a point"), "second": t("second topic of a point")}
    looks = {look: label for look, label in looks.items() if look in set(cells["look"])}
    tooltip = [
        alt.Tooltip("topic_label", title=t("topic")),
        alt.Tooltip("group_label", title=t("group")),
        alt.Tooltip("question_label", title=t("question")),
        alt.Tooltip("main_label", title=t("main or second topic")),
        alt.Tooltip("text", title=t("points")),
    ]
    base = alt.Chart(cells, width=240, height=alt.Step(34)).encode(
        alt.X("question")
        .title(None)
        .sort(list(times))
        .axis(orient="top", domain=False, **theme.named_columns(times)),
        alt.Y("topic").title(None).sort(list(topics)).axis(**theme.named_rows(topics)),
    )
    empty = base.transform_filter(alt.datum["look"] == "").mark_text(text="–", color=theme.MUTED)
    filled = base.transform_filter(alt.datum["look"] != "")
    named = filled.mark_point(size=170, color=theme.BLUE).encode(
        alt.Shape("look")
        .title(None)
        .scale(alt.Scale(domain=list(looks), range=[_SHAPES[look] for look in looks]))
        .legend(symbolFillColor=theme.BLUE, symbolStrokeColor=theme.BLUE, **theme.named(looks)),
    )
    places = outlined(filled, _CHOSEN, tooltip)
    return alt.layer(empty, named, places)
