"""What stays open: obstacles with the lines that answer them, or none, and the questions without an answer."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings


@checked
def obstacles(name: str, found: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What the study answers to each difficulty; `found` from `obstacles.replies`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `obstacles.replies`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    unanswered = found.loc[~found["answered"], "cluster"].nunique()
    n = found["cluster"].nunique()
    title = t("What the study answers to each obstacle")
    if 0 < unanswered < n:
        title = t(
            "Obstacles without a reply among opportunities and reflections: {open} of {n}",
            open=language.in_letters(unanswered, settings.lang),
            n=language.in_letters(n, settings.lang),
        )
    none = t("No line that replies")
    shown = found.assign(reply=found["reply"].where(found["answered"], none))
    return figure.table(
        shown[["difficulty", "reply", "link", "source", "slide"]],
        name=name,
        title=title,
        reading=t("The lines are the study's; which of them answers a difficulty is our reading."),
        form="groups",
        lang=settings.lang,
    )


@checked
def left_open(name: str, found: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What the study leaves open, all of it or a part; `found` from `open_questions.left_open`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `open_questions.left_open`, all of it or a part
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    shown = found.assign(gap=found["gap"].map(t), source=found["source"].map(t))
    return figure.table(
        shown[["gap", "text", "source", "slide"]],
        name=name,
        title=t("What stays open"),
        form="lists",
        lang=settings.lang,
    )
