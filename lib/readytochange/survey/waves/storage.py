"""Waves as they are kept, a folder each below `data/waves/`: what is said of one, and the rows of its answers.

Of a wave of real respondents the rows lie in `answers.parquet`, which git passes over; of a simulated one the export
that its rows are read from lies there. What is said of a wave, `wave.yml`, has no row in it.
"""

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import polars as pl
from filelock import FileLock, Timeout
from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from readytochange import reads
from readytochange.arguments import checked
from readytochange.errors import InputError, first_line, unknown
from readytochange.project import Project, find
from readytochange.survey.waves import mapping_file
from readytochange.survey.waves.answers import CLEARED, WEIGHT, schema
from readytochange.survey.waves.instrument import Instrument, questionnaire
from readytochange.survey.waves.mapping import with_options
from readytochange.survey.waves.readers import reading
from readytochange.survey.waves.record import Record, fault
from readytochange.survey.waves.respondents import validation
from readytochange.survey.waves.wave import Wave

RECORD, ROWS, MAPPING = "wave.yml", "answers.parquet", "mapping.yml"
_LOCK = ".lock"
"""Held by who makes a wave; one that nobody holds lies in what may be deleted."""

MOST_IN_MEMORY = 2_000_000
"""Respondents whose rows are held in memory; those of more are scanned as they are counted."""

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


@dataclass(frozen=True)
class Kept:
    """A wave that is kept: its name, and what is said of it."""

    name: str
    record: Record


def folder(project: Project) -> Path:
    """Where the waves of a project are."""
    return project.data / "waves"


@checked
def names(project: Project | None = None) -> list[str]:
    """The waves of a project, in order.

    Parameters
    ----------
    project : whose waves; the one of the working folder when not said
    """
    waves = folder(project or find())
    return sorted(each.parent.name for each in waves.glob(f"*/{RECORD}"))


@checked
def kept(name: str, project: Project | None = None) -> Kept:
    """What is said of a wave: its name, and its record.

    Parameters
    ----------
    name : as its folder is called
    project : whose wave; the one of the working folder when not said

    Raises
    ------
    InputError
        if there is no such wave, or its record cannot be used
    """
    project = project or find()
    file = place(name, project) / RECORD
    shown = project.place_of(file)
    try:
        said = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        return Kept(name, Record.model_validate(said))
    except ValidationError as error:
        raise InputError(f"{shown}: {fault(error)}") from None
    except (YAMLError, UnicodeDecodeError, OSError) as error:
        raise _unread(shown, getattr(error, "problem", None) or error, "YAML") from None


@checked
def load(name: str, project: Project | None = None) -> Wave:
    """A wave with its answers: a DataFrame, or of more than `MOST_IN_MEMORY` respondents a LazyFrame over the file.

    Parameters
    ----------
    name : as its folder is called
    project : whose wave; the one of the working folder when not said

    Raises
    ------
    InputError
        if there is no such wave, its rows are not on this machine, or they are not those that were added
    """
    project = project or find()
    found = kept(name, project)
    where = place(name, project)
    files = [where / each for each in (RECORD, MAPPING, ROWS, found.record.source.file)]
    reads.note(files)
    asked = with_options(questionnaire(), found.record.new_options)
    answers = _answers(found, where, project, asked)
    return Wave(
        name,
        answers,
        asked,
        found.record.status,
        weighted=WEIGHT in answers.lazy().collect_schema(),
        population=found.record.population,
        title=found.record.title,
        instrument_changes=found.record.instrument_changes,
    )


def _answers(
    found: Kept, where: Path, project: Project, asked: Instrument
) -> pl.DataFrame | pl.LazyFrame:
    rows, source = where / ROWS, where / found.record.source.file
    if rows.exists():
        return _fitting(rows, project, asked, found.record.respondents)
    if found.record.status == "wave" or not source.is_file():
        raise InputError(
            f"the rows of wave '{found.name}' are not on this machine; accepted: "
            f"{project.place_of(rows)}, which `readytochange wave add` writes and git passes over"
        )
    if sha256(source) != found.record.source.sha256:
        raise InputError(
            f"{project.place_of(source)} is not the file that was added as wave '{found.name}'; accepted: that file, "
            "or this one added anew with `readytochange wave add`"
        )
    export = reading.read(source)
    columns = mapping_file.read(where / MAPPING, export, questionnaire())
    return validation.answers_of(export, questionnaire(), columns, exclude_invalid=True).answers


def _fitting(
    rows: Path, project: Project, asked: Instrument, respondents: int
) -> pl.DataFrame | pl.LazyFrame:
    """The answers of a file, where they are those that were added, to the questions that are asked now."""
    shown = project.place_of(rows)
    try:
        found = pl.scan_parquet(rows)
        if respondents <= MOST_IN_MEMORY:
            found = found.collect().lazy()
        columns = found.collect_schema()
        height = found.select(pl.len()).collect().item()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _unread(shown, error, "the file that `readytochange wave add` wrote") from None
    beside = {WEIGHT: pl.Float64(), CLEARED: pl.Boolean()}
    wanted = schema(asked) | {name: beside[name] for name in beside if name in columns}
    for column in [*wanted, *columns]:
        if columns.get(column) != wanted.get(column):
            raise InputError(
                f"{shown} does not fit data/questionnaire: its column '{column}' is "
                f"{columns.get(column, 'missing')}, and should be {wanted.get(column, 'missing')}; "
                "accepted: the questionnaire with which the wave was added"
            )
    if height != respondents:
        raise InputError(
            f"{shown} has {height} rows; accepted: {respondents}, the respondents that {RECORD} counts"
        )
    return found.collect() if respondents <= MOST_IN_MEMORY else found


def _unread(shown: str, problem: object, accepted: str) -> InputError:
    return InputError(f"{shown} cannot be read: {first_line(problem)}; accepted: {accepted}")


def has_rows(name: str, project: Project | None = None) -> bool:
    """Whether the rows of a wave, or the export that they are read from, are on this machine."""
    project = project or find()
    where = place(name, project)
    record = kept(name, project).record
    simulated = record.status == "simulated" and (where / record.source.file).is_file()
    return simulated or (where / ROWS).exists()


def sha256(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@contextmanager
def being_made(name: str, project: Project) -> Iterator[Path]:
    """A folder beside the waves in which one is made, deleted afterwards; so is what was left by who was killed.

    Parameters
    ----------
    name : of the wave
    project : whose wave
    """
    waves = folder(project)
    waves.mkdir(parents=True, exist_ok=True)
    clear(project)
    temporary = TemporaryDirectory(prefix=f".{name}-", dir=waves, ignore_cleanup_errors=True)
    with temporary as made, FileLock(Path(made, _LOCK)):
        yield Path(made)


def clear(project: Project) -> None:
    """Delete the folders of waves that somebody was killed while making, or removing."""
    for lock in folder(project).glob(f".*/{_LOCK}"):
        with suppress(Timeout, OSError), FileLock(lock, timeout=0):
            shutil.rmtree(lock.parent, ignore_errors=True)


def remove(name: str, project: Project | None = None) -> None:
    """Delete a wave: its rows, and what is said of it; InputError if there is none."""
    project = project or find()
    where = to_remove(name, project)
    (where / _LOCK).touch()
    shutil.rmtree(where.rename(where.with_name(f".{name}-{uuid4().hex[:8]}")))
    clear(project)


def to_remove(name: str, project: Project) -> Path:
    """Where a wave lies, or what is left of one without its record; InputError if there is neither."""
    where = folder(project) / name
    return where if NAME.fullmatch(name) and where.is_dir() else place(name, project)


def place(name: str, project: Project) -> Path:
    """Where a wave lies; InputError if there is none."""
    found = folder(project) / name
    if Path(name).name != name or not (found / RECORD).exists():
        raise unknown("wave", name, names(project))
    return found
