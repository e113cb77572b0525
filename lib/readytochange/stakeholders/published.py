"""The stakeholders: who was heard, the areas they reflected on, what they ask, which lines elsewhere answer them."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import unknown
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import coded_texts, tables

PEOPLE = ["name", "role", "organisation", "slide"]
AREAS = ["area", "title", "aim", "text", "topic", "topic_label", "slide"]
QUESTIONS = ["area", "title", "question", "asked", "slide"]
INDICATORS = ["question", "indicator", "source", "when", "slide"]
ECHOES = ["area", "title", "source", "source_label", "question", "id", "text", "slide"]
AREA = ["kind", "source_label", "text", "slide"]
STATEMENTS = ["statement", "text", "relation", "value", "unit", "scope", "status", "slide"]


@checked
def people(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The people heard, as what, and of which institution.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns name, role, organisation, slide, in the study's order
    """
    heard = tables.stakeholders().rename(columns={"organisation": "organisation_it"})
    names = heard["name"].map(language.typographic)
    return tables.localise(heard.assign(name=names), settings)[PEOPLE]


@checked
def areas(settings: Settings = SETTINGS) -> pd.DataFrame:
    """What the stakeholders reflected on.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns area, title, aim, text, topic, topic_label, slide, in the study's order: aim is what announces the area,
        text what it says, its questions aside; topic and topic_label our coding
    """
    found = tables.localise(tables.areas(), settings)
    labels = coded_texts.topics(settings).set_index("topic")["label"]
    return found.assign(topic_label=found["topic"].map(labels))[AREAS]


@checked
def questions(settings: Settings = SETTINGS) -> pd.DataFrame:
    """What the areas ask, a row a question.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns area, title, question, asked, slide: asked is 'asked' (published as a question) or 'implied' (a
        problem that the area sets: our reading)
    """
    found = tables.localise(tables.areas(), settings)
    asked = [
        found.assign(question=found["questions"].map(_each_question), asked="asked"),
        found.assign(question=found["implied_question"].map(_each_question), asked="implied"),
    ]
    each = pd.concat(asked).explode("question").dropna(subset="question")
    return each.sort_values(["order", "asked"], kind="stable", ignore_index=True)[QUESTIONS]


def _each_question(text: str) -> list[str]:
    """The questions of a text, each with its question mark.

    Examples
    --------
    >>> _each_question("Chi? Come fare?")
    ['Chi?', 'Come fare?']
    >>> _each_question("")
    []
    """
    return [f"{part.strip()}?" for part in text.split("?") if part.strip()]


@checked
def indicators(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The questions on indicators as a list to be answered: a row a question, the answer's columns empty.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns question, indicator, source, when, slide
    """
    found = questions(settings).query("area == 'metrics'")
    return found.assign(indicator="", source="", when="")[INDICATORS].reset_index(drop=True)


@checked
def statements(settings: Settings = SETTINGS) -> pd.DataFrame:
    """What the study states about the country, each a bound and not a count.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns statement, text, relation, value, unit, scope, status, slide: text in the study's words; relation
        'under': the figure lies below `value`; status 'published'
    """
    return tables.localise(tables.statements(), settings).assign(status="published")[STATEMENTS]


@checked
def echoes(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Lines of other sources that answer an area, chosen one by one: the choice is ours, and follows from no coding.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns area, title, source, source_label, question, id, text, slide, a row a line, by area in the study's
        order: text as it stands outside its group, slide where the line stands in the study
    """
    chosen = tables.echoes().drop(columns="slide")
    found = coded_texts.labelled(coded_texts.texts(settings), settings)
    found = found.assign(text=coded_texts.in_full(found))[
        ["id", "source", "source_label", "question", "text", "slide"]
    ]
    lines = {
        "item": found[found["id"].isin(tables.themes()["item"])],
        "quote": found[found["id"].isin(tables.quotes()["quote"])],
    }
    told = pd.concat(
        [chosen.merge(each, left_on=name, right_on="id") for name, each in lines.items()]
    )
    each_area = areas(settings)[["area", "title"]]
    return each_area.merge(told.sort_values("order", kind="stable"), on="area")[ECHOES]


@checked
def area(area: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """One area: what it says, what it asks, its echoes in other sources.

    Parameters
    ----------
    area : the area's id
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns kind, source_label, text, slide: kind ('says', 'asked', 'implied', 'echoes'), source_label ('' but
        of an echo), text

    Raises
    ------
    InputError
        if there is no such area
    """
    known = areas(settings)
    if area not in set(known["area"]):
        raise unknown("area", area, known["area"])
    put = questions(settings).rename(columns={"question": "text", "asked": "kind"})
    found = pd.concat([known.assign(kind="says"), put, echoes(settings).assign(kind="echoes")])
    return found[found["area"] == area].fillna({"source_label": ""})[AREA].reset_index(drop=True)
