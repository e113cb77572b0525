"""Headers of one row, two and three, told by their shape. Each shape is one of a real export, its words made up."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import exports
from readytochange.survey.waves.readers import reading as readers
from readytochange.survey.waves.readers.export import Export

Read = Callable[[Sequence[Sequence[str]]], Export]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(rows: Sequence[Sequence[str]]) -> Export:
        file = tmp_path / "export.csv"
        file.write_bytes(exports.text(rows))
        return readers.read(file)

    return reading


def test_surveymonkey_carries_a_question_over_its_options(read: Read):
    found = read(
        [
            ["RespondentID", "Which channels?", "", "", "Your size?", ""],
            ["", "Phone", "E-mail", "Other (please specify)", "Response", ""],
            ["11", "Phone", "", "post", "1-9", "x"],
            ["12", "", "E-mail", "", "10-49", ""],
        ]
    )
    assert found.headers == (
        ("RespondentID", ""),
        ("Which channels?", "Phone"),
        ("Which channels?", "E-mail"),
        ("Which channels?", "Other (please specify)"),
        ("Your size?", "Response"),
        ("", ""),
    )
    assert (found.first_row, found.cells.height) == (3, 2)
    assert (found.name(2), found.name(5)) == ("Which channels? | E-mail", "column 6")
    assert [doubt.says for doubt in found.doubts] == ["have answers and no header"]


def test_surveymonkey_without_its_own_columns_is_known_by_what_options_hold(read: Read):
    found = read([["Which?", "", ""], ["A", "B", "C"], ["A", "", "C"], ["", "B", ""]])
    assert (found.first_row, found.doubts) == (3, ())


def test_a_column_of_the_tool_is_not_carried_over_what_follows(read: Read):
    found = read([["id", "", "Which?", ""], ["", "x", "A", "B"], ["1", "y", "A", ""]])
    assert found.headers[:2] == (("id", ""), ("", "x"))


def test_a_first_record_whose_answer_comes_again_is_no_second_header(read: Read):
    found = read([["a", "b"], ["yes", "some"], ["yes", "4"], ["no", "5"]])
    assert (found.first_row, found.cells.height) == (2, 3)


def test_two_rows_that_nothing_below_confirms_are_a_doubt(read: Read):
    found = read([["Which?", ""], ["A", "B"], ["1", "x"], ["0", "y"]])
    assert (found.first_row, found.doubts[0].where) == (3, "row 2")


def test_a_nameless_column_over_numbers_does_not_make_a_second_header_row(read: Read):
    found = read([["", "a", ""], ["1", "x", "7"], ["2", "y", "8"]])
    assert (found.first_row, found.doubts[0].where) == (2, "columns A, C")


@pytest.mark.parametrize(
    "metadata",
    [
        ['{"ImportId":"startDate"}', '{"ImportId":"QID1"}', '{"ImportId":"QID4-1"}'],
        ["{'ImportId': 'startDate'}", "{'ImportId': 'QID1'}", "{'ImportId': 'QID4-1'}"],
        ["startDate", "QID1", "QID4_1"],
    ],
)
def test_qualtrics_of_today_has_three_rows_in_any_language(read: Read, metadata: list[str]):
    found = read(
        [
            ["StartDate", "Q1", "Q4_1"],
            ["Startdatum", "Wie groß?", "Kanäle - Telefon"],
            metadata,
            ["2026-01-02 10:00:00", "klein", "1"],
        ]
    )
    assert found.headers[2] == ("Q4_1", "Kanäle - Telefon")
    assert (found.first_row, found.cells.rows()) == (4, [("2026-01-02 10:00:00", "klein", "1")])
    assert found.doubts == ()


def test_qualtrics_of_before_has_two_rows(read: Read):
    found = read(
        [
            ["V1", "V8", "Q1", "Q4_1"],
            ["ResponseID", "StartDate", "How large?", "Channels - Phone"],
            ["R_1", "2016-01-02 10:00:00", "small", "1"],
            ["R_2", "2016-01-02 11:00:00", "large", ""],
        ]
    )
    assert (found.first_row, found.headers[3]) == (3, ("Q4_1", "Channels - Phone"))
    assert found.doubts[0].where == "row 2"


@pytest.mark.parametrize(
    "headers",
    [
        ["Response ID", "G1Q1. How large?", "G1Q2[SQ001]. Channels [Phone]"],  # LimeSurvey
        ["id", "G1Q1", "G1Q2[SQ001]"],
        ["_id", "channels", "channels/phone"],  # KoboToolbox
        ["_id", "firm/channels", "firm/channels/phone"],
        ["Informazioni cronologiche", "Quanti\nsiete?", "Canali\xa0usati"],  # Google Forms
    ],
)
def test_one_row_is_one_row(read: Read, headers: list[str]):
    found = read([headers, ["1", "small", "Y"], ["2", "large", "N"]])
    assert found.headers == tuple((header,) for header in headers)
    assert (found.first_row, found.doubts) == (2, ())


def test_records_of_words_alone_are_no_second_header(read: Read):
    found = read([["a", "b"], ["yes", "no"], ["no", "yes"], ["yes", "yes"]])
    assert (found.first_row, found.cells.height) == (2, 3)


def test_headers_that_repeat_have_names_of_their_own(read: Read):
    """Typeform heads a column with its option alone: 'Other' and 'None' come back (15,653 x 51, freeCodeCamp 2016)."""
    found = read([["id", "Other", "None", "Other", "Other (2)"], ["1", "x", "None", "y", "z"]])
    assert found.names == ("id", "Other", "None", "Other (3)", "Other (2)")


def test_a_name_is_one_line_and_the_header_stays_as_it_is(read: Read):
    found = read([["id", "Which\nchannels?\xa0 All"], ["1", "x"]])
    assert (found.name(1), found.headers[1]) == (
        "Which channels? All",
        ("Which\nchannels?\xa0 All",),
    )


@pytest.mark.parametrize("mark", ["ï..", "X.U.FEFF.", "ï»¿"])
def test_a_mangled_byte_order_mark_is_taken_off_and_said(read: Read, mark: str):
    """R writes the mark of a file it misread into the first name."""
    found = read([["", f"{mark}start", "a"], ["1", "2026-01-02", "x"]])
    assert (found.name(1), found.doubts[0].where) == ("start", "start")


def test_a_first_row_of_answers_is_a_doubt(read: Read):
    found = read([["1", "2026-01-02", "Phone"], ["2", "2026-01-03", "Chat"]])
    assert found.doubts[0].says == "was taken for the header row, but looks like answers"
