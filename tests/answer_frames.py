"""Waves small enough to check by hand, and waves that Hypothesis makes up: a question of every kind."""

from typing import Any

import polars as pl
from hypothesis import strategies as st

from readytochange.survey.waves.answers import CLEARED, WEIGHT, schema
from readytochange.survey.waves.instrument import Instrument, Option, Question
from readytochange.survey.waves.wave import Wave


def option(name: str, **said: Any) -> Option:
    return Option(name, {"it": f"{name} it", "en": f"{name} en"}, **said)


def question(name: str, kind: Any, *offered: Option, **said: Any) -> Question:
    return Question(name, kind, {"it": f"{name} it", "en": f"{name} en"}, offered, **said)


LETTERS = tuple(option(each) for each in "abc")
INSTRUMENT = Instrument(
    (
        question("size", "single", option("small"), option("medium"), option("large")),
        question(
            "use", "single", option("yes"), option("no"), option("dont_know", role="dont_know")
        ),
        question("ways", "multiple", *LETTERS, option("none", exclusive=True)),
        question("two", "multiple", *LETTERS, max_answers=2),
        question(
            "weigh",
            "scale",
            *(option(each, role="item") for each in ("price", "quality")),
            *(option(f"point{each}", role="point") for each in range(1, 6)),
        ),
        question("order", "rank", *LETTERS),
        question("staff", "number"),
        question("say", "open"),
    )
)
COLUMNS = schema(INSTRUMENT)


def wave(rows: list[dict[str, Any]], **said: Any) -> Wave:
    """A wave of respondents, each told by the answers given; a question without answers was not answered.

    A list is the options of a multiple answer, or of a rank from the first on; of a scale a number an item.
    """
    records = [{"respondent": number, **_record(row)} for number, row in enumerate(rows, 2)]
    extra = {WEIGHT: pl.Float64(), CLEARED: pl.Boolean()}
    known = COLUMNS | {name: kind for name, kind in extra.items() if rows and name in rows[0]}
    return Wave("made", pl.DataFrame(records, schema=known), INSTRUMENT, **said)


def _record(row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {each: row[each] for each in (WEIGHT, CLEARED) if each in row}
    for asked in INSTRUMENT.questions:
        given = row.get(asked.question)
        state = row.get(asked.state, "not_answered" if given is None else "answered")
        found[asked.state] = state
        if given is None:
            continue
        if asked.kind == "multiple":
            found |= {column: column.split("/")[1] in given for column in asked.columns}
        elif asked.kind == "rank":
            found |= {f"{asked.question}/{each}": rank for rank, each in enumerate(given, 1)}
        elif asked.kind == "scale":
            found |= dict(zip(asked.columns, given, strict=True))
        else:
            found[asked.question] = given
    return found


def _perhaps(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


RESPONDENTS = st.fixed_dictionaries(
    {
        "size": _perhaps(st.sampled_from(["small", "medium", "large"])),
        "use": _perhaps(st.sampled_from(["yes", "no"])),
        "ways": _perhaps(st.sets(st.sampled_from("abc"), min_size=1)),
        "two": _perhaps(st.sets(st.sampled_from("abc"), min_size=1, max_size=2)),
        "weigh": _perhaps(st.tuples(*[_perhaps(st.integers(1, 5))] * 2)),
        "order": _perhaps(st.permutations("abc")),
        "staff": _perhaps(st.integers(0, 50)),
        "weight": st.floats(0.2, 5),
    }
)
ROWS = st.lists(RESPONDENTS, min_size=1, max_size=40)
