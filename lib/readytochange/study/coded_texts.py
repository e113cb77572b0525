"""Every coded text of the study with its source and our topics: what a joint display is made of.

A text is a point of the interviews, a cluster of open answers, a quotation or an area of the stakeholders' reflection.
They are points listed, not counts of mentions. A text has a main topic and, where its words name one, a second.
"""

from collections.abc import Iterable

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import unknown
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import tables

__dir__ = offered(__name__)

TEXTS = ["source", "question", "id", "theme", "text", "topic", "topic_label"]
TEXTS += ["topic_second", "topic_second_label", "slide"]
SOURCES = ["source", "part", "label", "group", "slide"]

_QUESTIONS = N_(
    {
        "past": "last three years",
        "future": "future",
        "opportunities": "opportunities",
        "criteria": "criteria",
        "difficulties": "difficulties",
        "activities": "activities",
        "comments": "further remarks",
        "areas": "areas",
    }
)


@checked
def topics(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The project's codebook in one language: topic, label, definition, origin.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    return tables.localise(tables.topics(), settings)[["topic", "label", "definition", "origin"]]


@checked
def sources(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Who speaks in the coded texts.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        in the order in which they stand side by side: source, part ('interviews', 'survey', 'stakeholders'), label,
        group (short name of a group of interviewees, '' where the source is no single one), slide
    """
    return tables.localise(tables.sources(), settings)[SOURCES]


@checked
def texts(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Every coded text.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        in the study's order: source (one of `sources`), question (what was asked: 'past', 'future', 'opportunities',
        'criteria', 'difficulties', 'activities', 'comments', 'areas'), id, theme ('' where the study does not group),
        text; topic and topic_label, the main topic ('' for a quotation that is on none); topic_second and
        topic_second_label, '' where there is none; slide
    """
    points = tables.localise(tables.themes(), settings).drop(columns="theme")
    points = points.rename(
        columns={"group": "source", "item": "id", "item_text": "text", "theme_text": "theme"}
    )
    clusters = tables.localise(tables.clusters(), settings)
    clusters = clusters.rename(columns={"cluster": "id", "label": "text"}).assign(source="survey")
    quotes = tables.localise(tables.quotes(), settings)
    quotes = quotes.rename(columns={"quote": "id"}).assign(source="survey")
    areas = tables.localise(tables.areas(), settings).drop(columns="text")
    areas = areas.rename(columns={"area": "id", "title": "text"}).assign(
        source="stakeholders", question="areas"
    )
    found = pd.concat([points, clusters, quotes, areas], ignore_index=True)
    labels = {"": "", **topics(settings).set_index("topic")["label"]}
    return found.assign(
        theme=found["theme"].fillna(""),
        topic_label=found["topic"].map(labels),
        topic_second_label=found["topic_second"].map(labels),
    )[TEXTS]


@checked
def by_topic(found: pd.DataFrame) -> pd.DataFrame:
    """The texts under each of their topics: a row a text and topic.

    Parameters
    ----------
    found : from `texts`, all of it or a part

    Returns
    -------
    DataFrame
        source, question, id, theme, text, topic, topic_label, slide, main (whether the topic is the text's main one)
    """
    each = [
        found.assign(topic=found[name], topic_label=found[f"{name}_label"], main=name == "topic")
        for name in ("topic", "topic_second")
    ]
    rows = pd.concat(each).drop(columns=["topic_second", "topic_second_label"])
    return rows[rows["topic"] != ""].sort_index(kind="stable").reset_index(drop=True)


@checked
def by_source(found: pd.DataFrame) -> pd.DataFrame:
    """The texts source by source, the sources in the order in which they are met.

    Parameters
    ----------
    found : from `texts`, all of it or a part

    Returns
    -------
    DataFrame
        columns: source, question, id, theme, text, topic, topic_label, topic_second, topic_second_label, slide
    """
    order = list(dict.fromkeys(found["source"]))
    return found.sort_values("source", key=lambda each: each.map(order.index), kind="stable")


@checked
def grid(
    found: pd.DataFrame, settings: Settings = SETTINGS, sources: Iterable[str] | None = None
) -> pd.DataFrame:
    """Topics against sources, with a row for every cell, empty ones too; InputError if there is no such source.

    Parameters
    ----------
    found : from `texts`, all of it or a part
    settings : a notebook's, or those of `readytochange.use` where none are given
    sources : those to set against the topics, in their order; without it, those of the texts

    Returns
    -------
    DataFrame
        a row a cell, topics in the order of the codebook: topic, topic_label, source, named (whether a text is listed),
        main (whether one of which it is the main topic), count (how many), text (these, joined)
    """
    known = tables.sources()["source"]
    codebook = topics(settings)[["topic", "label"]].rename(columns={"label": "topic_label"})
    across = list(found["source"].unique() if sources is None else sources)
    for source in {*across} - {*known}:
        raise unknown("source", source, known)
    cells = codebook.merge(pd.DataFrame({"source": across}, dtype=object), how="cross")
    cell = by_topic(found.assign(text=in_full(found))).groupby(["topic", "source"], as_index=False)
    listed = cell.agg(text=("text", "; ".join), main=("main", "any"), count=("text", "size"))
    cells = cells.merge(listed, on=["topic", "source"], how="left")
    return cells.assign(
        named=cells["text"].notna(),
        main=cells["main"].eq(True),
        count=cells["count"].fillna(0).astype(int),
        text=cells["text"].fillna(""),
    )


@checked
def of_part(part: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The coded texts of one part of the study; InputError if there is no such part.

    Parameters
    ----------
    part : 'interviews', 'survey' or 'stakeholders'
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns: source, question, id, theme, text, topic, topic_label, topic_second, topic_second_label, slide
    """
    known = sources(settings)
    if part not in set(known["part"]):
        raise unknown("part of the study", part, known["part"])
    found = texts(settings)
    return found[found["source"].isin(known.loc[known["part"] == part, "source"])]


@checked
def choices(names: Iterable[str], settings: Settings = SETTINGS) -> list[tuple[str, str]]:
    """Sources or questions to choose from: the words of each, and its name.

    Parameters
    ----------
    names : ids of sources or of questions
    settings : a notebook's, or those of `readytochange.use` where none are given

    Examples
    --------
    >>> choices(["past", "criteria"], Settings(lang="en"))
    [('last three years', 'past'), ('criteria', 'criteria')]
    """
    labels = _labels(settings)
    listed = list(names)
    for name in {*listed} - {*labels}:
        raise unknown("source or question", name, labels)
    return [(labels[name], name) for name in listed]


@checked
def labelled(found: pd.DataFrame, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The same rows, sources and questions named as a reader sees them.

    Parameters
    ----------
    found : a table with `source`, with `question`, or with both
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns: source, question, id, theme, text, topic, topic_label, topic_second, topic_second_label, slide,
        source_label, question_label
    """
    labels = _labels(settings)
    columns = [name for name in ("source", "question") if name in found]
    return found.assign(**{f"{name}_label": found[name].map(labels) for name in columns})


@checked
def in_full(found: pd.DataFrame) -> pd.Series:
    """Texts as they stand outside their group: a fragment means nothing without the theme over it.

    Parameters
    ----------
    found : from `texts`, all of it or a part

    Returns
    -------
    Series of str
        by the index of `found`

    Examples
    --------
    >>> some = pd.DataFrame({"theme": ["Technology", ""], "text": ["To save energy", "Smart working"]})
    >>> in_full(some).to_list()
    ['Technology: to save energy', 'Smart working']
    """
    said = found["text"]
    inside = [each if each[1:2].isupper() else f"{each[:1].lower()}{each[1:]}" for each in said]
    return said.mask(found["theme"] != "", found["theme"] + ": " + inside)


@checked
def of_topic(found: pd.DataFrame, topic: str) -> pd.DataFrame:
    """The texts of which a topic is the main one or the second; InputError if the codebook has no such topic.

    Parameters
    ----------
    found : from `texts`, all of it or a part
    topic : its id, as 'skills_training'; `topics` has all

    Returns
    -------
    DataFrame
        columns: source, question, id, theme, text, topic, topic_label, topic_second, topic_second_label, slide
    """
    known = tables.topics()["topic"]
    if topic not in set(known):
        raise unknown("topic", topic, known)
    touched = (found["topic"] == topic) | (found["topic_second"] == topic)
    return found[touched].reset_index(drop=True)


def _labels(settings: Settings) -> dict[str, str]:
    """The words for each source and each question, by its name."""
    t = language.translator(settings.lang)
    labels: dict[str, str] = sources(settings).set_index("source")["label"].to_dict()
    return labels | {name: t(text) for name, text in _QUESTIONS.items()}


@checked
def labels(shown: pd.DataFrame, name: str) -> dict[str, str]:
    """The label of each id of a column, in the order of the table.

    Parameters
    ----------
    shown : a table that has the column, and its labels as `<name>_label`
    name : the column of ids: 'topic', 'source'
    """
    return dict(zip(shown[name], shown[f"{name}_label"], strict=True))
