"""The answers of an export, everything wrong in them at once, and the rows that were left out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from readytochange.errors import InputError
from readytochange.survey.waves import answers
from readytochange.survey.waves.instrument import Instrument
from readytochange.survey.waves.mapping import Mapping, Target, extended, names, quoted, targets
from readytochange.survey.waves.readers.export import Export, Part
from readytochange.survey.waves.respondents import decoding, rows
from readytochange.survey.waves.respondents.problems import LEFT_OUT, RULES, Problems
from readytochange.survey.waves.respondents.states import States


@dataclass(frozen=True)
class Decoded:
    """What an export holds.

    Parameters
    ----------
    scanned : a row a respondent, as in `answers.schema`; not to be used while there are problems
    problems : by row of the file: row, column, value, rule, accepted; none where their rows were left out
    excluded : by rule, the rows that were left out; one that breaks several is counted under the first
    instrument : the questionnaire with the options that the mapping adds
    rows : of the file
    folder : where answers lie that are too many to be held at once; it is deleted with this
    """

    scanned: pl.LazyFrame = field(repr=False)
    problems: pl.DataFrame
    excluded: dict[str, int]
    instrument: Instrument
    rows: int
    folder: "TemporaryDirectory[str] | None" = field(default=None, repr=False)

    @cached_property
    def answers(self) -> pl.DataFrame:
        """What `scanned` has, held at once."""
        return self.scanned.collect()

    @property
    def kept(self) -> int:
        """Rows that were not left out."""
        return self.rows - sum(self.excluded.values())


@dataclass(frozen=True)
class Read:
    """What one part of an export holds: answers, problems, and what tells that a respondent stands twice."""

    answers: pl.DataFrame
    problems: pl.DataFrame
    keys: pl.DataFrame


Each = Callable[[Callable[[Part | None], Read], Sequence[Part | None]], Iterable[Read]]
"""What has a function read each part, and gives the results in order: `map`, or that of a cluster."""


def answers_of(
    export: Export,
    instrument: Instrument,
    mapping: Mapping,
    exclude_invalid: bool = False,
    each: Each = map,
    beside: Path | None = None,
) -> Decoded:
    """Read the answers of an export as a mapping says.

    Parameters
    ----------
    export : the file
    instrument : the questionnaire
    mapping : what each column is for; recognised, or confirmed
    exclude_invalid : whether rows with a problem are left out and counted, or stay to be refused
    each : who reads the parts of a file that is too large to be held at once
    beside : the folder in which the answers of such a file may lie; that of the system where none is said

    Returns
    -------
    Decoded
        with every problem of every row

    Raises
    ------
    InputError
        if the mapping does not fit the file, leaves a column undecided, or (not confirmed) has columns that tell who
        answered; if a column cannot be read at all
    """
    longer = extended(instrument, mapping)
    meant = targets(mapping, export, longer)
    _refuse_identifiers(export, meant, mapping)
    parts = export.parts or (None,)
    task = partial(
        _read,
        export=replace(export, cells=export.cells.clear(), parts=()) if export.parts else export,
        instrument=longer,
        mapping=mapping,
        meant=meant,
    )
    folder = _folder(beside) if export.parts else None
    answered, problems, keys = [], [], []
    for number, read in enumerate((each if export.parts else map)(task, parts)):
        problems.append(read.problems)
        keys.append(read.keys)
        if folder is None:
            answered.append(read.answers.lazy())
        else:
            file = Path(folder.name, f"{number}.parquet")
            read.answers.write_parquet(file, statistics=False)
            answered.append(pl.scan_parquet(file))
    again = rows.repeated(pl.concat(keys))
    problems += _twice(export, parts, meant, again)
    found = pl.concat(answered)
    listed = pl.concat(problems).sort("row", maintain_order=True)
    return _without(found, listed, longer, exclude_invalid, export.height, folder)


def _read(
    part: Part | None,
    export: Export,
    instrument: Instrument,
    mapping: Mapping,
    meant: Sequence[Target],
) -> Read:
    """What a part of an export holds, or, where it has none, the whole."""
    export = export.of(part) if part else export
    problems = _problems(export)
    given = decoding.decoded(export, instrument, mapping, meant, problems)
    columns = [problems.rows, *rows.weight_and_cleared(export, meant, problems)]
    states = States(instrument, given, mapping, problems, export.cells.height)
    for question in instrument.questions:
        columns += states.answers(question)
    rows.simulated(export, meant, problems)
    rows.emails(export, meant, instrument, problems)
    rows.consent(export, meant, instrument, problems)
    return Read(pl.DataFrame(columns), problems.table(), rows.keys(export, meant))


def _folder(beside: Path | None) -> "TemporaryDirectory[str]":
    return TemporaryDirectory(prefix=".answers-", dir=beside, ignore_cleanup_errors=True)


def _problems(export: Export) -> Problems:
    last = export.first_row + export.cells.height
    places = pl.int_range(export.first_row, last, eager=True, dtype=pl.Int64())
    return Problems(places.alias(answers.RESPONDENT))


def _twice(
    export: Export, parts: Sequence[Part | None], meant: Sequence[Target], again: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    """Of each part the rows whose respondent stands in an earlier one; read once more where there are any."""
    at = 0
    for part in parts:
        many = part.rows if part else export.height
        here, at = again[at : at + many], at + many
        if here.width and any(here.select(pl.all().any()).row(0)):
            read = export.of(part) if part else export
            problems = _problems(read)
            rows.twice(read, meant, here, problems)
            yield problems.table()


def _refuse_identifiers(export: Export, meant: Sequence[Target], mapping: Mapping) -> None:
    if mapping.confirmed:
        return
    dropped = [
        name
        for name, target in zip(names(export), meant, strict=True)
        if target.use == "identifier"
    ]
    if dropped:
        raise InputError(
            f"columns that tell who answered: {quoted(dropped)}; accepted: a file without them, or a mapping "
            "that a person read, with 'identifier' beside each, which drops it"
        )


def _without(
    found: pl.LazyFrame,
    problems: pl.DataFrame,
    instrument: Instrument,
    exclude_invalid: bool,
    height: int,
    folder: "TemporaryDirectory[str] | None",
) -> Decoded:
    """Leave out who did not consent, partial respondents, and (where asked) those with problems."""
    leaving = problems if exclude_invalid else problems.filter(pl.col("rule").is_in(LEFT_OUT))
    first = leaving.group_by("row").agg(pl.col("rule").to_physical().min())
    staying = problems.filter(~pl.col("row").is_in(first["row"].implode()))
    counted = dict(first.group_by("rule").len().iter_rows())
    excluded = {rule: counted[place] for place, rule in enumerate(RULES) if place in counted}
    if excluded:
        found = found.filter(~pl.col(answers.RESPONDENT).is_in(first["row"].implode()))
    return Decoded(found, staying, excluded, instrument, height, folder)
