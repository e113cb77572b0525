"""Workbooks: XLSX, XLS and ODS, through calamine."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from readytochange.survey.waves.readers import apart, archive, sheets
from readytochange.survey.waves.readers.cells import Cells, frame_of
from readytochange.survey.waves.readers.export import Doubt

_SHOWN = 5


def read(path: Path, max_bytes: int) -> Cells:
    """The cells of the first visible sheet that has some.

    Parameters
    ----------
    path : XLSX, XLS or ODS
    max_bytes : the most it may unpack to

    Raises
    ------
    InputError
        if the file is damaged, too large once unpacked, or has no such sheet
    """
    if path.suffix.lower() != ".xls":
        archive.check(path, max_bytes)
    sheet = apart.call(sheets.first, path)
    return _cells(sheet, _of_formulas(archive.formulas(path, sheet.name)))


def _cells(sheet: sheets.Sheet, doubts: tuple[Doubt, ...]) -> Cells:
    if sheet.others:
        says = f"sheet '{sheet.name}' was read; not read: {', '.join(sheet.others)}"
        doubts = (Doubt("", says), *doubts)
    dates: defaultdict[int, list[int]] = defaultdict(list)
    columns = []
    for number, column in enumerate(zip(*sheet.rows, strict=True)):
        texts = []
        for row, value in enumerate(column):
            if isinstance(value, datetime.date):
                dates[number].append(row)
            texts.append(value if isinstance(value, str) else _text(value))
        columns.append(texts)
    return Cells(frame_of(columns), doubts, sheet.merged, dates)


def _text(value: object) -> str:
    """A cell as it would be typed: whole numbers without a point, TRUE and FALSE, dates as ISO 8601 has them."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return f"{value:.0f}"
    return str(value)


def _of_formulas(found: archive.Formulas) -> tuple[Doubt, ...]:
    said = (
        (found.without_value, "hold a formula without a value: read as empty"),
        (
            [each for each in found.cells if each not in set(found.without_value)],
            "hold a formula: its stored value was read, which is 0 where a tool made one of an answer beginning with =",
        ),
        (found.errors, "hold an error of the spreadsheet: read as empty"),
    )
    return tuple(Doubt(_listed(cells), says) for cells, says in said if cells)


def _listed(cells: Sequence[str]) -> str:
    if not cells[0]:
        return f"{len(cells)} cells"
    more = f" and {len(cells) - _SHOWN} more" if len(cells) > _SHOWN else ""
    return f"cells {', '.join(cells[:_SHOWN])}{more}"
