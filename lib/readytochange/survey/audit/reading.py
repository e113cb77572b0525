"""A printed table as questions and figures: percentages as texts, counts as numbers, bases as ranges; or a refusal."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from readytochange.study.contract.visible import UNDRAWABLE, alike
from readytochange.study.percentages import MAX_BASE
from readytochange.survey.audit import rounding
from readytochange.survey.audit.refusal import TableError

Kind = Literal["single", "multiple"]

COLUMNS = ("option", "percent", "count", "question", "kind", "base")
REQUIRED = ("option", "percent")

MOST_FIGURES = 2_000
MOST_BASES = 10_000
"""Bases of a range, and figures of a table, that are looked through one by one."""

UP_TO = 1_000
"""The greatest base that is tried where none is said."""

_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,10})?)\s*%?")
_COUNT = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:([.,'’\s])[0-9]{3})(?:\1[0-9]{3}){0,2}")
_BASES = re.compile(r"([0-9]{1,7})(?:\s*[-–]\s*([0-9]{1,7}))?")
_NOT_PRINTED = frozenset({"", "-", "–", "—", "…", "..."})
_TOTALS = frozenset({"total", "totals", "totale", "totali", "tot"})
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("single", "singola", "singolo"), "single"),
    **dict.fromkeys(("multiple", "multipla", "multiplo"), "multiple"),
}
"""Kinds by what they may be called, in either language."""


@dataclass(frozen=True)
class Printed:
    """A row of a table.

    Parameters
    ----------
    row : its place in the table, from 0
    option : as printed
    percent : as printed, without the sign; '' where none is
    count : as printed; None where none is
    is_total : whether it is the sum of others, by its name
    """

    row: int
    option: str
    percent: str
    count: int | None
    is_total: bool = False

    @property
    def units(self) -> tuple[int, int]:
        """Its percentage in units of the last decimal, and the decimals."""
        return rounding.units(self.percent)

    @property
    def is_over(self) -> bool:
        """Whether its percentage is over 100."""
        if not self.percent:
            return False
        number, decimals = self.units
        return number > rounding.hundred(decimals)


@dataclass(frozen=True)
class Question:
    """Rows of one question.

    Parameters
    ----------
    name : as printed; '' where the table has one question without a name
    kind : 'single' where each respondent gave one answer, or 'multiple'
    figures : its rows, in their order
    bases : of its own, None where it has that of the table
    """

    name: str
    kind: Kind
    figures: tuple[Printed, ...]
    bases: range | None

    @property
    def answers(self) -> tuple[Printed, ...]:
        """Its rows without a total."""
        return tuple(each for each in self.figures if not each.is_total)


def bases_of(base: int | str | None) -> range:
    """The bases that are to be looked through.

    Parameters
    ----------
    base : respondents, as 33 or '33'; a range, as '25-40'; None for 1 to `UP_TO`

    Raises
    ------
    InputError
        if it is none of these, or longer than `MOST_BASES`

    Examples
    --------
    >>> bases_of(33), bases_of("25-40"), bases_of(None)
    (range(33, 34), range(25, 41), range(1, 1001))
    """
    if base is None:
        return range(1, UP_TO + 1)
    found = _BASES.fullmatch(str(base).strip())
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= low <= high <= MAX_BASE:
        raise TableError(
            "base is “{typed}”; accepted: a whole number from 1 to {most}, or a range, the lower first, as 25-40",
            typed=str(base),
            most=MAX_BASE,
        )
    if high - low >= MOST_BASES:
        raise TableError(
            "base is “{typed}”; accepted: a range of up to {most} bases",
            typed=str(base),
            most=MOST_BASES,
        )
    return range(low, high + 1)


def questions_of(table: pd.DataFrame, kind: Kind) -> tuple[Question, ...]:
    """The questions of a table, in their order; messages count rows as a spreadsheet does, the header being the first.

    Parameters
    ----------
    table : columns option and percent, texts; count, question, kind and base where there are such. A row without
        anything in it is passed over
    kind : of the questions of which the table does not say it

    Raises
    ------
    InputError
        if a cell cannot be read, an option stands twice in a question, a question is written in two ways or named in
        some rows only, the rows of a question differ in kind or base, or there is no figure besides totals
    """
    cells = {
        name: _texts(table, name) for name in COLUMNS if name in table.columns or name in REQUIRED
    }
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    given = [(at, row) for at, row in enumerate(rows) if any(row.values())]
    if len(given) > MOST_FIGURES:
        raise TableError(
            "the table has {rows} rows; accepted: up to {most}",
            rows=len(given),
            most=MOST_FIGURES,
        )
    found = tuple(_question(name, rows, kind) for name, rows in _by_question(given).items())
    answers = [each for question in found for each in question.answers]
    if not any(each.percent or each.count is not None for each in answers):
        raise TableError("the table has no figure; accepted: a percentage or a count at least")
    return found


def _by_question(
    rows: Iterable[tuple[int, Mapping[str, str]]],
) -> dict[str, list[tuple[int, Mapping[str, str]]]]:
    """The rows of each question, whose name is written in one way."""
    found: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    written: dict[str, tuple[int, str]] = {}
    for at, row in rows:
        name = row.get("question", "")
        before, spelling = written.setdefault(alike(name), (at, name))
        if name != spelling:
            raise TableError(
                "row {row}: question is “{typed}”, in row {before} “{written}”; accepted: one way to write it",
                row=at + 2,
                typed=name,
                before=before + 2,
                written=spelling,
            )
        found.setdefault(name, []).append((at, row))
    if "" in found and len(found) > 1:
        raise TableError(
            "row {row}: question is empty; accepted: the question in every row, or in none",
            row=found[""][0][0] + 2,
        )
    return found


def _question(name: str, rows: Sequence[tuple[int, Mapping[str, str]]], kind: Kind) -> Question:
    bases = _agreed(name, "base", rows)
    said = _agreed(name, "kind", rows)
    if said and said.casefold() not in KINDS:
        raise TableError("kind is “{typed}”; accepted: single, multiple, or nothing", typed=said)
    figures = tuple(_figures(rows))
    _check_once(figures)
    return Question(
        name,
        KINDS[said.casefold()] if said else kind,
        figures,
        bases_of(bases) if bases else None,
    )


def _check_once(figures: Iterable[Printed]) -> None:
    rows: dict[str, int] = {}
    for each in figures:
        before = rows.setdefault(alike(each.option), each.row)
        if before != each.row:
            raise TableError(
                "row {row}: option “{typed}” stands in row {before} already; accepted: each once in its question",
                row=each.row + 2,
                typed=each.option,
                before=before + 2,
            )


def _figures(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[Printed]:
    for at, row in rows:
        if not row["option"]:
            raise TableError(
                "row {row}: option is empty; accepted: the name of the answer", row=at + 2
            )
        label = row["option"].casefold().strip(" .:*()")
        yield Printed(
            at,
            row["option"],
            _percent(row["percent"], at),
            _count(row.get("count", ""), at),
            label in _TOTALS,
        )


def _percent(text: str, at: int) -> str:
    if text in _NOT_PRINTED:
        return ""
    found = _PERCENT.fullmatch(text)
    if not found:
        raise TableError(
            "row {row}: percent is “{typed}”; accepted: a number as it is published, as 48,5 or 48.5%, or nothing "
            "where none is",
            row=at + 2,
            typed=text,
        )
    return found[1]


def _count(text: str, at: int) -> int | None:
    if text in _NOT_PRINTED:
        return None
    if not _COUNT.fullmatch(text):
        raise TableError(
            "row {row}: count is “{typed}”; accepted: a whole number, as 1234 or 1.234, or nothing where none is",
            row=at + 2,
            typed=text,
        )
    return int(re.sub(r"\D", "", text))


def _agreed(name: str, column: str, rows: Sequence[tuple[int, Mapping[str, str]]]) -> str:
    """What all rows of a question say in a column; a row may say nothing."""
    said = list(dict.fromkeys(row[column] for _, row in rows if row.get(column)))
    if len(said) > 1:
        raise TableError(
            "{column} of question “{question}” is “{one}” and “{other}”; accepted: one for all its rows",
            column=column,
            question=name,
            one=said[0],
            other=said[1],
        )
    return said[0] if said else ""


def _texts(table: pd.DataFrame, name: str) -> list[str]:
    """A column as texts, '' for what is missing; whole numbers are taken as they are."""
    return [_text(value, name, at) for at, value in enumerate(table[name])]


def _text(value: Any, name: str, at: int) -> str:
    if value is None or value is pd.NA or value != value:
        return ""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, str):
        return " ".join(UNDRAWABLE.sub("\ufffd", value).split())
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value.is_integer() and name in ("count", "base"):
        return str(int(value))
    raise TableError(
        "row {row}: {column} is {value}, which is no text; accepted: texts as published, so that 50,0 keeps its zero",
        row=at + 2,
        column=name,
        value=repr(value),
    )
