"""The pages of the app: for each part of the study its explorers, one a tab.

The one cell of a page calls `show`.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from readytochange import interviews, language, parameters, stakeholders, study, survey, synthesis
from readytochange.errors import InputError
from readytochange.figures.explorer import Explorer, line
from readytochange.figures.figure import Figure
from readytochange.parameters import Settings
from readytochange.publish import notebook_figures
from readytochange.publish.templating import filled

_TEMPLATES = Path(__file__).parent / "templates"


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
    t = language.translator(lang)
    return {
        "0-project": Part(
            t("The project"), {t("The questions of the survey"): survey.explorers.questions}
        ),
        "1-qualitative": Part(
            t("The qualitative research"),
            {
                t("Points by word"): interviews.explorers.points,
                t("Points by topic"): interviews.explorers.presence,
            },
        ),
        "2-quantitative": Part(
            t("The quantitative research"),
            {
                t("Shares"): survey.explorers.shares,
                t("The two lists"): survey.explorers.compared,
                t("A printed percentage"): survey.explorers.printed,
            },
        ),
        "3-stakeholders": Part(
            t("The stakeholders"),
            {
                t("Area by area"): stakeholders.explorers.area,
                t("Topic by topic"): study.explorers.topic,
            },
        ),
        "4-synthesis": Part(
            t("The synthesis"),
            {
                t("Topics and sources"): study.explorers.matrix,
                t("Topic by topic"): study.explorers.topic,
                t("What the study leaves open"): synthesis.explorers.left_open,
            },
        ),
    }


def show(root: str, part: str, values: Mapping[str, Any]) -> None:
    """Display the explorers of a part in tabs.

    Parameters
    ----------
    root : the project's folder, in which the kernel works from then on
    part : the name of a notebook, '2-quantitative'
    values : its parameters, as for `parameters.check`
    """
    os.chdir(root)
    try:
        settings = parameters.check(part, values)
        tabs = parts(settings.lang)[part].tabs
        made = [make(settings).widget(written) for make in tabs.values()]
    except InputError as error:
        display(widgets.HTML(written(line(error))))
    else:
        display(widgets.Tab(made, titles=list(tabs)))


def written(shown: Figure | language.Markdown) -> str:
    """The HTML of a figure, or of a sentence that stands for it; every text of it as typed.

    Examples
    --------
    >>> "&lt;b&gt;" in written(language.Markdown("", "<b>"))
    True
    """
    figure = notebook_figures.from_figure(shown) if isinstance(shown, Figure) else None
    lang = shown.lang if isinstance(shown, Figure) else "en"
    return filled(
        "explorer.html.j2",
        _TEMPLATES,
        figure=figure,
        said="" if figure else shown,
        t=language.translator(lang),
        lang=lang,
    )
