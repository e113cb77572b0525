"""The pages of the app: for each notebook its explorers, one a tab.

A notebook's explorers are its cells tagged `explorer`; for a notebook of `_others`, those that stand there. The one
cell of a page calls `show`.
"""

import ast
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import nbformat
from IPython.display import display
from nbformat import NotebookNode

from readytochange import interviews, language, parameters, stakeholders, study, survey, synthesis
from readytochange.app import controls
from readytochange.errors import InputError
from readytochange.figures.explorer import Explorer, line
from readytochange.figures.figure import Figure
from readytochange.outputs import cells
from readytochange.parameters import Settings
from readytochange.parsing import parsed
from readytochange.project import Project
from readytochange.publish import notebook_figures
from readytochange.publish.templating import filled

_TEMPLATES = Path(__file__).parent / "templates"

Make = Callable[[Settings], Explorer]


@dataclass(frozen=True)
class Part:
    """A page: its title, and by the title of each tab what makes its explorer."""

    title: str
    tabs: Mapping[str, Make]


def parts(project: Project, lang: str) -> dict[str, Part]:
    """The pages in one language, by the names of the notebooks, in reading order.

    Parameters
    ----------
    project : whose notebooks; one without an explorer, or that cannot be read, has no page
    lang : 'it' or 'en'
    """
    found = {}
    names = (place.stem for place in project.notebooks.glob("*.ipynb"))
    for name in project.study.in_order(names):
        try:
            notebook = nbformat.read(project.source(name), as_version=4)
        except (OSError, ValueError, AttributeError, KeyError):
            continue
        if tabs := _others(lang).get(name) or dict(_own(notebook, lang)):
            found[name] = Part(_title(notebook, lang) or name, tabs)
    return found


def _others(lang: str) -> dict[str, dict[str, Make]]:
    """The explorers of this study's parts that are more than their notebooks show."""
    t = language.translator(lang)
    return {
        "0-project": {t("The questions of the survey"): survey.explorers.questions},
        "1-qualitative": {
            t("Points by word"): interviews.explorers.points,
            t("Points by topic"): interviews.explorers.presence,
        },
        "2-quantitative": {
            t("Shares"): survey.explorers.shares,
            t("The two lists"): survey.explorers.compared,
            t("A percentage"): survey.explorers.percentage,
        },
        "3-stakeholders": {
            t("Area by area"): stakeholders.explorers.area,
            t("Topic by topic"): study.explorers.topic,
        },
        "4-synthesis": {
            t("Topics and sources"): study.explorers.matrix,
            t("Topic by topic"): study.explorers.topic,
            t("What the study leaves open"): synthesis.explorers.left_open,
        },
    }


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def _headings(of: list[NotebookNode], lang: str) -> list[str]:
    return cells.headings(each for each in of if f"lang-{lang}" in _tags(each))


def _title(notebook: NotebookNode, lang: str) -> str:
    """The title of a notebook up to its colon."""
    return next(iter(_headings(notebook.cells, lang)), "").partition(":")[0]


def _own(notebook: NotebookNode, lang: str) -> Iterator[tuple[str, Make]]:
    """A notebook's own explorers, each by the heading that it stands under."""
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and "explorer" in _tags(cell):
            title = next(reversed(_headings(notebook.cells[:place], lang)), str(cell.id))
            yield title, partial(_made, notebook, cell)


def _made(notebook: NotebookNode, explorer: NotebookNode, settings: Settings) -> Explorer:
    """What an explorer's cell shows, run after the cells at the notebook's top: imports, and the guard."""
    code = [each for each in notebook.cells if each.cell_type == "code"]
    [given] = [place for place, each in enumerate(code) if "parameters" in _tags(each)]
    names: dict[str, Any] = settings.model_dump()
    for cell in [*code[:given], *code[given + 1 : given + 2]]:
        exec(cell.source, names)
    *before, last = parsed(explorer.source).body
    exec(compile(ast.Module(before, []), str(explorer.id), "exec"), names)
    shown: Explorer = eval(ast.unparse(last), names)
    return shown


def show(root: str, part: str, values: Mapping[str, Any]) -> None:
    """Display the explorers of a part in tabs.

    Parameters
    ----------
    root : the project's folder, in which the kernel works from then on
    part : the name of a notebook, '2-quantitative'
    values : its parameters, as for `parameters.check`
    """
    os.chdir(root)
    controls.make_none_by_browser()
    project = Project(Path(root))
    try:
        settings = parameters.check(part, values, project)
        tabs = parts(project, settings.lang)[part].tabs
        made = [make(settings).widget(written) for make in tabs.values()]
        shown: Any = widgets.Tab(made, titles=list(tabs))
    except InputError as error:
        shown = widgets.HTML(written(line(error)))
    controls.accept_values_only(shown)
    display(shown)


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
