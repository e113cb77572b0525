"""How a table is laid out: signs, what is said once, headings over rows."""

from typing import Any

import pytest

from readytochange.figures.table_layout import Layout, key, laid_out
from readytochange.statuses import SIGNS, STATUSES


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


@pytest.mark.parametrize("beside", ["link", "link_wave", "emphasis"])
def test_what_leads_on_or_is_in_bold_stays_in_its_row(beside: str) -> None:
    rows = {"label": ["A", "B"], "text": ["Same", "Same"], beside: ["Same", "Same"]}
    table = laid_out(rows, "en")
    assert table.notes == ()
    assert [str(row[1]) for row in table.rows] == ["Same", "Same"]
    assert {row[1].links or row[1].strong for row in table.rows} == {("Same",)}


def test_a_table_of_one_row_has_nothing_in_common() -> None:
    one = {name: values[:1] for name, values in COUNTS.items()}
    assert laid_out(one, "en").notes == ()
    assert titles(laid_out(one, "en")) == ["answer", "count", "base*", "share*"]


def test_the_headings_of_the_study_are_said_each_once() -> None:
    assert laid_out(COUNTS | {"slide": ["Uno", "Uno"]}, "en").slides == ("Uno",)
    assert laid_out(COUNTS, "en").slides == ("Uno", "Due")
    assert laid_out(COUNTS | {"slide": ["Uno", "Uno\nDue"]}, "en").slides == ("Uno", "Due")


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


def test_columns_to_be_filled_in_are_blank_and_hold_no_numbers() -> None:
    table = laid_out({"question": ["Q", "R"], "indicator": ["", ""], "count": [1, 2]}, "en")
    assert [(column.is_blank, column.is_number) for column in table.columns] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_what_is_in_bold_is_no_column_of_its_own() -> None:
    table = laid_out({"item": ["one two", "three"], "emphasis": ["one; two", ""]}, "en")
    assert titles(table) == ["point"]
    assert [row[0].strong for row in table.rows] == [("one", "two"), ()]


def test_several_texts_of_a_cell_stay_on_lines_of_their_own() -> None:
    table = laid_out({"title": ["A"], "echoes": ["first  one\nsecond"]}, "en")
    assert table.rows[0][1].text == "first one\nsecond"


def test_a_status_of_all_rows_is_told_by_the_key_and_not_by_a_column() -> None:
    told = {"label": ["Mail", "SMS"], "firms": ["31¤ of 33¤", "4¤ of 33¤"], "status": ["wave"] * 2}
    table = laid_out(told, "en")
    assert [column.name for column in table.columns] == ["label", "firms"]
    assert (table.notes, table.statuses) == ((), ["wave"])
    mixed = laid_out({**told, "status": ["wave", "simulated"]}, "en")
    assert [column.name for column in mixed.columns] == ["label", "firms", "status"]


def test_the_only_column_beside_the_first_stays_one() -> None:
    table = laid_out({"reason": ["twice", "partial"], "rows": [1, 1]}, "en")
    assert [[str(cell) for cell in row] for row in table.rows] == [["twice", "1"], ["partial", "1"]]
    assert table.notes == ()
