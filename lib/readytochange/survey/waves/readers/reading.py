"""Reading an export: which reader a file needs, what is at its top, what is empty at its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from os import PathLike
from pathlib import Path

import polars as pl

from readytochange.errors import InputError, first_line
from readytochange.survey.waves.readers import apart, archive, headers, text, typed, workbooks
from readytochange.survey.waves.readers.cells import Cells, Range, empty_rows, letters
from readytochange.survey.waves.readers.export import Doubt, Export

MAX_BYTES = 1_000_000_000

KINDS = {
    ".csv": "text",
    ".tsv": "text",
    ".tab": "text",
    ".txt": "text",
    ".xlsx": "an Excel workbook",
    ".xlsm": "an Excel workbook",
    ".xls": "an Excel workbook of before 2007",
    ".ods": "an OpenDocument spreadsheet",
    ".parquet": "a Parquet file",
    ".sav": "an SPSS file",
    ".zsav": "an SPSS file",
}
"""What a file with this suffix has to be."""


def read(path: str | PathLike[str], max_bytes: int = MAX_BYTES) -> Export:
    """An export as it is, every cell a text.

    Parameters
    ----------
    path : CSV, TSV or TXT; XLSX, XLS or ODS; Parquet; SPSS's .sav; told by suffix
    max_bytes : the most a file may have; of a workbook, unpacked

    Returns
    -------
    Export
        with what a person should look at in `doubts`

    Raises
    ------
    InputError
        if there is no such file, it is not what its suffix says, is damaged, too large, or has no record

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "export.csv")
    ...     _ = file.write_text("id;Channels\\n1;Telephone\\n2;None\\n", encoding="utf-8")
    ...     found = read(file)
    >>> found.headers, found.cells.rows(), found.first_row
    ((('id',), ('Channels',)), [('1', 'Telephone'), ('2', 'None')], 2)
    """
    file = Path(path)
    _check(file, max_bytes)
    kind = KINDS[file.suffix.lower()]
    with _refused(file, kind):
        if kind == "text":
            return _export(text.read(file), file.name)
        if kind not in (KINDS[".parquet"], KINDS[".sav"]):
            return _export(workbooks.read(file, max_bytes), file.name)
        # ReadStat ends its process on some broken files
        found = typed.parquet(file) if kind == KINDS[".parquet"] else apart.call(typed.sav, file)
        if found.cells.is_empty():
            raise InputError(f"'{file.name}': has no record; accepted: one or more")
        return found


def _check(file: Path, max_bytes: int) -> None:
    suffix = file.suffix.lower()
    if suffix not in KINDS:
        raise InputError(
            f"'{file.name}': no export is read by this name; accepted: {', '.join(KINDS)}"
        )
    try:
        if not file.exists():
            raise InputError(f"no file '{file}'; accepted: the path of an export")
        if not file.is_file():
            raise InputError(f"'{file}' is a folder, not a file; accepted: the path of an export")
        size = file.stat().st_size
        with file.open("rb") as opened:
            start = opened.read(512)
    except OSError as error:
        raise InputError(
            f"'{file.name}': {error.strerror}; accepted: a file that can be read"
        ) from error
    if not size:
        raise InputError(f"'{file.name}': is empty; accepted: an export with headers and records")
    if size > max_bytes:
        raise InputError(f"'{file.name}': has {size:,} bytes; accepted: up to {max_bytes:,}")
    looks = _looks(file, start)
    if looks != KINDS[suffix]:
        raise InputError(
            f"'{file.name}': is {looks}, not {KINDS[suffix]}; accepted: the file with the suffix of what it is"
        )


def _looks(file: Path, start: bytes) -> str:
    """What a file is, told by how it begins."""
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        members = archive.members(file)
        if "xl/workbook.xml" in members:
            return "an Excel workbook"
        if "content.xml" in members:
            return "an OpenDocument spreadsheet"
        return "a damaged or another archive"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        old = file.suffix.lower() == ".xls"
        return KINDS[".xls"] if old else "an Excel workbook of before 2007, or one with a password"
    if start.startswith(b"PAR1"):
        return "a Parquet file"
    if start.startswith((b"$FL2", b"$FL3")):
        return "an SPSS file"
    beginning = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if beginning.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        return "a web page or XML"
    return "text"


@contextmanager
def _refused(file: Path, kind: str) -> Iterator[None]:
    """Make of whatever a library says about a broken file the one error of a user's mistake.

    A panic of calamine or polars is no Exception, and has no class of its own that could be named.
    """
    try:
        yield
    except (InputError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        says = first_line(error) if isinstance(error, Exception) else "damaged"
        raise InputError(
            f"'{file.name}': cannot be read as {kind} ({says}); accepted: the file as the tool wrote it"
        ) from error


def _export(read: Cells, name: str) -> Export:
    """The cells parted into headers and records; what is empty around them left out."""
    frame = read.frame
    empty = empty_rows(frame)
    if empty.all():
        raise InputError(
            f"'{name}': has no cell with anything in it; accepted: headers and records"
        )
    first = int(empty.arg_min() or 0)
    last = frame.height - int(empty.reverse().arg_min() or 0)
    frame, empty = frame[first:last], empty[first:last]
    width = next(at for at in range(frame.width, 0, -1) if (frame[:, at - 1] != "").any())
    doubts = list(read.doubts)
    gone = {
        "columns": frame.width - width,
        "rows": read.frame.height - last,
    }
    doubts += [
        Doubt("", f"empty {what} at the end were left out: {many}")
        for what, many in gone.items()
        if many
    ]
    frame = frame[:, :width]
    merged = [((a - first, b), (c - first, d)) for (a, b), (c, d) in read.merged if a >= first]
    head = headers.found(frame, merged)
    records = frame[head.rows :]
    if records.is_empty():
        raise InputError(
            f"'{name}': has headers and no record below them; accepted: one record or more"
        )
    doubts += head.doubts
    doubts += _of_rows(empty[head.rows :], first + head.rows + 1)
    doubts += _of_merged(merged, head.rows, first)
    export = Export(
        records,
        head.columns,
        first + head.rows + 1,
        encoding=read.encoding,
        separator=read.separator,
    )
    doubts += _of_dates(export, read, first + head.rows)
    return replace(export, doubts=tuple(doubts))


def _of_rows(empty: pl.Series, first_row: int) -> list[Doubt]:
    rows = empty.arg_true()
    if rows.is_empty():
        return []
    shown = ", ".join(str(first_row + row) for row in rows[:5])
    return [
        Doubt(
            f"rows {shown}{', …' if len(rows) > 5 else ''}",
            "are empty: kept, as records without an answer",
        )
    ]


def _of_merged(merged: list[Range], head: int, first: int) -> list[Doubt]:
    below = [start for start, _ in merged if start[0] >= head]
    if not below:
        return []
    row, column = below[0]
    says = "is merged with others, and so may be more: only the first of merged cells has its text"
    return [Doubt(f"cell {letters(column)}{row + first + 1}", says)]


def _of_dates(export: Export, read: Cells, skipped: int) -> list[Doubt]:
    """A date among other answers is often one that the spreadsheet made of '1-5' or '1.5'."""
    doubts = []
    for column, rows in read.dates.items():
        if column >= export.cells.width:
            continue
        below = [row for row in rows if row >= skipped]
        others = int((export.cells[:, column] != "").sum()) - len(below)
        if below and others:
            says = (
                f"{len(below)} dates among {others} other answers, the first in row {below[0] + 1}: "
                f"'{read.frame[below[0], column]}'; a spreadsheet makes dates of answers such as 1-5"
            )
            doubts.append(Doubt(export.name(column), says))
    return doubts
