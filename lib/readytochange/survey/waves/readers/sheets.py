"""Sheets of a workbook, through calamine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from readytochange.errors import InputError


@dataclass(frozen=True)
class Sheet:
    """A sheet as calamine reads it.

    Parameters
    ----------
    name : as its tab says
    rows : every cell from the first row and column of the sheet on
    merged : row and column of the first and of the last of cells merged into one
    others : the names of sheets not read, in quotes, with what hides them
    """

    name: str
    rows: list[list[Any]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    others: tuple[str, ...]


def first(path: Path) -> Sheet:
    """The first visible sheet that has cells.

    Raises
    ------
    InputError
        if there is none
    """
    with CalamineWorkbook.from_path(path) as book:
        shown = {
            each.name: each.visible == SheetVisibleEnum.Visible
            for each in book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet
        }
        for name in (each for each, visible in shown.items() if visible):
            sheet = book.get_sheet_by_name(name)
            if sheet.start is not None:
                others = tuple(
                    f"'{each}'{'' if visible else ' (hidden)'}"
                    for each, visible in shown.items()
                    if each != name
                )
                rows = sheet.to_python(skip_empty_area=False)
                return Sheet(name, rows, tuple(sheet.merged_cell_ranges or ()), others)
    raise InputError(
        f"'{path.name}': no visible sheet has cells; accepted: answers in a visible sheet"
    )
