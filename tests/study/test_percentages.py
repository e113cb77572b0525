"""Which counts a percentage allows: against every way in which it may have been rounded."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readytochange.errors import InputError
from readytochange.study import percentages
from texts import unhurried

COUNTED = st.integers(1, 300).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))

ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])


DECIMALS = st.integers(0, 4)


def printed(count: int, base: int, decimals: int, rounding: str) -> str:
    """The percentage as a report prints it, with a comma."""
    with localcontext(prec=60):
        exact = Decimal(100 * count) / Decimal(base)
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
    return f"{rounded:f}".replace(".", ",")


@unhurried
@given(COUNTED, DECIMALS, ROUNDINGS)
def test_the_counts_allowed_contain_the_count_that_was_printed(
    counted: tuple[int, int], decimals: int, rounding: str
) -> None:
    count, base = counted
    assert count in percentages.counts_allowed(printed(count, base, decimals, rounding), base)


@unhurried
@given(st.integers(1, 2000), DECIMALS, st.data())
def test_no_count_is_allowed_that_prints_otherwise(
    base: int, decimals: int, data: st.DataObject
) -> None:
    steps = data.draw(st.integers(0, 100 * 10**decimals))
    percent = f"{Decimal(steps).scaleb(-decimals):f}"
    for count in percentages.counts_allowed(percent, base):
        ways = {printed(count, base, decimals, way) for way in (ROUND_HALF_UP, ROUND_HALF_DOWN)}
        assert percent.replace(".", ",") in ways


@settings(unhurried, max_examples=30)
@given(st.integers(1, 50), DECIMALS, ROUNDINGS)
def test_the_counts_allowed_are_all_of_them(base: int, decimals: int, rounding: str) -> None:
    for percent in {printed(count, base, decimals, rounding) for count in range(base + 1)}:
        ways = [
            count
            for count in range(base + 1)
            if percent
            in {printed(count, base, decimals, way) for way in (ROUND_HALF_UP, ROUND_HALF_DOWN)}
        ]
        assert list(percentages.counts_allowed(percent, base)) == ways


@pytest.mark.parametrize("percent", ["50", "48,4", "48.6", "1", "99", "0,1"])
def test_a_percentage_that_no_count_prints_is_impossible(percent: str) -> None:
    assert percentages.counts_allowed(percent, 33) == ()


def test_a_share_half_way_may_have_been_rounded_either_way() -> None:
    assert percentages.counts_allowed("12", 8) == (1,)
    assert percentages.counts_allowed("13", 8) == (1,)


@unhurried
@given(st.integers(1, 99).flatmap(lambda b: st.tuples(st.integers(0, b), st.just(b))), ROUNDINGS)
def test_below_a_hundred_respondents_a_whole_percentage_gives_its_count_back(
    counted: tuple[int, int], rounding: str
) -> None:
    count, base = counted
    assert percentages.counts_allowed(printed(count, base, 0, rounding), base) == (count,)


@pytest.mark.parametrize("typed", ["48,5%", "", "100,1", "NaN", "1_0", "1e1"])
def test_what_is_no_percentage_is_refused_in_words(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        percentages.counts_allowed(typed, 33)
    assert str(refused.value) == (
        f"percentage is '{typed}': accepted is a number between 0 and 100, as '48,5'"
    )


def test_a_base_without_anybody_is_refused() -> None:
    with pytest.raises(InputError, match="base is 0: accepted is 1 to 1000000"):
        percentages.counts_allowed("48,5", 0)
