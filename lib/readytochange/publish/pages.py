"""An executed notebook as a page, the page they all start from, and all as one report.

The templates are our own. Everything shown comes out of the notebooks: nothing is computed here, and what a page cannot
show is refused.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from markupsafe import Markup

from readytochange import language
from readytochange.errors import InputError
from readytochange.outputs.cells import assigned
from readytochange.project import Study
from readytochange.publish import front
from readytochange.publish.assets import NotebookAssets
from readytochange.publish.cell_outputs import Shown, shown
from readytochange.publish.chapters import Chapter, numbers
from readytochange.publish.markdown import MarkdownWriter, beside
from readytochange.publish.notebook_figures import NotebookFigure
from readytochange.publish.templating import Link, filled, page_context


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
    figures = numbers(chapters)
    parts = _parts(chapter, figures)
    files = replace(files, rules=_rules(parts))
    context = page_context(study, chapter.lang, languages, home, files)
    cells = _cells(chapter, parts, _sections(chapters), figures)
    content = filled("cells.html.j2", **context, **cells)
    return filled(
        "page.html.j2",
        **context | _statuses(context, content, parts),
        content=Markup(content),
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
    report_address: str = "",
) -> str:
    """The first page: the question, the answer in short, what can be done next, and what each notebook found.

    Parameters
    ----------
    study : whose pages they are
    chapters : all notebooks in a language, in reading order
    editions : a notebook's pages in every language
    languages : the first page in every language
    root : from this page to the folder of all pages: '' or '../'
    files : where style, scripts and the figures' files are
    report_address : of the printed report, '' if there is none

    Returns
    -------
    str
        HTML
    """
    lang = chapters[0].lang
    context = page_context(study, lang, languages, "#content", files)
    opening = front.opening(
        chapters, _sections(chapters), lambda name, there: f"{root}{lang}/{beside(name, there)}"
    )
    figures = [each for each in (opening.chart, opening.made_from) if each]
    return filled(
        "index.html.j2",
        **context | _statuses(context, opening.text, [[Shown("figure", each) for each in figures]]),
        opening=opening,
        editions=editions,
        report=report_address,
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
    opening = front.opening(named, _sections(named), _within)
    if opening.in_short:  # what it tells is told once
        named = [each.without(*front.TOLD) for each in named]
    figures = numbers(chapters)
    shown = [_parts(each, figures) for each in named]
    files = replace(files, rules=tuple(rule for each in shown for rule in _rules(each)))
    context = page_context(study, chapters[0].lang, [], "", files)
    sections = _sections(named)
    contents = [
        Markup(filled("cells.html.j2", **_cells(each, made, sections, figures, _within), **context))
        for each, made in zip(named, shown, strict=True)
    ]
    said = opening.text + "".join(contents)
    every = [cell for each in shown for cell in each]
    return filled(
        "report.html.j2",
        **context | _statuses(context, said, every),
        chapters=named,
        opening=opening,
        parts=list(zip(named, contents, strict=True)),
    )


def report_name(study: Study, lang: str) -> str:
    """What the file of the report in a language is called, without its ending."""
    return "-".join([*re.findall(r"\w+", study.title.lower()), lang])


def _within(name: str, there: str) -> str:
    """The address of a notebook, or of a place in it, in the report that holds all."""
    return there or f"#{name}"


def _parts(chapter: Chapter, numbers: Mapping[str, int]) -> list[list[Shown]]:
    """What the page shows of the outputs of each cell, every figure with its number."""
    parts = []
    for index, cell in enumerate(chapter.notebook.cells):
        try:
            made = shown(cell, chapter.lang, f"output-{chapter.name}-{index}")
            parts.append([_numbered(part, numbers) for part in made])
        except InputError as error:
            raise InputError(f"{chapter.place(index)} {error}") from None
    return parts


def _numbered(part: Shown, numbers: Mapping[str, int]) -> Shown:
    if not isinstance(part.content, NotebookFigure):
        return part
    return replace(part, content=replace(part.content, number=numbers.get(part.content.name, 0)))


def _statuses(
    context: Mapping[str, Any], text: str, parts: Iterable[Iterable[Shown]]
) -> dict[str, Any]:
    """Of the statuses that pages explain those whose signs this one uses: beside numbers in prose, and in figures."""
    used = set(re.findall(r'popovertarget="status-(\w+)"', text))
    for part in (part for cell in parts for part in cell):
        if isinstance(part.content, NotebookFigure):
            used |= set(part.content.table.statuses)
    return {"statuses": [each for each in context["statuses"] if each[0] in used]}


def _rules(parts: Iterable[Iterable[Shown]]) -> tuple[str, ...]:
    """The style rules that what a page shows brings along."""
    return tuple(part.rules for cell in parts for part in cell if part.rules)


def _sections(chapters: Iterable[Chapter]) -> dict[str, set[str]]:
    """What links to a page may name: its sections, its figures, and rows of their tables."""
    return {
        each.name: {heading.name for heading in each.headings} | {*each.places} for each in chapters
    }


def _cells(
    chapter: Chapter,
    parts: Sequence[Sequence[Shown]],
    pages: Mapping[str, Container[str]],
    figures: Mapping[str, int],
    address: Callable[[str, str], str] = beside,
) -> dict[str, Any]:
    """The cells of a notebook with what is shown of each, and what turns their text into HTML, in their order."""
    t = language.translator(chapter.lang)
    title = t("Link to the section “{title}”", title="{title}")
    writer = MarkdownWriter(
        chapter.headings, chapter.lang, title, pages, chapter.name, address, figures
    )
    led = [[_leading(part, writer) for part in each] for each in parts]
    return {
        "cells": list(zip(chapter.notebook.cells, led, strict=True)),
        "prose": partial(front.prose, writer, chapter),
    }


def _leading(part: Shown, writer: MarkdownWriter) -> Shown:
    if not isinstance(part.content, NotebookFigure):
        return part
    return replace(part, content=part.content.leading(writer.leads_to))


def _parameters(chapter: Chapter) -> list[tuple[str, str]]:
    """Name and value of what the notebook was run with, where that is not the default; its language aside."""
    defaults = assigned(chapter.notebook)
    texts = {
        name: language.number(value, chapter.lang, 2) if isinstance(value, float) else str(value)
        for name, value in chapter.parameters.items()
        if name not in defaults or value != defaults[name]
    }
    return [(name, text) for name, text in sorted(texts.items()) if name != "lang"]
