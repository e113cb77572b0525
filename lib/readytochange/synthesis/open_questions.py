"""What the study leaves open: the questions that institutions put, and a remark that asks to look into something."""

import pandas as pd

from readytochange import stakeholders, survey
from readytochange.arguments import checked
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered

__dir__ = offered(__name__)

OPEN = ["source", "gap", "text", "slide"]

_ASKED = N_({"asked": "Asked by the institutions", "implied": "Set as a problem (our reading)"})

_POINTED_OUT = ("tax_advantages",)
"""Quotations in which a respondent asks for something to be looked into: our reading."""


@checked
def left_open(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The questions that the study leaves open, with where they stand.

    Charts whose figures our text lacks are none of them: `survey` lists those.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns source, gap, text, slide: source ('stakeholders', 'survey'), gap (in English: what kind of
        question), text, slide
    """
    put = stakeholders.questions(settings).rename(columns={"question": "text"})
    put = put.assign(source=N_("stakeholders"), gap=put["asked"].map(_ASKED))
    quoted = survey.quotes(settings)
    quoted = quoted[quoted["quote"].isin(_POINTED_OUT)].assign(
        source=N_("survey"), gap=N_("To be looked into, for a respondent")
    )
    found = pd.concat([put.sort_values("asked", kind="stable")[OPEN], quoted[OPEN]])
    return found.reset_index(drop=True)
