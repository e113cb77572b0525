"""The stakeholders: who was heard, the areas they reflected on, what they ask, who else speaks of the same topics."""

import pandas as pd

from readytochange.errors import unknown
from readytochange.parameters import Settings
from readytochange.study import coded_texts, tables

PEOPLE = ["name", "role", "organisation", "slide"]
AREAS = ["area", "title", "aim", "summary", "topic", "topic_label", "slide"]
QUESTIONS = ["area", "title", "question", "asked", "slide"]
INDICATORS = ["question", "indicator", "source", "when", "slide"]
AREA = ["kind", "source", "text", "slide"]
STATEMENTS = ["statement", "text", "relation", "value", "unit", "scope", "status", "slide"]


def people(settings: Settings) -> pd.DataFrame:
    """The people heard, as what, and of which institution.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    DataFrame
        the columns of `PEOPLE`, in printed order
    """
    heard = tables.stakeholders().rename(columns={"organisation": "organisation_it"})
    return tables.localise(heard, settings)[PEOPLE]


def areas(settings: Settings) -> pd.DataFrame:
    """What the stakeholders reflected on.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    DataFrame
        the columns of `AREAS`, in printed order: aim is what announces the area, summary what it says (ours, shorter),
        topic and topic_label our coding
    """
    found = tables.localise(tables.areas(), settings)
    labels = coded_texts.topics(settings).set_index("topic")["label"]
    return found.assign(topic_label=found["topic"].map(labels))[AREAS]


def questions(settings: Settings) -> pd.DataFrame:
    """What the areas ask, a row a question.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    DataFrame
        the columns of `QUESTIONS`: asked is 'asked' (printed as a question) or 'implied' (a problem that the area sets:
        our reading)
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


def indicators(settings: Settings) -> pd.DataFrame:
    """The questions on indicators as a list to be answered: a row a question, the answer's columns empty.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    DataFrame
        the columns of `INDICATORS`
    """
    found = questions(settings).query("area == 'metrics'")
    return found.assign(indicator="", source="", when="")[INDICATORS].reset_index(drop=True)


def statements(settings: Settings) -> pd.DataFrame:
    """What the study states about the country, each a bound and not a count.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    DataFrame
        the columns of `STATEMENTS`: text in the study's words; relation 'under': the figure lies below `value`; status
        'published'
    """
    return tables.localise(tables.statements(), settings).assign(status="published")[STATEMENTS]


def related(settings: Settings) -> pd.DataFrame:
    """What other sources list on the topic of each area.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    DataFrame
        a row a text, by area in printed order: area, title, and the columns of `coded_texts.TEXTS`
    """
    found = coded_texts.texts(settings).query("source != 'stakeholders'")
    return areas(settings)[["area", "title", "topic"]].merge(found, on="topic")


def area(area: str, settings: Settings) -> pd.DataFrame:
    """One area: what it says, what it asks, what other sources list on its topic.

    Parameters
    ----------
    area : the area's id
    settings : of the notebook

    Returns
    -------
    DataFrame
        the columns of `AREA`: kind ('says', 'asked', 'implied', 'others'), source, text (of 'says' our summary)

    Raises
    ------
    InputError
        if there is no such area
    """
    known = areas(settings)
    if area not in set(known["area"]):
        raise unknown("area", area, known["area"])
    said = known.rename(columns={"summary": "text"}).drop(columns=["topic"]).assign(kind="says")
    put = questions(settings).rename(columns={"question": "text", "asked": "kind"})
    own = pd.concat([said, put]).assign(source="stakeholders")
    found = pd.concat([own, related(settings).assign(kind="others")])
    return found[found["area"] == area][AREA].reset_index(drop=True)


def grid(settings: Settings) -> pd.DataFrame:
    """Which other sources speak on the topic of each area.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    DataFrame
        a row an area and other source, silent ones too: area, title, topic_label, source, named, text (the texts,
        joined)
    """
    joined = related(settings).groupby(["area", "source"], as_index=False)["text"].agg("; ".join)
    others = coded_texts.sources(settings).query("part != 'stakeholders'")[["source"]]
    cells = areas(settings)[["area", "title", "topic_label"]].merge(others, how="cross")
    cells = cells.merge(joined, "left", on=["area", "source"])
    cells = cells.assign(named=cells["text"].notna(), text=cells["text"].fillna(""))
    return cells[["area", "title", "topic_label", "source", "named", "text"]]
