"""Rules of the survey: its questions suit what was published of them, and the figures of one agree with each other."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from readytochange.study import percentages
from readytochange.study.contract.rules import Fault, Rows, Rule, Tables


def published_as(table: str, *accepted: str) -> Rule:
    """Rows belong to questions published so; each question published in the last of these ways has a row or more."""

    def check(rows: Rows, tables: Tables) -> Iterator[Fault]:
        asked = {cells["question"]: cells["published"] for cells in tables["questions"]}
        for row, cells in enumerate(rows):
            if asked[cells["question"]] not in accepted:
                words = " or ".join(accepted)
                why = f"published as {asked[cells['question']]}"
                yield Fault(
                    row,
                    "question",
                    f"a question that questions.csv says is published as {words}",
                    why,
                )
        told = {cells["question"] for cells in rows}
        for row, cells in enumerate(tables["questions"]):
            if cells["published"] == accepted[-1] and cells["question"] not in told:
                why = f"but {table}.csv has no row of '{cells['question']}'"
                yield Fault(row, "published", "what the other tables hold", why, "questions")

    return check


def kinds(rows: Rows, _: Tables) -> Iterator[Fault]:
    """What was published of a question suits its kind, and what is told of a kind stands only there."""
    for row, cells in enumerate(rows):
        kinds = _KINDS.get(cells["published"])
        if kinds and cells["kind"] not in kinds:
            yield Fault(row, "kind", " or ".join(kinds), f"published as {cells['published']}")
        if cells["kind_origin"] == "study" and cells["instruction_it"] is None:
            yield Fault(row, "kind_origin", "project, where there is no instruction")
        if cells["max_answers"] is not None and cells["kind"] != "multiple":
            yield Fault(row, "max_answers", f"an empty cell, where kind is {cells['kind']}")


_KINDS = {
    "counts": ("single", "multiple"),
    "options": ("single", "multiple", "scale"),
    "clusters": ("open",),
    "quotes": ("open",),
}
"""The kinds of question of which a thing can be published."""


def bases(rows: Rows, _: Tables) -> Iterator[Fault]:
    """Figures have a base, and it is the same: all were asked everything."""
    first: tuple[int, str] | None = None
    for row, cells in enumerate(rows):
        base = cells["base"]
        if base is None:
            if cells["published"] == "counts":
                yield Fault(row, "base", "how many were asked, where counts are published")
        elif first and base != first[0]:
            yield Fault(row, "base", f"{first[0]}, the base of '{first[1]}'")
        else:
            first = base, cells["question"]


def digitised(rows: Rows, _: Tables) -> Iterator[Fault]:
    """Figures say where they are from; what was read from a picture is a percentage, with its error."""
    for row, cells in enumerate(rows):
        has_figures = cells["percent"] is not None or cells["count"] is not None
        if has_figures != (cells["status"] is not None):
            yield Fault(
                row, "status", "published or digitised beside figures, an empty cell elsewhere"
            )
        read = cells["status"] == "digitised"
        if read != (cells["reading_error"] is not None):
            accepted = "a number of points, as 1,5" if read else "an empty cell"
            yield Fault(row, "reading_error", accepted, f"where status is {cells['status']}")
        if read and cells["percent"] is None:
            yield Fault(row, "percent", "the percentage as read", "where status is digitised")
        if read and cells["count"] is not None:
            yield Fault(row, "count", "an empty cell", "where status is digitised")


def counts(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Figures stand where they are published: a count of the base, or a percentage that only one count prints."""
    for row, cells, asked in _answered(rows, tables):
        published, base = asked["published"], asked["base"]
        for column in ("count", "percent"):
            if cells[column] is not None and published != "counts":
                yield Fault(row, column, f"an empty cell, where {published} are published")
        if published != "counts":
            continue
        if cells["count"] is not None and cells["count"] > base:
            yield Fault(row, "count", f"a whole number from 0 to {base}, the base")
        if cells["count"] is None and cells["percent"] is None:
            yield Fault(
                row, "count", "a count, or a percentage beside it, where counts are published"
            )
        allowed = _allowed(cells, base)
        if cells["status"] == "digitised" and not allowed:
            yield Fault(row, "percent", f"a reading within whose error a count of {base} lies")
        if cells["status"] == "published" and len(allowed) != 1:
            yield Fault(
                row,
                "percent",
                f"a percentage that one count of {base} prints, or a count beside it",
            )


def sums(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Counts of a question agree with each other: who chose one answer chose no other, or only so many others."""
    for answers, asked in _questions(rows, tables):
        if asked["published"] != "counts":
            continue
        base, most = asked["base"], asked["max_answers"]
        allowed = {row: _allowed(rows[row], base) or (0,) for row in answers}
        counts = {row: each[0] for row, each in allowed.items()}
        free = [row for row in answers if not rows[row]["exclusive"]]
        left = base - sum(counts[row] for row in answers if row not in free)
        total = sum(counts.values())
        last = answers[-1]
        name = f"'{asked['question']}'"
        highest = sum(each[-1] for each in allowed.values())
        if asked["kind"] == "single" and not total <= base <= highest:
            why = f"the counts of {name} add up to {total}"
            yield Fault(
                last, "count", f"counts of a single answer that add up to {base}, the base", why
            )
        for row in answers:
            room = left if row in free else left + counts[row]
            if asked["kind"] == "multiple" and counts[row] > room:
                why = f"others of {name} chose what excludes it"
                yield Fault(row, "count", f"a count up to {max(room, 0)}", why)
        if most and sum(counts[row] for row in free) > most * left:
            why = f"the counts of {name} add up to {total}"
            yield Fault(
                last, "count", f"counts that add up to {most * left}, {most} a respondent", why
            )


def exclusive(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Only where several answers may be given does one exclude the others."""
    for row, cells, asked in _answered(rows, tables):
        if cells["exclusive"] and asked["kind"] != "multiple":
            yield Fault(row, "exclusive", f"false, where kind is {asked['kind']}")


def classes(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Classes of a number follow one another, open at the ends only, and belong to a question with one answer."""
    for answers, asked in _questions(rows, tables):
        if not any(_is_class(rows[row]) for row in answers):
            continue
        for row in answers:
            cells = rows[row]
            column = "high" if cells["low"] is None else "low"
            if asked["kind"] != "single":
                yield Fault(row, column, f"an empty cell, where kind is {asked['kind']}")
            if not _is_class(cells) or (cells["low"] is None and row != answers[0]):
                yield Fault(row, "low", "where the class begins: only the first is open below")
            if cells["high"] is None and row != answers[-1]:
                yield Fault(row, "high", "where the class ends: only the last is open above")
        for before, row in pairwise(answers):
            if rows[row]["low"] <= rows[before]["high"]:
                yield Fault(
                    row, "low", f"more than {rows[before]['high']}, where the class before it ends"
                )


def _is_class(cells: dict[str, Any]) -> bool:
    return cells["low"] is not None or cells["high"] is not None


def _allowed(cells: dict[str, Any], base: int) -> tuple[int, ...]:
    return percentages.counts_behind(cells["count"], cells["percent"], base, cells["reading_error"])


def _answered(rows: Rows, tables: Tables) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Each answer with its place and its question."""
    asked = {cells["question"]: cells for cells in tables["questions"]}
    for row, cells in enumerate(rows):
        yield row, cells, asked[cells["question"]]


def _questions(rows: Rows, tables: Tables) -> Iterator[tuple[list[int], dict[str, Any]]]:
    """The places of each question's answers, with the question."""
    places = defaultdict[str, list[int]](list)
    for row, cells in enumerate(rows):
        places[cells["question"]].append(row)
    for asked in tables["questions"]:
        if asked["question"] in places:
            yield places[asked["question"]], asked
