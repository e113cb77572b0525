"""A text file too large to be held at once, looked through part by part: where rows end, headers, what is empty."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from readytochange.errors import InputError
from readytochange.survey.waves.readers import encodings, parts, text
from readytochange.survey.waves.readers.cells import Cells, Outline, empty_rows
from readytochange.survey.waves.readers.encodings import Encoding
from readytochange.survey.waves.readers.export import Doubt, Export
from readytochange.survey.waves.readers.parts import HEAD, PART_BYTES, TextPart, Texts

_SAMPLE = 1_000_000
"""Bytes at the top by which it is found out how columns are parted."""

_LONGEST = 4
"""Parts in whose bytes a record has to end."""

_NAMED = 16
"""Empty rows that are noted: more than are named."""


@dataclass(frozen=True)
class Seen:
    """What was seen of a text file that was looked through.

    Parameters
    ----------
    cells : its first rows, headers among them
    outline : of the whole; None where nothing in it has anything
    pieces : all of it
    later : texts of its columns, below the first `text.HEADERS` rows
    """

    cells: Cells
    outline: Outline | None
    pieces: tuple[TextPart, ...]
    later: Texts

    def parts(self, export: Export) -> tuple[TextPart, ...]:
        """The parts that have records, once it is known where these begin."""
        last = self.outline.last if self.outline else 0
        width = len(export.headers)
        found = (each.within(export.first_row - 1, last, width) for each in self.pieces)
        return tuple(each for each in found if each.rows)

    def texts(self, export: Export) -> tuple[tuple[str, ...], ...]:
        """What a file in parts says of its columns' texts, those of the first records first."""
        top = self.outline.first if self.outline else 0
        early = Texts()
        early.take(export.cells[: top + text.HEADERS - (export.first_row - 1)])
        width = len(export.headers)
        both = zip(early.of(width), self.later.of(width), strict=True)
        return tuple(tuple(dict.fromkeys([*first, *rest])) for first, rest in both)


def read(path: Path, part_bytes: int = PART_BYTES) -> Seen:
    """Look through a text file, part by part.

    Parameters
    ----------
    path : of the file
    part_bytes : that a part has, about

    Raises
    ------
    InputError
        if its encoding, its separator or its rows are not what tools write; if no row ends in several parts
    """
    with path.open("rb") as file:
        encoding = encodings.of(file.read(4))
    try:
        return _looked_through(path, encoding, part_bytes)
    except encodings.NotUTF8Error:
        return _looked_through(path, encodings.WINDOWS, part_bytes)


def _looked_through(path: Path, encoding: Encoding, part_bytes: int) -> Seen:
    path = path.resolve()  # workers of a cluster may stand elsewhere
    size, mark = path.stat().st_size, len(encoding.mark)
    with path.open("rb") as file:
        raw = file.read(max(part_bytes, _SAMPLE))
    rows = raw if len(raw) == size else raw[: _last_end(raw, encoding, quoted=False)] or raw
    sample = encodings.decoded(rows, encoding, path.name)
    separator, columns = text.separator_of(sample.lstrip(b"\r\n"), path.name)
    quoted = not text.bare(sample, separator, columns)
    whole = TextPart(path, size, mark, size, 1, 0, columns, columns, encoding, separator, quoted)
    seen = _Rows(columns)
    lines = 0
    for start, raw in _pieces(whole, part_bytes):
        piece = replace(whole, start=start, stop=start + len(raw), first_row=seen.rows + 1)
        content = parts.content(raw, piece, lines)
        frame = parts.frame(content, piece, lines)
        lines += text.count(content, "\n")
        seen.take(frame, piece, () if content.isascii() else encoding.doubts(content))
    return seen.whole(encoding, separator, () if quoted else (text.UNQUOTED,))


def _pieces(whole: TextPart, part_bytes: int) -> Iterator[tuple[int, bytes]]:
    """A text cut where rows end: the first byte of each piece, and its bytes."""
    at, held = whole.start, b""
    with whole.path.open("rb") as file:
        file.seek(at)
        while block := file.read(part_bytes):
            held += block
            last = at + len(held) >= whole.size
            end = len(held) if last else _last_end(held, whole.encoding, whole.quoted)
            if end:
                yield at, held[:end]
                at, held = at + end, held[end:]
            elif len(held) >= _LONGEST * part_bytes:
                raise InputError(
                    f"'{whole.path.name}': no row ends in {len(held):,} bytes from byte {at:,} on; accepted: quotes "
                    "that are closed, doubled inside, and none in cells without"
                )


def _last_end(raw: bytes, encoding: Encoding, quoted: bool) -> int:
    """Behind the last byte with which a row ends, a line break outside quotes; 0 where there is none."""
    wide = encoding.codec.startswith("utf-16")
    # the last letter may be cut in two
    content = raw.decode(encoding.codec, errors="ignore").encode() if wide else raw
    end = content.rfind(b"\n") + 1
    inside = quoted and text.count(content[:end], '"') % 2 == 1
    while end and inside:
        before = content.rfind(b"\n", 0, end - 1) + 1
        inside = content.count(b'"', before, end) % 2 == 0
        end = before
    return len(content[:end].decode().encode(encoding.codec)) if wide else end


class _Rows:
    """The rows of a text file, taken in part by part: which have anything in them, the first, what stands below."""

    def __init__(self, columns: int) -> None:
        self.rows, self._widest = 0, columns
        self._columns, self._filled = columns, 0
        self._first: int | None = None
        self._last = 0
        self._empty: list[int] = []
        self._head: list[pl.DataFrame] = []
        self._held = 0
        self._texts = Texts()
        self._pieces: list[TextPart] = []
        self._doubts: tuple[Doubt, ...] = ()

    def take(self, frame: pl.DataFrame, piece: TextPart, doubts: tuple[Doubt, ...]) -> None:
        """Take in the rows that follow; `doubts` are those of their letters."""
        self._pieces.append(replace(piece, rows=frame.height))
        self._widest = max(self._widest, frame.width)
        self._doubts = self._doubts or doubts
        at, self.rows = self.rows, self.rows + frame.height
        frame = frame[:, : self._columns]
        empty = empty_rows(frame)
        if not empty.all():
            if self._first is None:
                self._first = at + int(empty.arg_min() or 0)
            self._last = self.rows - int(empty.reverse().arg_min() or 0)
            self._filled = max(self._filled, _width(frame, self._filled))
        if self._first is not None:
            self._empty += (empty.arg_true() + at).to_list()[: _NAMED - len(self._empty)]
            kept = frame[max(self._first - at, 0) :].head(HEAD + text.HEADERS - self._held)
            self._head.append(kept)
            self._held += kept.height
            self._texts.take(frame[max(self._first + text.HEADERS - at, 0) :])

    def whole(self, encoding: Encoding, separator: str, doubts: tuple[Doubt, ...]) -> Seen:
        """What was seen, after all rows were taken in; `doubts` are those of the file."""
        head = pl.concat(self._head) if self._head else pl.DataFrame()
        cells = Cells(head, self._doubts + doubts, encoding=encoding.name, separator=separator)
        if self._first is None:
            return Seen(cells, None, (), self._texts)
        empty = [row for row in self._empty if self._first < row < self._last]
        seen = Outline(
            self.rows, self._widest, self._first, self._last, self._filled, empty, self._first
        )
        return Seen(cells, seen, tuple(self._pieces), self._texts)


def _width(frame: pl.DataFrame, least: int) -> int:
    """Columns up to the last with anything in it, or `least` where none behind has."""
    behind = range(frame.width, least, -1)
    return next((at for at in behind if (frame[:, at - 1] != "").any()), least)
