"""What the interviews say, in words: each is said only while what it tells of is there."""

from typing import Literal

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.interviews import published
from readytochange.language import Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import tables

__dir__ = offered(__name__)

_SEVERAL = 2


@checked
def asked(question: str, settings: Settings = SETTINGS) -> Markdown | None:
    """The words of a question; nothing where the study does not have it.

    Parameters
    ----------
    question : 'past', 'future', 'opportunities' or 'criteria'
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    found = tables.localise(tables.interview_questions(), settings)
    words = found.loc[found["question"] == question, "label"]
    quoted = [{"words": language.in_quotes(each, settings.lang)} for each in words]
    return t.say_each("The question: {words}", quoted)


@checked
def told_apart(
    points: pd.DataFrame,
    column: Literal["theme", "item"],
    settings: Settings = SETTINGS,
    most: int | None = None,
) -> list[dict[str, str]]:
    """What each group lists, in words, where the groups list different things.

    Parameters
    ----------
    points : from `interviews.by_group`
    column : 'theme' or 'item'
    settings : a notebook's, or those of `readytochange.use` where none are given
    most : how many things of each group are named, from the beginning; without it, all

    Returns
    -------
    list of dict
        one, by the names of the groups in the data: what a sentence about them is filled from. None where there are no
        two groups, one of them lists nothing, or two list the same
    """
    groups = published.group_names(settings)
    given = points[points[column] != ""].groupby("source")[column]
    found = {str(group): list(texts.unique()) for group, texts in given}
    listed = [text for texts in found.values() for text in texts]
    if len(groups) < _SEVERAL or {*found} != {*groups} or len({*listed}) < len(listed):
        return []
    return [
        {
            name: language.listing(texts[:most], settings.lang, quoted=True)
            for name, texts in found.items()
        }
    ]
