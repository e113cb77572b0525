"""Changes between two samples: against published intervals, every table there is, and simulated samples."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from readytochange.errors import InputError
from readytochange.survey.waves.tables.changes import (
    difference_interval,
    fisher_p,
    mcnemar_range,
    rejected,
    smallest_change,
)

SMALL = st.integers(1, 8).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
few = settings(deadline=None, max_examples=40)


@pytest.mark.parametrize(
    ("second", "first", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_intervals_are_those_published_by_newcombe_1998_table_2(
    second: tuple[int, int], first: tuple[int, int], low: float, high: float
) -> None:
    assert difference_interval(*first, *second) == pytest.approx((low, high), abs=0.00005)


def test_an_interval_has_the_coverage_that_is_asked_for() -> None:
    # Newcombe's formula by hand: 90 % has z = 1.644854
    z, (p, n), (q, m) = 1.644854, (0.8, 70), (0.6, 80)
    wilson = [
        ((x + z**2 / (2 * k)) + np.array([-1, 1]) * z * np.sqrt(x * (1 - x) / k + z**2 / (4 * k * k))) / (1 + z**2 / k)
        for x, k in ((p, n), (q, m))
    ]  # fmt: skip
    low = 0.2 - np.hypot(p - wilson[0][0], wilson[1][1] - q)
    high = 0.2 + np.hypot(wilson[0][1] - p, q - wilson[1][0])
    assert difference_interval(48, 80, 56, 70, 0.9) == pytest.approx((low, high), abs=1e-6)


def test_fishers_p_of_the_lady_tasting_tea_is_published() -> None:
    assert fisher_p(3, 4, 1, 4) == pytest.approx(34 / 70)
    assert fisher_p(4, 4, 0, 4) == pytest.approx(2 / 70)


@few
@given(SMALL, SMALL)
def test_if_the_same_firms_answered_p_ranges_over_every_way_they_can_have(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    (few_chosen, pairs), (many_chosen, many) = sorted((first, second), key=lambda each: each[1])
    found = []
    for chosen_too in range(many_chosen + 1):
        if chosen_too > pairs or many_chosen - chosen_too > many - pairs:
            continue
        for both in range(min(few_chosen, chosen_too) + 1):
            if few_chosen + chosen_too - both <= pairs:
                lost, won = few_chosen - both, chosen_too - both
                p = stats.binomtest(lost, lost + won).pvalue if lost + won else 1.0
                found.append(p)
    assert mcnemar_range(*first, *second) == pytest.approx((min(found), max(found)))


def test_of_the_published_channels_what_was_not_printed_may_decide() -> None:
    assert mcnemar_range(31, 33, 29, 33) == pytest.approx((0.5, 0.6875), abs=0.0001)
    assert mcnemar_range(23, 33, 11, 33) == pytest.approx((0.0005, 0.0501), abs=0.00005)


@pytest.mark.parametrize("level", [0.01, 0.05, 0.2])
@pytest.mark.parametrize("bases", [(1, 1), (7, 9), (12, 5), (33, 20), (20, 20)])
def test_what_is_told_apart_is_what_fishers_test_tells_apart(
    bases: tuple[int, int], level: float
) -> None:
    found = rejected(*bases, level)
    for one, other in itertools.product(*(range(base + 1) for base in bases)):
        assert found[one, other] == (fisher_p(one, bases[0], other, bases[1]) <= level)


def is_shown(pair: tuple[int, int, int, int], level: float, same_firms: bool) -> bool:
    return max(fisher_p(*pair), mcnemar_range(*pair).high if same_firms else 0) <= level


@pytest.mark.parametrize(("first", "base", "second"), [(16, 33, 33), (3, 33, 60), (31, 33, 20)])
@pytest.mark.parametrize("same_firms", [False, True])
def test_from_the_smallest_change_on_each_is_shown_four_times_of_five_and_a_smaller_one_is_not(
    first: int, base: int, second: int, same_firms: bool
) -> None:
    change = smallest_change(first, base, second, same_firms=same_firms)
    table = np.array(
        [
            [is_shown((one, base, other, second), 0.05, same_firms) for other in range(second + 1)]
            for one in range(base + 1)
        ]
    )

    def power(share: float) -> float:
        counts = [
            stats.binom.pmf(np.arange(n + 1), n, p)
            for n, p in ((base, first / base), (second, share))
        ]
        return float(counts[0] @ table @ counts[1])

    def powers(change: float) -> list[float]:
        ends = first / base - change, first / base + change
        return [power(share) for share in ends if 0 <= share <= 1]

    assert all(
        min(powers(more), default=1) >= 0.8 - 1e-9 for more in np.linspace(change + 0.001, 1, 20)
    )
    assert min(powers(change - 0.002)) < 0.8


@pytest.mark.parametrize("second", [20, 60])
def test_a_difference_as_large_as_the_smallest_change_is_shown(second: int) -> None:
    for first in range(34):
        least = smallest_change(first, 33, second, 0.05 / 11, same_firms=True)
        for other in range(second + 1):
            if abs(other / second - first / 33) >= least:
                assert is_shown((first, 33, other, second), 0.05 / 11, same_firms=True)


def test_power_is_that_of_simulated_samples() -> None:
    change = smallest_change(16, 33, 60)
    chance = np.random.default_rng(1)
    shares = [16 / 33 - change, 16 / 33 + change]
    ones = chance.binomial(33, 16 / 33, 20_000)
    found = [
        rejected(33, 60, 0.05)[ones, chance.binomial(60, share, 20_000)].mean() for share in shares
    ]
    assert min(found) == pytest.approx(0.8, abs=0.02)


def test_two_samples_of_three_could_have_shown_nothing() -> None:
    assert np.isnan(smallest_change(1, 3, 3))


@pytest.mark.parametrize("same_firms", [False, True])
def test_of_large_samples_power_is_nearly_that_of_the_exact_test(same_firms: bool) -> None:
    # 222 and 222 are counted out, 224 and 224 are not
    exact, normal = (smallest_change(100, n, n, same_firms=same_firms) for n in (222, 224))
    assert normal == pytest.approx(exact, abs=0.01)


def test_more_respondents_could_have_shown_less() -> None:
    found = [smallest_change(16, 33, base) for base in (20, 60, 200)]
    assert found == sorted(found, reverse=True)


def test_a_count_above_its_base_is_refused() -> None:
    with pytest.raises(InputError, match="count is 34: accepted is 0 to 33, the base"):
        difference_interval(34, 33, 1, 33)
