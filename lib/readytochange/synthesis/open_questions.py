"""What the study leaves open: answers it does not print, questions put to it, topics that nobody names."""

import pandas as pd

from readytochange import stakeholders, survey
from readytochange.language import N_
from readytochange.parameters import Settings
from readytochange.study import coded_texts, tables

OPEN = ["source", "gap", "text", "slide"]

_UNPRINTED = N_(
    {
        "nothing": "question printed without its answers",
        "options": "options printed without figures",
        "clusters": "answers grouped, not counted",
        "quotes": "some answers quoted, not counted",
    }
)

_ASKED = N_({"asked": "question asked", "implied": "question implied (our reading)"})

_POINTED_OUT = ("tax_advantages",)
"""Quotations in which a respondent asks for something to be looked into: our reading."""


def left_open(settings: Settings) -> pd.DataFrame:
    """Everything the study leaves open, with where it stands.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    DataFrame
        the columns of `OPEN`: source ('survey', 'interviews', 'stakeholders', or 'codebook' for a topic that no source
        names), gap (in English: what kind of thing is open), text (the question, remark or topic), slide
    """
    asked = (
        survey.questions(settings).query("published != 'counts'").rename(columns={"label": "text"})
    )
    quoted = survey.quotes(settings)
    quoted = quoted[quoted["quote"].isin(_POINTED_OUT)]
    listed = tables.localise(tables.interview_questions(), settings).rename(
        columns={"label": "text"}
    )
    put = stakeholders.questions(settings).rename(columns={"question": "text"})
    parts = [
        asked.assign(source=N_("survey"), gap=asked["published"].map(_UNPRINTED)),
        quoted.assign(
            source=N_("survey"), gap=N_("remark that asks to look into it (our reading)")
        ),
        listed.assign(source=N_("interviews"), gap=N_("points listed, mentions not counted")),
        put.assign(source=N_("stakeholders"), gap=put["asked"].map(_ASKED)),
        unnamed(settings).assign(source=N_("codebook"), gap=N_("topic that no source names")),
    ]
    return pd.concat([part[OPEN] for part in parts], ignore_index=True)


def unnamed(settings: Settings) -> pd.DataFrame:
    """The topics of the codebook under which no source lists anything: text, slide."""
    codebook = tables.localise(tables.topics(), settings).rename(columns={"label": "text"})
    silent = ~codebook["topic"].isin(coded_texts.by_topic(coded_texts.texts(settings))["topic"])
    return codebook.loc[silent, ["text", "slide"]].reset_index(drop=True)
