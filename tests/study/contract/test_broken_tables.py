"""Every table broken in every way, one change each: nothing wrong accepted, every refusal with its place.

A sample is tried on each run, all of it where the environment variable NIGHTLY is set.
"""

import csv
import io
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pytest

from nights import NIGHTLY
from projects import PROJECT, project_in, table_file
from readytochange.errors import InputError
from readytochange.study import loading, tables
from readytochange.study.contract import descriptor
from readytochange.study.contract.package import Field, Package

SEED = 20210131
SAMPLE = 15
"""Changes tried of a table on each run."""


TABLES = sorted(path.stem for path in PROJECT.data.rglob("*.csv") if "waves" not in path.parts)

Change = tuple[str, bytes]
"""What was done, in words, and the file as it is then."""

Cell = tuple[str, int, Change]
"""A column, a row, and what was done there."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    small = project_in(tmp_path_factory.mktemp("broken"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small.root)
        yield small.project.data


@pytest.fixture
def refused(data: Path) -> Iterator[Callable[[str, bytes], str]]:
    """What is said of a table with this content, '' where it is accepted as the published one; put back afterwards."""
    before: dict[Path, bytes] = {}

    def ask(table: str, content: bytes) -> str:
        place = table_file(table, data)
        before.setdefault(place, place.read_bytes())
        place.write_bytes(content)
        try:
            tables.load(table)
        except InputError as error:
            return str(error)
        return ""

    yield ask
    for place, content in before.items():
        place.write_bytes(content)


@cache
def package() -> Package:
    return descriptor.read(PROJECT.data / "datapackage.json")


@cache
def published(table: str) -> bytes:
    return table_file(table).read_bytes().replace(b"\r\n", b"\n")


def rows_of(table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(published(table).decode(), newline="")))


def made(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def with_cell(table: str, row: int, column: int, value: str) -> bytes:
    rows = rows_of(table)
    rows[row][column] = value
    return made(rows)


UNSEEN = {
    "a blank": " ",
    "a no-break space": "\u00a0",
    "a zero-width space": "\u200b",
    "a byte order mark": "\ufeff",
    "a soft hyphen": "\u00ad",
    "an ideographic space": "\u3000",
    "a Hangul filler": "\u3164",
    "a braille blank": "\u2800",
    "an accent alone": "\u0301",
    "a tab": "\t",
    "an end of line": "\n",
    "Windows' end of line": "\r\n",
    "a left-to-right mark": "\u200e",
}
UNDRAWABLE = [*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)]
UNDRAWABLE += [0x2028, 0x2029, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF]
NO_NUMBERS: tuple[str, ...] = (
    "1_0",
    "-0",
    "+1",
    "007",
    "1.0",
    "1e1",
    "٣",
    "１",
    "²",
    "0x1",
    "nan",
    "inf",
    " 1",
    "1 ",
    "1\n",
    "1,0",
)
NO_NUMBERS += ("-1", str(10**9 + 1), str(10**11), str(2**63), "9" * 5000, "true", "–1")
NO_MONTHS: tuple[str, ...] = (
    "2020",
    "2020-3",
    "2020-13",
    "2020-00",
    "20-03",
    "2020-03-01",
    "2020/03",
    "２０２０-03",
    "0000-01",
)
NO_MONTHS += ("9999-12", "2020-03\n", " 2020-03", "-2020-03", "marzo 2020")
NO_TRUTHS = ("yes", "vero", "tRUE", "true\n", " true", "2", "-1", "")


def cells_that_cannot_be(table: str, field: Field) -> Iterator[tuple[str, str, str]]:
    """In words what is done, the cell before it and after it."""
    limits = field.constraints
    for name, text in UNSEEN.items():
        yield f"shows nothing: {name}", "", text
    for code in UNDRAWABLE:
        yield f"cannot be drawn: U+{code:04X}", "{}", chr(code)
    if limits.required:
        yield "is empty", "", ""
    if field.type == "integer":
        yield from (("is no number", "", text) for text in NO_NUMBERS)
    if field.type == "yearmonth":
        yield from (("is no month", "", text) for text in NO_MONTHS)
    if field.type == "boolean":
        yield from (("is no truth value", "", text) for text in NO_TRUTHS)
    if limits.pattern or limits.enum:
        for odd in ("\n", "\u200b", "\u00a0", " "):
            yield "ends in what is not seen", "{}", odd
        yield "is another word", "", "A Word"
    if field.name == "percent":
        yield from (
            ("is no percentage", "", text)
            for text in ("101", "100,5", "-1", "48.5", "4,555", "٤", "1_0")
        )


def broken_cells(table: str) -> Iterator[Cell]:
    """A column, a row, and the table with a cell of them that cannot be."""
    chance = random.Random(f"{SEED} {table}")
    rows = rows_of(table)
    for column, field in enumerate(package().resource(table).table.fields):
        for words, before, text in cells_that_cannot_be(table, field):
            row = chance.randrange(1, len(rows))
            value = before.format(rows[row][column]) + text
            yield field.name, row + 1, (words, with_cell(table, row, column, value))


def keys_elsewhere(table: str) -> Iterator[Cell]:
    """A key that another table has not, or has in other letters."""
    rows = rows_of(table)
    resource = package().resource(table)
    for key in resource.table.foreignKeys:
        column = resource.table.names.index(key.fields[-1])
        for row in range(1, len(rows)):
            key_there = rows[row][column]
            for word in ("nowhere", *([key_there.upper(), f"{key_there}_"] if key_there else [])):
                yield (
                    key.fields[-1],
                    row + 1,
                    ("is a key of nowhere", with_cell(table, row, column, word)),
                )


def labels_twice(table: str) -> Iterator[Cell]:
    """A label that stands there already, as it is or so that it looks the same."""
    rows = rows_of(table)
    resource = package().resource(table)
    for key in resource.table.uniqueKeys:
        at = [resource.table.names.index(name) for name in key]
        for row in range(2, len(rows)):
            same = [r for r in range(1, row) if all(rows[r][c] == rows[row][c] for c in at[:-1])]
            if same and rows[same[0]][at[-1]]:
                label = rows[same[0]][at[-1]]
                for again in (label, f"{label} ", label.swapcase(), f"\u200b{label}"):
                    yield key[-1], row + 1, ("is there twice", with_cell(table, row, at[-1], again))


def broken_shapes(table: str) -> Iterator[Change]:
    """The table with rows or columns where they should not be, or written in another way."""
    rows = rows_of(table)
    width = len(rows[0])
    for row in range(len(rows)):
        yield f"row {row + 1} twice", made([*rows[: row + 1], rows[row], *rows[row + 1 :]])
        yield (
            f"row {row + 1} with a cell more",
            made([*rows[:row], [*rows[row], "x"], *rows[row + 1 :]]),
        )
        yield (
            f"row {row + 1} with a cell fewer",
            made([*rows[:row], rows[row][:-1], *rows[row + 1 :]]),
        )
        yield f"row {row + 1} empty", made([*rows[:row], [""] * width, *rows[row + 1 :]])
        blank = published(table).splitlines(keepends=True)
        yield f"a blank line before line {row + 1}", b"".join([*blank[:row], b"\n", *blank[row:]])
    for column in range(width):
        yield f"column {column + 1} gone", made([[*r[:column], *r[column + 1 :]] for r in rows])
        yield f"column {column + 1} twice", made([[*r[: column + 1], *r[column:]] for r in rows])
        yield (
            f"column {column + 1} first",
            made([[r[column], *r[:column], *r[column + 1 :]] for r in rows])
            if column
            else made([[*r[1:], r[0]] for r in rows]),
        )
        renamed = [[*rows[0][:column], rows[0][column].upper(), *rows[0][column + 1 :]], *rows[1:]]
        yield f"column {column + 1} with another name", made(renamed)
    text = published(table).decode()
    yield "nothing", b""
    yield "blanks", b" \n \n"
    yield "its heading only", made(rows[:1])
    yield "no heading", made(rows[1:])
    yield "a title above", b"Titolo\n" + text.encode()
    for sign in ";\t|":
        semicolons = io.StringIO()
        csv.writer(semicolons, delimiter=sign, lineterminator="\n").writerows(rows)
        yield f"parted by {sign!r}", semicolons.getvalue().encode()
    for encoding in ("utf-16", "utf-32", "latin-1", "cp1252", "utf-7"):
        raw = text.encode(encoding, "replace")
        if raw != text.encode():
            yield f"in {encoding}", raw
    yield "an open quote", text.encode().rstrip() + b'\n"'
    yield "half of it", text.encode()[: len(text) // 2]
    yield "a picture", b"\x89PNG\r\n\x1a\n" + random.Random(SEED).randbytes(2000)
    yield "an archive", b"PK\x03\x04" + random.Random(SEED).randbytes(2000)


def flips(table: str) -> Iterator[Change]:
    """One byte another."""
    raw = published(table)
    chance = random.Random(f"{SEED} flips {table}")
    for _ in range(400):
        at, bit = chance.randrange(len(raw)), 1 << chance.randrange(8)
        yield f"bit {bit} of byte {at}", raw[:at] + bytes([raw[at] ^ bit]) + raw[at + 1 :]


T = TypeVar("T")


def some(every: Iterator[T], of: str, most: int = SAMPLE) -> list[T]:
    """All of it by night, else a sample."""
    found = list(every)
    if NIGHTLY or len(found) <= most:
        return found
    return random.Random(f"{SEED} {of}").sample(found, most)


def place_of(said: str, table: str) -> re.Match[str]:
    """A refusal in its parts: file, row, column, value, accepted."""
    files = "|".join([table, *package().referred(table)])
    found = re.fullmatch(
        rf"data/(\w+/)?(?P<file>{files})\.csv(, row (?P<row>\d+),)?( column '(?P<column>\w+)')? (?P<wrong>.+);"
        r" accepted: (?P<accepted>.+)",
        said,
    )
    assert found, said
    assert said.isprintable(), said
    assert "^" not in found["accepted"], said
    return found


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("kind", [broken_cells, keys_elsewhere, labels_twice])
def test_a_cell_that_cannot_be_is_refused_with_row_and_column(
    refused: Callable[[str, bytes], str], table: str, kind: Callable[[str], Iterator[Cell]]
) -> None:
    for column, row, (words, content) in some(kind(table), f"{kind.__name__} {table}"):
        said = refused(table, content)
        assert said, (words, column, row)
        found = place_of(said, table)
        if kind is not labels_twice:
            assert (found["file"], found["row"], found["column"]) == (table, str(row), column), (
                words,
                said,
            )
        else:
            assert found["column"], said


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("kind", [broken_shapes, flips])
def test_a_file_that_is_another_is_refused_with_its_place(
    refused: Callable[[str, bytes], str], table: str, kind: Callable[[str], Iterator[Change]]
) -> None:
    for words, content in some(kind(table), f"{kind.__name__} {table}"):
        said = refused(table, content)
        if (
            not said
            and words.startswith(("bit", "in "))
            and not package().resource(table).is_published
        ):
            continue  # another letter in a text that may be edited
        assert said, words
        found = place_of(said, table)
        assert found["row"] or "is empty" in said or "not as it was published" in said, (
            words,
            said,
        )


@pytest.mark.parametrize("table", TABLES)
def test_rows_that_are_gone_or_moved_give_a_table_or_a_refusal_with_its_place(
    data: Path, refused: Callable[[str, bytes], str], table: str
) -> None:
    described = (data / "datapackage.json").read_bytes()
    rows = rows_of(table)
    chance = random.Random(f"{SEED} rows {table}")
    changed = [[*rows[:row], *rows[row + 1 :]] for row in range(1, len(rows))]
    for row in range(1, len(rows) - 1):
        moved = [*rows[1:row], *rows[row + 1 :]]
        moved.insert(chance.randrange(len(moved) + 1), rows[row])
        changed.append([rows[0], *moved])
    for each in some(iter(changed), f"rows {table}", SAMPLE // 5):
        said = refused(table, made(each)) or accepted()
        if "not as it was published" in said:
            said = accepted()
        if said:
            place = r"data/(\w+/)?\w+\.csv(, row \d+, column '\w+' is .+| is empty); accepted: .+"
            assert re.fullmatch(place, said), said
        else:
            assert len(tables.load(table)) == len(each) - 1
        (data / "datapackage.json").write_bytes(described)


def accepted() -> str:
    """What is said when the tables are taken for the published ones, '' where they are."""
    try:
        loading.accept()
    except InputError as error:
        return str(error)
    return ""


VALID = (
    "Perché no? È già così, caffè",
    "decomposto: caffe\u0301",
    'con "virgolette", virgole; e «caporali»',
    "=1+1",
    "@SUM(1)",
    "+39 02",
    "-1",
    "<script>alert(1)</script> & <b>x</b> &amp;",
    "# **x** _y_ [z](javascript:1) `code` $x^2$ | a |",
    "{{ 7 * 7 }} {0} ${x} %s \\n",
    "due\nrighe",
    "con\ttabulazione",
    "日本語 العربية עברית 👩‍👩‍👧 ﷽",
    "1_0",
    "NaN",
    "null",
    "true",
    "a" * 5000,
    "it's",
    " spazi ",
    "x\u00a0y\u200bz",
)


@pytest.mark.parametrize("table", [table for table in TABLES if table != "claims"])
def test_an_odd_text_that_can_be_seen_is_read_as_it_is_written(data: Path, table: str) -> None:
    described = (data / "datapackage.json").read_bytes()
    place = table_file(table, data)
    rows = rows_of(table)
    free = [
        (column, field.name)
        for column, field in enumerate(package().resource(table).table.fields)
        if field.type == "string" and field.constraints.required
        and not (field.constraints.pattern or field.constraints.enum)
        and field.name not in [key.fields[0] for key in package().resource(table).table.foreignKeys]
    ]  # fmt: skip
    assert free
    options = [each[1] for each in rows]
    row = next(
        n for n in range(1, len(rows)) if table != "answers" or options.count(options[n]) == 1
    )
    try:
        for text in VALID if NIGHTLY else random.Random(f"{SEED} {table}").sample(VALID, 6):
            changed = rows_of(table)
            for column, _ in free:
                changed[row][column] = text
            place.write_bytes(made(changed))
            loading.accept()
            loaded = tables.load(table).iloc[row - 1]
            assert {loaded[name] for _, name in free} == {text}
    finally:
        place.write_bytes(published(table))
        (data / "datapackage.json").write_bytes(described)


def test_a_file_that_is_too_long_is_refused_before_it_is_read(data: Path) -> None:
    place = data / "report/roles.csv"
    before = place.read_bytes()
    try:
        with place.open("r+b") as file:
            file.truncate(3 * 10**8)  # a hole: it takes no room on the disk
        with pytest.raises(InputError) as said:
            tables.roles()
    finally:
        place.write_bytes(before)
    assert str(said.value) == (
        "data/report/roles.csv is longer than 10000000 bytes; "
        "accepted: up to that, or up to 'max_bytes' of data/datapackage.json where it says more"
    )


def test_an_option_bounds_what_is_read(data: Path) -> None:
    described = data / "datapackage.json"
    before = described.read_text(encoding="utf-8")
    try:
        described.write_text(
            before.replace('"languages"', '"max_bytes": 100,\n  "languages"', 1), encoding="utf-8"
        )
        with pytest.raises(InputError, match=r"roles\.csv is longer than 100 bytes"):
            tables.roles()
    finally:
        described.write_text(before, encoding="utf-8", newline="\n")


def test_what_is_no_file_is_refused(data: Path) -> None:
    place = data / "report/roles.csv"
    before = place.read_bytes()
    place.unlink()
    place.mkdir()
    try:
        with pytest.raises(
            InputError, match=r"roles\.csv is missing or cannot be read; accepted: a file"
        ):
            tables.roles()
    finally:
        place.rmdir()
        place.write_bytes(before)


def test_a_fuzz_that_breaks_nothing_would_be_seen(refused: Callable[[str, bytes], str]) -> None:
    for table in TABLES:
        assert refused(table, published(table)) == ""
        assert refused(table, made(rows_of(table))) == ""
        pd.testing.assert_frame_equal(tables.load(table), tables.load(table))
