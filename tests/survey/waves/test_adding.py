"""A wave is added whole or not at all."""

import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import polars as pl
import pytest
from filelock import FileLock

import fielded
from fielded import put
from projects import ProjectFolder, project_in
from readytochange import parameters
from readytochange.errors import InputError
from readytochange.project import FILE
from readytochange.survey.waves import (
    adding,
    exhibits,
    figures,
    mapping_file,
    readings,
    simulation,
    storage,
)
from readytochange.survey.waves.columns import recognition
from readytochange.survey.waves.instrument import questionnaire
from readytochange.survey.waves.readers import reading
from readytochange.survey.waves.storage import Kept

FIRMS = 12
EN = parameters.Wave(lang="en")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> ProjectFolder:
    """A project with a questionnaire."""
    return project_in(tmp_path_factory.mktemp("asked") / "copy")


@pytest.fixture
def small(asked: ProjectFolder, tmp_path: Path) -> ProjectFolder:
    """One with the same questionnaire, and no wave."""
    (tmp_path / "data").mkdir()
    shutil.copy(asked.root / FILE, tmp_path)
    for each in asked.project.data.iterdir():
        if each.name != "waves":
            (tmp_path / "data" / each.name).symlink_to(each)
    return ProjectFolder(tmp_path.resolve())


def add(small: ProjectFolder, name: str = "2027", **said: Any) -> Kept:
    given = {"start": "2027-01", "end": "2027-03", "project": small.project, **said}
    file = small.root / "export.csv"
    if not file.exists():
        fielded.exported(file, FIRMS)
    return adding.add(file, name, **given)


def refused(small: ProjectFolder, name: str = "2027", **said: Any) -> str:
    """The line in which a wave is refused; there is nothing of it then."""
    waves = storage.folder(small.project)
    before = {place: place.stat().st_mtime_ns for place in waves.rglob("*")}
    with pytest.raises(InputError) as error:
        add(small, name, **said)
    assert {place: place.stat().st_mtime_ns for place in waves.rglob("*")} == before
    [line] = str(error.value).splitlines()
    return line


def test_what_is_said_of_a_wave_is_what_its_file_holds(small: ProjectFolder) -> None:
    record = add(small, population=40, title={"it": "Prima", "en": "First"}).record
    assert record == storage.kept("2027", small.project).record
    assert (record.status, record.respondents, record.population) == ("wave", FIRMS, 40)
    assert (record.source.file, record.source.rows) == ("export.csv", FIRMS)
    assert record.source.sha256 == storage.sha256(small.root / "export.csv")
    place = storage.folder(small.project) / "2027"
    assert sorted(each.name for each in place.iterdir()) == [
        "answers.parquet",
        "mapping.yml",
        "wave.yml",
    ]
    assert not {"simulato", "Difficolt"} & set((place / "wave.yml").read_text().split())


@pytest.mark.parametrize(
    "name",
    ["", "Wave", "2027 spring", "-2027", "../2027", "a/b", ".", "è", "a" * 42, "2027\n", "a_b"],
)
def test_a_name_is_small_letters_digits_and_hyphens(small: ProjectFolder, name: str) -> None:
    assert "accepted: small letters, digits and hyphens" in refused(small, name)


def test_a_wave_that_is_there_is_not_written_over(small: ProjectFolder) -> None:
    add(small)
    assert "there is a wave '2027' already; accepted: another name, or `readyto" in refused(small)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"start": "2027"}, "start is '2027'; accepted: "),
        ({"end": "2026-12"}, "end is '2026-12'; accepted: 2027-01, which is start, or later"),
        ({"population": FIRMS - 1}, "population is 11; accepted: 12, the respondents, or more"),
        ({"title": {"it": "Prima"}}, "is not in both languages; accepted: it and en"),
    ],
)
def test_what_is_said_of_a_wave_is_refused_before_anything_is_written(
    small: ProjectFolder, said: dict[str, Any], line: str
) -> None:
    assert line in refused(small, **said)


TINY = put(3, {"size": "tiny"})
WITH_ADDRESS = put(5, {"comments": "write to ada@example.org"})


def both(made: pl.DataFrame) -> pl.DataFrame:
    return WITH_ADDRESS(TINY(made))


def test_a_file_with_problems_is_refused_with_the_first(small: ProjectFolder) -> None:
    fielded.exported(small.root / "export.csv", FIRMS, both)
    line = refused(small)
    assert line.startswith("export.csv: 2 problems in 2 of 12 rows, the first in row 5, column ")
    assert "'tiny'; accepted: small, medium, large" in line


def test_rows_with_problems_are_left_out_and_counted_where_that_is_asked(
    small: ProjectFolder,
) -> None:
    fielded.exported(small.root / "export.csv", FIRMS, both)
    record = add(small, exclude_invalid=True).record
    assert dict(record.left_out) == {"unknown option": 1, "identifier": 1}
    assert (record.respondents, record.source.rows) == (FIRMS - 2, FIRMS)
    answers = storage.load("2027", small.project).answers.lazy().collect()
    assert answers.height == FIRMS - 2
    assert not {5, 7} & set(answers["respondent"])


def test_a_file_of_which_no_row_may_be_kept_is_refused(small: ProjectFolder) -> None:
    fielded.exported(
        small.root / "export.csv",
        FIRMS,
        lambda made: made.with_columns(pl.lit("tiny").alias("section_firm/size")),
    )
    assert "has no row that can be kept; accepted: one at least" in refused(
        small, exclude_invalid=True
    )


def test_rows_that_a_model_made_are_simulated_and_read_from_their_export(
    small: ProjectFolder,
) -> None:
    made = simulation.simulate(FIRMS, 3)
    file = small.root / "simulated.csv"
    simulation.in_form(made).write_csv(file, separator=";")
    assert (
        adding.add(file, "trial", "2027-01", "2027-01", project=small.project).record.status
        == "simulated"
    )
    place = storage.folder(small.project) / "trial"
    assert sorted(each.name for each in place.iterdir()) == [
        "mapping.yml",
        "simulated.csv",
        "wave.yml",
    ]
    loaded = storage.load("trial", small.project)
    assert loaded.status == "simulated"
    assert loaded.answers.lazy().collect().drop("cleared").equals(made)


def test_columns_that_tell_who_answered_are_refused_or_dropped_by_a_mapping(
    small: ProjectFolder,
) -> None:
    def with_addresses(made: pl.DataFrame) -> pl.DataFrame:
        return made.with_columns(pl.lit("ada@example.org").alias("E-mail"))

    fielded.exported(small.root / "export.csv", FIRMS, with_addresses)
    assert "columns that tell who answered: 'E-mail'; accepted: " in refused(small)
    export = reading.read(small.root / "export.csv")
    mapping = small.root / "mapping.yml"
    columns = adding._columns(export, None)
    mapping.write_text(mapping_file.written(columns), encoding="utf-8")
    add(small, mapping=mapping)
    place = storage.folder(small.project) / "2027"
    assert not [each for each in place.iterdir() if b"ada@" in each.read_bytes()]


MANAGED, MAIL, CHANNELS = "Chi gestisce?", "Posta elettronica", "section_service/channels"


def asked_otherwise(made: pl.DataFrame) -> pl.DataFrame:
    """A question in other words, one that is missing, an option in other words, one nobody had before."""
    for name, text in (("mail", MAIL), ("sms", "Telegram")):
        made = made.with_columns(pl.col(CHANNELS).str.replace_all(rf"\b{name}\b", text))
    made = made.with_columns(
        pl.col(CHANNELS).str.replace_all(" ", ";").str.replace_all("Posta;elettronica", MAIL)
    )
    split = [each for each in made.columns if each.startswith(f"{CHANNELS}/")]
    missing = "section_outsourcing/outsourcing_considered"
    return made.drop(*split, missing).rename({"section_service/management": MANAGED})


def test_what_a_wave_asked_otherwise_is_kept_without_a_text_of_a_respondent_and_shown(
    small: ProjectFolder,
) -> None:
    file = fielded.exported(small.root / "export.csv", 60, asked_otherwise)
    assert "not decided what 1 of the file's columns are for" in refused(small)
    columns = adding._columns(reading.read(file), None)
    decided = replace(
        columns,
        columns={**columns.columns, MANAGED: "management"},
        values={"channels": {MAIL: "mail", "Telegram": "telegram"}},
        new_options={"channels": {"telegram": {"it": "Telegram", "en": "Telegram"}}},
    )
    mapping = small.root / "mapping.yml"
    mapping.write_text(mapping_file.written(decided), encoding="utf-8")
    record = add(small, mapping=mapping).record
    assert [each.model_dump(exclude_defaults=True) for each in record.instrument_changes] == [
        {"question": "outsourcing_considered", "change": "question not found"},
        {"question": "management", "change": "label moved", "header": MANAGED},
        {"question": "channels", "change": "label moved", "option": "mail"},
    ]
    kept = (storage.folder(small.project) / "2027" / storage.RECORD).read_text()
    assert MANAGED in kept
    assert MAIL not in kept
    found = exhibits.released(storage.load("2027", small.project), EN)
    shown = figures.instrument_changes("2b-differences", found, EN)
    assert shown
    assert shown.table[["label", "changed", "header"]].to_numpy().tolist() == [
        ["", "not asked", ""],
        ["", "in other words", MANAGED],
        ["Email channels", "in other words", ""],
        ["Telegram", "added", ""],
    ]
    told = "In other words in this wave: “Email channels”; a difference may come from the words."
    assert told in figures.changes("2b-changes", found, "channels", EN).reading
    assert told not in figures.changes("2b-changes", found, "size", EN).reading
    changed = found.changes["channels"].assign(verdict="changed")
    assert "asked as in our questionnaire: “Email channels”. What" in str(
        readings.otherwise_asked(replace(found, changes={"channels": changed}), EN)
    )


def test_of_a_wave_that_asked_what_we_ask_nothing_is_said(small: ProjectFolder) -> None:
    assert add(small).record.instrument_changes == ()
    record = storage.folder(small.project) / "2027" / storage.RECORD
    assert "instrument_changes" not in record.read_text()
    found = exhibits.released(storage.load("2027", small.project), EN)
    assert figures.instrument_changes("2b-differences", found, EN) is None
    assert "in other words" not in figures.changes("2b-changes", found, "size", EN).reading.lower()
    assert readings.otherwise_asked(found, EN) is None


Fault = type[BaseException]


@pytest.mark.parametrize("fault", [OSError, KeyboardInterrupt, MemoryError])
def test_what_ends_half_way_leaves_nothing(
    small: ProjectFolder, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    def end(frame: pl.LazyFrame, file: Path, **_: object) -> None:
        file.write_bytes(b"half of the rows")
        raise fault

    monkeypatch.setattr(pl.LazyFrame, "sink_parquet", end)
    with pytest.raises(fault):
        add(small)
    assert list(storage.folder(small.project).iterdir()) == []


KILLED = """
import os, pathlib, signal
from readytochange.survey.waves import adding
pathlib.Path.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
adding.add("export.csv", "2027", "2027-01", "2027-03")
"""


def test_a_kill_half_way_leaves_no_wave_and_the_next_add_is_as_if_nothing_was(
    small: ProjectFolder,
) -> None:
    fielded.exported(small.root / "export.csv", FIRMS)
    assert small.python(KILLED).returncode == -signal.SIGKILL
    assert storage.names(small.project) == []
    add(small)
    assert storage.names(small.project) == ["2027"]


def test_of_two_that_add_one_name_at_once_one_wins_and_the_other_is_told(
    small: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fielded.exported(small.root / "export.csv", FIRMS)
    ready, rename = Barrier(2), Path.rename

    def together(self: Path, to: Path) -> Path:
        ready.wait(60)
        return rename(self, to)

    def added(population: int) -> str:
        try:
            return str(add(small, population=population).record.population)
        except InputError as error:
            return str(error)

    monkeypatch.setattr(Path, "rename", together)
    with ThreadPoolExecutor(2) as both_at_once:
        won, told = sorted(both_at_once.map(added, (20, 30)))
    assert told.startswith("data/waves/2027 is there already; accepted: another name, or `")
    assert won == str(storage.kept("2027", small.project).record.population)
    assert [each.name for each in storage.folder(small.project).iterdir()] == ["2027"]


def test_rows_that_are_mostly_those_of_another_wave_are_refused(small: ProjectFolder) -> None:
    """Counts of both, one taken from the other, would be the answers of the last firm."""
    add(small)
    whole = pl.read_csv(small.root / "export.csv", separator=";", infer_schema=False)
    part = small.root / "part.csv"
    whole[:-1].write_csv(part, separator=";", quote_style="always")
    with pytest.raises(
        InputError, match=f"{FIRMS - 1} of the {FIRMS - 1} rows are those of wave '2027'"
    ):
        adding.add(part, "late", "2027-04", "2027-04", project=small.project)
    assert storage.names(small.project) == ["2027"]
    whole[FIRMS // 2 :].write_csv(part, separator=";", quote_style="always")
    others = pl.read_csv(
        fielded.exported(small.root / "others.csv", FIRMS, seed=8),
        separator=";",
        infer_schema=False,
    )
    with part.open("ab") as file:
        others[1 : FIRMS // 2 + 2].write_csv(
            file, separator=";", quote_style="always", include_header=False
        )
    adding.add(part, "late", "2027-04", "2027-04", project=small.project)
    adding.add(small.root / "export.csv", "again", "2027-01", "2027-03", project=small.project)


def test_a_column_that_says_simulated_is_read(small: ProjectFolder) -> None:
    def given(made: pl.DataFrame) -> pl.DataFrame:
        return made.with_columns(pl.lit("false").alias("simulated"))

    fielded.exported(small.root / "export.csv", FIRMS, given)
    assert (
        "column 'simulated': 'false'; accepted: true in every row; or, of answers that"
        in refused(small)
    )


def test_what_somebody_who_was_killed_left_is_deleted_by_the_next(small: ProjectFolder) -> None:
    waves = storage.folder(small.project)
    left, held = waves / ".2026-x1", waves / ".2026-x2"
    for each in (left, held):
        each.mkdir(parents=True)
        (each / "answers.parquet").touch()
        (each / ".lock").touch()
    with FileLock(held / ".lock"):
        add(small)
        assert sorted(each.name for each in waves.iterdir()) == [".2026-x2", "2027"]
    storage.remove("2027", small.project)
    assert list(waves.iterdir()) == []


def test_no_address_is_kept_in_a_mapping(small: ProjectFolder) -> None:
    change = put(3, {"channels": "mail ada@x.it"})
    export = reading.read(fielded.exported(small.root / "export.csv", FIRMS, change))
    columns = recognition.recognise(export, questionnaire())
    texts = {"channels": {"mail ada@x.it": "other", "mail": "mail"}}
    mapping = small.root / "mapping.yml"
    mapping.write_text(mapping_file.written(replace(columns, values=texts)), encoding="utf-8")
    with suppress(InputError):
        add(small, mapping=mapping, exclude_invalid=True)
    place = storage.folder(small.project) / "2027"
    assert "ada@" not in (place / "mapping.yml").read_text("utf-8")
