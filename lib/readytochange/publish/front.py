"""What a reader is told first, on the first page and in the report: taken from the cells that notebooks tag for it.

`in-short` is the answer in a few sentences, `answer` the chart beside it, `next-steps` what can be done, `notice` what
is to be known of the text; `summary` is what a part found, `finding` of the first part whom the study heard. A project
without these tags is opened with what its first notebook says under its last heading.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bs4 import BeautifulSoup
from markupsafe import Markup
from nbformat import NotebookNode

from readytochange.errors import InputError
from readytochange.figures.drawing import CHART_MIME
from readytochange.publish import notebook_figures
from readytochange.publish.chapters import Chapter, markdown_outputs, numbers
from readytochange.publish.markdown import MarkdownWriter, outline
from readytochange.publish.notebook_figures import NotebookFigure

TOLD = ("in-short", "next-steps", "notice")
"""The tags of what the report tells first, and not again in its parts."""


@dataclass(frozen=True)
class Part:
    """A chapter, its address, and what it found in a sentence or two."""

    chapter: Chapter
    address: str
    summary: Markup


@dataclass(frozen=True)
class Opening:
    """The question and what answers it; '' and None where no notebook says it."""

    question: str
    in_short: Markup
    chart: NotebookFigure | None
    chart_address: str
    next_steps: Markup
    notice: Markup
    parts: Sequence[Part]
    made_from: NotebookFigure | None
    """Whom the study heard."""

    made_from_address: str

    @property
    def text(self) -> str:
        """All that it says in prose."""
        return "".join(
            [self.in_short, self.next_steps, self.notice, *(each.summary for each in self.parts)]
        )


def opening(
    chapters: Sequence[Chapter],
    pages: Mapping[str, Container[str]],
    address: Callable[[str, str], str],
) -> Opening:
    """Collect what is told first.

    Parameters
    ----------
    chapters : all notebooks in a language, in reading order
    pages : what links to each of their pages may name
    address : of a notebook, and the place in it ('' or '#name'), from where it is told
    """

    write = partial(_html, pages=pages, address=address, figures=numbers(chapters))

    def said(tag: str) -> Markup:
        return Markup().join(
            write(chapter, index, text)
            for chapter in chapters
            for index, cell in chapter.tagged(tag)
            for text in _texts(cell)
        )

    in_short, first = said("in-short"), chapters[0]
    chart, place = _chart(chapters, "answer", address)
    heard, heard_at = _chart(chapters[:1], "finding", address)
    if not chart:
        chart, place, heard = heard, heard_at, None
    parts = [Part(each, address(each.name, ""), _summary(each, write)) for each in chapters]
    return Opening(
        question=_question(first),
        in_short=in_short or parts[0].summary,
        chart=chart,
        chart_address=place,
        next_steps=said("next-steps"),
        notice=said("notice"),
        parts=parts
        if in_short or len(parts) == 1
        else [replace(parts[0], summary=Markup()), *parts[1:]],
        made_from=heard,
        made_from_address=heard_at,
    )


def _html(
    chapter: Chapter,
    index: int,
    text: str,
    pages: Mapping[str, Container[str]],
    address: Callable[[str, str], str],
    figures: Mapping[str, int],
) -> Markup:
    writer = MarkdownWriter([], chapter.lang, "", pages, chapter.name, address, figures)
    return prose(writer, chapter, text, index)


def prose(writer: MarkdownWriter, chapter: Chapter, text: str, index: int) -> Markup:
    """The Markdown of a cell, or of what its code shows, as HTML; an error names the cell."""
    try:
        return writer.html(text)
    except InputError as error:
        raise InputError(f"{chapter.place(index)}: {error}") from None


def _texts(cell: NotebookNode) -> list[str]:
    """What a cell says: a Markdown cell under its heading, if it has one, and what code shows."""
    if cell.cell_type == "markdown":
        lines = cell.source.splitlines()
        return ["\n".join(line for line in lines if not line.startswith("#")).strip()]
    return markdown_outputs(cell)


def _summary(chapter: Chapter, write: Callable[[Chapter, int, str], Markup]) -> Markup:
    """What a part found: the first text of its summary, else what is said under its last heading, else its opening."""
    own = [
        (index, text)
        for index, cell in chapter.tagged("summary")
        if "in-short" not in cell.metadata["tags"]
        for text in _texts(cell)
    ]
    if not own and not any(chapter.tagged("in-short")):
        own = list(_last(chapter))
    if not own and chapter.notebook.cells:
        own = [(0, text) for text in _texts(chapter.notebook.cells[0])]
    return Markup().join(write(chapter, *each) for each in own[:1])


def _last(chapter: Chapter) -> Iterator[tuple[int, str]]:
    """What code says under the last heading, each text with the index of its cell."""
    cells = list(enumerate(chapter.notebook.cells))
    headed = [n for n, cell in cells if cell.cell_type == "markdown" and outline([cell.source])]
    for index, cell in cells[headed[-1] if headed else 0 :]:
        for text in markdown_outputs(cell):
            yield index, text


def _chart(
    chapters: Sequence[Chapter], tag: str, address: Callable[[str, str], str]
) -> tuple[NotebookFigure | None, str]:
    """The first chart of a cell so tagged, with its number, and where it stands with its data."""
    number = numbers(chapters)
    for chapter in chapters:
        for _, cell in chapter.tagged(tag):
            for output in cell.get("outputs", []):
                if CHART_MIME in output.get("data", {}):
                    figure = notebook_figures.from_output(output.data)
                    figure = replace(figure, number=number.get(figure.name, 0))
                    return figure, address(chapter.name, f"#figure-{figure.name}")
    return None, ""


def _question(chapter: Chapter) -> str:
    """The first quotation that a notebook shows; '' if it shows none."""
    texts = [text for cell in chapter.notebook.cells for text in markdown_outputs(cell)]
    quoted = next((text for text in texts if text.startswith(">")), "")
    html = MarkdownWriter([], chapter.lang, "").html(quoted)
    return BeautifulSoup(html, "html.parser").get_text().strip().strip("«»“”")
