"""Text files: their encoding, their separator, their quotes; then polars reads them."""

import codecs
import csv
import io
import re
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from readytochange.errors import InputError, shortened
from readytochange.survey.waves.readers.cells import Cells
from readytochange.survey.waves.readers.export import Doubt

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
MAX_CELLS = 200_000_000

HEADERS = 5
"""Rows at the top among which headers are, at most, whose cells are longer than those below."""

_AT_ONCE = 1 << 18
"""Bytes that are looked at together: a few, so that they stay near the processor."""

_ACCEPTED = (
    "accepted: columns separated by comma, semicolon or tab, as many in each row as in the first"
)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def read(path: Path) -> Cells:
    """The cells of a text file.

    Raises
    ------
    InputError
        if its encoding, its separator or its rows are not what tools write
    """
    return cells(path.read_bytes(), path.name)


def cells(raw: bytes, name: str) -> Cells:
    """The cells of a text, as it stands in a file; messages call it by its name. Refused as by `read`."""
    content, encoding, doubts = _decoded(raw, name)
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    if content[:1] in (b"\n", b"\r") or content[-3:].count(b"\n") > 1:
        content = content.strip(b"\r\n")
    if b"\0" in content:
        raise InputError(
            f"'{name}': holds binary data; accepted: text in UTF-8, UTF-16 with its mark, or Windows-1252"
        )
    separator, width = _separator(content, name)
    frame, quoted = _frame(content, separator, width, name)
    if not quoted:
        doubts += (
            Doubt("", "quotes in cells were kept as they are: this file does not quote its cells"),
        )
    return Cells(frame, doubts, encoding=encoding, separator=separator)


def _decoded(raw: bytes, name: str) -> tuple[bytes, str, tuple[Doubt, ...]]:
    """The text in UTF-8 without mark, the encoding it had, and a doubt where that is an assumption."""
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            try:
                text = raw.decode(encoding)
                return text.encode(), "UTF-8" if mark == codecs.BOM_UTF8 else "UTF-16", ()
            except UnicodeError:
                raise InputError(
                    f"'{name}': begins as {encoding.removesuffix('-sig').upper()}, but breaks off or holds "
                    "other bytes; accepted: the file as the tool wrote it"
                ) from None
    if _is_utf8(raw):
        return raw, "UTF-8", ()
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"'{name}': line {line} holds the byte 0x{raw[error.start]:02X}, which is neither UTF-8 nor Windows-1252; "
            "accepted: text in UTF-8, UTF-16 with its mark, or Windows-1252"
        ) from None
    sample = re.search(r"\w*[^\W\x00-\x7f]\w*|[^\x00-\x7f]+", text)
    shown = f", for instance '{shortened(sample[0])}'" if sample else ""
    says = f"is not UTF-8: read as Windows-1252; look at its accents{shown}"
    return text.encode(), "Windows-1252", (Doubt("", says),)


def _is_utf8(raw: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(raw)
    try:
        for at in range(0, len(raw), _AT_ONCE):
            decoder.decode(view[at : at + _AT_ONCE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _count(content: bytes, letter: str) -> int:
    """How often a letter stands in a text; where it often does, numpy takes a fifth of the time of `bytes.count`."""
    letters = np.frombuffer(content, np.uint8)
    return sum(
        int(np.count_nonzero(letters[at : at + _AT_ONCE] == ord(letter)))
        for at in range(0, len(letters), _AT_ONCE)
    )


def _separator(content: bytes, name: str) -> tuple[str, int]:
    """What separates the columns, by how many columns it gives most of the first rows; and their number."""
    part = content[:200_000]
    if len(part) < len(content):
        part = part[: part.rfind(b"\n") + 1] or part
    sample = part.decode(errors="ignore")
    found: dict[str, list[int]] = {}
    for separator in SEPARATORS:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        try:
            found[separator] = [len(row) for _, row in zip(range(100), reader, strict=False) if row]
        except csv.Error:
            continue
    widths = {each: max(rows[:1], default=1) for each, rows in found.items()}
    agreeing = {
        each: sum(width == widths[each] for width in rows) / len(rows)
        for each, rows in found.items()
        if rows and widths[each] > 1
    }
    if not agreeing:
        raise InputError(f"'{name}': has one column, or none; {_ACCEPTED}")
    best = max(agreeing, key=lambda each: (round(agreeing[each], 1), widths[each]))
    return best, widths[best]


def _frame(content: bytes, separator: str, width: int, name: str) -> tuple[pl.DataFrame, bool]:
    """The rows, and whether their cells are quoted; a file that polars refuses is put in order first, or refused."""
    found = _count(content, separator)
    if found > MAX_CELLS:
        raise InputError(
            f"'{name}': has more than {MAX_CELLS:,} cells; accepted: up to that, or Parquet"
        )
    if b'"' not in content:
        frame = _parsed(content, found, separator, width, quoted=False)
    elif separator == "\t" and _bare(content, found, width):
        return _parsed(content, found, separator, width, quoted=False), False
    else:
        frame = _parsed(content, found, separator, width, quoted=True)
    if frame.is_empty():
        content, width = _in_order(content, separator, width, name)
        found = _count(content, separator)
        frame = _parsed(content, found, separator, width, quoted=True)
        if frame.is_empty():
            raise InputError(f"'{name}': cannot be read as rows of a table; {_ACCEPTED}")
    return frame, True


def _parsed(
    content: bytes, separators: int, separator: str, width: int, quoted: bool
) -> pl.DataFrame:
    """The rows, none where one has more or fewer cells than `width`; an empty line is a row of empty cells.

    polars fills short rows up without a word, so separators are counted: those of the file are those between cells and
    those inside them.
    """
    try:
        frame = pl.read_csv(
            content,
            has_header=False,
            separator=separator,
            quote_char='"' if quoted else None,
            schema=dict.fromkeys(map(str, range(width)), pl.String),
            empty_string_is_null=False,
        )
    except PolarsError:
        return pl.DataFrame()
    inside = _inside(frame, separator) if quoted and frame.height else 0
    whole = separators == frame.height * (width - 1) + inside
    breaks = quoted and _count(content, "\n") - content.endswith(b"\n") >= frame.height
    # a cell with a line break may be two rows, and a quote without its second
    return frame if whole and not (breaks and not _regular(content, separator)) else pl.DataFrame()


def _inside(frame: pl.DataFrame, separator: str) -> int:
    """How many separators stand inside cells; below the headers, most columns have cells of one letter: no search."""
    below = frame.slice(HEADERS)
    longest = below.select(pl.all().str.len_bytes().max()).row(0)
    short = [name for name, length in zip(frame.columns, longest, strict=True) if length == 1]
    searched = pl.exclude(short).str.count_matches(separator, literal=True)
    counts = [
        frame.head(HEADERS).select(pl.all().str.count_matches(separator, literal=True).sum()),
        below.select(searched.sum()),
        below.select((pl.col(short) == separator).sum()),
    ]
    return sum(sum(each.row(0)) for each in counts if each.width)


def _regular(content: bytes, separator: str) -> bool:
    """Whether every quote opens or closes a cell, or is doubled inside; polars takes others for that too."""
    ends = separator.encode() + rb"\r\n"
    rule = rb'(?:[^"]*+(?<![^%b])"(?:[^"]++|"")*+"(?![^%b]))*+[^"]*+' % (ends, ends)
    return re.fullmatch(rule, content) is not None


def _bare(content: bytes, tabs: int, width: int) -> bool:
    """Whether lines are rows as they are, and some quote stands alone at an end of its cell."""
    frame = _parsed(content, tabs, "\t", width, quoted=False)
    if frame.is_empty():
        return False
    starts, ends = pl.all().str.starts_with('"'), pl.all().str.ends_with('"')
    alone = (starts != ends) | (pl.all() == '"')
    return any(frame.select(alone.any()).row(0))


def _in_order(content: bytes, separator: str, width: int, name: str) -> tuple[bytes, int]:
    """The same rows quoted by the rule and of one width; InputError at the first that has not its cells."""
    reader = csv.reader(
        io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""),
        delimiter=separator,
        strict=True,
    )
    wide = width
    try:
        for number, row in enumerate(reader, 1):
            if row and (len(row) < width or any(row[width:])):
                raise InputError(
                    f"'{name}', row {number}: has {len(row)} cells where the first row has {width}; {_ACCEPTED}"
                )
            wide = max(wide, len(row))
    except csv.Error as error:
        raise InputError(
            f"'{name}', line {reader.line_num}: {error}; accepted: quotes that are closed, and doubled inside"
        ) from None
    ordered = io.StringIO(newline="")
    writer = csv.writer(ordered, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
    again = csv.reader(
        io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""), delimiter=separator
    )
    writer.writerows(row + [""] * (wide - len(row)) for row in again)
    return ordered.getvalue().encode(), wide
