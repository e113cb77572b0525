"""A wave as it is kept: a record that is wrong is one line, and rows are those that were added or none."""

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from pandas.testing import assert_frame_equal

import fielded
from cases import cases
from projects import ProjectFolder, project_in
from readytochange.errors import InputError
from readytochange.survey.waves import exhibits, storage

FIRMS = 12


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> ProjectFolder:
    """A project with the demonstration and a wave of rows."""
    small = project_in(tmp_path_factory.mktemp("added") / "copy")
    fielded.add(small, firms=FIRMS)
    return small


@pytest.fixture
def spoilt(added: ProjectFolder, tmp_path: Path) -> ProjectFolder:
    """A copy of it that a test may change."""
    return ProjectFolder(Path(shutil.copytree(added.root, tmp_path / "spoilt")).resolve())


def place(small: ProjectFolder, name: str = "2027") -> Path:
    return small.project.data / "waves" / name


def refused(small: ProjectFolder, name: str = "2027") -> str:
    """The line in which a wave cannot be loaded."""
    with pytest.raises(InputError) as error:
        storage.load(name, small.project)
    [line] = str(error.value).splitlines()
    return line


WRONG = cases(r"""
title: | titles: | title is missing; accepted: a record with it
  en: Wave 2027\n |  | title, or a label of new_options, is not in both languages; accepted: it and en
  en: Wave 2027\n |   en: ''\n | title.en is ''; accepted: a text in each of it and en
start: 2027-01 | start: 2027-13 | start is '2027-13'; accepted: a month, as 2027-01
start: 2027-01 | start: January 2027 | start is 'January 2027'; accepted: a month, as 2027-01
start: 2027-01 | start: 2027-04 | end is '2027-03'; accepted: 2027-04, which is start, or later
end: 2027-03 | end: 2027-03\nends: 2027-03 | ends is not known; accepted: title, status
end: 2027-03 | end: 2027-03\nend: 2027-03 | duplicate key
end: 2027-03 | end: 2027-03\nstatus: real | status is 'real'; accepted: wave, simulated
end: 2027-03 | end: 2027-03\npopulation: 11 | population is 11; accepted: 12, the respondents, or more
end: 2027-03 | end: 2027-03\npopulation: many | population is 'many'; accepted: a whole number of at least 1 or nothing
end: 2027-03 | end: [2027-03 | cannot be read
end: 2027-03 | end: 2027-03\nleft_out: {shy: 3} | left_out names shy; accepted: consent, twice
end: 2027-03 | end: 2027-03\nleft_out: {twice: 0} | left_out.twice is 0; accepted: by rule, how many rows, from 1
end: 2027-03 | end: 2027-03\nleft_out: {twice: 1} | respondents and left_out do not make the rows; accepted: 12 together
end: 2027-03 | end: 2027-03\nnew_options: {size: {tiny: {it: Minima}}} | both languages
end: 2027-03 | end: 2027-03\ninstrument_changes: [{question: size, change: shorter}] | 0.change is 'shorter'
respondents: 12 | respondents: 0 | respondents is 0; accepted: a whole number of at least 1
respondents: 12 | respondents: 11 | respondents and left_out do not make the rows; accepted: 12 together
  rows: 12 |   rows: 0 | source.rows is 0; accepted: a whole number of at least 1
  sha256:  |   sha256: x | ; accepted: 64 hexadecimal digits
  file: export.csv |   file: ../export.csv | source.file is '../export.csv'; accepted: the name of a file
  file: export.csv\n |  | source.file is missing
  file: export.csv |   file: export.csv\n  files: 2 | source.files is not known; accepted: file, sha256, rows
title: | title: 2027\ntitles: | title is 2027; accepted: a text in each of it and en
end: 2027-03 | end: 2027-03\nleft_out: 3 | left_out is 3; accepted: by rule, how many rows, from 1
end: 2027-03 | end: 2027-03\nnew_options: {size: {tiny: 3}} | new_options.size.tiny is 3; accepted: by question, by id
""")


@pytest.mark.parametrize(("there", "instead", "said"), WRONG)
def test_a_record_that_is_wrong_is_one_line_with_its_place_and_what_is_accepted(
    added: ProjectFolder, tmp_path: Path, there: str, instead: str, said: str
) -> None:
    record = (place(added) / storage.RECORD).read_text()
    assert there in record
    small = ProjectFolder(tmp_path)
    place(small).mkdir(parents=True)
    (place(small) / storage.RECORD).write_text(record.replace(there, instead, 1))
    line = refused(small)
    assert line.startswith("data/waves/2027/wave.yml")
    assert said in line


@pytest.mark.parametrize(
    "content", [b"", b"- a\n", b"2027", b"\xff\xfe\x00", b"{", b"!!python/object:os.system {}"]
)
def test_a_record_that_is_none_is_one_line(tmp_path: Path, content: bytes) -> None:
    small = ProjectFolder(tmp_path)
    place(small).mkdir(parents=True)
    (place(small) / storage.RECORD).write_bytes(content)
    assert refused(small).startswith("data/waves/2027/wave.yml")


def test_a_folder_in_the_place_of_a_record_is_one_line(tmp_path: Path) -> None:
    small = ProjectFolder(tmp_path)
    (place(small) / storage.RECORD).mkdir(parents=True)
    assert "data/waves/2027/wave.yml cannot be read" in refused(small)


def test_what_was_added_is_what_is_loaded(added: ProjectFolder) -> None:
    assert storage.names(added.project) == ["2027", "demo"]
    real, demo = (storage.load(name, added.project) for name in ("2027", "demo"))
    assert (real.status, demo.status) == ("wave", "simulated")
    assert (real.answers.lazy().collect().height, real.title["en"]) == (FIRMS, "Wave 2027")


def test_a_name_that_is_close_is_offered(added: ProjectFolder) -> None:
    assert (
        refused(added, "2026") == "unknown wave '2026'; did you mean '2027'? Accepted: 2027, demo"
    )
    assert "unknown wave '../waves/demo'" in refused(added, "../waves/demo")


def test_without_its_rows_a_wave_is_known_and_not_loaded(spoilt: ProjectFolder) -> None:
    (place(spoilt) / storage.ROWS).unlink()
    assert storage.names(spoilt.project) == ["2027", "demo"]
    assert not storage.has_rows("2027", spoilt.project)
    assert refused(spoilt).startswith("the rows of wave '2027' are not on this machine; accepted: ")
    assert storage.has_rows("demo", spoilt.project)


def test_simulated_rows_are_not_those_of_firms_whatever_the_record_says(
    spoilt: ProjectFolder,
) -> None:
    record = place(spoilt, "demo") / storage.RECORD
    record.write_text(record.read_text().replace("status: simulated\n", ""))
    assert "the rows of wave 'demo' are not on this machine" in refused(spoilt, "demo")
    assert not storage.has_rows("demo", spoilt.project)


def test_an_export_that_changed_since_is_not_read(spoilt: ProjectFolder) -> None:
    [export] = place(spoilt, "demo").glob("*.csv")
    export.write_bytes(export.read_bytes().replace(b"small", b"large", 1))
    line = refused(spoilt, "demo")
    assert line.startswith(
        "data/waves/demo/simulated-60.csv is not the file that was added as wave 'demo'; accepted: "
    )


Rows = Callable[[pl.DataFrame], pl.DataFrame]
UNFIT: list[tuple[str, Rows, str]] = [
    ("a question more is asked", lambda rows: rows.drop("size"), "column 'size' is missing"),
    (
        "an option is no longer offered",
        lambda rows: rows.with_columns(pl.lit(value=True).alias("channels/pigeon")),
        "column 'channels/pigeon' is Boolean, and should be missing",
    ),
    (
        "options are others",
        lambda rows: rows.with_columns(pl.col("size").cast(pl.Enum(["small", "large", "medium"]))),
        "column 'size' is Enum(",
    ),
    (
        "a weight is a text",
        lambda rows: rows.with_columns(pl.lit("1").alias("weight")),
        "column 'weight' is String, and should be Float64",
    ),
    ("a row is gone", lambda rows: rows.head(FIRMS - 1), "has 11 rows; accepted: 12"),
]


@pytest.mark.parametrize(
    ("change", "said"), [each[1:] for each in UNFIT], ids=[u[0] for u in UNFIT]
)
def test_rows_that_do_not_fit_the_questionnaire_are_refused(
    spoilt: ProjectFolder, change: Rows, said: str
) -> None:
    rows = place(spoilt) / storage.ROWS
    change(pl.read_parquet(rows)).write_parquet(rows)
    line = refused(spoilt)
    assert line.startswith("data/waves/2027/answers.parquet ")
    assert said in line


def test_a_wave_too_large_for_memory_is_scanned_and_has_the_same_exhibits(
    added: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = storage.load("2027", added.project)
    monkeypatch.setattr(storage, "MOST_IN_MEMORY", FIRMS - 1)
    scanned = storage.load("2027", added.project)
    assert isinstance(held.answers, pl.DataFrame)
    assert isinstance(scanned.answers, pl.LazyFrame)
    one, other = exhibits.released(held), exhibits.released(scanned)
    assert (one.respondents, one.hidden) == (other.respondents, other.hidden)
    for each in ("shares", "parted", "changes", "states", "texts"):
        assert getattr(one, each).keys() == getattr(other, each).keys()
        for name, table in getattr(one, each).items():
            assert_frame_equal(table, getattr(other, each)[name])


@pytest.mark.parametrize(
    ("change", "said"), [each[1:] for each in UNFIT], ids=[u[0] for u in UNFIT]
)
def test_rows_of_a_large_wave_that_do_not_fit_are_refused_likewise(
    spoilt: ProjectFolder, monkeypatch: pytest.MonkeyPatch, change: Rows, said: str
) -> None:
    monkeypatch.setattr(storage, "MOST_IN_MEMORY", 0)
    rows = place(spoilt) / storage.ROWS
    change(pl.read_parquet(rows)).write_parquet(rows)
    assert said in refused(spoilt)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"size\nsmall\n"])
def test_rows_that_cannot_be_read_are_one_line(spoilt: ProjectFolder, content: bytes) -> None:
    (place(spoilt) / storage.ROWS).write_bytes(content)
    assert refused(spoilt).startswith("data/waves/2027/answers.parquet cannot be read: ")


def test_what_is_left_of_a_wave_without_its_record_can_be_removed(spoilt: ProjectFolder) -> None:
    (place(spoilt) / storage.RECORD).unlink()
    assert "2027" not in storage.names(spoilt.project)
    storage.remove("2027", spoilt.project)
    assert not place(spoilt).exists()


def test_a_wave_that_is_removed_leaves_nothing(spoilt: ProjectFolder) -> None:
    storage.remove("2027", spoilt.project)
    assert not place(spoilt).exists()
    assert storage.names(spoilt.project) == ["demo"]
    with pytest.raises(InputError, match="unknown wave '2027'"):
        storage.remove("2027", spoilt.project)
