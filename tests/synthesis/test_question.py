"""Back to the question in three parts: the study's figures and words, and what it does not say."""

import pytest

from changes import Change
from readytochange import parameters
from readytochange.language import one_line
from readytochange.study import tables
from readytochange.synthesis import question

IT, EN = parameters.Synthesis(), parameters.Synthesis(lang="en")


def plain(part, settings: parameters.Settings = EN) -> str:
    made = part(settings)
    return made.plain if made else ""


def words(table: str, key: str, name: str, column: str) -> str:
    """A text of the data, as a sentence shows it."""
    row = tables.localise(getattr(tables, table)(), EN).set_index(key).loc[name]
    return one_line(str(row[column])).removesuffix(".")


def test_more_work_is_told_by_bounds_and_in_the_studys_words() -> None:
    told = plain(question.volume)
    assert "of the 29 that use the telephone, 12–16§; of the 31 that use email, 8–10§" in told
    assert words("themes", "item", "opportunity_05", "item_text") in told
    assert words("quotes", "quote", "tender_partnerships", "text") in told
    assert "The text we have does not say" in told


def test_more_jobs_are_told_by_the_bound_and_in_the_studys_words() -> None:
    told = plain(question.jobs)
    assert "fewer than 1,000 prison jobs" in told
    assert words("themes", "item", "opportunity_04", "item_text") in told
    assert "‘normal’ call centre, where people are generally ‘demotivated’”" in told


def test_the_identity_is_told_by_two_directions_and_by_what_stays_open() -> None:
    told = plain(question.identity)
    assert words("areas", "area", "person_centrality", "text") in told
    assert "**How to keep the person at the centre**" in told
    assert words("themes", "item", "opportunity_06", "item_text") in told
    assert words("themes", "item", "opportunity_07", "item_text") in told
    assert "identità di bee.4" in plain(question.identity, IT)


@pytest.mark.parametrize(
    ("table", "left", "part", "gone"),
    [
        ("answers", "option != 'phone'", question.volume, "the telephone"),
        ("quotes", "quote != 'tender_partnerships'", question.volume, "A respondent:"),
        ("questions", "published != 'nothing'", question.volume, "Not readable"),
        ("questions", "published != 'nothing'", question.jobs, "Not readable"),
        ("statements", "value > 1000", question.jobs, "In the whole country"),
        ("themes", "item != 'opportunity_07'", question.identity, "two directions"),
        ("areas", "area != 'person_centrality'", question.identity, "How to keep the person"),
    ],
)
def test_what_the_data_lack_is_not_said(
    change: Change, table: str, left: str, part, gone: str
) -> None:
    assert gone in plain(part)
    change(table, left)
    assert gone not in plain(part)


@pytest.mark.parametrize("part", [question.volume, question.jobs])
def test_a_question_whose_answers_can_be_read_is_not_said_to_be_unreadable(
    change: Change, part
) -> None:
    change("questions", lambda questions: questions.assign(published="options"))
    assert "Not readable" not in plain(part)


def test_a_figure_that_is_no_upper_bound_is_not_said_to_be_one(
    change: Change,
) -> None:
    change("statements", lambda statements: statements.assign(relation="over"))
    assert "fewer than" not in plain(question.jobs)
