"""McNemar's test over overlaps: against every table of a few firms, scipy and statsmodels."""

from collections.abc import Callable
from itertools import combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar as theirs

from readytochange.errors import InputError
from readytochange.survey.certainty import paired
from texts import unhurried

FIRMS = st.integers(1, 40).flatmap(
    lambda base: st.lists(
        st.sampled_from([(0, 0), (0, 1), (1, 0), (1, 1)]), min_size=base, max_size=base
    )
)


def test_mcnemars_exact_p_of_the_presidents_ratings_is_published() -> None:
    # Agresti (1990), p. 350, as R's documentation of mcnemar.test has it: 150 and 86 of 1600 changed their mind, and
    # 794 approved twice
    assert paired.mcnemar(944, 880, 794) == pytest.approx(stats.binomtest(86, 236).pvalue)
    assert paired.mcnemar(944, 880, 794) < 0.0001


@unhurried
@given(FIRMS)
def test_p_is_that_of_scipy_and_statsmodels(firms: list[tuple[int, int]]) -> None:
    table = np.zeros((2, 2), int)
    for firm in firms:
        table[firm] += 1
    [_, two], [one, both] = table
    p = paired.mcnemar(int(one + both), int(two + both), int(both))
    assert p == pytest.approx(theirs(table, exact=True).pvalue if one + two else 1)
    assert p == pytest.approx(stats.binomtest(one, one + two).pvalue if one + two else 1)


@unhurried
@given(FIRMS)
def test_the_ends_of_p_hold_every_overlap(firms: list[tuple[int, int]]) -> None:
    first, second = (sum(column) for column in zip(*firms, strict=True))
    ends = paired.overlaps(first, second, len(firms))
    all_of_them = [paired.mcnemar(first, second, k) for k in range(ends.low, ends.high + 1)]
    assert (all_of_them[-1], all_of_them[0]) == pytest.approx((min(all_of_them), max(all_of_them)))


ANSWERS = [answer for answer in product((0, 1), repeat=4) if not (answer[3] and any(answer[:3]))]
"""Of four answers, the last of which excludes the others."""


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("base", [1, 2, 4])
def test_overlaps_are_those_of_every_table_there_is(base: int, answered: bool) -> None:
    allowed = [each for each in ANSWERS if any(each) or not answered]
    found: dict[tuple[int, ...], set[int]] = {}
    for firms in combinations_with_replacement(allowed, base):
        counts = tuple(sum(column) for column in zip(*firms, strict=True))
        found.setdefault(counts, set()).add(sum(firm[0] * firm[1] for firm in firms))
    for (first, second, third, exclusive), both in found.items():
        others = third if answered else None
        ends = paired.overlaps(first, second, base, others, exclusive)
        assert ends == (min(both), max(both))
        assert both == {*range(ends.low, ends.high + 1)}


@unhurried
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 0.5))
def test_a_verdict_follows_from_both_ends(one: float, other: float, level: float) -> None:
    assume(one != other)
    low, high = sorted((one, other))
    found = paired.judged(low, high, level)
    assert (found == "distinguishable") == (high <= level)
    assert (found == "not_distinguishable") == (low > level)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: paired.mcnemar(3, 2, 3),
            "both is 3: accepted is 0 to 2, the lesser of the two counts",
        ),
        (
            lambda: paired.overlaps(2, 2, 9, others=1),
            "others are 1: accepted is 5 or more, so that all of 9 respondents gave an answer; or None",
        ),
    ],
)
def test_an_overlap_that_cannot_be_is_refused_in_words(
    call: Callable[[], object], said: str
) -> None:
    with pytest.raises(InputError) as refused:
        call()
    assert str(refused.value) == said
