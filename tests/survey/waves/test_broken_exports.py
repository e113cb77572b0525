"""Exports broken in any way: refused in a line, or their faults named, and nobody counted for what nobody said.

A sample is tried on each run, all of it where the environment variable NIGHTLY is set.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from nights import NIGHTLY
from readytochange.errors import InputError
from readytochange.survey.waves import answers
from readytochange.survey.waves.checking import check, instrument_changes
from readytochange.survey.waves.columns.recognition import recognise
from readytochange.survey.waves.instrument import questionnaire
from readytochange.survey.waves.readers.export import Export
from readytochange.survey.waves.respondents.validation import answers_of
from tools_of_waves import TOOLS
from waves import confirmed, random_answers

ASKED = questionnaire()
SEEDS = range(2000) if NIGHTLY else range(0, 2000, 80)
PARTED_BY_SPACES = (554, 878)
"""Of which one cell is such that nothing but spaces parts the others: the column is refused."""

TEXTS = [
    "",
    "?",
    "2",
    "-1",
    "1e999",
    "\x00",
    "N/A",
    "a@b.it",
    "ß" * 300,
    "Canali mail, ",
    ",;|",
    "=1+1",
    "Non so",
    "💥",
]
TEXTS += ["\u2028", "0", "phone phone", "9" * 400]


def _cell(file: Export, rng: random.Random) -> Export:
    """Another text in some cells."""
    cells = file.cells
    for _ in range(rng.randint(1, 6)):
        name = rng.choice(cells.columns)
        texts = cells[name].to_list()
        if texts:
            texts[rng.randrange(len(texts))] = rng.choice(TEXTS)
        cells = cells.with_columns(pl.Series(name, texts, dtype=pl.String()))
    return replace(file, cells=cells)


def _header(file: Export, rng: random.Random) -> Export:
    """Headers emptied, cut, repeated, or of another column."""
    headers = [list(each) for each in file.headers]
    for _ in range(rng.randint(1, 4)):
        rows = rng.choice(headers)
        row = rng.randrange(len(rows))
        rows[row] = rng.choice(
            [*TEXTS, rows[row][:30], rows[row] + "...", rng.choice(headers)[row]]
        )
    return replace(file, headers=tuple(map(tuple, headers)))


def _columns(file: Export, rng: random.Random) -> Export:
    """Columns left out, or under each other's headers."""
    kept = rng.sample(range(len(file.headers)), rng.randint(1, len(file.headers)))
    cells = file.cells.select(pl.col(str(place)).alias(str(now)) for now, place in enumerate(kept))
    headers = [file.headers[place] for place in kept]
    if rng.random() < 0.3:
        rng.shuffle(headers)
    return replace(file, cells=cells, headers=tuple(headers), labels=(), sets=())


def _rows(file: Export, rng: random.Random) -> Export:
    """Rows twice, or none."""
    return replace(
        file, cells=rng.choice([file.cells.clear(), pl.concat([file.cells, file.cells])])
    )


BREAKS: list[Callable[[Export, random.Random], Export]] = [_cell, _header, _columns, _rows]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_broken_export_is_refused_or_its_faults_are_named(seed: int) -> None:
    rng = random.Random(seed)
    tool = TOOLS[seed % len(TOOLS)]
    file = tool(random_answers(ASKED, 5, rng, tool.rows + 1), ASKED, rng).export()
    for _ in range(rng.randint(1, 2)):
        file = rng.choice(BREAKS)(file, rng)
    recognised = recognise(file, ASKED)
    assert len(check(file, ASKED)) == len(file.headers)
    instrument_changes(file, ASKED, recognised)
    decided = {
        name: text if not text.startswith("?") else "ignored"
        for name, text in recognised.columns.items()
    }
    for mapping in (confirmed(recognised), replace(recognised, columns=decided, confirmed=True)):
        with suppress(InputError):
            found = answers_of(file, ASKED, mapping, exclude_invalid=True)
            assert dict(found.answers.schema) == answers.schema(ASKED)
            assert (
                found.answers.height + sum(found.excluded.values())
                == found.rows
                == file.cells.height
            )
            everyone = answers_of(file, ASKED, mapping)
            bad = set(everyone.problems["row"])
            assert len(bad) == sum(found.excluded.values())
            _nothing_else_is_counted(found.answers)


def _nothing_else_is_counted(frame: pl.DataFrame) -> None:
    """Whoever answered has an answer, and whoever did not has none."""
    for question in ASKED.questions:
        answered = frame[question.state] == "answered"
        columns = frame.select(question.columns)
        if question.kind != "multiple":
            columns = columns.select(pl.all().is_not_null())
        given = columns.select(pl.any_horizontal(pl.all().fill_null(False))).to_series()
        assert (answered == given).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_that_are_not_broken_are_read_as_before(seed: int) -> None:
    rng = random.Random(seed)
    tool = TOOLS[seed % len(TOOLS)]
    frame = random_answers(ASKED, 8, rng, tool.rows + 1)
    file = tool(frame, ASKED, rng).export()
    broken = _cell(file, rng)
    same = pl.Series(
        [one == other for one, other in zip(file.cells.rows(), broken.cells.rows(), strict=True)]
    )
    mapping = replace(confirmed(recognise(file, ASKED)), confirmed=True)
    if seed in PARTED_BY_SPACES:
        with pytest.raises(InputError, match="joins by spaces labels that have spaces inside"):
            answers_of(broken, ASKED, mapping)
        return
    found = answers_of(broken, ASKED, mapping).answers
    assert_frame_equal(found.filter(same), frame.filter(same))
