"""Intervals of small samples: against published ones, other implementations, and simulated surveys."""

from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from readytochange.errors import InputError
from readytochange.parameters import Method
from readytochange.survey import proportions
from texts import unhurried

NEARLY = 1e-9

COUNTED = st.integers(1, 300).flatmap(
    lambda base: st.tuples(st.integers(0, base), st.just(base))
)  # (count, base)
CONFIDENCES = st.floats(0.5, 0.999)
METHODS = st.sampled_from(get_args(Method))


@unhurried
@given(COUNTED, CONFIDENCES, METHODS)
def test_an_interval_contains_its_share(
    counted: tuple[int, int], confidence: float, method: Method
) -> None:
    count, base = counted
    low, high = proportions.interval(count, base, confidence, method)
    assert low - NEARLY <= count / base <= high + NEARLY


@unhurried
@given(COUNTED, CONFIDENCES, METHODS)
def test_an_interval_lies_between_0_and_1(
    counted: tuple[int, int], confidence: float, method: Method
) -> None:
    low, high = proportions.interval(*counted, confidence, method)
    assert 0 <= low < high <= 1


@unhurried
@given(COUNTED, CONFIDENCES, METHODS)
def test_those_who_did_not_choose_an_option_have_the_mirrored_interval(
    counted: tuple[int, int], confidence: float, method: Method
) -> None:
    count, base = counted
    low, high = proportions.interval(count, base, confidence, method)
    mirrored = proportions.interval(base - count, base, confidence, method)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=NEARLY)


@unhurried
@given(COUNTED, CONFIDENCES, CONFIDENCES, METHODS)
def test_more_confidence_is_a_wider_interval(
    counted: tuple[int, int], one: float, other: float, method: Method
) -> None:
    narrow = proportions.interval(*counted, min(one, other), method)
    wide = proportions.interval(*counted, max(one, other), method)
    assert wide.low <= narrow.low + NEARLY
    assert narrow.high <= wide.high + NEARLY


@pytest.mark.parametrize(
    ("method", "count", "base", "low", "high"),
    [
        ("wilson", 81, 263, 0.2553, 0.3662),
        ("wilson", 15, 148, 0.0624, 0.1605),
        ("wilson", 0, 20, 0.0000, 0.1611),
        ("wilson", 1, 29, 0.0061, 0.1718),
        ("exact", 81, 263, 0.2527, 0.3676),
        ("exact", 15, 148, 0.0578, 0.1617),
        ("exact", 0, 20, 0.0000, 0.1684),
        ("exact", 1, 29, 0.0009, 0.1776),
    ],
)
def test_intervals_are_those_published_by_newcombe_1998_table_1(
    method: Method, count: int, base: int, low: float, high: float
) -> None:
    found = proportions.interval(count, base, 0.95, method)
    assert found == pytest.approx((low, high), abs=0.00005)


def test_wilson_is_the_formula_worked_by_hand() -> None:
    # 9 of 33: z = 1.959964, z² = 3.841459
    centre = (9 + 3.841459 / 2) / (33 + 3.841459)
    half = 1.959964 * (9 * 24 / 33 + 3.841459 / 4) ** 0.5 / (33 + 3.841459)
    assert proportions.interval(9, 33) == pytest.approx((centre - half, centre + half), abs=1e-6)


@unhurried
@given(COUNTED, CONFIDENCES)
def test_exact_is_scipys_exact(counted: tuple[int, int], confidence: float) -> None:
    theirs = stats.binomtest(*counted).proportion_ci(confidence, method="exact")
    ours = proportions.interval(*counted, confidence, "exact")
    assert ours == pytest.approx((theirs.low, theirs.high), abs=NEARLY)


@unhurried
@given(COUNTED, CONFIDENCES)
def test_jeffreys_is_the_middle_of_its_beta_distribution_except_at_the_ends(
    counted: tuple[int, int], confidence: float
) -> None:
    count, base = counted
    posterior = stats.beta(count + 0.5, base - count + 0.5)
    low = 0 if count == 0 else posterior.ppf((1 - confidence) / 2)
    high = 1 if count == base else posterior.ppf((1 + confidence) / 2)
    assert proportions.interval(count, base, confidence, "jeffreys") == pytest.approx(
        (low, high), abs=NEARLY
    )


def test_the_default_interval_is_wilson_at_95_percent() -> None:
    assert proportions.interval(9, 33) == proportions.interval(9, 33, 0.95, "wilson")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: proportions.interval(34, 33), "count is 34: accepted is 0 to 33, the base"),
        (lambda: proportions.interval(-1, 33), "count is -1: accepted is 0 to 33, the base"),
        (lambda: proportions.interval(0, 0), "base is 0: accepted is 1 to 1000000"),
        (
            lambda: proportions.interval(9, 33, confidence=95),
            "confidence is 95: accepted is a number between 0 and 1",
        ),
        (
            lambda: proportions.interval(9, 33, confidence=float("nan")),
            "argument 'confidence' of interval is nan; accepted: a number",
        ),
        (
            lambda: proportions.interval(9, 33, method="wilsn"),  # type: ignore[arg-type]
            "argument 'method' of interval is 'wilsn'; did you mean 'wilson'? Accepted: wilson, exact, jeffreys",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(call: Callable[[], object], said: str) -> None:
    with pytest.raises(InputError) as refused:
        call()
    assert str(refused.value) == said
