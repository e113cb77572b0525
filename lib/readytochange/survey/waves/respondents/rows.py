"""What is asked of a respondent's whole row: a weight, whether texts may be shown, that it stands once, no address."""

from collections.abc import Sequence

import polars as pl

from readytochange.survey.waves import answers
from readytochange.survey.waves.columns import identifiers
from readytochange.survey.waves.folding import FALSE, TRUE, fold
from readytochange.survey.waves.instrument import Instrument
from readytochange.survey.waves.mapping import Target, names
from readytochange.survey.waves.matching import cells
from readytochange.survey.waves.readers.export import Export
from readytochange.survey.waves.respondents.problems import Problems


def weight_and_cleared(
    export: Export, meant: Sequence[Target], problems: Problems
) -> list[pl.Series]:
    """The columns of weights, and of who may be quoted, where the file has them.

    Parameters
    ----------
    export : the file
    meant : what each of its columns is for
    problems : where faults are noted
    """
    found: list[pl.Series] = []
    for use, dtype in ((answers.WEIGHT, pl.Float64()), (answers.CLEARED, pl.Boolean())):
        for place, name in _of(export, meant, use):
            texts = cells.distinct(export.cells[place])
            read = [
                _weight(each) if use == answers.WEIGHT else _truth(each) for each in texts.texts
            ]
            faults = {
                text: (use, "a number above 0" if use == answers.WEIGHT else "yes, no, or nothing")
                for text, value in zip(texts.texts, read, strict=True)
                if value is None
            }
            found.append(texts.spread(read, dtype).alias(use))
            problems.add_texts(export.cells[place], name, faults)
    return found


def consent(
    export: Export, meant: Sequence[Target], instrument: Instrument, problems: Problems
) -> None:
    """Note who did not consent to take part: a no, or, as where nothing was ticked, an empty cell.

    Parameters
    ----------
    export : the file
    meant : what each of its columns is for
    instrument : the questionnaire, whose consent tools write into the cell of who ticked it
    problems : where faults are noted
    """
    given = TRUE | _GIVEN | {fold(text) for text in instrument.consent.values()}
    for place, name in _of(export, meant, "consent"):
        faults = {}
        for text in cells.distinct(export.cells[place]).texts:
            if (folded := fold(text)) not in given:
                refused = not folded or folded in FALSE | _REFUSED
                faults[text] = ("consent" if refused else "unknown option", "yes, no, or nothing")
        problems.add_texts(export.cells[place], name, faults)


_GIVEN = frozenset({"ok", "acconsento", "accetto", "i agree", "i consent"})
_REFUSED = frozenset({"non acconsento", "non accetto", "i do not agree", "i do not consent"})
"""What stands, folded, in a column of consent besides yes and no; 'OK' is what KoboToolbox and ODK write."""


def simulated(export: Export, meant: Sequence[Target], problems: Problems) -> None:
    """Note the rows of which a column that says that answers are simulated does not say so.

    Parameters
    ----------
    export : the file
    meant : what each of its columns is for
    problems : where faults are noted
    """
    for place, name in _of(export, meant, "simulated"):
        texts = cells.distinct(export.cells[place]).texts
        accepted = "true in every row; or, of answers that somebody gave, this column 'ignored'"
        faults = {text: ("simulated", accepted) for text in texts if fold(text) not in TRUE}
        problems.add_texts(export.cells[place], name, faults)


def _weight(text: str) -> float | None:
    value, _ = cells.number(text)
    return value if value is not None and value > 0 else None


def _truth(text: str) -> bool | None:
    folded = fold(text)
    return True if folded in TRUE else False if folded in FALSE or not text else None


_ANSWERS = "answers"


def keys(export: Export, meant: Sequence[Target]) -> pl.DataFrame:
    """What tells that a respondent stands twice: one id, or all answers and times alike.

    Parameters
    ----------
    export : the file, or a part of it
    meant : what each of its columns is for

    Returns
    -------
    DataFrame
        a row a record: of each column of ids, and of all answers with their times, 128 bits that no two texts have in
        common but by a chance that is none; missing where a record has no id, or no time
    """
    times = [place for place, _ in _of(export, meant, "time")]
    uses = ("time", "answer", "option", "other")
    compared = [str(place) for place, target in enumerate(meant) if target.use in uses]
    found = {
        place: _key([place], pl.col(place).str.strip_chars())
        for place, _ in _of(export, meant, "respondent")
    }
    if times:
        found[_ANSWERS] = _key(times, pl.struct(compared))
    return export.cells.select(**found)


def _key(needed: Sequence[str], texts: pl.Expr) -> pl.Expr:
    given = pl.any_horizontal(pl.col(place).str.strip_chars() != "" for place in needed)
    return pl.when(given).then(pl.struct(texts.hash(seed).alias(str(seed)) for seed in range(2)))


def repeated(keys: pl.DataFrame) -> pl.DataFrame:
    """Of each record of a file, by what `keys` compares, whether an earlier one has the same."""
    return keys.select(pl.all().is_not_null() & ~pl.all().is_first_distinct())


def twice(export: Export, meant: Sequence[Target], again: pl.DataFrame, problems: Problems) -> None:
    """Note the second and later rows of a respondent.

    Parameters
    ----------
    export : the file, or a part of it
    meant : what each of its columns is for
    again : of each of its records what `repeated` says
    problems : where faults are noted
    """
    listed = dict(_of(export, meant, "respondent"))
    for place in again.columns:
        if place in listed:
            name, accepted = listed[place], "each id once"
            said = export.cells[place].str.strip_chars()
        else:
            place_of_time, name = _of(export, meant, "time")[0]
            accepted = "one row where all answers and times are alike"
            said = export.cells[place_of_time]
        problems.add(again[place], name, said, "twice", accepted)


def emails(
    export: Export, meant: Sequence[Target], instrument: Instrument, problems: Problems
) -> None:
    """Note e-mail addresses inside texts that would be kept.

    Parameters
    ----------
    export : the file
    meant : what each of its columns is for
    instrument : the questionnaire, by which it is known where texts may stand
    problems : where faults are noted
    """
    for use in ("answer", "option", "other"):
        for place, name in _of(export, meant, use):
            target = meant[int(place)]
            asked = instrument[target.question]
            typed = {"", *(each.option for each in asked.having("other"))}
            if asked.kind == "open" or (asked.has_other and target.option in typed):
                text = export.cells[place]
                where = identifiers.with_email(text)
                problems.add(where, name, text, "identifier", "a text without addresses")


def _of(export: Export, meant: Sequence[Target], use: str) -> list[tuple[str, str]]:
    """The columns for one use: place, name."""
    listed = zip(names(export), meant, strict=True)
    return [(str(place), name) for place, (name, target) in enumerate(listed) if target.use == use]
