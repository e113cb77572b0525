"""A wave is added: an export read and checked, its rows and what is said of them put into its folder."""

import re
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError
from ruamel.yaml import YAML

from readytochange.arguments import checked
from readytochange.errors import InputError, shortened
from readytochange.project import Project, find
from readytochange.survey.waves import checking, in_common, mapping_file, storage
from readytochange.survey.waves.columns import identifiers, recognition
from readytochange.survey.waves.instrument import questionnaire
from readytochange.survey.waves.mapping import SIMULATED
from readytochange.survey.waves.mapping import Mapping as Columns
from readytochange.survey.waves.readers import reading
from readytochange.survey.waves.readers.export import Export
from readytochange.survey.waves.record import Record, fault
from readytochange.survey.waves.respondents import validation
from readytochange.survey.waves.respondents.validation import Decoded


@checked
def check(path: str | Path, mapping: str | Path | None = None) -> pd.DataFrame:
    """What each column of an export is taken for.

    Parameters
    ----------
    path : the file that a tool exported
    mapping : the file that says what its columns are for; where there is none, what is recognised

    Returns
    -------
    DataFrame
        a row a column: column, example (its first text), taken_for, how, doubt ('' where there is none)

    Raises
    ------
    InputError
        if the file or the mapping cannot be used
    """
    export, asked = reading.read(path), questionnaire()
    known = mapping_file.read(Path(mapping), export, asked) if mapping is not None else None
    return checking.check(export, asked, known)


@checked
def read(
    path: str | Path, mapping: str | Path | None = None, exclude_invalid: bool = False
) -> Decoded:
    """The answers of an export, with everything wrong in them.

    Parameters
    ----------
    path : the file that a tool exported: CSV, XLSX, ODS, Parquet or SPSS .sav
    mapping : the file that says what its columns are for; where there is none, what is recognised for certain
    exclude_invalid : whether rows with a problem are left out and counted

    Returns
    -------
    Decoded
        answers, problems, excluded, instrument, rows

    Raises
    ------
    InputError
        if the file or the mapping cannot be used, or a column is not recognised for certain
    """
    export = reading.read(path)
    asked = questionnaire()
    return validation.answers_of(export, asked, _columns(export, mapping), exclude_invalid)


@checked
def add(
    path: str | Path,
    name: str,
    start: str,
    end: str,
    mapping: str | Path | None = None,
    title: Mapping[str, str] | None = None,
    population: int | None = None,
    exclude_invalid: bool = False,
    project: Project | None = None,
    each: validation.Each = map,
) -> storage.Kept:
    """Add a wave to a project: rows that may be kept, and what is said of them, in `data/waves/<name>/`.

    Parameters
    ----------
    path : the file that a tool exported: CSV, XLSX, ODS, Parquet or SPSS .sav
    name : of the wave, and of its folder: small letters, digits and hyphens
    start, end : months of the field work, as 2027-01
    mapping : the file that says what its columns are for; where there is none, what is recognised for certain
    title : as pages name the wave, by language 'it' and 'en'; 'Rilevazione <name>' and 'Wave <name>' when not said
    population : firms of which the respondents are some, where that is known
    exclude_invalid : whether rows with a problem are left out and counted
    project : the one of the working folder when not said
    each : who reads the parts of a file that is too large to be held at once, `map` or what does as it

    Returns
    -------
    Kept
        what is said of the wave

    Raises
    ------
    InputError
        if there is such a wave already, a value cannot be used, or something in the file is wrong; nothing is written
        then
    """
    project = project or find()
    source = Path(path)
    if not storage.NAME.fullmatch(name):
        raise InputError(
            f"name is '{shortened(name)}'; accepted: small letters, digits and hyphens, as 2027 or 2027-spring"
        )
    if name in storage.names(project):
        raise InputError(
            f"there is a wave '{name}' already; accepted: another name, or `readytochange wave remove {name}` first"
        )
    with storage.being_made(name, project) as folder:
        before = _stamp(source)
        digest = storage.sha256(source) if before else ""
        export = reading.read(source)
        columns = _columns(export, mapping)
        decoded = validation.answers_of(
            export, questionnaire(), columns, exclude_invalid, each, beside=folder
        )
        _refuse(source, mapping, decoded)
        simulated = SIMULATED in columns.columns.values()
        record = _record(
            title=title or usual_title(name),
            status="simulated" if simulated else "wave",
            start=start,
            end=end,
            population=population,
            source={"file": source.name, "sha256": digest, "rows": decoded.rows},
            respondents=decoded.kept,
            left_out=decoded.excluded,
            new_options=columns.new_options,
            instrument_changes=checking.to_keep(export, questionnaire(), columns),
        )
        if not simulated:
            _refuse_known(decoded, project)
        made = folder / name
        made.mkdir()
        with (made / storage.RECORD).open("wb") as file:
            YAML().dump(record.model_dump(exclude_defaults=True, mode="json"), file)
        kept = columns if simulated else _without_addresses(columns)
        (made / storage.MAPPING).write_text(
            mapping_file.written(kept), encoding="utf-8", newline="\n"
        )
        if simulated:
            shutil.copyfile(source, made / source.name)
        else:
            decoded.scanned.sink_parquet(made / storage.ROWS, statistics=False)
        if _stamp(source) != before:
            raise InputError(
                f"{source.name} changed while it was read; accepted: a file that nobody writes meanwhile"
            )
        place = storage.folder(project) / name
        try:
            made.rename(place)
        except OSError:
            raise InputError(
                f"{project.place_of(place)} is there already; accepted: another name, or `readytochange wave remove "
                f"{name}` first"
            ) from None
    return storage.kept(name, project)


def usual_title(name: str) -> dict[str, str]:
    """What pages call a wave of this name, by language, where nothing else is said."""
    return {"it": f"Rilevazione {name}", "en": f"Wave {name}"}


def _stamp(source: Path) -> tuple[int, int] | None:
    """What changes when somebody writes a file; None where it cannot be looked at, which its reader says."""
    try:
        about = source.stat()
    except OSError:
        return None
    return (about.st_size, about.st_mtime_ns) if source.is_file() else None


def _without_addresses(columns: Columns) -> Columns:
    """A mapping without the texts of cells that have an e-mail address in them."""
    decided = columns.values  # noqa: PD011
    kept = {
        question: {
            text: option for text, option in texts.items() if not re.search(identifiers.EMAIL, text)
        }
        for question, texts in decided.items()
    }
    return replace(columns, values={question: texts for question, texts in kept.items() if texts})


def _columns(export: Export, mapping: str | Path | None) -> Columns:
    if mapping is None:
        return recognition.recognise(export, questionnaire())
    return mapping_file.read(Path(mapping), export, questionnaire())


def _refuse(source: Path, mapping: str | Path | None, decoded: Decoded) -> None:
    if decoded.problems.height:
        row, column, value, _, accepted = decoded.problems.row(0)
        n = decoded.problems.height
        check = shlex.join([str(source), *(["--mapping", str(mapping)] if mapping else [])])
        raise InputError(
            f"{source.name}: {n} {'problem' if n == 1 else 'problems'} in {decoded.problems['row'].n_unique()} of "
            f"{decoded.rows} rows, the first in row {row}, column '{column}': '{shortened(value)}'; accepted: "
            f"{accepted}. All: readytochange wave check {check}; without these rows: --exclude-invalid"
        )
    if not decoded.kept:
        raise InputError(f"{source.name} has no row that can be kept; accepted: one at least")


def _refuse_known(decoded: Decoded, project: Project) -> None:
    """Refuse rows of which most, but not all, are those of a wave whose rows are on this machine."""
    for name in storage.names(project):
        if storage.kept(name, project).record.status == "wave" and storage.has_rows(name, project):
            known = storage.load(name, project).answers.lazy()
            alike, new, old = in_common.counted(decoded.scanned, known)
            if in_common.tells(alike, new, old):
                raise InputError(
                    f"{alike} of the {new} rows are those of wave '{name}', which has {old}: tables of both would "
                    "tell, one taken from the other, what the rest answered; accepted: a file of the other rows "
                    f"alone, or this one after `readytochange wave remove {name}`, where what was written of that "
                    "wave was not shown"
                )


def _record(**said: Any) -> Record:
    try:
        return Record.model_validate(said)
    except ValidationError as error:
        raise InputError(fault(error)) from None
