"""The interviews: methods, sectors of the two samples compared, points by theme, which group names which topic.

Points are listed by the study, not counted: nothing here says how often something was said.
"""

import pandas as pd

from readytochange.arguments import checked
from readytochange.errors import unknown
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import coded_texts, tables

TIMES = ("past", "future")
METHODS = ["approach", "method", "description", "slide"]
GROUPS = ["group", "label", "count", "status", "slide"]
SECTORS = ["common", "label", "interviews", "survey", "where", "slide"]
POINTS = ["source", "question", "id", "theme", "item", "emphasis", "topic", "topic_label", "slide"]
MATRIX = ["topic", "topic_label", "group", "question", "main", "text", "slide"]


@checked
def methods(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The techniques of the research under the approaches that hold them.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns approach, method, description, slide, in the study's order: labels of approach and method; description
        is what the study says of the approach. An approach has either methods or a description
    """
    approaches = tables.localise(tables.approaches(), settings)
    techniques = tables.localise(tables.methods(), settings)[["approach", "label"]]
    found = approaches.merge(techniques.rename(columns={"label": "method"}), "left", on="approach")
    return found.assign(approach=found["label"], method=found["method"].fillna(""))[METHODS]


@checked
def groups(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The groups of interviewees with their number of interviews, in the study's order.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns: group, label, count, status, slide
    """
    found = tables.localise(tables.interviews(), settings)
    return found.rename(columns={"interviews": "count"}).assign(status="published")[GROUPS]


@checked
def roles(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The professional roles interviewed: role (its name), slide.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    found = tables.localise(tables.roles(), settings)
    return found.assign(role=found["label"])[["role", "slide"]]


@checked
def group_names(settings: Settings = SETTINGS) -> dict[str, str]:
    """The short name of each group of interviewees, in the order in which they stand side by side.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    found = coded_texts.sources(settings).query("group != ''")
    return dict(zip(found["source"], found["group"], strict=True))


@checked
def texts(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The coded texts of the interviews: those of each group, and what the study gives for all together.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns: source, question, id, theme, text, topic, topic_label, topic_second, topic_second_label, slide
    """
    return coded_texts.of_part("interviews", settings)


@checked
def sectors(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The sectors of interviews and survey, one beside the other; 'other' compares with nothing and is left out.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns common, label, interviews, survey, where, slide, a row a sector: common (id that both lists share),
        label, interviews and survey (the name in each list, '' where it is not listed), where ('both',
        'interviews', 'survey'), slide (of the lists it is in, a line each); those in both first
    """
    listed = tables.localise(tables.sectors(), settings).query("common != 'other'")
    names = listed.pivot_table(
        index="common", columns="sample", values="label", aggfunc="first", fill_value="", sort=False
    )
    names = names.reindex(columns=["interviews", "survey"], fill_value="").reset_index()
    where = [
        "both" if row.interviews and row.survey else "interviews" if row.interviews else "survey"
        for row in names.itertuples()
    ]
    labels = names["interviews"].where(names["interviews"] != "", names["survey"])
    slides = listed.groupby("common")[["slide"]].apply(tables.slide)
    found = names.assign(where=where, label=labels, slide=names["common"].map(slides))
    return found.sort_values("where", kind="stable", ignore_index=True)[SECTORS]


@checked
def points(question: str, group: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The points one group made to one question, in the study's order.

    Parameters
    ----------
    question : 'past', 'future', 'opportunities' or 'criteria'
    group : a source of the interviews: a group, or 'all' where the study does not tell the groups apart
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns source, question, id, theme, item, emphasis, topic, topic_label, slide; theme is '' where the study does
        not group, emphasis what it sets in bold, parted by semicolons. Without rows where the study gives no points
        of such a group to such a question

    Raises
    ------
    InputError
        if there is no such question, or no such source
    """
    for what, name, column in (
        ("question of the interviews", question, "question"),
        ("group of interviewees", group, "group"),
    ):
        known = tables.accepted("themes", column)
        if name not in known:
            raise unknown(what, name, known)
    found = _points(settings)
    chosen = (found["question"] == question) & (found["source"] == group)
    return found[chosen].reset_index(drop=True)[POINTS]


def _points(settings: Settings) -> pd.DataFrame:
    """Every point of the interviews, with what the study sets in bold in it."""
    stressed = tables.localise(tables.themes(), settings).set_index("item")["emphasis"]
    found = texts(settings)
    return found.assign(emphasis=found["id"].map(stressed)).rename(columns={"text": "item"})


@checked
def matrix(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Which group names which topic, for the last three years and for the future.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns topic, topic_label, group, question, main, text, slide, a row a topic, group and question, empty
        cells too: text (the points, joined; '' where none is listed), main (whether it is the main topic of one of
        them), slide (of what the group answers)
    """
    groups, found = list(group_names(settings)), texts(settings)
    found = coded_texts.by_topic(found.assign(text=coded_texts.in_full(found)))
    found = found.rename(columns={"source": "group"})
    found = found[found["group"].isin(groups) & found["question"].isin(TIMES)]
    cell = found.groupby(["topic", "group", "question"], as_index=False)
    listed = cell.agg(text=("text", "; ".join), main=("main", "any"))
    cells = coded_texts.topics(settings).rename(columns={"label": "topic_label"})
    for name, values in (("group", groups), ("question", TIMES)):
        cells = cells.merge(pd.DataFrame({name: values}), how="cross")
    cells = cells.merge(listed, how="left")
    cells = cells.assign(text=cells["text"].fillna(""), main=cells["main"].eq(True))
    cells = cells.merge(_slides(), "left", on=["group", "question"]).fillna({"slide": ""})
    return cells[MATRIX]


def _slides() -> pd.DataFrame:
    """The heading in the study under which a group's answers to a question stand: group, question, slide."""
    listed = tables.themes()[["group", "question", "slide"]]
    return listed.drop_duplicates(["group", "question"])


@checked
def by_group(question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """What each group answers to a question, group after group.

    Parameters
    ----------
    question : 'past', 'future', 'opportunities' or 'criteria'
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns source, question, id, theme, item, emphasis, topic, topic_label, slide, and group (its name)
    """
    names = group_names(settings)
    found = [points(question, source, settings) for source in names]
    listed = pd.concat(found) if found else _points(settings).iloc[:0][POINTS]
    return listed.assign(group=listed["source"].map(names)).reset_index(drop=True)


@checked
def criteria(settings: Settings = SETTINGS) -> pd.DataFrame:
    """By what each group chooses a supplier, group after group.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns source, question, id, theme, item, emphasis, topic, topic_label, slide, and group (its name)
    """
    return by_group("criteria", settings)
