"""Rules of the questionnaire: each question can be asked, and what it offers suits how it is answered."""

from collections import Counter
from collections.abc import Iterator

from readytochange.study.contract.rules import Fault, Rows, Tables

ONCE = ("other", "dont_know", "prefer_not")
LIMITED = ("multiple", "rank")
OFFERED = {
    "single": ("answer", "other", "dont_know", "prefer_not"),
    "multiple": ("answer", "other", "dont_know", "prefer_not"),
    "rank": ("answer", "other", "dont_know", "prefer_not"),
    "scale": ("item", "point"),
    "number": ("dont_know", "prefer_not"),
    "open": ("dont_know", "prefer_not"),
}
"""The roles that options of a kind of question have; the first ones are needed, two of each."""

NEEDED = {
    "single": ("answer",),
    "multiple": ("answer",),
    "rank": ("answer",),
    "scale": ("item", "point"),
}


def asked(rows: Rows, _: Tables) -> Iterator[Fault]:
    """What is told of a kind stands only there, and a question depends on one before it."""
    before: list[str] = []
    for row, cells in enumerate(rows):
        if cells["max_answers"] is not None and cells["kind"] not in LIMITED:
            yield Fault(row, "max_answers", f"an empty cell, where kind is {cells['kind']}")
        if cells["relevant_question"] not in (None, *before):
            yield Fault(row, "relevant_question", "a question that stands before this one")
        before.append(cells["question"])


def offered(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Every option suits its question."""
    kinds = {cells["question"]: cells["kind"] for cells in tables["questionnaire"]}
    found = _roles(rows)
    for row, cells in enumerate(rows):
        kind = kinds[cells["question"]]
        if cells["role"] not in OFFERED[kind]:
            yield Fault(row, "role", f"{' or '.join(OFFERED[kind])}, where kind is {kind}")
        elif cells["role"] in ONCE and found[cells["question"], cells["role"]] > 1:
            yield Fault(row, "role", f"one {cells['role']} in a question")
        if cells["exclusive"] and kind != "multiple":
            yield Fault(row, "exclusive", f"false, where kind is {kind}")


def answerable(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Every question has the options that it needs, and what it depends on is offered."""
    found = _roles(rows)
    roles = {(cells["question"], cells["option"]): cells["role"] for cells in rows}
    for row, cells in enumerate(tables["questionnaire"]):
        name, kind, most = cells["question"], cells["kind"], cells["max_answers"]
        for role in NEEDED.get(kind, ()):
            if found[name, role] < 2:
                why = f"but options.csv has fewer than two rows of role '{role}' for '{name}'"
                yield _of_question(row, "kind", "one for which options.csv holds enough", why)
        if most is not None and most > found[name, "answer"]:
            yield _of_question(row, "max_answers", f"up to {found[name, 'answer']}, its options")
        for option in (cells["relevant_options"] or "").split():
            if roles.get((cells["relevant_question"], option)) != "answer":
                why = f"and '{option}' is no answer to '{cells['relevant_question']}'"
                yield _of_question(row, "relevant_options", "options of that question", why)


def _roles(rows: Rows) -> Counter[tuple[str, str]]:
    return Counter((cells["question"], cells["role"]) for cells in rows)


def _of_question(row: int, column: str, accepted: str, why: str = "") -> Fault:
    return Fault(row, column, accepted, why, "questionnaire")
