"""Every table that is kept in `outputs/`, as readers see it: nothing in it is said over and over, and no page twice."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from pages import figures_in
from projects import PROJECT
from readytochange.figures.table_layout import Layout, laid_out
from readytochange.publish.chapters import Chapter, load
from readytochange.publish.notebook_figures import NotebookFigure

EDITIONS, _ = load(PROJECT, PROJECT.outputs)
CHAPTERS = [chapter for chapters in EDITIONS.values() for chapter in chapters]


def one_answer(table: Layout) -> list[str]:
    """The columns that say the same in every row, where there are two or more."""
    columns = zip(table.columns, zip(*table.rows, strict=True), strict=False)
    return [
        column.text
        for column, cells in columns
        if len(cells) > 1 and len({cell.text for cell in cells}) == 1 and cells[0].text
    ]


def repeated(table: Layout) -> list[str]:
    """First cells that say what the row above them has said, where there are other cells."""
    return [
        row[0].text
        for group in table.groups
        for above, row in pairwise(group.rows)
        if len(row) > 1 and row[0].text == above[0].text
    ]


def said(figure: NotebookFigure) -> frozenset[tuple[str, ...]]:
    """What the rows of a table say, in whatever order."""
    return frozenset(
        (group.heading, *(cell.text for cell in row))
        for group in figure.table.groups
        for row in group.rows
    )


def twice(shown: Sequence[NotebookFigure]) -> list[tuple[str, str]]:
    """Figures whose tables say the same, more than a row of it."""
    return [
        (one.name, other.name)
        for place, one in enumerate(shown)
        for other in shown[:place]
        if len(said(one)) > 1 and said(one) == said(other)
    ]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=str)
def test_no_column_has_one_answer_only(chapter: Chapter) -> None:
    found = {figure.name: one_answer(figure.table) for figure in figures_in(chapter)}
    assert found
    assert {name: columns for name, columns in found.items() if columns} == {}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=str)
def test_no_first_cell_is_repeated(chapter: Chapter) -> None:
    """In tables that are shown; those behind charts are the data, a row a fact."""
    tables = [figure for figure in figures_in(chapter) if not figure.spec]
    found = {figure.name: repeated(figure.table) for figure in tables}
    assert found
    assert {name: cells for name, cells in found.items() if cells} == {}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=str)
def test_no_page_says_the_same_table_twice(chapter: Chapter) -> None:
    assert twice(figures_in(chapter)) == []


def layout(**columns: list[Any]) -> Layout:
    return laid_out(columns, "en")


def test_what_is_looked_for_would_be_found() -> None:
    assert one_answer(layout(label=["a", "a"])) == ["answer"]
    under = layout(label=["a", "b"], text=["c", "c"], theme=["d", "e"])
    assert one_answer(under) == []  # it is said under the table
    assert repeated(layout(label=["a", "a", "b", "c"], text=["1", "2", "3", "4"])) == ["a"]
    assert repeated(layout(label=["a", "a", "b", "b"], text=["1", "2", "3", "4"])) == []  # headings
