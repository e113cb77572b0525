"""A file that is too large to be held at once is read in parts, as if it were read in one piece."""

import random
import re
from dataclasses import fields
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import exports
from nights import NIGHTLY
from readytochange.errors import InputError
from readytochange.survey.waves.columns.recognition import recognise
from readytochange.survey.waves.instrument import Instrument, Option, Question, questionnaire
from readytochange.survey.waves.readers import reading
from readytochange.survey.waves.readers.export import Export
from readytochange.survey.waves.respondents.validation import answers_of
from tools_of_waves import TOOLS
from waves import Shape, confirmed, random_answers

ASKED = questionnaire()
EXAMPLES = 100 if NIGHTLY else 2
TEXTS = [
    "",
    "no",
    "No",
    "sì",
    "0",
    "?",
    "2",
    "a@b.it",
    "due\nrighe",
    'tra "virgolette"',
    "à;b,c",
    "N/A",
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]

many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def in_parts(file: Path, part_bytes: int) -> Export:
    return reading.read(file, max_bytes=0, part_bytes=part_bytes)


def together(export: Export) -> pl.DataFrame:
    return pl.concat(each.read() for each in export.parts)


def same(parts: Export, whole: Export) -> None:
    """Two exports say the same, and of the one in parts each part knows where it stands."""
    apart = ("cells", "parts", "texts")
    for each in fields(Export):
        if each.name not in apart:
            assert getattr(parts, each.name) == getattr(whole, each.name), each.name
    assert parts.height == whole.height == sum(each.rows for each in parts.parts)
    assert_frame_equal(together(parts), whole.cells)
    row = parts.first_row
    for part in parts.parts:
        assert part.first_row == row
        row += part.rows
    for place, texts in enumerate(parts.texts):
        found = whole.cells[str(place)].unique(maintain_order=True)
        assert list(filter(None, texts)) == found.filter(found != "").to_list()


def written(shape: Shape, rng: random.Random) -> list[list[str]]:
    """Rows of a file as a tool writes it, some of its cells changed, some rows twice, some empty."""
    export = shape.export()
    rows = [list(row) for row in export.cells.rows()]
    for _ in range(rng.randint(0, 12)):
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice(TEXTS)
    for _ in range(rng.randint(0, 3)):
        rows.append(list(rng.choice(rows)))
    for _ in range(rng.randint(0, 2)):
        rows.insert(rng.randrange(len(rows)), [""] * len(rows[0]))
    return [
        *map(list, zip(*export.headers, strict=True)),
        *rows,
        *([[""] * len(rows[0])] * rng.randint(0, 2)),
    ]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.__name__)
@many
@given(seed=st.integers(0, 2**32))
def test_parts_hold_the_same_answers_and_faults_as_the_whole(
    tool: type[Shape], seed: int, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    rows = written(tool(random_answers(ASKED, 12, rng, tool.rows + 1), ASKED, rng), rng)
    encoding, separator = rng.choice(ENCODINGS), rng.choice(",;\t")
    try:
        content = exports.text(rows, separator, encoding, quoted=rng.random() < 0.5)
    except UnicodeEncodeError:
        content = exports.text(rows, separator)
    file = tmp_path / "export.csv"
    file.write_bytes(content)
    whole = reading.read(file)
    parts = in_parts(file, rng.choice([len(content) // 2, len(content) // 5, 4000]))
    same(parts, whole)
    mapping = confirmed(recognise(whole, ASKED))
    assert mapping == confirmed(recognise(parts, ASKED))
    for exclude_invalid in (False, True):
        try:
            expected = answers_of(whole, ASKED, mapping, exclude_invalid)
        except InputError as error:
            with pytest.raises(InputError, match=re.escape(str(error))):
                answers_of(parts, ASKED, mapping, exclude_invalid)
            continue
        found = answers_of(parts, ASKED, mapping, exclude_invalid)
        assert_frame_equal(found.answers, expected.answers)
        assert_frame_equal(found.problems, expected.problems)
        assert (found.excluded, found.rows, found.kept) == (
            expected.excluded,
            expected.rows,
            expected.kept,
        )


def test_parquet_is_read_in_parts_too(tmp_path: Path) -> None:
    rng = random.Random(3)
    rows = written(TOOLS[0](random_answers(ASKED, 40, rng, 2), ASKED, rng), rng)
    file = tmp_path / "export.parquet"
    pl.DataFrame(rows[1:], schema=rows[0], orient="row").write_parquet(file)
    whole, parts = reading.read(file), in_parts(file, 8 * 7 * len(rows[0]))
    assert {each.rows for each in parts.parts[:-1]} == {7}
    same(parts, whole)


def test_what_a_column_says_far_below_counts_above(tmp_path: Path) -> None:
    """'No' alone may be an option's label or no answer; where others say 0, wherever that stands, it is the label."""
    options = (
        Option("none", {"it": "No", "en": "No"}),
        Option("mail", {"it": "Mail", "en": "Mail"}),
    )
    asked = Instrument((Question("uses", "multiple", {"it": "Usi?", "en": "Uses?"}, options),))
    rows = [["uses/none", "uses/mail"], *[["no", "1"]] * 30, ["0", "1"]]
    file = tmp_path / "export.csv"
    file.write_bytes(exports.text(rows))
    parts = in_parts(file, 40)
    found = answers_of(parts, asked, recognise(parts, asked))
    assert found.problems.is_empty()
    assert found.answers["uses/none"].to_list() == [True] * 30 + [False]


def test_words_that_say_yes_or_no_are_kept_of_columns_with_many_texts(tmp_path: Path) -> None:
    texts = [f"text {number}" for number in range(1200)] + ["VERO ", "1.0", "12", "no"]
    file = tmp_path / "export.csv"
    file.write_bytes(exports.text([["a", "b"], *([each, "1"] for each in texts)]))
    found = in_parts(file, 500).texts[0]
    assert found[:1000] == tuple(texts[:1000])
    assert found[-3:] == ("VERO ", "1.0", "no")
    assert len(found) < 1010


def test_a_row_with_line_breaks_in_its_cells_is_not_cut(tmp_path: Path) -> None:
    rows = [["a", "b"], *([f'{number}\n"x"\n\n', "y\r\nz"] for number in range(60))]
    file = tmp_path / "export.csv"
    file.write_bytes(exports.text(rows))
    assert together(in_parts(file, 60)).rows() == [tuple(each) for each in rows[1:]]


REFUSED = {
    "a quote that is not closed": (b'a,b\n1,"2\n' + b"3,4\n" * 200, "no row ends in"),
    "a row of three cells": (b"a,b\n" + b"1,2\n" * 200 + b"3,4,5\n", "row 202: has 3 cells"),
    "another encoding": (b"a,b\n" + b"1,2\n" * 200 + b"3,\x81\n", "line 202 holds the byte 0x81"),
    "binary data": (b"a,b\n" + b"1,2\n" * 200 + b"3,\0\n", "holds binary data"),
    "no record": (b"a,b\n" + b"\n" * 200, "has headers and no record"),
    "nothing": (b",\n" * 200, "has no cell with anything in it"),
    "half a letter": ("a,b\n".encode("utf-16") + b"1", "begins as UTF-16, but breaks off"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_in_one_piece_is_refused_in_parts(name: str, tmp_path: Path) -> None:
    content, message = REFUSED[name]
    file = tmp_path / "export.csv"
    file.write_bytes(content)
    with pytest.raises(InputError, match=message):
        in_parts(file, 40)
    with pytest.raises(InputError):
        reading.read(file)


@pytest.mark.parametrize("change", [lambda file: file.write_text("a,b\n"), Path.unlink])
def test_a_file_that_changes_while_it_is_read_is_refused(change, tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(exports.text([["a", "b"], *[["1", "2"]] * 50]))
    parts = in_parts(file, 40)
    change(file)
    with pytest.raises(InputError, match=r"has 4 bytes now and had 255|No such file"):
        together(parts)


def test_parts_are_found_from_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(exports.text([["a", "b"], *[["1", "2"]] * 50]))
    monkeypatch.chdir(tmp_path)
    parts = in_parts(Path("export.csv"), 40)
    monkeypatch.chdir("/")
    assert together(parts).height == 50


def test_lines_before_the_headers_may_be_blank(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(b"\n" * 300 + exports.text([["a", "b"], *[["1", "2"]] * 50]))
    assert together(in_parts(file, 400)).rows() == [("1", "2")] * 50
