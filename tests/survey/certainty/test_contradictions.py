"""Margins that contradict themselves: the set that is named contradicts, and no smaller one does."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import enumerated
from nights import NIGHTLY
from readytochange import parameters
from readytochange.errors import InputError
from readytochange.survey import certainty
from readytochange.survey.certainty import contradictions
from readytochange.survey.certainty.printed import Margins, Option, Question
from texts import unhurried

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")


def margins(*options: tuple[str, int, bool], **rules: object) -> Margins:
    made = tuple(Option("q", name, n, n, alone, name, "the question") for name, n, alone in options)
    return Margins(10, (Question("q", **rules),), made)  # type: ignore[arg-type]


def test_published_counts_do_not_contradict_whatever_is_assumed() -> None:
    for answered in (False, True):
        known = certainty.printed(answered=answered, in_use=True)
        assert certainty.contradiction(known, EN).empty


def test_answers_that_exclude_others_cannot_be_too_many() -> None:
    found = certainty.contradiction(
        margins(("a", 7, False), ("b", 1, False), ("none", 4, True)), EN
    )
    assert found["says"].to_list() == [
        "“a”: 7 of 10",
        "“none”: 4 of 10",
        "who answers “none” gives no other answer",
    ]
    assert found["kind"].to_list() == ["count", "count", "exclusive"]


def test_a_single_choice_cannot_sum_to_more_than_the_base_nor_to_less_where_all_answered() -> None:
    more = margins(("a", 7, False), ("b", 4, False), ("c", 0, False), max_answers=1)
    assert [each.name for each in contradictions.smallest(more)] == ["q.a", "q.b", "q"]
    less = margins(("a", 4, False), ("b", 5, False), answered=True)
    said = certainty.contradiction(less, IT)["says"].to_list()
    assert said == ["«a»: 4 su 10", "«b»: 5 su 10", "tutti i 10 hanno risposto a «the question»"]


def test_an_answer_that_implies_a_rarer_one_contradicts() -> None:
    known = Margins(
        10,
        (Question("q"), Question("r")),
        (Option("q", "a", 3, 3, label="a"), Option("r", "a", 4, 5, label="a")),
        (("r.a", "q.a"),),
    )
    assert [each.kind for each in contradictions.smallest(known)] == ["count", "count", "implied"]
    with pytest.raises(InputError, match="contradict themselves; these cannot hold together: “a”"):
        certainty.range_of(certainty.statement("any", ["q.a"]), known)


@settings(unhurried, max_examples=300 if NIGHTLY else 20)
@given(enumerated.few_respondents(st.just(4)))
def test_no_smaller_set_contradicts(known: Margins) -> None:
    written = enumerated.least_and_most(known, bool)
    found = contradictions.smallest(known)
    assert bool(found) == (written is None)
    if found:
        assert enumerated.least_and_most(contradictions.only(known, found), bool) is None
        for fewer in combinations(contradictions.known(known), len(found) - 1):
            assert contradictions.possible(contradictions.only(known, fewer))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"count_low": 5, "count_high": 4}, "counts from 5 to 4; accepted: ascending"),
        ({"count_high": 40}, "count is 40: accepted is 0 to 33, the base"),
        ({"base": 30}, "bases of the counts are 30, 33"),
    ],
)
def test_counts_that_cannot_be_are_refused(change: dict[str, int], told: str) -> None:
    table = pd.DataFrame(
        {
            "question": "q",
            "option": ["a", "b"],
            "label": ["a", "b"],
            "base": 33,
            "count_low": 3,
            "count_high": 3,
            "exclusive": False,
        }
    )
    for column, value in change.items():
        table.loc[0, column] = value
    with pytest.raises(InputError, match=told):
        certainty.margins_of(table)


def test_rules_that_cannot_be_are_refused() -> None:
    counts = pd.DataFrame(
        [("q", "a", "a", 9, 3, 3, False), ("r", "b", "b", 9, 3, 3, False)],
        columns=["question", "option", "label", "base", "count_low", "count_high", "exclusive"],
    )
    with pytest.raises(InputError, match="max_answers is 0; accepted: from 1"):
        certainty.margins_of(counts, max_answers=[("q", 0)])
    with pytest.raises(InputError, match="unknown question 's'"):
        certainty.margins_of(counts, answered=["s"])
    with pytest.raises(InputError, match="accepted are pairs of options of two questions"):
        certainty.margins_of(counts, implied=[("q.a", "r.b"), ("r.b", "q.a")])
