"""An executed notebook as a page, the page they all start from, and all as one report.

The templates are our own. Everything shown comes out of the notebooks: nothing is computed here, and what a page cannot
show is refused.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bs4 import BeautifulSoup
from markupsafe import Markup

from readytochange import language
from readytochange.errors import InputError
from readytochange.figures.drawing import CHART_MIME
from readytochange.project import Study
from readytochange.publish import notebook_figures
from readytochange.publish.assets import NotebookAssets
from readytochange.publish.cell_outputs import Shown, shown
from readytochange.publish.chapters import Chapter, markdown_outputs
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
    files: NotebookAssets,
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
    parts = _parts(chapter)
    files = replace(files, rules=_rules(parts))
    return filled(
        "page.html.j2",
        **_cells(chapter, parts, _sections(chapters)),
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
    files: NotebookAssets,
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


def report(study: Study, chapters: Sequence[Chapter], files: NotebookAssets) -> str:
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
    shown = [_parts(each) for each in named]
    files = replace(files, rules=tuple(rule for each in shown for rule in _rules(each)))
    context = page_context(study, chapters[0].lang, [], "", files)
    sections = _sections(named)
    parts = [
        (
            each,
            Markup(filled("cells.html.j2", **_cells(each, made, sections), **context)),
            _parameters(each),
        )
        for each, made in zip(named, shown, strict=True)
    ]
    return filled(
        "report.html.j2",
        **context,
        chapters=named,
        question=_question(chapters[0]),
        parts=parts,
    )


def _parts(chapter: Chapter) -> list[list[Shown]]:
    """What the page shows of the outputs of each cell."""
    parts = []
    for index, cell in enumerate(chapter.notebook.cells):
        try:
            parts.append(list(shown(cell, chapter.lang, f"output-{chapter.name}-{index}")))
        except InputError as error:
            raise InputError(f"{chapter.place(index)} {error}") from None
    return parts


def _rules(parts: Iterable[Iterable[Shown]]) -> tuple[str, ...]:
    """The style rules that what a page shows brings along."""
    return tuple(part.rules for cell in parts for part in cell if part.rules)


def _sections(chapters: Iterable[Chapter]) -> dict[str, set[str]]:
    """What links to a page may name: its sections and figures."""
    return {
        each.name: {heading.name for heading in each.headings} | each.figures for each in chapters
    }


def _cells(
    chapter: Chapter, parts: Sequence[Sequence[Shown]], pages: Mapping[str, Container[str]]
) -> dict[str, Any]:
    """The cells of a notebook with what is shown of each, and what turns their text into HTML, in their order."""
    t = language.translator(chapter.lang)
    title = t("Link to the section “{title}”", title="{title}")
    writer = MarkdownWriter(chapter.headings, chapter.lang, title, pages, chapter.name)
    return {
        "cells": list(zip(chapter.notebook.cells, parts, strict=True)),
        "prose": partial(_prose, writer, chapter),
    }


def _prose(writer: MarkdownWriter, chapter: Chapter, text: str, index: int) -> Markup:
    """The Markdown of a cell, or of what its code shows, as HTML."""
    try:
        return writer.html(text)
    except InputError as error:
        raise InputError(f"{chapter.place(index)}: {error}") from None


def _summary(chapter: Chapter) -> list[Markup]:
    """What code says under the last heading."""
    texts: list[tuple[str, int]] = []
    for index, cell in enumerate(chapter.notebook.cells):
        if cell.cell_type == "markdown" and outline([cell.source]):
            texts = []
        texts += [(text, index) for text in markdown_outputs(cell)]
    writer = MarkdownWriter([], chapter.lang, "")  # what it links to lies elsewhere from here
    return [_prose(writer, chapter, *text) for text in texts]


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
