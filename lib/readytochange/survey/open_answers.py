"""Open answers: the groups that the study makes of them, and respondents' own words. None of them is counted."""

import pandas as pd

from readytochange.arguments import checked
from readytochange.errors import InputError, unknown
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import tables

WITH_CLUSTERS = ("difficulties", "activities")
"""The questions that notebooks name; of one that a wave did not ask, or did not publish, there are no rows."""


@checked
def clusters(question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """An open question's answers as the study grouped them, with our topic.

    Parameters
    ----------
    question : 'difficulties' or 'activities'
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        question, cluster, label, topic, topic_label, work (of activities, our reading: 'back_office', or 'contact'
        where the words name talking with people), slide; without counts, which our text does not hold. Without rows
        where the data have no groups of answers to one of `WITH_CLUSTERS`

    Raises
    ------
    InputError
        if the study grouped no answers to another question
    """
    found = tables.localise(tables.clusters(), settings)
    if question in set(tables.questions()["question"]) - {*found["question"], *WITH_CLUSTERS}:
        raise InputError(
            f"question '{question}' was asked, but the study groups no answers to it; "
            f"questions with groups of answers: {', '.join(dict.fromkeys(found['question']))}"
        )
    if question not in {*found["question"], *WITH_CLUSTERS}:
        raise unknown("question with clusters", question, dict.fromkeys(found["question"]))
    topics = tables.localise(tables.topics(), settings).set_index("topic")["label"]
    found = found.query("question == @question").reset_index(drop=True)
    return found.assign(topic_label=found["topic"].map(topics))[
        ["question", "cluster", "label", "topic", "topic_label", "work", "slide"]
    ]


@checked
def quotes(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Respondents' own words: quote, text, slide.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    return tables.localise(tables.quotes(), settings)[["quote", "text", "slide"]]
