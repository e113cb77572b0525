"""Simulated answers hold to the questionnaire, are the same from the same seed, and come back from their export."""

from pathlib import Path

import polars as pl
import pytest

from readytochange.errors import InputError
from readytochange.survey.waves import adding, answers, simulation
from readytochange.survey.waves.instrument import Question, questionnaire

ASKED = questionnaire()
FIRMS = 400


@pytest.fixture(scope="module")
def drawn() -> pl.DataFrame:
    return simulation.simulate(FIRMS, 1)


def having(kind: str) -> list[Question]:
    return [each for each in ASKED.questions if each.kind == kind]


def chosen(drawn: pl.DataFrame, question: Question) -> pl.DataFrame:
    """What those who answered a question chose."""
    answered = drawn.filter(pl.col(question.state) == "answered")
    assert answered.height
    return answered.select(question.columns)


def test_a_seed_draws_the_same_answers_and_another_others(drawn: pl.DataFrame) -> None:
    assert simulation.simulate(FIRMS, 1).equals(drawn)
    assert not simulation.simulate(FIRMS, 2).equals(drawn)


def test_answers_are_in_the_columns_of_the_questionnaire(drawn: pl.DataFrame) -> None:
    assert dict(drawn.schema) == answers.schema(ASKED)
    assert drawn.height == FIRMS


def test_an_answer_that_excludes_others_stands_alone(drawn: pl.DataFrame) -> None:
    alone = [
        (question, f"{question.question}/{option.option}")
        for question in having("multiple")
        for option in question.options
        if option.exclusive
    ]
    assert alone
    for question, column in alone:
        with_it = chosen(drawn, question).filter(pl.col(column))
        assert with_it.height
        assert with_it.sum_horizontal().max() == 1


def test_who_answers_gives_one_answer_at_least_and_no_more_than_allowed(
    drawn: pl.DataFrame,
) -> None:
    limits = {each.max_answers for each in having("multiple")}
    assert len(limits) > 1
    for question in having("multiple"):
        given = chosen(drawn, question).sum_horizontal()
        assert given.min() == 1
        if question.max_answers:
            assert given.max() == question.max_answers


def test_who_is_not_asked_has_no_answer_and_all_others_are_asked(drawn: pl.DataFrame) -> None:
    depending = [each for each in ASKED.questions if each.relevant]
    assert depending
    for question in depending:
        assert question.relevant
        before, options = question.relevant
        asked = drawn[before].cast(pl.String()).is_in(options).fill_null(value=False)
        assert 0 < asked.sum() < FIRMS
        assert ((drawn[question.state] != "not_asked") == asked).all()
        assert drawn.filter(~asked).select(question.columns).null_count().row(0) == tuple(
            [int((~asked).sum())] * len(question.columns)
        )


def test_only_who_answered_has_an_answer(drawn: pl.DataFrame) -> None:
    for question in ASKED.questions:
        silent = drawn.filter(pl.col(question.state) != "answered")
        assert all(
            column.null_count() == silent.height for column in silent.select(question.columns)
        )
        if question.required:
            assert "not_answered" not in silent[question.state]


def test_shares_are_about_those_that_were_published() -> None:
    channels = chosen(simulation.simulate(5000, 3), ASKED["channels"])
    assert channels["channels/mail"].mean() == pytest.approx(31 / 33, abs=0.02)
    assert channels["channels/whatsapp"].mean() == pytest.approx(9 / 33, abs=0.03)


def test_an_export_of_them_is_read_back_as_they_are(drawn: pl.DataFrame, tmp_path: Path) -> None:
    file = tmp_path / "simulated.csv"
    simulation.in_form(drawn).write_csv(file, separator=";", quote_style="always")
    read = adding.read(file)
    assert read.problems.height == 0
    assert read.answers.drop("cleared").equals(drawn)
    assert read.answers["cleared"].to_list() == [place % 2 == 0 for place in range(FIRMS)]


@pytest.mark.parametrize(
    ("respondents", "seed", "said"),
    [
        (0, 0, "respondents is 0; accepted: from 1 to 1000000"),
        (1_000_001, 0, "respondents is 1000001; accepted: from 1 to"),
        (1, -1, "seed is -1; accepted: from 0"),
    ],
)
def test_what_cannot_be_drawn_is_refused(respondents: int, seed: int, said: str) -> None:
    with pytest.raises(InputError, match=said):
        simulation.simulate(respondents, seed)
