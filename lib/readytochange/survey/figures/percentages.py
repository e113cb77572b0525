"""What published percentages allow: all of them beside their counts, and any one of any base."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey.audit import percentages

_SEVERAL = 2
"""From here on a title counts."""


@checked
def checks(name: str, checks: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Every published percentage beside the counts it allows; `checks` from `survey.checks`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    checks : from `survey.checks`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    title = t("Published percentages and the counts they allow")
    if len(checks) >= _SEVERAL and checks["fits"].all():
        title = t("All {n} published percentages fit a whole number of firms", n=len(checks))
    return figure.table(
        checks.drop(columns="question"), name=name, title=title, lang=settings.lang, form="closed"
    )


@checked
def percentage(name: str, percent: str, base: int, settings: Settings = SETTINGS) -> Figure:
    """The counts that a percentage of a base allows.

    Parameters
    ----------
    name : of the figure, as '2-percentage'
    percent : as published, with a comma or a point: '48,5'
    base : respondents asked, at least 1
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    found = percentages.check(percent, base, settings)
    return figure.table(
        found.dropna(subset="count").drop(columns="says"),
        name=name,
        title=found["says"].iloc[0],
        lang=settings.lang,
        description=t(
            "One count: it is recovered. Several: it is one of these. None: the percentage is "
            "wrong, or of another base."
        ),
    )
