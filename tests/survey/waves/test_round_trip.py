"""Answers written as a tool exports them are read back as they were given."""

import random
from dataclasses import replace
from functools import partial

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from nights import NIGHTLY
from readytochange.survey.waves import mapping_file
from readytochange.survey.waves.columns.recognition import recognise
from readytochange.survey.waves.instrument import (
    CONSENT,
    Instrument,
    Option,
    Question,
    questionnaire,
)
from readytochange.survey.waves.respondents.validation import answers_of
from tools_of_waves import TOOLS, Kobo
from waves import Column, Shape, confirmed, random_answers

EXAMPLES = 60 if NIGHTLY else 2
ASKED = questionnaire()
WIDER = Instrument(
    (
        *ASKED.questions,
        Question(
            "share",
            "number",
            {"it": "Quante telefonate, in percento?", "en": "What percentage of calls?"},
        ),
        Question(
            "priorities",
            "rank",
            {"it": "Metta in ordine le priorità", "en": "Put the priorities in order"},
            tuple(
                Option(option, {"it": it, "en": en})
                for option, it, en in (
                    ("cost", "Costo, in euro", "Cost, in euros"),
                    ("speed", "Velocità", "Speed"),
                    ("care", "Cura", "Care"),
                )
            ),
        ),
    )
)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.__name__)
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_answers_come_back_from_every_tool(tool: type[Shape], seed: int) -> None:
    rng = random.Random(seed)
    frame = random_answers(ASKED, rng.choice([1, 12]), rng, tool.rows + 1)
    written = tool(frame, ASKED, rng).export()
    recognised = recognise(written, ASKED)
    assert not [each for each in recognised.columns.values() if each.startswith("?")]
    found = answers_of(written, ASKED, confirmed(recognised))
    assert found.problems.is_empty()
    assert_frame_equal(found.answers, frame)


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_numbers_and_ranks_come_back(seed: int) -> None:
    rng = random.Random(seed)
    frame = random_answers(WIDER, 12, rng, 2)
    written = WithRanks(frame, WIDER, rng).export()
    found = answers_of(written, WIDER, recognise(written, WIDER))
    assert found.problems.is_empty()
    assert_frame_equal(found.answers, frame)


class WithRanks(Kobo):
    """KoboToolbox, ranked options by their places."""

    def several(self, question: Question) -> list[Column]:
        if question.kind == "multiple":
            return super().several(question)
        return [
            Column(self.header(question, option), self.each(question, partial(self.rank, option)))
            for option in question.options
        ]

    def rank(self, option: Option, row: dict[str, object]) -> str:
        return self.text(row[f"priorities/{option.option}"])


def test_a_confirmed_mapping_reads_the_same_from_its_file() -> None:
    rng = random.Random(7)
    frame = random_answers(ASKED, 12, rng)
    for tool in TOOLS:
        frame = random_answers(ASKED, 12, rng, tool.rows + 1)
        written = tool(frame, ASKED, rng).export()
        mapping = confirmed(recognise(written, ASKED))
        again = mapping_file.parsed(mapping_file.written(mapping), written, ASKED)
        assert again == mapping
        assert_frame_equal(answers_of(written, ASKED, again).answers, frame)


@pytest.mark.parametrize("lang", [None, "it", "en"])
def test_the_consent_of_our_forms_is_known_for_certain_from_every_tool(lang: str | None) -> None:
    """As XLSForms name it, and as it reads where our text was copied; 'OK' is KoboToolbox's, the others' is a yes."""
    header = ASKED.consent[lang] if lang else CONSENT
    for tool in TOOLS:
        rng = random.Random(7)
        frame = random_answers(ASKED, 12, rng, tool.rows + 1)
        written = tool(frame, ASKED, rng).export()
        place, agreed = str(len(written.headers)), [rng.choice(["OK", "1"]) for _ in range(11)]
        written = replace(
            written,
            headers=(*written.headers, (header,) * tool.rows),
            cells=written.cells.with_columns(pl.Series(place, [*agreed, "no"])),
        )
        mapping = recognise(written, ASKED)
        assert not [each for each in mapping.columns.values() if each.startswith("?")]
        assert list(mapping.columns.values())[-1] == "consent"
        found = answers_of(written, ASKED, confirmed(mapping))
        assert (found.problems.height, found.excluded) == (0, {"consent": 1})
        assert_frame_equal(found.answers, frame[:11])


def test_no_rows_give_no_answers() -> None:
    frame = random_answers(ASKED, 0, random.Random(1))
    written = Kobo(frame, ASKED, random.Random(1)).export()
    found = answers_of(written, ASKED, recognise(written, ASKED))
    assert_frame_equal(found.answers, frame)
    assert isinstance(found.answers, pl.DataFrame)
