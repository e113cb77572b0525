"""Figures of the study as a whole: its project, its elements, what was corrected, our codebook."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import tables

__dir__ = offered(__name__)

_FACTS = N_(
    {
        "opportunity": "what it is",
        "owner": "for whom",
        "funder": "who funds it",
        "programme": "programme",
        "aim": "aim",
        "support": "support",
        "context": "context",
        "method": "research",
    }
)
"""The facts that say what the project is, in the order in which they are shown."""


@checked
def project(name: str, facts: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What the project is, for whom, who funds it; `facts` from `tables.project`, in one language.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    facts : the table `project` of `study.tables`, in one language by `localise`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    told = [fact for fact in _FACTS if fact in set(facts["fact"])]
    shown = facts.set_index("fact").loc[told].reset_index()
    shown = shown.assign(fact=[t(_FACTS[fact]) for fact in told])
    return figure.table(shown, name=name, title=t("What the project is"), lang=settings.lang)


@checked
def model(name: str, model: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """The elements of the exploration, a card each, in no order: what it yields, what it is for.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    model : from `tables.exploration_model`, in one language
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    return figure.table(
        model[["result", "purpose", "slide"]],
        name=name,
        title=t("The exploration model"),
        reading=t(
            "Which purpose goes with which result is our reading: the text has lost the layout of the slide, and gives "
            "no order."
        ),
        form="cards",
        lang=settings.lang,
    )


@checked
def corrections(name: str, settings: Settings = SETTINGS) -> Figure:
    """The misprints of the study that the tables correct.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    title = language.translator(settings.lang)("Misprints corrected here")
    found = tables.corrections()[["printed", "corrected"]]
    return figure.table(found, name=name, title=title, lang=settings.lang, form="closed")


@checked
def codebook(name: str, topics: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Our topics and the rule by which each is coded; `topics` from `coded_texts.topics`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    topics : from `coded_texts.topics`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    title = language.translator(settings.lang)("The topics, and how we assigned them")
    shown = topics.assign(topic=topics["label"])[["topic", "definition"]]
    return figure.table(shown, name=name, title=title, lang=settings.lang, form="closed")
