"""Tables as files: every format says the same, holds no formula, and is the same bytes everywhere."""

import csv
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readytochange.errors import InputError
from readytochange.figures import exports
from texts import unhurried

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "-",
    "@SUM(1)",
    "=HYPERLINK(\"https://example.org\",\"x\")",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\ttext",
    "\rtext",
    " =1+1",
    "\x00=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "text\n=1+1",
    "text\r=1+1",
    "text\r\n@SUM(1)",
    "text\u2028=1+1",
    "x;=1+1",
    "x; =1+1",
    "x;-1+1",
    "x,@SUM(1)",
    "x\t=1+1",
    "x|=1+1",
    'x";=1+1',
    "＝1+1",
    "＋1",
    "－1+1",
    "＠SUM(1)",
    "x;＝1+1",
    "﹦1+1",
]  # fmt: skip

HARMLESS = [
    "", "text", "-3", "+3,5", "-48,5%", "-1.5e-7", "a - b", "a = b", "x; y", "x;-5", "1=1", "e-mail: a@b"
]  # fmt: skip


def read_csv(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=delimiter))


def read_xlsx(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def runs(text: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula, once it has passed over what shows nothing."""
    shown = text.lstrip(" \t\r\n\x00\u200b\ufeff")
    return shown[:1] in set("=+-@＝＋－＠﹦") and not re.fullmatch(
        r"[+-]?\d[\d.,]*(e-?\d+)?%?", shown
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_in_every_format(ending: str, text: str) -> None:
    content = exports.files([text, "n"], [[text, 1], [text, None]], "trial")[ending]
    rows = read_xlsx(content) if ending == "xlsx" else read_csv(content)
    assert len(rows) == 3
    for row in rows:
        assert not runs(str(row[0]))
        for line in str(row[0]).replace("\r", "\n").replace("\u2028", "\n").split("\n"):
            assert not any(runs(part) for part in re.split(r"[;,\t|]", line))
    if ending == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert {cell.data_type for cell in sheet["A"]} == {"s"}
        assert not any(cell.hyperlink for cell in sheet["A"])


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_where_lists_are_separated_by_another_sign(text: str) -> None:
    for delimiter in ";\t|":
        for row in read_csv(exports.csv(["a", "b"], [["first", text], [text, "last"]]), delimiter):
            assert not any(runs(cell.strip('"')) for cell in row if '",' not in cell), row


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert exports.harmless(text) == text


@pytest.mark.parametrize("text", ["a\rb", "a\nb", "a\r\nb", "\r", 'a "b"', "a,b", "a\u2028b"])
def test_a_break_in_a_cell_breaks_no_row(text: str) -> None:
    """By itself Python 3.11 and 3.12 write a carriage return without quotes, 3.13 with them."""
    content = exports.csv(["a"], [[text]])
    [_, [read]] = read_csv(content)
    assert read in (text, f"'{text}")
    quoted = exports.harmless(text).replace('"', '""')
    assert content == f'a\n"{quoted}"\n'.encode() or text == "a\u2028b"


@unhurried
@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=4))
def test_every_table_is_read_back_cell_by_cell(rows: list[list[str]]) -> None:
    content = exports.csv(["a", "b"], rows)
    assert read_csv(content)[1:] == [[exports.harmless(text) for text in row] for row in rows]


def test_a_workbook_holds_numbers_as_numbers_and_texts_as_texts() -> None:
    rows = [
        ["48,5", 0.485, 16, True, None],
        ["https://example.org", -3.5, 10**17, False, ""],
        ["007", float("inf"), -1, None, "2020-03"],
    ]
    content = exports.xlsx(["percent", "share", "count", "fits", "note"], rows, "2-trial")
    assert read_xlsx(content) == [
        ["percent", "share", "count", "fits", "note"],
        ["48,5", 0.485, 16, True, None],
        ["https://example.org", -3.5, "100000000000000000", False, ""],
        ["007", "inf", -1, None, "2020-03"],
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet.title == "2-trial"
    assert sheet.freeze_panes == "A2"
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_columns_are_as_wide_as_their_texts_up_to_a_bound() -> None:
    rows = [["x", "a text of some letters", "long " * 200]]
    content = exports.xlsx(["a", "b", "c"], rows, "trial")
    widths = openpyxl.load_workbook(io.BytesIO(content)).active.column_dimensions
    assert widths["A"].width < 5 < 18 < widths["B"].width < 30 < widths["C"].width < 80


def test_both_formats_say_the_same() -> None:
    rows = [["=1", "x;=1"], ["-", "a\nb"], ["é", "＝1"]]
    made = exports.files(["a", "b"], rows, "trial")
    assert read_xlsx(made["xlsx"]) == read_csv(made["csv"])


def test_a_workbook_is_the_same_bytes_everywhere() -> None:
    made = [exports.xlsx(["a"], [["text"], [1]], "trial") for _ in range(2)]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.compress_type == zipfile.ZIP_STORED  # zlib differs between machines
            assert entry.create_system == 0  # as does the mark of the system
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_a_packed_workbook_holds_the_same_and_is_smaller() -> None:
    made = exports.xlsx(["a"], [["text"], [1]], "trial")
    packed = exports.packed(made)
    assert read_xlsx(packed) == read_xlsx(made)
    assert len(packed) < len(made) / 2


def test_a_long_name_is_cut_and_a_text_that_no_sheet_takes_is_refused() -> None:
    long = exports.xlsx(["a"], [], "2-a-name-that-is-longer-than-thirty-one")
    assert (
        openpyxl.load_workbook(io.BytesIO(long)).active.title == "2-a-name-that-is-longer-than-th"
    )
    with pytest.raises(InputError, match="table '2-trial', row 1, column 'b' does not fit"):
        exports.xlsx(["a", "b"], [["", "x" * 32_768]], "2-trial")
