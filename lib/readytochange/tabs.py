"""The pages of the app: for each part of the study its explorers, one a tab.

`serving` shows the parts; the one cell of a page calls `show`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from readytochange import (
    exhibits,
    gap_explorers,
    interview_explorers,
    parameters,
    stakeholder_explorers,
    survey_explorers,
    topic_explorers,
    wording,
)
from readytochange.controls import Explorer, line
from readytochange.figures import Figure
from readytochange.frames import framed
from readytochange.mistakes import Mistake
from readytochange.parameters import Settings


@dataclass(frozen=True)
class Part:
    """A page: its title, and by the title of each tab what makes its explorer."""

    title: str
    tabs: Mapping[str, Callable[[Settings], Explorer]]


def parts(lang: str) -> dict[str, Part]:
    """The pages in one language, by the names of the notebooks whose functions they explore.

    Parameters
    ----------
    lang : 'it' or 'en'

    Examples
    --------
    >>> list(parts("en")["2-quantitative"].tabs)
    ['Shares', 'The two lists', 'A printed percentage']
    """
    t = wording.translator(lang)
    return {
        "0-project": Part(
            t("The project"), {t("The questions of the survey"): survey_explorers.questions}
        ),
        "1-qualitative": Part(
            t("The qualitative research"),
            {
                t("Points by word"): interview_explorers.points,
                t("Points by topic"): interview_explorers.heard,
            },
        ),
        "2-quantitative": Part(
            t("The quantitative research"),
            {
                t("Shares"): survey_explorers.shares,
                t("The two lists"): survey_explorers.compared,
                t("A printed percentage"): survey_explorers.printed,
            },
        ),
        "3-stakeholders": Part(
            t("The stakeholders"),
            {
                t("Area by area"): stakeholder_explorers.area,
                t("Topic by topic"): topic_explorers.topic,
            },
        ),
        "4-synthesis": Part(
            t("The synthesis"),
            {
                t("Topics and sources"): topic_explorers.matrix,
                t("Topic by topic"): topic_explorers.topic,
                t("What the study leaves open"): gap_explorers.left_open,
            },
        ),
    }


def show(part: str, values: Mapping[str, Any]) -> None:
    """Display the explorers of a part in tabs.

    Parameters
    ----------
    part : the name of a notebook, '2-quantitative'
    values : its parameters, as for `parameters.check`
    """
    try:
        settings = parameters.check(part, values)
        tabs = parts(settings.lang)[part].tabs
        made = [make(settings).widget(written) for make in tabs.values()]
    except Mistake as mistake:
        display(widgets.HTML(written(line(mistake))))
    else:
        display(widgets.Tab(made, titles=list(tabs)))


def written(shown: Figure | wording.Markdown) -> str:
    """The HTML of a figure, or of a sentence that stands for it; every text of it as typed.

    Examples
    --------
    >>> "&lt;b&gt;" in written(wording.Markdown("", "<b>"))
    True
    """
    exhibit = exhibits.live(shown) if isinstance(shown, Figure) else None
    lang = shown.lang if isinstance(shown, Figure) else "en"
    return framed(
        "explorer.html.j2",
        exhibit=exhibit,
        said="" if exhibit else shown,
        t=wording.translator(lang),
        lang=lang,
    )
