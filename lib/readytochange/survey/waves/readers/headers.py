"""Which rows of a file are headers, told by their shape and never by words of a language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from readytochange.survey.waves.readers.cells import Range
from readytochange.survey.waves.readers.export import Doubt

LOOKED_AT = 200
"""Records below the headers that say what their columns hold."""

_IMPORT_ID = re.compile(r"""\{\s*["']*ImportId["']*\s*:|QID\d+([-_#]\w+)*$""")
_MEASURED = re.compile(r"[-+€$£]?\s?\d[\d.,:/ TZ+%€-]*( ?[AaPp]\.?[Mm]\.?)?( [A-Z]{2,5})?")
_MANGLED_MARK = re.compile(r"^(\ufeff|ï»¿|ï\.\.|X\.U\.FEFF\.|<U\+FEFF>)+")

Rows = list[tuple[str, ...]]


@dataclass(frozen=True)
class Headers:
    """The header rows of a file.

    Parameters
    ----------
    rows : how many rows of the file are no records, metadata among them
    columns : of each column its headers from top to bottom
    doubts : where the shape allows another reading, and what was mended
    """

    rows: int
    columns: tuple[tuple[str, ...], ...]
    doubts: tuple[Doubt, ...] = ()


def found(frame: pl.DataFrame, merged: Sequence[Range] = ()) -> Headers:
    """The header rows at the top of a file.

    Parameters
    ----------
    frame : every row, headers first, every cell a text
    merged : cells that a workbook shows as one, rows counted from the first of `frame`

    Returns
    -------
    Headers
        one row; two where questions stand over their options (SurveyMonkey), or ids over questions (Qualtrics until
        2016); three, the last of them metadata, in Qualtrics since
    """
    rows, mended = _without_mark(frame.head(LOOKED_AT).rows())
    metadata = next((at for at, row in enumerate(rows[1:4], 1) if _is_metadata(row)), None)
    over = [each for each in merged if each[0][0] == 0]
    if metadata is not None:
        head = Headers(metadata + 1, _columns(rows[:metadata]))
    elif over:
        head = _merged(rows, merged, over)
    elif _is_split(rows):
        head = _split(rows)
    elif _is_named(rows):
        head = Headers(2, _columns(rows[:2]), _second(rows, "texts of the questions"))
    else:
        head = Headers(1, _columns(rows[:1]), _no_header(rows))
    return Headers(head.rows, head.columns, mended + head.doubts)


def _columns(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(zip(*rows, strict=True))


def _without_mark(rows: Rows) -> tuple[Rows, tuple[Doubt, ...]]:
    """The rows without what other programs made of a byte order mark before a header (R numbers rows in the first)."""
    clean = tuple(_MANGLED_MARK.sub("", cell) for cell in rows[0])
    return [clean, *rows[1:]], tuple(
        Doubt(now, f"began with what a program made of a byte order mark: '{before}'")
        for before, now in zip(rows[0], clean, strict=True)
        if before != now
    )


def _is_metadata(row: tuple[str, ...]) -> bool:
    filled = [cell for cell in row if cell]
    return bool(filled) and 2 * sum(bool(_IMPORT_ID.match(cell)) for cell in filled) >= len(filled)


def _is_split(rows: Rows) -> bool:
    """Whether some headers are missing in the first row and stand in the second, and nothing says that is a record."""
    if len(rows) < 2:
        return False
    top, second = rows[:2]
    below = [at for at in range(1, len(top)) if not top[at] and second[at]]
    return bool(below) and (
        _is_sure(rows, below) or not any(_MEASURED.fullmatch(cell) for cell in second)
    )


def _is_sure(rows: Rows, below: Sequence[int]) -> bool:
    """Whether a column of the tool's own has no second header, or an option's column holds only its header."""
    top, second = rows[:2]
    records = _columns(rows[2:]) if len(rows) > 2 else ((),) * len(top)
    own = any(
        top[at] and not second[at] and records[at] and all(records[at]) for at in range(len(top))
    )
    return own or any(set(filter(None, records[at])) == {second[at]} for at in below)


def _split(rows: Rows) -> Headers:
    """Two rows, each question carried on over the options that follow its first."""
    top, second = list(rows[0]), rows[1]
    below = [at for at in range(1, len(top)) if not top[at] and second[at]]
    sure = _is_sure(rows, below)
    for at in below:
        if second[at - 1]:
            top[at] = top[at - 1]
    return Headers(2, _columns([tuple(top), second]), () if sure else _second(rows, "options"))


def _is_named(rows: Rows) -> bool:
    """Whether ids stand over texts: no answer in the second row, and columns of numbers or dates below it."""
    if len(rows) < 3:
        return False
    top, second = rows[:2]
    ids = all(top) and len(set(top)) == len(top) and not any(re.search(r"\s", cell) for cell in top)
    if not ids or not all(second) or any(_MEASURED.fullmatch(cell) for cell in second):
        return False
    below = [[cell for cell in column if cell] for column in _columns(rows[2:])]
    recurring = any(cell in column for cell, column in zip(second, below, strict=True))
    return not recurring and any(
        column and all(_MEASURED.fullmatch(cell) for cell in column) for column in below
    )


def _merged(rows: Rows, merged: Sequence[Range], over: Sequence[Range]) -> Headers:
    """As many rows as the merged cells of the first say, each merged text in all of its columns."""
    wide = [each for each in over if each[1][1] > each[0][1]]
    under = max(last[0] + 1 for _, last in over)
    covered = {at for first, last in wide for at in range(first[1], last[1] + 1)}
    beneath = rows[under] if len(rows) > under else ()
    record = any(_MEASURED.fullmatch(cell) for at, cell in enumerate(beneath) if at not in covered)
    count = under + bool(wide and not record)
    head = [list(row) for row in rows[:count]]
    for (row, column), (_, last) in merged:
        if row < len(head):
            for at in range(column + 1, min(last + 1, len(head[row]))):
                head[row][at] = head[row][at] or head[row][column]
    return Headers(count, _columns([tuple(row) for row in head]))


def _second(rows: Rows, what: str) -> tuple[Doubt, ...]:
    sample = " · ".join([cell for cell in rows[1] if cell][:3])
    return (
        Doubt("row 2", f"was taken for a second header row, {what}, not for a record: {sample}"),
    )


def _no_header(rows: Rows) -> tuple[Doubt, ...]:
    filled = [cell for cell in rows[0] if cell]
    if 2 * sum(bool(_MEASURED.fullmatch(cell)) for cell in filled) < len(filled):
        return ()
    return (Doubt("row 1", "was taken for the header row, but looks like answers"),)
