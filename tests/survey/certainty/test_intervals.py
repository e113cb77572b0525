"""Intervals of several shares, of a small population, and their coverage: against published values and enumeration."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import multinomial_proportions_confint as theirs

from readytochange import parameters, survey
from readytochange.errors import InputError
from readytochange.survey import proportions
from readytochange.survey.certainty import intervals
from texts import unhurried

EN = parameters.Quantitative(lang="en")
COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=6).filter(any)
NEARLY = 1e-9


def test_goodmans_are_those_published_by_fagerland_lydersen_and_laake_2017() -> None:
    # genotypes of SNP rs6498169, their chapter 3: the third is 0.1525 (0.1241 to 0.1859)
    assert intervals.together([276, 380, 118])[2] == pytest.approx((0.1241, 0.1859), abs=0.00005)


def test_goodmans_are_those_of_the_r_package_coinmind() -> None:
    low = [0.09468368, 0.12376893, 0.09208527, 0.06412671, 0.15637944, 0.18692732]
    high = [0.1966413, 0.2350489, 0.1931040, 0.1535697, 0.2760670, 0.3130119]
    found = intervals.together([44, 55, 43, 32, 67, 78])
    assert [each.low for each in found] == pytest.approx(low, abs=1e-7)
    assert [each.high for each in found] == pytest.approx(high, abs=1e-7)


@unhurried
@given(COUNTS, st.floats(0.5, 0.99))
def test_goodmans_are_those_of_statsmodels(counts: list[int], confidence: float) -> None:
    ends = np.array(intervals.together(counts, confidence))
    assert ends == pytest.approx(theirs(counts, 1 - confidence, "goodman"), abs=NEARLY)


@pytest.mark.parametrize("counts", [[23, 12, 44], [8, 13, 12], [56, 72, 73, 59, 62, 87, 58]])
def test_sison_and_glaz_is_nearly_that_of_statsmodels_which_expands_the_chance(
    counts: list[int],
) -> None:
    ends = np.array(intervals.together(counts, 0.95, "sison_glaz"))
    assert ends == pytest.approx(theirs(counts, 0.05, "sison-glaz"), abs=0.003)


def test_the_chance_of_a_box_of_counts_is_that_of_every_sample_in_it() -> None:
    counts, base = np.array([8, 13, 12]), 33
    for half in (3, 5):
        samples = [
            (one, two, base - one - two)
            for one in range(8 - half, 9 + half)
            for two in range(13 - half, 14 + half)
            if abs(base - one - two - 12) <= half
        ]
        chance = stats.multinomial.pmf(samples, base, counts / base).sum()
        assert intervals._box([8, 13, 12], half) == pytest.approx(chance)


@unhurried
@given(COUNTS)
def test_intervals_that_hold_together_hold_what_each_holds_alone(counts: list[int]) -> None:
    for count, (low, high) in zip(counts, intervals.together(counts), strict=True):
        alone = proportions.interval(count, sum(counts))
        assert low <= alone.low + NEARLY
        assert alone.high <= high + NEARLY


# ---- a population


@pytest.mark.parametrize(("count", "base", "population"), [(2, 6, 12), (0, 5, 9), (7, 8, 11)])
def test_of_a_population_exact_is_what_no_test_of_either_side_refuses(
    count: int, base: int, population: int
) -> None:
    held = [
        chosen
        for chosen in range(count, population - base + count + 1)
        if stats.hypergeom.sf(count - 1, population, chosen, base) > 0.025
        and stats.hypergeom.cdf(count, population, chosen, base) > 0.025
    ]
    found = intervals.of_population(count, base, population, 0.95, "exact")
    assert found == pytest.approx((held[0] / population, held[-1] / population))


@pytest.mark.parametrize("population", [10, 14])
def test_of_a_population_exact_holds_at_least_as_often_as_it_says(population: int) -> None:
    ends = [intervals.of_population(count, 7, population, 0.9, "exact") for count in range(8)]
    for chosen in range(population + 1):
        chance = stats.hypergeom.pmf(range(8), population, chosen, 7)
        held = [low <= chosen / population <= high for low, high in ends]
        assert np.dot(chance, held) >= 0.9


@pytest.mark.parametrize("method", intervals.METHODS)
def test_the_nearer_the_population_is_to_the_sample_the_narrower_the_interval(
    method: parameters.Method,
) -> None:
    widths = [
        high - low
        for low, high in (
            intervals.of_population(9, 33, each, 0.95, method) for each in (33, 40, 100, 1000)
        )
    ]
    assert widths == sorted(widths)
    assert widths[0] == 0
    endless = intervals.of_population(9, 33, 1_000_000, 0.95, method)
    assert endless == pytest.approx(proportions.interval(9, 33, 0.95, method), abs=1e-4)


# ---- coverage


@pytest.mark.parametrize("base", [5, 33])
def test_coverage_is_the_chance_of_the_samples_whose_interval_holds(base: int) -> None:
    found = intervals.coverage(base, 0.9, 7).to_dict("records")
    for row in found:
        held = [
            low <= row["share"] <= high
            for low, high in (
                proportions.interval(count, base, 0.9, row["method"]) for count in range(base + 1)
            )
        ]
        chance = [stats.binom.pmf(count, base, row["share"]) for count in range(base + 1)]
        assert row["coverage"] == pytest.approx(np.dot(chance, held))
    assert len(found) == 3 * 6


def test_of_33_firms_only_the_exact_interval_holds_always_as_often_as_it_says() -> None:
    found = intervals.coverage(33).groupby("method")["coverage"].agg(["min", "mean"])
    assert found.loc["exact", "min"] >= 0.95
    assert (found.loc[["wilson", "jeffreys"], "min"] < 0.9).all()
    assert found.loc[["wilson", "jeffreys"], "mean"].to_list() == pytest.approx(
        [0.95, 0.95], abs=0.005
    )


# ---- the study's


def test_of_a_question_with_one_choice_all_shares_hold_at_once() -> None:
    found = intervals.shares("size", EN)
    assert found["goodman_low"].to_list() == [low for low, _ in intervals.together([8, 13, 12])]
    assert (found["goodman_low"] < found["low"]).all()
    assert found["population"].isna().all()
    assert found["low"].to_list() == survey.shares("size", EN)["low"].to_list()


def test_of_several_answers_none_hold_at_once() -> None:
    several = intervals.shares("channels", EN)
    assert several[["goodman_low", "sison_glaz_high"]].isna().all(axis=None)


def test_a_population_that_the_analyst_gives_narrows_each_interval() -> None:
    whole, part = (intervals.shares("channels", EN, each) for each in (None, 100))
    assert (part["high"] - part["low"] < whole["high"] - whole["low"]).all()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: intervals.together([5]), "counts are 5: accepted are two or more"),
        (lambda: intervals.together([5, 0], method="sison_glaz"), "counts are 5, 0: accepted are"),
        (lambda: intervals.together([0, 0]), "counts are 0, 0: accepted are two or more"),
        (lambda: intervals.together([1, 2], 2), "confidence is 2: accepted is"),
        (lambda: intervals.of_population(3, 33, 32), "population is 32: accepted is 33, the base"),
        (lambda: intervals.coverage(1001), "base is 1001, steps are 200: accepted is"),
        (lambda: intervals.shares("size", EN, 20), "population is 20: accepted is 33"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call: Callable[[], object], said: str) -> None:
    with pytest.raises(InputError) as refused:
        call()
    assert str(refused.value).startswith(said)
