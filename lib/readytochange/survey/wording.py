"""What the survey asked, in its own words: questions, instructions, answers offered, and what of them can be read."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.language import N_, Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import tables

WITHOUT_FIGURES = [
    "question",
    "order",
    "label",
    "kind",
    "max_answers",
    "published",
    "options",
    "slide",
]


LISTED = ("sector",)
"""Questions whose answers the study lists without figures: they were no charts."""


PUBLISHED = N_(("counts", "options", "clusters", "quotes", "nothing"))


KINDS = N_(("single", "multiple", "scale", "open"))


@checked
def questions(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Everything the survey asked, and what of the answers can be read in our text.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a question in the survey's order: question, order, label, kind, max_answers, base, published, slide;
        also the columns kind_origin, base_status, instruction
    """
    return tables.localise(tables.questions(), settings)


@checked
def asked(question: str, settings: Settings = SETTINGS) -> Markdown | None:
    """A question in the survey's own words, with the instruction under it; nothing where it was not asked.

    Parameters
    ----------
    question : its id
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    Markdown or None
    """
    for row in questions(settings).query("question == @question").itertuples():
        t = language.translator(settings.lang)
        if not row.instruction:
            return t.say("In the survey: “{label}”.", label=row.label)
        return t.say(
            "In the survey: “{label}”. {instruction}.", label=row.label, instruction=row.instruction
        )
    return None


@checked
def options(question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The answers that a question offered, with figures or without: option, label, slide.

    Parameters
    ----------
    question : its id, as 'management'; `survey.questions` has all
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    if question in LISTED:
        found = tables.localise(tables.sectors(), settings).query("sample == 'survey'")
        found = found.rename(columns={"sector": "option"}).reset_index(drop=True)
    else:
        found = tables.localise(tables.answers(), settings).query("question == @question")
        found = found.sort_values("order", ignore_index=True)
    return found[["option", "label", "slide"]]


@checked
def sectors(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The sectors the firms come from, of which the study gives no figures: sector (its name), slide.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    found = options("sector", settings)
    return found.assign(sector=found["label"])[["sector", "slide"]]


@checked
def without_figures(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The questions whose figures stood in a chart, and are not in the text we have.

    Open questions, whose answers are grouped or quoted and not counted, are not among them, nor are those whose answers
    the study lists.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a question in the survey's order, columns question, order, label, kind, max_answers, published,
        options, slide: options (a list, the labels of the answers offered, empty where they cannot be read either)
    """
    found = questions(settings).query(
        "published in ['nothing', 'options'] and question not in @LISTED"
    )
    offered = [list(options(name, settings)["label"]) for name in found["question"]]
    return found.assign(options=pd.Series(offered, found.index, dtype=object))[
        WITHOUT_FIGURES
    ].reset_index(drop=True)
