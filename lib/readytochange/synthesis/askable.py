"""What can be asked of these data, what cannot, and what a new survey would add: a sentence each, while it holds."""

from collections.abc import Iterator

import pandas as pd

from readytochange import language, survey
from readytochange.arguments import checked
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.statuses import marked
from readytochange.study import tables

__dir__ = offered(__name__)

ASKABLE = ["kind", "text"]


@checked
def sentences(settings: Settings = SETTINGS) -> pd.DataFrame:
    """What can be asked of these data, what cannot, and what a new survey would add.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a sentence: kind ('can', 'cannot', 'new'), text
    """
    kinds = {"can": _can, "cannot": _cannot, "new": _new}
    told = [(kind, text) for kind, say in kinds.items() for text in say(settings)]
    return pd.DataFrame(told, columns=ASKABLE)


def _can(settings: Settings) -> Iterator[str]:
    t = language.translator(settings.lang)
    published = survey.questions(settings)["published"]
    if counted := int((published == "counts").sum()):
        yield t(
            "How many firms gave an answer, in {counted} of the {n} questions of the survey, and how uncertain the "
            "share is.",
            counted=language.in_letters(counted, settings.lang),
            n=len(published),
        )
    yield t(
        "Which points the interviews list, how the study groups answers to open questions, what the institutions "
        "reflect on; and, by our coding, where each topic is listed."
    )
    if counted:
        yield t(
            "Of two answers, how many firms gave both, at least and at most; and whether a percentage is "
            "possible at all."
        )


def _cannot(settings: Settings) -> Iterator[str]:
    t = language.translator(settings.lang)
    if without := len(survey.without_figures(settings)):
        yield t(
            "How many firms chose which answer in {without} questions of the survey, whose charts left no figures in "
            "the text we have, and how many firms there are of each sector.",
            without=language.in_letters(without, settings.lang),
        )
    yield t(
        "Whether small firms answer otherwise than large ones: the text we have has no table of one "
        "question by another."
    )
    for base in survey.widest_interval(settings)["base"]:
        yield t(
            "What firms in general think: {base} answered, and nothing says that they were drawn at random.",
            base=marked(base, "computed"),
        )
    yield t("How many people said something in the interviews: points are listed, not counted.")


def _new(settings: Settings) -> Iterator[str]:
    t = language.translator(settings.lang)
    years = tables.periods().query("activity == 'survey'")["end"].str[:4]
    for year in years:
        yield t(
            "With the same questions: what has changed since {year}. With as few firms, only a large change would "
            "show.",
            year=year,
        )
    yield t(
        "With each firm's replies kept apart: a comparison of small and large firms, and how many gave two answers, "
        "without bounds."
    )
