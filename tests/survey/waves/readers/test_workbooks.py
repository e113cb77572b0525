"""Workbooks: their sheets, their formulas, what Excel makes of answers."""

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import exports
from readytochange.errors import InputError
from readytochange.survey.waves.readers import reading as readers
from readytochange.survey.waves.readers.export import Export

Read = Callable[..., Export]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(content: bytes, name: str = "export.xlsx") -> Export:
        file = tmp_path / name
        file.write_bytes(content)
        return readers.read(file)

    return reading


def test_numbers_dates_and_truth_are_text_as_typed(read: Read):
    rows = [
        ["id", "n", "ok", "when", "say"],
        [1, 48.5, True, datetime.datetime(2026, 11, 5, 14, 3), "None"],
        [2, 3.0, False, datetime.datetime(2026, 11, 6), "N/A"],
        [3, None, None, None, "01"],
    ]
    assert read(exports.xlsx(rows)).cells.rows() == [
        ("1", "48.5", "TRUE", "2026-11-05 14:03:00", "None"),
        ("2", "3", "FALSE", "2026-11-06", "N/A"),
        ("3", "", "", "", "01"),
    ]


def test_the_first_visible_sheet_with_cells_is_read_and_the_others_said(read: Read):
    book = openpyxl.Workbook()
    book.active.append(["secret"])
    book.active.title, book.active.sheet_state = "codes", "hidden"
    book.create_sheet("cover")
    for row in exports.RECORDS:
        book.create_sheet("data") if "data" not in book else None
        book["data"].append(row)
    found = read(exports.saved(book))
    assert found.headers[1] == ("Canali",)
    assert found.doubts[0].says == "sheet 'data' was read; not read: 'codes' (hidden), 'cover'"


def test_a_formula_without_a_value_is_empty_and_said(read: Read):
    """KoboToolbox writes an open answer that begins with = as a formula."""
    found = read(exports.xlsx([["id", "a", "b"], [1, "=1+1", "x"], [2, "fine", "#N/A"]]))
    assert found.cells["1"].to_list() == ["", "fine"]
    assert [doubt.where for doubt in found.doubts] == ["cells B2", "cells C3"]
    assert "formula without a value" in found.doubts[0].says


def test_a_formula_with_a_value_is_said_too(read: Read, tmp_path: Path):
    """XlsxWriter stores 0 beside a formula that nothing has calculated: an answer '=1+1' is read as 0."""
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "made.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "a"])
        sheet.write_row(1, 0, [1, "=1+1"])
    found = read((tmp_path / "made.xlsx").read_bytes())
    assert found.cells.rows() == [("1", "0")]
    assert (found.doubts[0].where, "stored value" in found.doubts[0].says) == ("cells B2", True)


def test_a_date_among_labels_is_said(read: Read):
    rows = [["id", "size"], [1, "10-49"], [2, datetime.date(2026, 5, 1)], [3, "50-249"]]
    (doubt,) = read(exports.xlsx(rows)).doubts
    assert doubt.where == "size"
    assert "1 dates among 2 other answers, the first in row 3: '2026-05-01'" in doubt.says


def test_merged_headers_stand_over_each_of_their_columns(read: Read):
    rows = [
        ["id", "Channels", None, None, "Size"],
        [None, "Phone", "E-mail", "Chat", None],
        [1, "x", None, "x", "1-9"],
    ]
    found = read(exports.xlsx(rows, ["A1:A2", "B1:D1", "E1:E2"]))
    assert (found.name(2), found.name(0), found.first_row) == ("Channels | E-mail", "id", 3)


def test_merged_records_are_said(read: Read):
    found = read(exports.xlsx([["id", "a"], [1, "x"], [2, None]], ["B2:B3"]))
    assert (found.first_row, found.doubts[0].where) == (2, "cell B2")


def test_an_old_workbook_is_read(read: Read):
    found = read(exports.xls(), "export.xls")
    assert found.cells.rows() == [
        ("1", "Telèfono", "48.5", "TRUE", "2026-01-05"),
        ("2", "None", "3", "FALSE", "5-9"),
    ]
    assert found.doubts[0].says == "sheet 'data' was read; not read: 'hid' (hidden)"


def test_an_opendocument_spreadsheet_is_read(read: Read):
    rows = [["id", "a", "b"], [1, "Qualità", True], [2.5, "None", False], [3, "=1", True]]
    found = read(exports.ods(rows), "export.ods")
    assert found.cells.rows()[:2] == [("1", "Qualità", "TRUE"), ("2.5", "None", "FALSE")]
    assert [doubt.where for doubt in found.doubts] == ["", "1 cells"]


def test_a_workbook_of_headers_only_is_refused(read: Read):
    with pytest.raises(InputError, match="no record below"):
        read(exports.xlsx([["id", "a"]]))


def test_an_empty_workbook_is_refused(read: Read):
    with pytest.raises(InputError, match="no visible sheet has cells"):
        read(exports.xlsx([]))


def test_a_sheet_that_reaches_to_its_last_cell_does_not_end_the_process(read: Read):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "id", 1
    with pytest.raises(InputError, match="cannot be read as an Excel workbook"):
        read(exports.saved(book))


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path):
    file = tmp_path / "bomb.xlsx"
    file.write_bytes(exports.packed({"xl/workbook.xml": b" " * 5_000_000}))
    with pytest.raises(InputError, match=r"unpacks to 5,000,000 bytes; accepted: up to 1,000,000"):
        readers.read(file, max_bytes=1_000_000)
