"""The pages of the app: for each notebook its explorers, one a tab.

A notebook's explorers are its cells tagged `explorer`: a tab is called what the heading over the cell says, and an
address calls it by the function that the cell calls. The one cell of a page calls `show`.
"""

import ast
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import nbformat
from IPython.display import display
from nbformat import NotebookNode

from readytochange import language, parameters
from readytochange.app import address, controls
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
_SENTENCE = re.compile(r".+?[?.:](?=\s|$)", re.DOTALL)

Make = Callable[[Settings], Explorer]


@dataclass(frozen=True)
class Tab:
    """An explorer: what an address calls it, its title, and what makes it."""

    name: str
    title: str
    make: Make


@dataclass(frozen=True)
class Part:
    """A page: its title, the question that it answers, and its tabs."""

    title: str
    question: str
    tabs: tuple[Tab, ...]


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
        if tabs := tuple(_tabs(notebook, lang)):
            title = _title(notebook, lang) or name
            found[name] = Part(title, _question(notebook, lang), tabs)
    return found


def _prose(of: Sequence[NotebookNode], lang: str) -> list[NotebookNode]:
    return [each for each in of if f"lang-{lang}" in cells.tags(each)]


def _title(notebook: NotebookNode, lang: str) -> str:
    """The title of a notebook up to its colon."""
    return next(iter(cells.headings(_prose(notebook.cells, lang))), "").partition(":")[0]


def _question(notebook: NotebookNode, lang: str) -> str:
    """The first sentence under the title of a notebook, as plain text."""
    for cell in _prose(notebook.cells, lang)[:1]:
        under = re.sub(r"\A#.*$", "", cell.source.strip(), count=1, flags=re.MULTILINE).strip()
        if found := _SENTENCE.match(under):
            said = re.sub(r"[*_`]", "", found[0])
            return language.typographic(f"{said[:-1]}." if said.endswith(":") else said)
    return ""


def _tabs(notebook: NotebookNode, lang: str) -> Iterator[Tab]:
    """A notebook's explorers, each by the heading that it stands under."""
    taken: set[str] = set()
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and "explorer" in cells.tags(cell):
            headings = cells.headings(_prose(notebook.cells[:place], lang))
            name = _called(cell)
            name = str(cell.id) if name in taken else name
            taken.add(name)
            title = next(reversed(headings), str(cell.id))
            yield Tab(name, title, partial(_made, notebook, cell))


def _called(cell: NotebookNode) -> str:
    """The name of the function that an explorer's cell calls last; the cell's id where it calls none."""
    try:
        last = parsed(cell.source).body[-1]
    except (SyntaxError, IndexError):
        return str(cell.id)
    function = getattr(getattr(last, "value", None), "func", None)
    return str(getattr(function, "attr", None) or getattr(function, "id", cell.id))


def _made(notebook: NotebookNode, explorer: NotebookNode, settings: Settings) -> Explorer:
    """What an explorer's cell shows, run after the cells at the notebook's top: imports, and the guard."""
    code = [each for each in notebook.cells if each.cell_type == "code"]
    [given] = [place for place, each in enumerate(code) if "parameters" in cells.tags(each)]
    names: dict[str, Any] = settings.model_dump()
    for cell in [*code[:given], *code[given + 1 : given + 2]]:
        exec(cell.source, names)
    *before, last = parsed(explorer.source).body
    exec(compile(ast.Module(before, []), str(explorer.id), "exec"), names)
    shown: Explorer = eval(ast.unparse(last), names)
    return shown


def show(root: str, part: str, values: Mapping[str, Any], state: Mapping[str, str]) -> None:
    """Display the explorers of a part in tabs.

    Parameters
    ----------
    root : the project's folder, in which the kernel works from then on
    part : the name of a notebook, '2-quantitative'
    values : its parameters, as for `parameters.check`
    state : what the address says besides: the tab in front, and the values of its controls
    """
    os.chdir(root)
    controls.make_none_by_browser()
    project = Project(Path(root))
    try:
        settings = parameters.check(part, values, project)
        shown = page(part, settings, state, project)
    except InputError as error:
        shown = widgets.HTML(written((line(error),), "en"))
    controls.accept_values_only(shown)
    display(shown)


def page(part: str, settings: Settings, state: Mapping[str, str], project: Project) -> Any:
    """The widgets of a part: its tabs, or the line that refuses its address.

    Parameters
    ----------
    part : the name of a notebook
    settings : of it
    state : as for `show`; a parameter that is a control of the tab in front is that tab's alone
    project : whose notebook
    """
    tabs = {tab.name: tab for tab in parts(project, settings.lang)[part].tabs}
    given = dict(state)
    front = given.pop(address.TAB, next(iter(tabs)))
    if front not in tabs:
        error = address.refused(address.TAB, front, ", ".join(tabs), settings.lang)
        return _refusal(error, settings.lang)
    explorer = tabs[front].make(settings)
    first = address.said(explorer)
    try:
        address.settle(given, explorer, type(settings).model_fields, settings.lang)
    except InputError as error:
        return _refusal(error, settings.lang)
    dumped = settings.model_dump()
    others = type(settings)(**{name: dumped[name] for name in dumped.keys() - explorer.controls})

    def widget(tab: Tab) -> Any:
        if tab.name == front:
            return _widget(tab.name, explorer, first, settings)
        other = tab.make(others)
        return _widget(tab.name, other, address.said(other), others)

    return widgets.Tab(
        [widget(tab) for tab in tabs.values()],
        titles=[tab.title for tab in tabs.values()],
        selected_index=list(tabs).index(front),
    )


def _refusal(error: InputError, lang: str) -> Any:
    """The line that refuses an address, with a link that opens the page without it."""
    return widgets.HTML(written((line(error),), lang, defaults=f"?lang={lang}"))


def _widget(name: str, explorer: Explorer, first: Mapping[str, str], settings: Settings) -> Any:
    """An explorer as a widget, whose HTML says the address of what is shown."""

    def html(shown: "tuple[Figure | language.Markdown, ...]") -> str:
        where = address.query(name, explorer, first, settings)
        return written(shown, settings.lang, query=where)

    return explorer.widget(html)


def written(
    shown: "tuple[Figure | language.Markdown, ...]", lang: str, query: str = "", defaults: str = ""
) -> str:
    """The HTML of figures, or of a sentence that stands for them; every text of it as typed.

    Parameters
    ----------
    shown : what an explorer made
    lang : of it
    query : the address of what is shown
    defaults : where a link leads that opens the page without what was refused; '' for no link

    Examples
    --------
    >>> "&lt;b&gt;" in written((language.Markdown("", "<b>"),), "en")
    True
    """
    return filled(
        "explorer.html.j2",
        _TEMPLATES,
        shown=[
            notebook_figures.from_figure(each) if isinstance(each, Figure) else each
            for each in shown
        ],
        is_figure=lambda each: isinstance(each, notebook_figures.NotebookFigure),
        t=language.translator(lang),
        lang=lang,
        query=query,
        defaults=defaults,
    )
