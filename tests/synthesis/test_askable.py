"""What can be asked of the data, what cannot, what a new survey would add: only while it holds."""

from changes import Change
from readytochange.parameters import Project
from readytochange.synthesis import askable

EN = Project(lang="en")


def told(kind: str) -> str:
    found = askable.sentences(EN)
    return "\n".join(found.loc[found["kind"] == kind, "text"])


def test_it_counts_the_questions_with_figures_and_those_without() -> None:
    assert "in three of the 15 questions" in told("can")
    assert "in eight questions" in told("cannot")
    assert "of each sector" in told("cannot")


def test_it_says_that_nothing_is_crossed_how_many_answered_and_what_is_not_counted() -> None:
    for words in ("small firms", "33* answered", "drawn at random", "listed, not counted"):
        assert words in told("cannot")


def test_a_new_survey_is_measured_against_the_end_of_this_one() -> None:
    assert "since 2021" in told("new")


def test_without_figures_nothing_counted_can_be_asked(change: Change) -> None:
    change("questions", lambda questions: questions.assign(published="clusters", base=None))
    assert "How many" not in told("can")
    assert "answered" not in told("cannot")
