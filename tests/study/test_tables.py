"""The published tables as the library hands them out, and what it says of a table that is spoilt."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest

from projects import PROJECT, ProjectFolder, table_file
from readytochange import parameters, reads
from readytochange.errors import InputError
from readytochange.study import loading, tables
from readytochange.study.contract import descriptor

COLUMNS = {
    "exploration_model": "step order purpose_it purpose_en result_it result_en",
    "project": "fact text_it text_en",
    "approaches": "approach label_it label_en description_it description_en",
    "methods": "method approach label_it label_en",
    "periods": "activity start end",
    "interviews": "group label_it label_en interviews",
    "sources": "source order part label_it label_en group_it group_en",
    "roles": "role label_it label_en",
    "sectors": "sector sample label_it label_en common",
    "interview_questions": "question order label_it label_en",
    "themes": "item group question theme_it theme_en item_it item_en topic",
    "topics": "topic label_it label_en definition_it definition_en origin",
    "questions": "question order label_it label_en kind max_answers base published",
    "answers": "question option label_it label_en percent count exclusive",
    "clusters": "question cluster label_it label_en topic",
    "quotes": "quote question text_it text_en",
    "stakeholders": "stakeholder name role_it role_en organisation",
    "areas": "area order title_it title_en summary_it summary_en questions_it questions_en topic",
    "statements": "statement area text_it text_en relation value",
    "echoes": "area order item quote",
    "replies": "question cluster order item area",
    "corrections": "correction order printed corrected",
    "sections": "section order label_it label_en",
    "questionnaire": "question section order label_it label_en hint_it hint_en kind max_answers required origin",
    "options": "question option order label_it label_en role exclusive origin",
    "notices": "notice order text_it text_en",
    "claims": "claim text_it text_en computation holds status said notebook figure",
}
TRUE_OR_FALSE = {"exclusive", "required"}
NUMBERS = {"order", "interviews", "max_answers", "base", "count", "low", "high", "value"}

Spoil = Callable[[str, Callable[[str], str | bytes]], None]


@pytest.fixture
def data(make_project: Callable[..., ProjectFolder], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `data/` that the loaders read instead."""
    small = make_project()
    monkeypatch.chdir(small.root)
    return small.project.data


@pytest.fixture
def spoil(data: Path) -> Spoil:
    """Changes the text of a table: `spoil("answers", lambda text: ...)`."""

    def change(table: str, make: Callable[[str], str | bytes]) -> None:
        place = table_file(table, data)
        made = make(place.read_text(encoding="utf-8"))
        place.write_bytes(made if isinstance(made, bytes) else made.encode())
        with suppress(InputError):
            loading.accept()

    return change


def said_of(table: str) -> str:
    with pytest.raises(InputError) as refused:
        tables.load(table)
    said = str(refused.value)
    assert "\n" not in said
    return said


def replace(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


@pytest.mark.parametrize("table", COLUMNS)
def test_a_loader_gives_its_columns_in_their_types(table: str) -> None:
    frame: pd.DataFrame = getattr(tables, table)()
    assert set(COLUMNS[table].split()) <= set(frame.columns)
    assert ("slide" in frame) == (PROJECT.data / f"report/{table}.csv").exists()
    for name, dtype in frame.dtypes.items():
        wanted = "Int64" if name in NUMBERS else "bool" if name in TRUE_OR_FALSE else "str"
        assert dtype == wanted, name


def test_every_table_of_the_package_has_a_loader() -> None:
    assert set(COLUMNS) == set(tables.tables())


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_is_what_its_file_says_row_by_row(table: str) -> None:
    path = table_file(table)
    written = pd.read_csv(path, dtype="str", keep_default_na=False)
    loaded = tables.load(table)
    shown = loaded.astype(object).where(loaded.notna(), "").map(str)
    shown = shown.replace({"True": "true", "False": "false"}).astype("str")
    pd.testing.assert_frame_equal(shown, written)


def test_what_is_not_said_is_an_empty_text_or_a_missing_number() -> None:
    sizes = tables.answers().query("question == 'size'")
    assert set(sizes["percent"]) == {""}
    assert sizes["low"].isna().tolist() == [True, False, False]


def test_a_percentage_stays_as_printed() -> None:
    assert "48,5" in set(tables.answers()["percent"])


def test_who_changes_a_loaded_table_changes_no_other() -> None:
    changed = tables.answers()
    changed["percent"] = "0"
    assert "0" not in set(tables.answers()["percent"])


def test_an_unknown_table_is_refused_naming_the_closest() -> None:
    assert "unknown table 'answer'; did you mean 'answers'?" in said_of("answer")


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        (
            "interviews",
            replace(",22,", ",twenty-two,"),
            "data/report/interviews.csv, row 2, column 'interviews' is 'twenty-two'; "
            "accepted: a whole number from 1 to 1000",
        ),
        (
            "interviews",
            replace(",22,", ",-22,"),
            "data/report/interviews.csv, row 2, column 'interviews' is '-22'; "
            "accepted: a whole number from 1 to 1000",
        ),
        (
            "interviews",
            replace(",22,", ",,"),
            "data/report/interviews.csv, row 2, column 'interviews' is ''; "
            "accepted: a whole number from 1 to 1000",
        ),
        (
            "interviews",
            replace(",22,", ',"2\n2",'),
            "data/report/interviews.csv, row 2, column 'interviews' is '2\\n2'; "
            "accepted: a whole number from 1 to 1000",
        ),
        (
            "interviews",
            replace(",22,", f",{10**30},"),
            f"data/report/interviews.csv, row 2, column 'interviews' is '{10**30}'; "
            "accepted: a whole number from 1 to 1000",
        ),
        (
            "answers",
            replace(",true,", ",yes,"),
            "data/report/answers.csv, row 21, column 'exclusive' is 'yes'; accepted: true or false",
        ),
        (
            "questions",
            replace(",scale,", ",guess,"),
            "data/report/questions.csv, row 8, column 'kind' is 'guess'; "
            "accepted: single, multiple, scale, open",
        ),
        (
            "clusters",
            replace("data_security", "Data security"),
            "data/report/clusters.csv, row 4, column 'cluster' is 'Data security'; "
            "accepted: a name of small letters, digits and _",
        ),
        (
            "periods",
            replace("2020-03", "marzo"),
            "data/report/periods.csv, row 2, column 'start' is 'marzo'; "
            "accepted: a month as 2020-03 from 1990-01 to 2099-12",
        ),
        (
            "questions",
            replace("channels,4,", "channels,3,"),
            "data/report/questions.csv, row 5, column 'order' is '3', as in row 4; "
            "accepted: each order once",
        ),
        (
            "answers",
            replace("channels,phone,", "channels,mail,"),
            "data/report/answers.csv, row 10, column 'option' is 'mail', as in row 9; "
            "accepted: each option once for each question",
        ),
        (
            "answers",
            replace("channels,phone,", "chanels,phone,"),
            "data/report/answers.csv, row 10, column 'question' is 'chanels'; "
            "accepted: a question of data/report/questions.csv",
        ),
        (
            "roles",
            replace("label_it", "label"),
            "data/report/roles.csv, row 1, has a column 'label' in the place of 'label_it'; "
            "accepted: UTF-8 CSV with commas and the columns role, label_it, label_en, slide",
        ),
        (
            "roles",
            replace("slide\n", "slide,more\n"),
            "data/report/roles.csv, row 1, has a column too many, 'more'; "
            "accepted: UTF-8 CSV with commas and the columns role, label_it, label_en, slide",
        ),
        (
            "roles",
            lambda text: "".join(line.rsplit(",", 1)[0] + "\n" for line in text.splitlines()),
            "data/report/roles.csv, row 1, lacks the column 'slide'; "
            "accepted: UTF-8 CSV with commas and the columns role, label_it, label_en, slide",
        ),
        (
            "interviews",
            replace(",22,", ",,22,"),
            "data/report/interviews.csv, row 2, has more cells than there are columns; "
            "accepted: UTF-8 CSV with commas and the columns group, label_it, label_en, interviews, slide",
        ),
        (
            "interviews",
            replace(",22,", ","),
            "data/report/interviews.csv, row 2, has fewer cells than there are columns; "
            "accepted: UTF-8 CSV with commas and the columns group, label_it, label_en, interviews, slide",
        ),
        (
            "roles",
            lambda text: text + "\n",
            "data/report/roles.csv, row 7, is empty; "
            "accepted: UTF-8 CSV with commas and the columns role, label_it, label_en, slide",
        ),
        (
            "roles",
            lambda text: "",
            "data/report/roles.csv is empty; "
            "accepted: UTF-8 CSV with commas and the columns role, label_it, label_en, slide",
        ),
        (
            "roles",
            lambda text: text.splitlines()[0] + "\n",
            "data/report/roles.csv is empty; accepted: at least one row",
        ),
        (
            "themes",
            lambda text: text.encode("latin-1", "replace"),
            "data/report/themes.csv, row 2, column 'item_it' is "
            "'Nuove modalit\\\\xe0 di contatto con il cliente'; accepted: UTF-8",
        ),
        (
            "roles",
            lambda text: random.Random(1).randbytes(4000),
            "data/report/roles.csv, row 14, is not UTF-8; "
            "accepted: UTF-8 CSV with commas and the columns role, label_it, label_en, slide",
        ),
    ],
)
def test_a_spoilt_table_is_refused_in_a_line_that_says_where_and_what_is_accepted(
    spoil: Spoil, table: str, change: Callable[[str], str | bytes], said: str
) -> None:
    spoil(table, change)
    assert said_of(table) == said


def test_a_table_that_is_not_there_is_named(data: Path) -> None:
    (data / "report" / "roles.csv").unlink()
    assert said_of("roles").startswith("data/report/roles.csv is missing or cannot be read; ")


@pytest.mark.parametrize("left", [b"", b"\xff\xfe\x00\x01", None])
def test_a_table_whose_keys_point_to_a_spoilt_one_names_that_one(
    data: Path, left: bytes | None
) -> None:
    questions = data / "report" / "questions.csv"
    questions.unlink() if left is None else questions.write_bytes(left)
    assert said_of("answers").startswith("data/report/questions.csv")


@pytest.mark.parametrize(("yes", "no"), [("TRUE", "FALSE"), ("True", "False"), ("1", "0")])
def test_truth_values_as_spreadsheets_save_them_stay_true(spoil: Spoil, yes: str, no: str) -> None:
    spoil("answers", lambda text: text.replace(",true,", f",{yes},").replace(",false,", f",{no},"))
    assert tables.answers()["exclusive"].sum() == 2


@pytest.mark.parametrize(
    "save",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    ],
    ids=["Windows lines", "byte order mark", "both"],
)
def test_a_table_with_other_ends_of_lines_is_the_same_and_has_the_same_hash(
    data: Path, save: Callable[[str], str]
) -> None:
    before = tables.interviews()
    place = data / "report/interviews.csv"
    place.write_bytes(save(place.read_text(encoding="utf-8")).encode())
    pd.testing.assert_frame_equal(tables.interviews(), before)


@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize("change", ["semicolons", "title"])
def test_a_table_that_was_refused_and_is_mended_loads_again(
    data: Path, table: str, change: str
) -> None:
    # frictionlessdata/frictionless-py#1671: a guessed dialect was kept with the description
    place = table_file(table, data)
    good = place.read_bytes()
    before = tables.load(table)
    place.write_bytes(good.replace(b",", b";") if change == "semicolons" else b"Titolo\n" + good)
    said = said_of(table)
    assert said.startswith(f"data/{place.relative_to(data)}, row 1, ")
    assert ("';'" if change == "semicolons" else "'Titolo'") in said
    place.write_bytes(good)
    pd.testing.assert_frame_equal(tables.load(table), before)


def test_a_table_that_has_changed_is_read_anew(data: Path, spoil: Spoil) -> None:
    before = tables.roles()
    spoil("roles", lambda text: "\n".join(text.splitlines()[:-1]) + "\n")
    assert len(tables.roles()) == len(before) - 1


def test_what_is_done_to_a_table_is_done_to_that_one_only() -> None:
    table = tables.areas()
    table["order"] = 0
    assert tables.areas()["order"].tolist() != table["order"].tolist()


@pytest.fixture(scope="module")
def recording() -> set[Path]:
    """What was read of this project's data; recording cannot be ended, but empties."""
    reads.record(PROJECT.data)
    return reads._seen


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_that_is_remembered_is_noted_as_reading_it_would_be(
    recording: set[Path], table: str
) -> None:
    for remembered in (loading._loaded, loading._checked, descriptor._read):
        remembered.cache_clear()
    seen = []
    for _ in ("read", "remembered"):
        recording.clear()
        tables.load(table)
        seen.append(reads.recorded())
    assert table_file(table) in seen[0]
    assert seen[0] == seen[1]


# One language of a table

IT, EN = parameters.Settings(), parameters.Settings(lang="en")


def test_a_localised_table_keeps_one_language() -> None:
    frame = pd.DataFrame({"id": ["a"], "label_it": ["uno"], "label_en": ["one"], "n": [1]})
    italian, english = tables.localise(frame, IT), tables.localise(frame, EN)
    assert italian.to_dict("list") == {"id": ["a"], "label": ["uno"], "n": [1]}
    assert english.to_dict("list") == {"id": ["a"], "label": ["one"], "n": [1]}
    assert list(frame.columns) == ["id", "label_it", "label_en", "n"]


def test_a_text_named_like_an_id_stands_beside_it() -> None:
    frame = pd.DataFrame({"item": ["cs_1"], "item_it": ["uno"], "item_en": ["one"]})
    assert tables.localise(frame, EN).to_dict("list") == {"item": ["cs_1"], "item_text": ["one"]}
