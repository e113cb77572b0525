"""Bounds: they hold for every simulated survey, and some survey reaches each."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readytochange.errors import InputError
from readytochange.survey import bounds
from readytochange.survey.bounds import Bounds
from texts import unhurried

TWO_ANSWERS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40)
THREE_ANSWERS = st.lists(
    st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=40
)


@unhurried
@given(TWO_ANSWERS)
def test_the_overlap_of_every_survey_is_within_its_bounds(rows: list[tuple[bool, bool]]) -> None:
    first, second = (sum(answers) for answers in zip(*rows, strict=True))
    both = sum(one and other for one, other in rows)
    low, high = bounds.overlap(first, second, len(rows))
    assert low <= both <= high


@unhurried
@given(st.integers(1, 60), st.data())
def test_both_bounds_of_an_overlap_are_reached_by_some_survey(
    base: int, data: st.DataObject
) -> None:
    first, second = data.draw(st.tuples(st.integers(0, base), st.integers(0, base)))
    from_the_front = set(range(first))
    least = from_the_front & set(range(base - second, base))
    most = from_the_front & set(range(second))
    assert bounds.overlap(first, second, base) == Bounds(len(least), len(most))


@unhurried
@given(THREE_ANSWERS, st.data())
def test_those_with_at_least_one_option_are_within_their_bounds(
    rows: list[tuple[bool, bool, bool]], data: st.DataObject
) -> None:
    with_one = sum(any(row) for row in rows)
    known = data.draw(st.integers(0, len(rows) - with_one))
    counts = [sum(answers) for answers in zip(*rows, strict=True)]
    low, high = bounds.at_least_one(counts, len(rows), none=known)
    assert low <= with_one <= high


@unhurried
@given(st.integers(1, 60), st.data())
def test_both_bounds_of_at_least_one_are_reached_by_some_survey(
    base: int, data: st.DataObject
) -> None:
    none = data.draw(st.integers(0, base))
    counts = data.draw(st.lists(st.integers(0, base - none), min_size=1, max_size=5))
    nested = set().union(*(range(count) for count in counts))
    places = [place for _ in counts for place in range(base - none)]  # round and round
    spread = {
        places[sum(counts[:n]) + step] for n in range(len(counts)) for step in range(counts[n])
    }
    assert bounds.at_least_one(counts, base, none) == Bounds(len(nested), len(spread))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: bounds.overlap(5, 40, 33), "count is 40: accepted is 0 to 33, the base"),
        (
            lambda: bounds.at_least_one([-1], 33, none=5),
            "count is -1: accepted is 0 to 33, the base",
        ),
        (
            lambda: bounds.at_least_one([20], 33, none=14),
            "count is 20: accepted is 0 to 19, the base less none",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(call: Callable[[], object], said: str) -> None:
    with pytest.raises(InputError) as refused:
        call()
    assert str(refused.value) == said
