"""Files too large to be held at once: looked through part by part, and read part by part as often as is needed."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import polars as pl

from readytochange.errors import InputError
from readytochange.survey.waves.folding import FALSE, TRUE, fold
from readytochange.survey.waves.readers import encodings, text, typed
from readytochange.survey.waves.readers.encodings import Encoding
from readytochange.survey.waves.readers.export import Export

PART_BYTES = 128_000_000
"""Of a file that are read at once; a part of a text ends where a record does."""

HEAD = 10_000
"""Rows that are held to find headers, and to see what columns are for."""

_CELL_BYTES = 8
"""That a cell of a Parquet file is reckoned to have as a text."""

_FIRST_TEXTS = 1000
"""Distinct texts of a column that are kept, whatever they are: more than are looked at to part joined answers."""

_MAY_SAY = r"^[^0-9]{1,24}$|^[^0-9]{0,9}[01](\.0)?[^0-9]{0,9}$"
"""What a text looks like that may say yes or no."""


@dataclass(frozen=True)
class TextPart:
    """Rows of a text file, between two of its bytes.

    Parameters
    ----------
    path, size : of the file
    start, stop : its bytes: whole rows
    first_row, rows : the row of the first, as a spreadsheet counts them, and how many they are
    skipped : rows that stand before these
    columns, width : that the file has, and that are read
    encoding, separator, quoted : of the file
    """

    path: Path
    size: int
    start: int
    stop: int
    first_row: int
    rows: int
    columns: int
    width: int
    encoding: Encoding
    separator: str
    quoted: bool
    skipped: int = 0

    def within(self, first: int, last: int, width: int) -> "TextPart":
        """Of these rows those between two of the file's, counted from 0, and as many columns."""
        skipped = max(0, first - (self.first_row - 1))
        rows = max(0, min(self.rows, last - (self.first_row - 1)) - skipped)
        first_row = self.first_row + skipped
        return replace(self, first_row=first_row, rows=rows, width=width, skipped=skipped)

    def read(self) -> pl.DataFrame:
        """Their cells; InputError if the file is not what it was."""
        with _same(self.path, self.size) as file:
            file.seek(self.start)
            raw = file.read(self.stop - self.start)
        rows = frame(content(raw, self), self)
        return rows[self.skipped : self.skipped + self.rows, : self.width]


@dataclass(frozen=True)
class ParquetPart:
    """Rows of a Parquet file, from `first_row` on."""

    path: Path
    size: int
    first_row: int
    rows: int

    def read(self) -> pl.DataFrame:
        """Their cells; InputError if the file is not what it was."""
        _same(self.path, self.size).close()
        return typed.parquet(self.path, self.first_row - 1, self.rows).cells


class Texts:
    """The distinct texts of columns, taken in part by part: those seen first, and all that may say yes or no."""

    def __init__(self) -> None:
        self._found: list[dict[str, None]] = []

    def take(self, frame: pl.DataFrame) -> None:
        """Take in the rows that follow."""
        for place, column in enumerate(frame.iter_columns()):
            if place == len(self._found):
                self._found.append({})
            found = self._found[place]
            new = column.unique(maintain_order=True)
            new = new.filter(~new.is_in(list(found)))
            room = max(_FIRST_TEXTS - len(found), 0)
            rest = new[room:]
            found.update(dict.fromkeys(new[:room]))
            maybe = rest.filter(rest.str.contains(_MAY_SAY))
            found.update(dict.fromkeys(each for each in maybe if fold(each) in TRUE | FALSE))

    def of(self, width: int) -> tuple[tuple[str, ...], ...]:
        """The texts of so many columns."""
        more = width - len(self._found)
        return (*map(tuple, self._found[:width]), *[()] * more)


def parquet(path: Path, max_bytes: int, part_bytes: int = PART_BYTES) -> Export:
    """The rows of a Parquet file; in parts where they would have more than `max_bytes` as texts."""
    rows, columns = typed.shape(path)
    bytes_a_row = max(columns, 1) * _CELL_BYTES
    if rows * bytes_a_row <= max_bytes:
        return typed.parquet(path)
    path = path.resolve()  # workers of a cluster may stand elsewhere
    size, step = path.stat().st_size, max(part_bytes // bytes_a_row, 1)
    parts = tuple(
        ParquetPart(path, size, start + 1, min(step, rows - start))
        for start in range(0, rows, step)
    )
    texts = Texts()
    for each in parts:
        texts.take(each.read())
    return replace(typed.parquet(path, 0, HEAD), parts=parts, texts=texts.of(columns))


def content(raw: bytes, part: TextPart, lines: int = 0) -> bytes:
    """The rows of a part in UTF-8, without what is empty around the whole."""
    content = encodings.decoded(raw, part.encoding, part.path.name, lines)
    if part.start == len(part.encoding.mark):
        content = content.lstrip(b"\r\n")
    return content.rstrip(b"\r\n") if part.stop == part.size else content


def frame(content: bytes, part: TextPart, lines: int = 0) -> pl.DataFrame:
    """The rows of a part, each with the columns of the file; more where some have empty ones besides."""
    if not content:
        return pl.DataFrame(schema=dict.fromkeys(map(str, range(part.columns)), pl.String))
    frame, _ = text.frame(
        content,
        part.separator,
        part.columns,
        part.path.name,
        rows=part.first_row - 1,
        lines=lines,
        quoted=part.quoted,
    )
    return frame


def _same(path: Path, size: int) -> BinaryIO:
    """A file that is as large as it was when it was looked through, opened."""
    try:
        opened = path.open("rb")
    except OSError as error:
        raise InputError(
            f"'{path}': {error.strerror}; accepted: a file that stays where it is while it is read, at the same path "
            "for all who read it"
        ) from None
    found = os.fstat(opened.fileno()).st_size
    if found == size:
        return opened
    opened.close()
    raise InputError(
        f"'{path.name}': has {found:,} bytes now and had {size:,}; accepted: a file that nobody writes while it is read"
    )
