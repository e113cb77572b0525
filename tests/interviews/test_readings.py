"""What the interviews say in a few sentences: computed, and not said once the data no longer say it."""

from typing import Literal

import pytest

from changes import Change
from readytochange import interviews, parameters

EN = parameters.Qualitative(lang="en")


@pytest.mark.parametrize(("question", "column"), [("past", "theme"), ("criteria", "item")])
def test_what_each_group_lists_is_told_in_words(
    question: str, column: Literal["theme", "item"]
) -> None:
    points = interviews.by_group(question, EN)
    [told] = interviews.readings.told_apart(points, column, EN)
    assert list(told) == ["csr", "customer_service"]
    for text, source in zip(points[column], points["source"], strict=True):
        assert [group for group, said in told.items() if f"“{text}”" in said] == [source]


def test_of_what_each_group_lists_the_beginning_can_be_told() -> None:
    points = interviews.criteria(EN)
    [told] = interviews.readings.told_apart(points, "item", EN, most=1)
    firsts = points.drop_duplicates("source").set_index("source")["item"]
    assert told == {source: f"“{item}”" for source, item in firsts.items()}


@pytest.mark.parametrize("group", ["csr", "customer_service"])
def test_nothing_sets_the_groups_apart_where_one_says_nothing(group: str) -> None:
    points = interviews.criteria(EN).query("source != @group")
    assert interviews.readings.told_apart(points, "item", EN) == []


def test_nothing_sets_the_groups_apart_where_both_say_it() -> None:
    points = interviews.criteria(EN)
    shared = points.assign(item=points["item"].replace("Price", points["item"].iloc[-1]))
    assert interviews.readings.told_apart(shared, "item", EN) == []


def test_nothing_sets_a_group_apart_that_is_alone(change: Change) -> None:
    change("sources", "source != 'csr'")
    points = interviews.criteria(EN)
    assert {*points["source"]} == {"customer_service"}
    assert interviews.readings.told_apart(points, "item", EN) == []


def test_a_question_is_quoted_in_its_own_words(change: Change) -> None:
    said = interviews.readings.asked("future", EN)
    assert said is not None
    assert (
        said.plain
        == "The question: “What will be the innovations of the future in your organisations?”"
    )
    change("interview_questions", "question != 'future'")
    assert interviews.readings.asked("future", EN) is None
