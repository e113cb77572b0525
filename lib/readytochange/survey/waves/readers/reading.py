"""Reading an export: which reader a file needs, what is at its top, what is empty at its end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from os import PathLike
from pathlib import Path

from readytochange.errors import InputError, first_line
from readytochange.survey.waves.readers import (
    apart,
    archive,
    headers,
    large_text,
    parts,
    text,
    typed,
    workbooks,
)
from readytochange.survey.waves.readers.cells import Cells, Outline, Range, letters, outline
from readytochange.survey.waves.readers.export import Doubt, Export

MAX_BYTES = 750_000_000
"""Of a file that is read in one piece; texts and Parquet are read in parts where they have more."""

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

IN_PARTS = ("text", KINDS[".parquet"])
"""What is read in parts where it is too large to be held at once."""


def read(
    path: str | PathLike[str], max_bytes: int = MAX_BYTES, part_bytes: int = parts.PART_BYTES
) -> Export:
    """An export as it is, every cell a text.

    Parameters
    ----------
    path : CSV, TSV or TXT; XLSX, XLS or ODS; Parquet; SPSS's .sav; told by suffix
    max_bytes : the most that is read in one piece; of a workbook, unpacked. More is read in parts if it is a text or
        Parquet, and is refused elsewhere
    part_bytes : that a part has, about

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
            return _nameless(_text(file, max_bytes, part_bytes))
        if kind not in (KINDS[".parquet"], KINDS[".sav"]):
            cells = workbooks.read(file, max_bytes)
            return _nameless(_export(cells, outline(cells.frame), file.name))
        # ReadStat ends its process on some broken files
        found = (
            parts.parquet(file, max_bytes, part_bytes)
            if kind == KINDS[".parquet"]
            else apart.call(typed.sav, file)
        )
        if found.cells.is_empty():
            raise InputError(f"'{file.name}': has no record; accepted: one or more")
        return found


def _text(file: Path, max_bytes: int, part_bytes: int) -> Export:
    """A text in one piece, or, where it is too large for that, in parts."""
    if file.stat().st_size <= max_bytes:
        with suppress(text.TooManyError):
            cells = text.read(file)
            return _export(cells, outline(cells.frame), file.name)
    seen = large_text.read(file, part_bytes)
    export = _export(seen.cells, seen.outline, file.name)
    return replace(export, parts=seen.parts(export), texts=seen.texts(export))


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
            what = "a folder" if file.is_dir() else "no file that can be read twice"
            raise InputError(f"'{file}' is {what}; accepted: the path of an export")
        size = file.stat().st_size
        with file.open("rb") as opened:
            start = opened.read(512)
    except OSError as error:
        raise InputError(
            f"'{file.name}': {error.strerror}; accepted: a file that can be read"
        ) from error
    if not size:
        raise InputError(f"'{file.name}': is empty; accepted: an export with headers and records")
    if size > max_bytes and KINDS[suffix] not in IN_PARTS:
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


def _export(read: Cells, seen: Outline | None, name: str) -> Export:
    """The cells, or the first of them, parted into headers and records; what is empty around them left out."""
    if seen is None:
        raise InputError(
            f"'{name}': has no cell with anything in it; accepted: headers and records"
        )
    doubts = list(read.doubts)
    gone = {"columns": seen.columns - seen.width, "rows": seen.rows - seen.last}
    doubts += [
        Doubt("", f"empty {what} at the end were left out: {many}")
        for what, many in gone.items()
        if many
    ]
    first = seen.first
    frame = read.frame[first - seen.top : seen.last - seen.top, : seen.width]
    merged = [((a - first, b), (c - first, d)) for (a, b), (c, d) in read.merged if a >= first]
    head = headers.found(frame, merged)
    top = first + head.rows
    if seen.last <= top:
        raise InputError(
            f"'{name}': has headers and no record below them; accepted: one record or more"
        )
    export = Export(
        frame[head.rows :],
        head.columns,
        top + 1,
        encoding=read.encoding,
        separator=read.separator,
    )
    doubts += head.doubts
    doubts += _of_rows([row for row in seen.empty if row >= top])
    doubts += _of_merged(merged, head.rows, first)
    doubts += _of_dates(export, read, top)
    return replace(export, doubts=tuple(doubts))


def _nameless(export: Export) -> Export:
    """An export with a doubt where a column has answers and no header."""
    without = [
        letters(at)
        for at, header in enumerate(export.headers)
        if not any(header) and export.example(at)
    ]
    if not without:
        return export
    doubt = Doubt(f"columns {', '.join(without)}", "have answers and no header")
    return replace(export, doubts=(*export.doubts, doubt))


def _of_rows(empty: Sequence[int]) -> list[Doubt]:
    if not empty:
        return []
    shown = ", ".join(str(row + 1) for row in empty[:5])
    return [
        Doubt(
            f"rows {shown}{', …' if len(empty) > 5 else ''}",
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
