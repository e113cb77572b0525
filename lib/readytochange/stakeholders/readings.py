"""What the stakeholders say, in words: each is said only while what it tells of is there."""

import pandas as pd

from readytochange import figures, language
from readytochange.arguments import checked
from readytochange.language import Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.stakeholders import published
from readytochange.study import tables

__dir__ = offered(__name__)

_SEVERAL = 2
_JOBS = "outside_employer_jobs"


@checked
def mostly_on_metrics(
    questions: pd.DataFrame, settings: Settings = SETTINGS
) -> list[dict[str, str]]:
    """How many of the questions are on how to measure, and how many there are, implied ones aside.

    Parameters
    ----------
    questions : from `stakeholders.questions`
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    list of dict
        one, measuring and n in letters: what a sentence that begins with the first is filled from. None where they are
        not most, or one alone
    """
    asked = questions[questions["asked"] == "asked"]
    measuring = int((asked["area"] == "metrics").sum())
    if measuring < _SEVERAL or measuring * 2 <= len(asked):
        return []
    some, n = (language.in_letters(count, settings.lang) for count in (measuring, len(asked)))
    return [{"measuring": language.capital(some), "n": n}]


@checked
def jobs_in_its_words(settings: Settings = SETTINGS) -> Markdown | None:
    """The study's figure on prison jobs with outside firms in its words, with its place and what it does not say.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    return t.say_each(
        "Under {title} the study writes: {text} It is an upper bound, not a count: how many fewer, the text we "
        "have does not say, and we do not estimate it. Nor does it say of which year.",
        [
            {name: language.in_quotes(each[name], settings.lang) for name in ("title", "text")}
            for each in outside_jobs(settings)
        ],
    )


@checked
def outside_jobs(settings: Settings = SETTINGS) -> list[dict[str, str]]:
    """The prison jobs with outside firms, where the study gives a bound: value, title of the area, text, in words.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    stated = published.statements(settings).query("statement == @_JOBS")
    titles = published.areas(settings).set_index("area")["title"]
    area = tables.statements().set_index("statement")["area"]
    placed = stated.assign(title=stated["statement"].map(area).map(titles))
    return figures.each_in_words(placed[placed["relation"] == "under"], settings.lang)
