"""How a table is laid out: signs, what is said once, headings over rows; and as HTML, every text whole and as typed."""

from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

from readytochange.figures.table_layout import Layout, html, key, laid_out
from readytochange.statuses import SIGNS, STATUSES
from texts import TYPED, squeezed, tags, unhurried


def cells(text: str) -> list[str]:
    return [cell.get_text() for cell in BeautifulSoup(text, "html.parser").select("td")]


def shown(table: Layout) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in table.rows]


def titles(table: Layout) -> list[str]:
    return [str(column) for column in table.columns]


COUNTS: dict[str, list[Any]] = {
    "option": ["mail", "sms"],
    "label": ["Mail", "SMS"],
    "count": [31, 1],
    "status": ["published", "recovered"],
    "base": [33, 33],
    "base_status": ["computed", "computed"],
    "share": [0.94, 0.03],
    "share_status": ["computed", "computed"],
    "slide": ["Uno", "Due"],
}


def test_a_sign_stands_beside_the_number_where_statuses_differ_and_at_the_title_where_all_are_one() -> (
    None
):
    table = laid_out(COUNTS, "en")
    assert titles(table) == ["answer", "count", "share*"]
    assert shown(table) == [["Mail", "31", "94.0%"], ["SMS", "1†", "3.0%"]]


def test_what_is_published_has_no_sign_and_every_other_status_one_of_its_own() -> None:
    assert [name for name in STATUSES if not SIGNS[name]] == ["published"]
    assert len(set(SIGNS.values())) == len(STATUSES) == len(SIGNS)


def test_what_all_rows_have_in_common_is_said_once_under_the_table() -> None:
    assert [str(note) for note in laid_out(COUNTS, "en").notes] == ["base: 33*"]


def test_a_table_of_one_row_has_nothing_in_common() -> None:
    one = {name: values[:1] for name, values in COUNTS.items()}
    assert laid_out(one, "en").notes == ()
    assert titles(laid_out(one, "en")) == ["answer", "count", "base*", "share*"]


def test_the_headings_of_the_study_are_said_each_once() -> None:
    assert laid_out(COUNTS | {"slide": ["Uno", "Uno"]}, "en").slides == ("Uno",)
    assert laid_out(COUNTS, "en").slides == ("Uno", "Due")


def test_the_key_names_the_signs_that_are_used_and_no_other() -> None:
    used = laid_out(COUNTS, "it").statuses
    assert used == ["recovered", "computed"]
    assert [line[0] for line in key(used, "it")] == ["†", "*"]


def test_a_first_cell_that_repeats_is_a_heading_over_its_rows() -> None:
    table = laid_out({"theme": ["A", "A", "A", "B"], "item": ["1a", "2a", "3a", "4b"]}, "en")
    assert [(group.heading, len(group.rows)) for group in table.groups] == [("A", 3), ("B", 1)]
    assert titles(table) == ["point"]


@pytest.mark.parametrize("firsts", [["A", "B", "A", "B"], ["A", "B", "C", "C"]])
def test_first_cells_that_come_back_or_rarely_repeat_stay(firsts: list[str]) -> None:
    table = laid_out({"theme": firsts, "item": list("wxyz")}, "en")
    assert [group.heading for group in table.groups] == [""]
    assert titles(table) == ["theme", "point"]


def test_a_form_keeps_its_empty_columns_and_nothing_else_does() -> None:
    table = laid_out({"question": ["Q"], "indicator": [""], "percent": [""]}, "en")
    assert titles(table) == ["question", "indicator"]


def test_a_table_without_rows_has_its_columns() -> None:
    table = laid_out({name: [] for name in COUNTS}, "en")
    assert (table.rows, table.notes, table.slides) == ([], (), ())
    assert len(table.columns) == 4


@pytest.mark.parametrize("missing", [None, pd.NA, float("nan"), pd.NaT])
def test_a_missing_value_is_an_empty_cell(missing: object) -> None:
    frame = pd.DataFrame({"label": [missing], "share": [missing]}, dtype=object)
    assert cells(html(frame, "it", "T")) == ["", ""]


@settings(unhurried, max_examples=60)
@given(TYPED, TYPED)
def test_a_table_shows_every_text_as_typed(text: str, caption: str) -> None:
    made = html(pd.DataFrame({"label": [text]}), "it", caption)
    table = BeautifulSoup(made, "html.parser")
    assert [squeezed(cell) for cell in cells(made)] == [squeezed(text)]
    assert table.caption is not None
    assert squeezed(table.caption.get_text()) == squeezed(caption)
    assert tags(made) <= {"table", "caption", "thead", "tr", "th", "tbody", "td", "small", "br"}


def test_a_table_escapes_tags_and_quotes() -> None:
    evil = '<script>alert("it\'s")</script>'
    made = html(pd.DataFrame({"label": [evil, "b"], evil: [evil, "y"]}), "it", evil)
    assert "<script" not in made
    assert cells(made)[:2] == [evil, evil]
    assert BeautifulSoup(made, "html.parser").select("th")[1].get_text() == evil


def test_a_heading_and_a_note_are_escaped_too() -> None:
    evil = "<b>&"
    made = html(
        pd.DataFrame({"theme": [evil] * 2, "item": ["x", "y"], "label": [evil] * 2}), "it", "T"
    )
    assert "<b>" not in made


def test_texts_stand_left_and_numbers_right() -> None:
    made = html(pd.DataFrame({"label": ["x"], "count": [1]}), "it", "Imprese")
    table = BeautifulSoup(made, "html.parser")
    assert [header["scope"] for header in table.select("th")] == ["col", "col"]
    assert [cell["style"] for cell in table.select("th, td")] == [
        "text-align: left",
        "text-align: right",
    ] * 2


def test_a_long_text_is_not_cut_and_many_rows_are_all_there() -> None:
    long = "parola " * 100
    assert cells(html(pd.DataFrame({"text": [long]}), "it", "T")) == [long]
    frame = pd.DataFrame({"text": [f"row {n}" for n in range(200)]})
    assert len(cells(html(frame, "en", "T"))) == 200
