"""The answers of an export, everything wrong in them at once, and the rows that were left out."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from readytochange.errors import InputError
from readytochange.survey.waves import answers
from readytochange.survey.waves.instrument import Instrument
from readytochange.survey.waves.mapping import Mapping, Target, extended, names, quoted, targets
from readytochange.survey.waves.readers.export import Export
from readytochange.survey.waves.respondents import decoding, rows
from readytochange.survey.waves.respondents.problems import RULES, Problems
from readytochange.survey.waves.respondents.states import States


@dataclass(frozen=True)
class Decoded:
    """What an export holds.

    Parameters
    ----------
    answers : a row a respondent, as in `answers.schema`; not to be used while there are problems
    problems : by row of the file: row, column, value, rule, accepted; none where their rows were left out
    excluded : by rule, the rows that were left out; one that breaks several is counted under the first
    instrument : the questionnaire with the options that the mapping adds
    rows : of the file
    """

    answers: pl.DataFrame
    problems: pl.DataFrame
    excluded: dict[str, int]
    instrument: Instrument
    rows: int


def answers_of(
    export: Export, instrument: Instrument, mapping: Mapping, exclude_invalid: bool = False
) -> Decoded:
    """Read the answers of an export as a mapping says.

    Parameters
    ----------
    export : the file
    instrument : the questionnaire
    mapping : what each column is for; recognised, or confirmed
    exclude_invalid : whether rows with a problem are left out and counted, or stay to be refused

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
    places = pl.int_range(
        export.first_row, export.first_row + export.cells.height, eager=True, dtype=pl.Int64()
    ).alias(answers.RESPONDENT)
    problems = Problems(places)
    given = decoding.decoded(export, longer, mapping, meant, problems)
    columns = [places, *rows.weight_and_cleared(export, meant, problems)]
    states = States(longer, given, mapping, problems, export.cells.height)
    for question in longer.questions:
        columns += states.answers(question)
    rows.twice(export, meant, problems)
    rows.emails(export, meant, longer, problems)
    found = pl.DataFrame(columns)
    return _without(found, problems.table(), longer, exclude_invalid)


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
    found: pl.DataFrame, problems: pl.DataFrame, instrument: Instrument, exclude_invalid: bool
) -> Decoded:
    """Leave out partial respondents, and (where asked) those with problems."""
    leaving = problems if exclude_invalid else problems.filter(pl.col("rule") == "partial")
    staying = problems.clear() if exclude_invalid else problems.filter(pl.col("rule") != "partial")
    first = leaving.group_by("row").agg(pl.col("rule").to_physical().min())
    counted = dict(first.group_by("rule").len().iter_rows())
    excluded = {rule: counted[place] for place, rule in enumerate(RULES) if place in counted}
    kept = found.filter(~pl.col(answers.RESPONDENT).is_in(first["row"].implode()))
    return Decoded(kept, staying, excluded, instrument, found.height)
