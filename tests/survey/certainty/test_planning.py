"""How many firms to ask: against the comparison of waves, exact chances, and simulated samples."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from readytochange.errors import InputError
from readytochange.survey import proportions
from readytochange.survey.certainty import planning
from readytochange.survey.waves.tables import changes


@pytest.mark.parametrize("count", [3, 16, 29])
def test_the_larger_of_both_changes_is_that_of_the_comparison_of_waves(count: int) -> None:
    room = {"up": 1 - count / 33, "down": count / 33}
    found = planning.smallest_changes(count, 33)
    shown = found["smallest_change"].fillna(found["direction"].map(room))
    larger = shown.groupby(found["respondents"]).max()
    for n in (20, 60, 200, 1000):
        assert larger[n] == pytest.approx(changes.smallest_change(count, 33, n), abs=0.001)


def test_power_is_that_of_simulated_samples() -> None:
    found = planning.power(16, 33, -0.3).set_index("respondents").loc[60]
    chance = np.random.default_rng(1)
    first, second = (
        chance.binomial(n, share, 20_000) for n, share in ((33, 16 / 33), (60, 16 / 33 - 0.3))
    )
    told = changes.rejected(33, 60, 0.05)[first, second].mean()
    assert found["power"] == pytest.approx(told, abs=0.01)
    assert found["share_after"] == pytest.approx(16 / 33 - 0.3)


def test_without_a_change_it_is_claimed_no_more_often_than_the_level_says() -> None:
    assert planning.power(16, 33, 0.0)["power"].max() <= 0.05


def test_from_the_firms_needed_on_power_stays() -> None:
    [row] = planning.needed(29, 33, [-0.25]).to_dict("records")
    power = planning.power(29, 33, -0.25).set_index("respondents")["power"]
    least = row["respondents"]
    assert (power[power.index >= least] >= 0.8).all()
    assert power[least - 1] < 0.8
    assert (
        power[power.index < least] >= 0.8
    ).any()  # it goes up and down: the first to reach it is not the one


def test_no_number_of_firms_shows_a_change_of_15_points_on_the_telephone() -> None:
    [row] = planning.needed(29, 33, [-0.15]).to_dict("records")
    assert pd.isna(row["respondents"])
    assert row["power_most"] < 0.5
    assert row["respondents_twice"] == 122


def test_a_change_that_leads_out_of_0_to_1_has_a_row_that_says_nothing_of_firms() -> None:
    found = planning.needed(29, 33, [0.15, -0.25]).set_index("change")
    assert found.loc[0.15, "share_before"] == pytest.approx(29 / 33)
    told = ["share_after", "respondents", "power_most", "respondents_twice"]
    assert found[told].isna().all(axis=1).to_dict() == {0.15: True, -0.25: False}


@pytest.mark.parametrize(
    ("before", "after"), [(29 / 33, 29 / 33 - 0.25), (0.60, 0.70), (0.10, 0.30)]
)
def test_two_new_waves_of_the_firms_needed_show_the_change(before: float, after: float) -> None:
    """By Fisher's exact test, over every pair of counts: the formula is an approximation of it."""
    n = planning._twice(before, after, 0.95)
    assert n is not None
    counts = [stats.binom.pmf(np.arange(n + 1), n, share) for share in (before, after)]
    assert counts[0] @ changes.rejected(n, n, 0.05) @ counts[1] == pytest.approx(0.8, abs=0.03)


def test_half_a_width_is_that_of_the_interval_of_so_many_firms() -> None:
    found = planning.half_widths(0.4, 0.9).query("respondents == 50").set_index("method")
    for method in ("wilson", "exact", "jeffreys"):
        low, high = proportions.interval(20, 50, 0.9, method)
        assert found.loc[method, "half_width"] == pytest.approx((high - low) / 2)
    widths = planning.half_widths(0.4).query("method == 'wilson'")["half_width"]
    assert widths.is_monotonic_decreasing


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: planning.power(29, 33, 0.15), "change is 0.15: accepted is -0.879 to 0.121, so"),
        (lambda: planning.power(34, 33, 0.0), "count is 34: accepted is 0 to 33, the base"),
        (lambda: planning.power(34, 201, 0.0), "base is 201: accepted is 1 to 200"),
        (lambda: planning.needed(3, 33, [0.1], 1.5), "confidence is 1.5: accepted is a number"),
        (lambda: planning.half_widths(1.5), "share is 1.5"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call: Callable[[], object], said: str) -> None:
    with pytest.raises(InputError) as refused:
        call()
    assert str(refused.value).startswith(said)
