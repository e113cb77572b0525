"""An executed notebook as a page, the page they all start from, and all as one report.

The templates are our own. Everything shown comes out of the notebooks: nothing is computed here, and what a page cannot
show is refused.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bs4 import BeautifulSoup
from markupsafe import Markup
from nbformat import NotebookNode

from readytochange import language
from readytochange.errors import InputError
from readytochange.figures.drawing import CHART_MIME, FIGURE_MIME
from readytochange.project import Study
from readytochange.publish import notebook_figures
from readytochange.publish.assets import PageAssets
from readytochange.publish.chapters import MARKDOWN_MIME, Chapter, markdown_outputs
from readytochange.publish.markdown import MarkdownWriter, outline
from readytochange.publish.notebook_figures import NotebookFigure
from readytochange.publish.templating import Link, filled, page_context


@dataclass(frozen=True)
class Part:
    """A chapter on the first page: what it found, in words and in a figure."""

    chapter: Chapter
    address: str
    summary: Sequence[Markup]
    figure: NotebookFigure | None
    editions: Sequence[Link]


def page(
    study: Study,
    chapter: Chapter,
    chapters: Sequence[Chapter],
    languages: Sequence[Link],
    home: str,
    files: PageAssets,
) -> str:
    """The page of a notebook.

    Parameters
    ----------
    study : whose page it is
    chapter : the notebook
    chapters : all notebooks in its language, in reading order
    languages : this page in every language
    home : address of the first page
    files : where style, scripts and the figures' files are

    Returns
    -------
    str
        HTML

    Raises
    ------
    InputError
        if an output is of no kind that a page shows, or holds an error
    """
    position = chapters.index(chapter)
    return filled(
        "page.html.j2",
        **_cells(chapter),
        **page_context(study, chapter.lang, languages, home, files),
        chapter=chapter,
        chapters=chapters,
        before=chapters[position - 1] if position else None,
        after=chapters[position + 1] if position + 1 < len(chapters) else None,
        parameters=_parameters(chapter),
    )


def index(
    study: Study,
    chapters: Sequence[Chapter],
    editions: Callable[[Chapter], Sequence[Link]],
    languages: Sequence[Link],
    root: str,
    files: PageAssets,
) -> str:
    """The first page: the question, which the first notebook quotes, and what each notebook found.

    Parameters
    ----------
    study : whose pages they are
    chapters : all notebooks in a language, in reading order
    editions : a notebook's pages in every language
    languages : the first page in every language
    root : from this page to the folder of all pages: '' or '../'
    files : where style, scripts and the figures' files are

    Returns
    -------
    str
        HTML
    """
    lang = chapters[0].lang
    parts = [
        Part(
            chapter,
            f"{root}{lang}/{chapter.name}.html",
            _summary(chapter),
            _finding(chapter),
            editions(chapter),
        )
        for chapter in chapters
    ]
    question = _question(chapters[0])
    return filled(
        "index.html.j2",
        **page_context(study, lang, languages, "#content", files),
        question=question,
        answer=parts[0].summary if question else [],
        contents=parts,
        parts=parts[1:] if question else parts,
    )


def report(study: Study, chapters: Sequence[Chapter], files: PageAssets) -> str:
    """All notebooks in a language as one page to be printed: a cover, contents, how to read it, a part for each.

    What names a section begins with the name of its notebook; the contents leave room for numbers of pages.

    Parameters
    ----------
    study : whose pages they are
    chapters : all notebooks in a language, in reading order
    files : where style, scripts and the figures' files are

    Returns
    -------
    str
        HTML
    """
    named = [
        replace(each, names=tuple(f"{each.name}-{heading.name}" for heading in each.headings))
        for each in chapters
    ]
    context = page_context(study, chapters[0].lang, [], "", files)
    parts = [
        (each, Markup(filled("cells.html.j2", **_cells(each), **context)), _parameters(each))
        for each in named
    ]
    return filled(
        "report.html.j2",
        **context,
        chapters=named,
        question=_question(chapters[0]),
        parts=parts,
    )


def _cells(chapter: Chapter) -> dict[str, Any]:
    """A notebook, and what turns the parts of its cells into HTML, in their order."""
    t = language.translator(chapter.lang)
    writer = MarkdownWriter(
        chapter.headings, chapter.lang, t("Link to the section “{title}”", title="{title}")
    )
    return {
        "nb": chapter.notebook,
        "prose": writer.html,
        "figure_of": notebook_figures.from_output,
        "kind_of": lambda output, cell: _kind(output, cell, chapter),
    }


def _kind(output: NotebookNode, cell: NotebookNode, chapter: Chapter) -> str:
    """How a page shows an output; a look at data is shown with the code."""
    data = output.get("data", {})
    tags = cell.metadata.get("tags", [])
    if FIGURE_MIME in data:
        return "figure"
    if MARKDOWN_MIME in data:
        return "prose"
    if "look" in tags and "text/html" in data:
        return "table"
    if "look" in tags and ("text/plain" in data or output.output_type == "stream"):
        return "text"
    if "explorer" in tags and set(data) == {"text/plain"}:
        return "controls"
    found = ", ".join(sorted(data)) or output.output_type
    raise InputError(
        f"{chapter}, cell {cell.id} shows {found}: accepted are figures, prose, and what a cell tagged 'look' shows"
    )


def _summary(chapter: Chapter) -> list[Markup]:
    """What code says under the last heading."""
    texts: list[str] = []
    for cell in chapter.notebook.cells:
        if cell.cell_type == "markdown" and outline([cell.source]):
            texts = []
        texts += markdown_outputs(cell)
    writer = MarkdownWriter([], chapter.lang, "")
    return [writer.html(text) for text in texts]


def _finding(chapter: Chapter) -> NotebookFigure | None:
    """The chart that stands for a notebook on the first page: of the cell tagged 'finding'."""
    figures = [
        notebook_figures.from_output(output.data)
        for cell in chapter.notebook.cells
        if "finding" in cell.metadata.get("tags", [])
        for output in cell.get("outputs", [])
        if CHART_MIME in output.get("data", {})
    ]
    return figures[0] if figures else None


def _question(chapter: Chapter) -> str:
    """The first quotation that a notebook shows; '' if it shows none."""
    texts = [text for cell in chapter.notebook.cells for text in markdown_outputs(cell)]
    quoted = next((text for text in texts if text.startswith(">")), "")
    html = MarkdownWriter([], chapter.lang, "").html(quoted)
    return BeautifulSoup(html, "html.parser").get_text().strip().strip("«»“”")


def _parameters(chapter: Chapter) -> list[tuple[str, str]]:
    """Name and value of what the notebook was run with, its language aside."""
    texts = {
        name: language.number(value, chapter.lang, 2) if isinstance(value, float) else str(value)
        for name, value in chapter.parameters.items()
    }
    return [(name, text) for name, text in sorted(texts.items()) if name != "lang"]
