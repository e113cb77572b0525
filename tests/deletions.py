"""The published tables with fewer rows: what stands in other tables because of a row goes with it."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from projects import PROJECT
from readytochange.study import percentages
from readytochange.study.contract import descriptor

Rows = list[dict[str, str]]
Tables = Mapping[str, Rows]
Gone = Callable[[str, Mapping[str, str]], bool]
"""Whether a row of a table goes."""

PACKAGE = descriptor.read(PROJECT.data / "datapackage.json")


def published() -> dict[str, Rows]:
    """Every table as it was published."""
    return {
        place.stem: list(csv.DictReader(io.StringIO(place.read_text("utf-8-sig"), newline="")))
        for place in sorted((PROJECT.data / "report").glob("*.csv"))
    }


def write(found: Tables, folder: Path) -> None:
    """Write tables into a folder of data."""
    for name, rows in found.items():
        with (folder / f"report/{name}.csv").open("w", encoding="utf-8", newline="") as file:
            columns = PACKAGE.resource(name).table.names
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def without(found: Tables, gone: Gone) -> dict[str, Rows]:
    """The tables without some rows, and without what refers to them.

    A question of which no answers are left has none published; those who gave a single answer that is gone gave
    another.
    """
    kept = {name: [row for row in rows if not gone(name, row)] for name, rows in found.items()}
    while (fewer := _referring(kept)) != kept:
        kept = fewer
    kept["questions"] = [_as_told(row, kept) for row in kept["questions"]]
    for question in kept["questions"]:
        _settle(question, kept["answers"])
    return kept


def _cells(row: Mapping[str, str], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(row[name] for name in names)


def _referring(found: dict[str, Rows]) -> dict[str, Rows]:
    kept = dict(found)
    for name in found:
        for key in PACKAGE.resource(name).table.foreignKeys:
            known = {_cells(row, key.reference.fields) for row in found[key.reference.resource]}
            kept[name] = [
                row
                for row in kept[name]
                if (cells := _cells(row, key.fields)) in known or not any(cells)
            ]
    return kept


_TOLD = {"counts": "answers", "options": "", "clusters": "clusters", "quotes": "quotes"}


def _as_told(question: dict[str, str], found: Tables) -> dict[str, str]:
    table = _TOLD.get(question["published"])
    if not table or any(row["question"] == question["question"] for row in found[table]):
        return question
    return question | {"published": "nothing", "base": "", "base_status": ""}


def _settle(question: Mapping[str, str], answers: Rows) -> None:
    own = [n for n, row in enumerate(answers) if row["question"] == question["question"]]
    if question["published"] != "counts" or question["kind"] != "single":
        return
    base = int(question["base"])
    rest = base - sum(_count(answers[n], base) for n in own[1:])
    answers[own[0]] = answers[own[0]] | {"count": str(rest), "percent": ""}


def _count(answer: Mapping[str, str], base: int) -> int:
    if answer["count"]:
        return int(answer["count"])
    return next(iter(percentages.counts_behind(None, answer["percent"], base)), 0)


def _all_but(table: str, row: Mapping[str, str], key: str) -> Gone:
    return lambda name, each: name == table and each[key] != row[key]


def deletions(found: Tables) -> Iterator[tuple[str, Gone]]:
    """In words what goes: each row; the rows that have a cell in common; all rows but the first, or the last; all."""
    for table, rows in found.items():
        names = PACKAGE.resource(table).table.primaryKey
        for row in rows:
            key = {name: row[name] for name in names}
            yield f"{table} without {'/'.join(key.values())}", _rows(table, key)
        for column in rows[0]:
            values = dict.fromkeys(row[column] for row in rows)
            alike = [value for value in values if sum(r[column] == value for r in rows) > 1]
            if column.endswith(("_it", "_en")) or column == "slide" or not 1 < len(values) <= 20:
                continue
            for value in alike:
                yield f"{table} without {column} {value!r}", _rows(table, {column: value})
        for at in (0, -1):
            key = {name: rows[at][name] for name in names}
            yield f"{table} with {'/'.join(key.values())} only", _others(table, key)
        yield f"{table} empty", _rows(table, {})
    yield "questions without answers", lambda name, row: name == "answers"


def _rows(table: str, values: Mapping[str, Any]) -> Gone:
    return lambda name, row: name == table and values.items() <= row.items()


def _others(table: str, values: Mapping[str, Any]) -> Gone:
    return lambda name, row: name == table and not values.items() <= row.items()
