"""A figure read back from its notebook."""

import pytest

from readytochange.errors import InputError
from readytochange.figures import drawing
from readytochange.publish import notebook_figures


def test_an_id_stays_in_the_csv_and_a_heading_shared_by_all_rows_goes_under_the_figure() -> None:
    figure = {
        "name": "2-trial", "lang": "en", "title": "Trial", "description": "", "slide": "",
        "columns": ["option", "label", "percent", "count", "status", "slide"],
        "rows": [["a", "A", "48,5", 16, "published", "Canali"], ["b", "B", "3", None, "bounded", "Canali"]],
    }  # fmt: skip
    read = notebook_figures.from_output({drawing.FIGURE_MIME: figure})
    assert [(cell.text, cell.number) for cell in read.columns] == [
        ("answer", False),
        ("printed percentage", True),
        ("count", True),
        ("status", False),
    ]
    assert read.slide == "Canali"
    assert dict(read.statuses) == {"published": "published", "bounded": "bounded"}


def test_a_heading_in_italian_says_so_on_an_english_page() -> None:
    figure = {
        "name": "2-trial", "lang": "en", "title": "Trial", "description": "", "slide": "",
        "columns": ["label", "slide"], "rows": [["A", "Uno"], ["B", "Due"]],
    }  # fmt: skip
    rows = notebook_figures.from_output({drawing.FIGURE_MIME: figure}).rows
    assert [[cell.lang for cell in row] for row in rows] == [["", "it"], ["", "it"]]


def test_a_figure_without_a_part_is_refused() -> None:
    with pytest.raises(InputError, match="without its slide"):
        notebook_figures.from_output(
            {drawing.FIGURE_MIME: {"name": "a", "lang": "it", "columns": [], "rows": []}}
        )
