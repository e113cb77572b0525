"""Text files, and what their cells become. No cell is taken for missing, whatever it says."""

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest

import exports
from readytochange.errors import InputError
from readytochange.survey.waves.readers import reading as readers
from readytochange.survey.waves.readers import text
from readytochange.survey.waves.readers.export import Export

Read = Callable[..., Export]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(content: bytes | str, name: str = "export.csv") -> Export:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return readers.read(file)

    return reading


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("quoted", [True, False])
@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_every_encoding_and_separator_gives_the_same_answers(
    read: Read, separator: str, quoted: bool, encoding: str, named: str
):
    found = read(exports.text(exports.RECORDS, separator, encoding, quoted))
    assert [list(row) for row in found.cells.rows()] == exports.RECORDS[1:]
    assert found.headers == tuple((name,) for name in exports.RECORDS[0])
    assert (found.encoding, found.separator, found.first_row) == (named, separator, 2)
    assert bool(found.doubts) == (encoding == "cp1252")


def test_words_for_nothing_stay_answers(read: Read):
    """pandas' defaults lose 60 of 130 answers "None" of a LimeSurvey file, and take "N/A", not shown, for no answer."""
    words = ["None", "N/A", "NA", "null", "nan", "NULL", "-", "#N/A", "", "TRUE", "01", "48,5"]
    rows = [["id", "a"], *([str(number), word] for number, word in enumerate(words))]
    assert read(exports.text(rows, ";")).cells["1"].to_list() == words


def test_windows_1252_is_said_with_a_word_to_look_at(read: Read):
    (doubt,) = read("id;Città\n1;perché\n".encode("cp1252")).doubts
    assert "Windows-1252" in doubt.says
    assert "'Città'" in doubt.says


def test_bytes_of_no_encoding_are_refused_with_their_line(read: Read):
    with pytest.raises(InputError, match="line 2 holds the byte 0x81"):
        read(b"id,a\n1,\x81\xe8\n")


def test_a_label_with_separators_and_line_breaks_is_one_cell(read: Read):
    found = read('id,a\n1,"phone, e-mail; ""chat""\nand post"\n2,x\n')
    assert found.cells["1"].to_list() == ['phone, e-mail; "chat"\nand post', "x"]


def test_tabs_with_bare_quotes_are_read_as_they_stand(read: Read):
    """Google Forms' sheets, downloaded as TSV, quote nothing."""
    found = read('id\ta\tb\n1\t"great" she said\t5" disc\n2\t"begins\tends"\n', "export.tsv")
    assert found.cells.rows() == [("1", '"great" she said', '5" disc'), ("2", '"begins', 'ends"')]
    assert "quotes" in found.doubts[0].says


def test_commas_inside_answers_joined_by_semicolons_do_not_mislead(read: Read):
    """Microsoft Forms joins by ';' in a file that commas separate, and ends each list with one."""
    found = read("id,q\n1,Phone;Chat;\n2,Phone;\n3,\n")
    assert (found.separator, found.cells["1"].to_list()) == (",", ["Phone;Chat;", "Phone;", ""])


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(read: Read, ends: str):
    assert read(ends.join(["id,a", "1,x", "2,y"])).cells.rows() == [("1", "x"), ("2", "y")]


def test_what_is_empty_at_the_end_is_left_out_and_said(read: Read):
    """LimeSurvey's CSV ends with an empty record, Microsoft Forms' rows with a separator."""
    found = read('"id";"a";\n"1";"x";\n"2";"";\n"";"";\n\n')
    assert found.cells.rows() == [("1", "x"), ("2", "")]
    assert [doubt.says for doubt in found.doubts] == [
        "empty columns at the end were left out: 1",
        "empty rows at the end were left out: 1",
    ]


def test_an_option_that_nobody_chose_keeps_its_column(read: Read):
    assert read("id,a,b\n1,x,\n2,y,\n").headers == (("id",), ("a",), ("b",))


def test_an_empty_line_between_records_keeps_its_row_number(read: Read):
    found = read("id,a\n1,x\n\n2,y\n")
    assert found.cells.rows() == [("1", "x"), ("", ""), ("2", "y")]
    assert found.doubts[0].where == "rows 3"


def test_empty_lines_above_the_header_count_as_rows(read: Read, tmp_path: Path):
    file = tmp_path / "export.csv"
    file.write_text(",\n,\nid,a\n1,x\n")
    found = readers.read(file)
    assert (found.first_row, found.headers) == (4, (("id",), ("a",)))


@pytest.mark.parametrize("rows", ["1,x\n2\n", "1,x\n2,y,z\n"])
def test_a_row_with_more_or_fewer_cells_is_refused(read: Read, rows: str):
    with pytest.raises(InputError, match=r"row 3: has . cells where the first row has 2; accepted"):
        read("id,a\n" + rows)


def test_rows_with_empty_cells_beyond_the_header_are_taken(read: Read):
    assert read("id,a\n1,x,,\n2,y\n").cells.rows() == [("1", "x"), ("2", "y")]


def test_a_quote_that_nobody_closed_is_refused(read: Read):
    with pytest.raises(InputError, match=r"unexpected end of data.*quotes that are closed"):
        read('id,a\n1,"x\n2,y\n')


def test_a_quote_that_swallows_a_row_is_refused(read: Read):
    """polars reads this as one row."""
    swallowed = '"a,b",c,"l\nm"\n,,"\n,"d""q",""'
    with pytest.raises(InputError, match="quotes that are closed"):
        read('h0,h1,h2\n"d""q",,"q"\n' + swallowed)


def test_one_column_is_no_export(read: Read):
    with pytest.raises(InputError, match="one column"):
        read("id|a\n1|x\n")


def test_rows_and_cells_are_those_of_the_standard_library(tmp_path: Path):
    """Well-formed or not: what is read is what `csv` reads strictly, and what that refuses is refused."""
    odd = ['5"', '"x" y', ' "z"', 'a"b"c', '"\r\n"', '"a', 'b"', '"']
    good = ["a", "", "x y", '"q"', '"a,b;c\td"', '"l\nm"', '"d""q"', '""', "é"]
    file = tmp_path / "export.csv"
    read = 0
    for seed in range(300):
        chance = random.Random(seed)
        separator, width = chance.choice(",;"), chance.randrange(2, 5)
        lines = [separator.join(f"h{at}" for at in range(width))] + [
            separator.join(
                chance.choice(odd if chance.random() < 0.05 else good) for _ in range(width)
            )
            for _ in range(chance.randrange(1, 8))
        ]
        content = chance.choice(["\n", "\r\n"]).join(lines)
        file.write_bytes(content.encode())
        try:
            rows = list(
                csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
            )
        except csv.Error:
            rows = []
        try:
            found = [list(row) for row in text.read(file).frame.rows()]
        except InputError:
            assert not rows or any(len(row) != width for row in rows), content
            continue
        wide = len(found[0])
        assert found == [row + [""] * (wide - len(row)) for row in rows], content
        read += 1
    assert read > 150


def test_a_cell_that_is_a_separator_is_read(read: Read):
    found = read("a;b;c\n" + '"1";"2";"3"\n' * 9 + '";";"2";"3"\n')
    assert found.cells.rows()[-1] == (";", "2", "3")


def test_a_cell_that_is_a_separator_does_not_hide_a_row_that_lacks_one(read: Read):
    with pytest.raises(InputError, match="row 12: has 2 cells where the first row has 3"):
        read("a;b;c\n" + '"1";"2";"3"\n' * 9 + '";";"2";"3"\n"1";"2"\n')


def test_letters_of_several_bytes_are_read_wherever_they_are_cut(
    read: Read, monkeypatch: pytest.MonkeyPatch
):
    for size in (1, 2, 3, 5):
        monkeypatch.setattr(text, "_AT_ONCE", size)
        found = read("é;💥\nì;ß\n")
        assert (found.encoding, found.headers, found.cells.rows()) == (
            "UTF-8",
            (("é",), ("💥",)),
            [("ì", "ß")],
        )
    assert read(b"a;b\n1;2\xe8\n").encoding == "Windows-1252"
