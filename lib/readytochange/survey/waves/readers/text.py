"""Text files: their separator, their quotes; then polars reads them."""

import csv
import io
import re
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from readytochange.errors import InputError
from readytochange.survey.waves.readers import encodings
from readytochange.survey.waves.readers.cells import MAX_CELLS, Cells
from readytochange.survey.waves.readers.export import Doubt

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}

HEADERS = 5
"""Rows at the top among which headers are, at most, whose cells are longer than those below."""

_AT_ONCE = 1 << 18
"""Bytes that are looked at together: a few, so that they stay near the processor."""

_ACCEPTED = (
    "accepted: columns separated by comma, semicolon or tab, as many in each row as in the first"
)
UNQUOTED = Doubt("", "quotes in cells were kept as they are: this file does not quote its cells")


class TooManyError(InputError):
    """More cells than are held at once."""


def read(path: Path) -> Cells:
    """The cells of a text file.

    Raises
    ------
    InputError
        if its encoding, its separator or its rows are not what tools write
    TooManyError
        if it has more cells than are held at once
    """
    return cells(path.read_bytes(), path.name)


def cells(raw: bytes, name: str) -> Cells:
    """The cells of a text, as it stands in a file; messages call it by its name. Refused as by `read`."""
    encoding = encodings.of(raw)
    try:
        content = encodings.decoded(raw, encoding, name)
    except encodings.NotUTF8Error:
        encoding = encodings.WINDOWS
        content = encodings.decoded(raw, encoding, name)
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    if content[:1] in (b"\n", b"\r") or content[-3:].count(b"\n") > 1:
        content = content.strip(b"\r\n")
    separator, width = separator_of(content, name)
    found, quoted = frame(content, separator, width, name)
    doubts = encoding.doubts(content) + (() if quoted else (UNQUOTED,))
    return Cells(found, doubts, encoding=encoding.name, separator=separator)


def count(content: bytes, letter: str) -> int:
    """How often a letter stands in a text; where it often does, numpy takes a fifth of the time of `bytes.count`."""
    letters = np.frombuffer(content, np.uint8)
    return sum(
        int(np.count_nonzero(letters[at : at + _AT_ONCE] == ord(letter)))
        for at in range(0, len(letters), _AT_ONCE)
    )


def separator_of(content: bytes, name: str) -> tuple[str, int]:
    """What separates the columns, by how many columns it gives most of the first rows; and their number.

    InputError where nothing gives two columns or more.
    """
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


def frame(
    content: bytes,
    separator: str,
    width: int,
    name: str,
    rows: int = 0,
    lines: int = 0,
    quoted: bool | None = None,
) -> tuple[pl.DataFrame, bool]:
    """The rows of a text, and whether their cells are quoted.

    One that polars refuses is put in order first, and may have more columns then.

    Parameters
    ----------
    content : in UTF-8, whole rows
    separator, width : of its columns
    name : of the file, for messages
    rows, lines : that stand before
    quoted : whether cells may be quoted, where that is known

    Raises
    ------
    InputError
        if a row has not its cells, or a quote is not closed
    TooManyError
        if there are more cells than are held at once
    """
    found = count(content, separator)
    if found > MAX_CELLS:
        raise TooManyError(f"'{name}': has more than {MAX_CELLS:,} cells; accepted: up to that")
    has_quotes = b'"' in content
    if quoted is None:
        quoted = not (has_quotes and bare(content, separator, width))
    parsed = _parsed(content, found, separator, width, quoted=quoted and has_quotes)
    if parsed.is_empty() and quoted:
        content, width = _in_order(content, separator, width, name, rows, lines)
        found = count(content, separator)
        parsed = _parsed(content, found, separator, width, quoted=True)
    if parsed.is_empty():
        raise InputError(f"'{name}': cannot be read as rows of a table; {_ACCEPTED}")
    return parsed, quoted


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
    breaks = quoted and count(content, "\n") - content.endswith(b"\n") >= frame.height
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


def bare(content: bytes, separator: str, width: int) -> bool:
    """Whether lines are rows as they are, parted by tabs, and some quote stands alone at an end of its cell."""
    if separator != "\t":
        return False
    parsed = _parsed(content, count(content, "\t"), "\t", width, quoted=False)
    if parsed.is_empty():
        return False
    starts, ends = pl.all().str.starts_with('"'), pl.all().str.ends_with('"')
    alone = (starts != ends) | (pl.all() == '"')
    return any(parsed.select(alone.any()).row(0))


def _in_order(
    content: bytes, separator: str, width: int, name: str, rows: int, lines: int
) -> tuple[bytes, int]:
    """The same rows quoted by the rule and of one width; InputError at the first that has not its cells."""
    reader = csv.reader(
        io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""),
        delimiter=separator,
        strict=True,
    )
    wide = width
    try:
        for number, row in enumerate(reader, rows + 1):
            if row and (len(row) < width or any(row[width:])):
                raise InputError(
                    f"'{name}', row {number}: has {len(row)} cells where the first row has {width}; {_ACCEPTED}"
                )
            wide = max(wide, len(row))
    except csv.Error as error:
        raise InputError(
            f"'{name}', line {lines + reader.line_num}: {error}; accepted: quotes that are closed, and doubled inside"
        ) from None
    ordered = io.StringIO(newline="")
    writer = csv.writer(ordered, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
    again = csv.reader(
        io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""), delimiter=separator
    )
    writer.writerows(row + [""] * (wide - len(row)) for row in again)
    return ordered.getvalue().encode(), wide
