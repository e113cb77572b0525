"""A table as a file: CSV for programs, a workbook (XLSX) that opens with a double click; both say the same."""

import csv as csv_files
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from readytochange.errors import InputError

MIME_TYPES = {
    "csv": "text/csv;charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "svg": "image/svg+xml",
}
"""Of files of figures, by the ending of their names: tables, and pictures beside them."""

_EPOCH = datetime(1980, 1, 1)
"""When every workbook was made: the first moment that an archive knows."""

_WIDEST = 480
"""Pixels of a column; longer texts are broken into lines."""

_SHEET = 31
"""Letters of a sheet's name."""

_EXACT = 10**15
"""From here on a spreadsheet rounds whole numbers."""

_NUMBER = r"\d[\d.,]*(?:[eE][+-]?\d+)? *%?"
_BREAKS = r"\n\r\v\f\x85\u2028\u2029"
_BLANKS = r"[ \x00-\x08\x0e-\x1f\x7f\xa0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]*"
_ENDS = rf"[{_BREAKS}\t;,|]"
_FORMULA = re.compile(
    # at the beginning, after a break of line, or where another locale's list separator begins a cell,
    rf"(?:^|(?<={_ENDS}))"
    # a sign that begins a formula, in any width, and not a number; and at the beginning whatever leaves it to the next
    rf"(?:(?={_BLANKS}[=+\-@＝＋－＠﹦﹢﹣﹫])(?!{_BLANKS}[+-]{_NUMBER} *(?:\Z|{_ENDS}))|\A(?=[{_BREAKS}\t]))"
)


def harmless(text: str) -> str:
    r"""A text in which a spreadsheet finds no formula, however it splits lines: an apostrophe goes before each.

    Examples
    --------
    >>> [harmless(text) for text in ("=1+1", "x;=1+1", "-3,5", "a - b", "one\n@two")]
    ["'=1+1", "x;'=1+1", '-3,5', 'a - b', "one\n'@two"]
    """
    return _FORMULA.sub("'", text)


def csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """A table as CSV: UTF-8, lines that end in LF, the same bytes from every Python.

    Parameters
    ----------
    columns : their names
    rows : texts, numbers, truth values, or None where there is nothing
    """
    return "".join(_line([_cell(value) for value in row]) for row in (columns, *rows)).encode()


def xlsx(columns: Sequence[str], rows: Sequence[Sequence[Any]], name: str) -> bytes:
    """A table as a workbook of one sheet: numbers as numbers, texts as texts; the same bytes on every machine.

    Parameters
    ----------
    columns, rows : as for `csv`
    name : of the sheet, cut to the letters that it may have

    Raises
    ------
    InputError
        if a table is larger, or a text longer, than a sheet takes
    """
    return workbook({name: (columns, rows)})


def workbook(sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> bytes:
    """Tables as a workbook, a sheet each by its name, as `xlsx` makes one; InputError where one does not fit."""
    from xlsxwriter import Workbook  # heavy

    file = io.BytesIO()
    made = Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made.set_properties({"created": _EPOCH})
    head = made.add_format({"bold": True, "valign": "top"})
    body = made.add_format({"text_wrap": True, "valign": "top"})
    for name, (columns, rows) in sheets.items():
        sheet = made.add_worksheet(name[:_SHEET])
        for place, row in enumerate((columns, *rows)):
            for column, value in enumerate(map(_cell, row)):
                if _written(sheet, place, column, value, body if place else head):
                    raise InputError(
                        f"table '{name}', row {place}, column '{columns[column]}' does not fit into a sheet: accepted "
                        "are 1,048,576 rows, 16,384 columns and texts of 32,767 letters"
                    )
        sheet.freeze_panes(1, 0)
        sheet.autofit(_WIDEST)
    made.close()
    return _archived(file.getvalue(), zipfile.ZIP_STORED)


def files(columns: Sequence[str], rows: Sequence[Sequence[Any]], name: str) -> Mapping[str, bytes]:
    """A table in every format that readers are offered, by the ending of the file's name.

    Parameters
    ----------
    columns, rows, name : as for `xlsx`
    """
    return {"csv": csv(columns, rows), "xlsx": xlsx(columns, rows, name)}


def packed(file: bytes) -> bytes:
    """A workbook at a third of its size, for a page that holds it."""
    return _archived(file, zipfile.ZIP_DEFLATED)


def _cell(value: Any) -> str | float | bool | None:
    """What stands in a cell: a number that a spreadsheet can hold, or a harmless text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and abs(value) < _EXACT:
        return value
    return harmless(str(value))


def _line(row: Sequence[Any]) -> str:
    """A line of CSV. The writer is told of both CR and LF so that it quotes either; Python 3.13 would also without."""
    text = io.StringIO()
    csv_files.writer(text, lineterminator="\r\n").writerow(row)
    return text.getvalue().removesuffix("\r\n") + "\n"


def _written(sheet: Any, row: int, column: int, value: Any, form: Any) -> int:
    """Write a cell by what it is, never by what its text looks like; other than 0 if it does not fit."""
    if value is None:
        return 0
    if isinstance(value, bool):
        return int(sheet.write_boolean(row, column, value, form))
    write = sheet.write_string if isinstance(value, str) else sheet.write_number
    return int(write(row, column, value, form))


def _archived(file: bytes, compression: int) -> bytes:
    """The same archive without the system's mark. What is kept is not compressed: builds of Python differ in it."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as old,
        zipfile.ZipFile(made, "w", compression) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 0
            new.writestr(entry, old.read(name), compression)
    return made.getvalue()
