"""A figure read back from its notebook."""

from typing import Any

import pandas as pd
import pytest

from readytochange.errors import InputError
from readytochange.figures import Figure, drawing
from readytochange.publish import notebook_figures


def test_its_table_is_laid_out_and_the_headings_of_the_study_stand_under_it() -> None:
    figure = {
        "name": "2-trial", "lang": "en", "title": "Trial", "description": "", "slide": "",
        "reading": "How.", "form": "rows",
        "columns": ["option", "label", "percent", "count", "status", "slide"],
        "rows": [["a", "A", "48,5", 16, "published", "Uno"], ["b", "B", "3", 1, "recovered", "Due"]],
    }  # fmt: skip
    read = notebook_figures.from_output({drawing.FIGURE_MIME: figure})
    assert [column.text for column in read.table.columns] == [
        "answer",
        "published percentage",
        "count",
    ]
    assert read.slides == ("Uno", "Due")
    assert read.key == ("† recovered: the only count that fits the published percentage",)


def test_a_figure_without_a_part_is_refused() -> None:
    with pytest.raises(InputError, match="without its form"):
        notebook_figures.from_output(
            {
                drawing.FIGURE_MIME: {
                    "name": "a",
                    "title": "",
                    "description": "",
                    "lang": "it",
                    "columns": [],
                    "rows": [],
                }
            }
        )


@pytest.mark.parametrize(
    "choices",
    [
        {"menus": [{"name": "a", "colour": "red", "options": []}], "texts": []},
        {"menus": [5], "texts": []},
        {"menus": [], "texts": [], "colour": "red"},
        [],
    ],
)
def test_menus_that_are_none_of_ours_are_refused(choices: Any) -> None:
    figure = Figure("2-trial", "en", "Trial", "", pd.DataFrame({"n": [1]}), "").parts
    with pytest.raises(InputError, match="shows a figure"):
        notebook_figures.from_output({drawing.FIGURE_MIME: {**figure, "choices": choices}})
