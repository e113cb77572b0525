"""Three rules of rounding told apart: each against decimal arithmetic, and the counts it allows against all counts."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readytochange.survey.audit import rounding
from readytochange.survey.audit.rounding import NEAREST, RULES, Rule

MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "truncation": ROUND_DOWN}
BASES = st.integers(1, 5_000)
DECIMALS = st.integers(0, 3)


def decimally(count: int, base: int, decimals: int, rule: str) -> str:
    """A percentage as Decimal rounds it, from more digits than can matter: a half of a base this small ends early."""
    exact = Context(prec=60).divide(Decimal(100 * count), Decimal(base))
    return str(exact.quantize(Decimal(1).scaleb(-decimals), rounding=MODES[rule]))


@given(st.data(), BASES, DECIMALS, st.sampled_from(RULES))
def test_a_rule_rounds_as_decimal_arithmetic_does(
    data: st.DataObject, base: int, decimals: int, rule: Rule
) -> None:
    count = data.draw(st.integers(0, base))
    made = rounding.written(rounding.rounded(count, base, decimals, rule), decimals)
    assert made == decimally(count, base, decimals, rule)
    assert rounding.units(made) == (rounding.rounded(count, base, decimals, rule), decimals)


@given(st.data(), BASES, DECIMALS, st.sampled_from(RULES))
def test_the_counts_of_a_percentage_are_all_those_that_are_rounded_to_it(
    data: st.DataObject, base: int, decimals: int, rule: Rule
) -> None:
    number = data.draw(st.integers(0, rounding.hundred(decimals)))
    found = rounding.counts(number, decimals, base, rule)
    near = number * base // rounding.hundred(decimals)
    spread = base // rounding.hundred(decimals) + 2
    tried = range(max(0, near - spread), min(base, near + spread) + 1)
    fit = [each for each in tried if rounding.rounded(each, base, decimals, rule) == number]
    assert fit == [*range(found.low, found.high + 1)]


@given(st.data(), BASES, DECIMALS)
def test_to_the_nearest_allows_what_is_no_farther_than_half_a_step(
    data: st.DataObject, base: int, decimals: int
) -> None:
    number = data.draw(st.integers(0, rounding.hundred(decimals)))
    found = rounding.counts(number, decimals, base, NEAREST)
    half = Fraction(1, 2)
    for count in range(max(0, found.low - 1), min(base, found.high + 1) + 1):
        off = abs(Fraction(count * rounding.hundred(decimals), base) - number)
        assert (off <= half) == (found.low <= count <= found.high)


@given(st.integers(1, 3_000), st.integers(0, 2))
def test_the_number_of_possible_percentages_is_counted_right(base: int, decimals: int) -> None:
    half = Fraction(1, 2)
    shares = [Fraction(count * rounding.hundred(decimals), base) for count in range(base + 1)]
    made = {floor(each + half) for each in shares} | {ceil(each - half) for each in shares}
    assert rounding.possible_values(base, decimals) == len(made)


@pytest.mark.parametrize(
    ("count", "base", "decimals", "printed"),
    [
        (1, 8, 0, ("13", "12", "12")),  # 12.5
        (3, 8, 0, ("38", "38", "37")),  # 37.5
        (18, 800, 1, ("2.3", "2.2", "2.2")),  # 2.25
        (638, 800, 1, ("79.8", "79.8", "79.7")),  # 79.75
        (1, 1, 2, ("100.00", "100.00", "100.00")),
        (287, 2000, 1, ("14.4", "14.4", "14.3")),  # 14.35, which a float holds as 14.3499…
        (2, 3, 0, ("67", "67", "66")),
    ],
)
def test_halves_and_what_is_beyond_are_told_apart(
    count: int, base: int, decimals: int, printed: tuple[str, str, str]
) -> None:
    made = [rounding.rounded(count, base, decimals, rule) for rule in RULES]
    assert tuple(rounding.written(each, decimals) for each in made) == printed
