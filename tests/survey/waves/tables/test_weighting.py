"""Raking: against a fixed point worked by hand, its margins, and what cannot be met."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer_frames import wave
from readytochange.errors import InputError
from readytochange.parameters import Quantitative
from readytochange.survey.waves.tables.tabulation import shares
from readytochange.survey.waves.tables.weighting import rake
from readytochange.survey.waves.wave import Wave

EN = Quantitative(lang="en")


def firms(**counts: int) -> Wave:
    """Respondents by size and use, as small_yes=3."""
    rows = [
        dict(zip(("size", "use"), name.split("_"), strict=True))
        for name, count in counts.items()
        for _ in range(count)
    ]
    return wave(rows)


def weights(raked: Wave) -> list[float]:
    return raked.answers.lazy().collect()["weight"].to_list()


def test_one_margin_gives_each_option_its_share_over_that_of_the_sample() -> None:
    # 3 small of 4 that should be half: 0.5 / 0.75; 1 large: 0.5 / 0.25
    raked = rake(firms(small_yes=3, large_yes=1), {"size": {"small": 20, "large": 20}})
    assert weights(raked) == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2])
    found = shares(raked, "size", EN)
    assert found["share"].tolist() == pytest.approx([0.5, 0, 0.5])
    assert found["effective_base"].tolist() == pytest.approx([16 / (4 / 3 + 4)] * 3)  # 3


def test_two_margins_meet_in_the_table_that_keeps_the_samples_odds_ratio() -> None:
    # the sample's odds ratio is 4 x 1 / (1 x 1); with margins of a half, that of 1/3, 1/6, 1/6, 1/3
    sample = firms(small_yes=4, small_no=1, large_yes=1, large_no=1)
    half = {"size": {"small": 0.5, "large": 0.5}, "use": {"yes": 0.5, "no": 0.5}}
    cells = dict(
        zip(["sy"] * 4 + ["sn", "ly", "ln"], np.array(weights(rake(sample, half))) / 7, strict=True)
    )
    assert cells == pytest.approx({"sy": 1 / 12, "sn": 1 / 6, "ly": 1 / 6, "ln": 1 / 3}, abs=1e-6)


def test_margins_that_the_sample_has_weigh_everybody_alike() -> None:
    raked = rake(firms(small_yes=2, large_no=2), {"size": {"small": 7, "large": 7}})
    assert weights(raked) == pytest.approx([1, 1, 1, 1])


def test_who_did_not_answer_keeps_its_weight() -> None:
    sample = wave([{"size": "small"}, {"size": "small"}, {"size": "large"}, {}])
    assert weights(rake(sample, {"size": {"small": 1, "large": 1}})) == pytest.approx(
        [0.75, 0.75, 1.5, 1]
    )


def test_a_cap_holds_and_the_share_stays_short_of_its_margin() -> None:
    raked = rake(firms(small_yes=9, large_yes=1), {"size": {"small": 0.5, "large": 0.5}}, cap=2)
    assert max(weights(raked)) == pytest.approx(2)
    assert np.mean(weights(raked)) == pytest.approx(1)
    assert shares(raked, "size", EN)["share"].tolist() == pytest.approx([0.8, 0, 0.2])


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.integers(1, 9), min_size=6, max_size=6),
    st.lists(st.integers(1, 9), min_size=5, max_size=5),
)
def test_both_margins_are_met_where_every_cell_has_respondents(
    cells: list[int], wanted: list[int]
) -> None:
    names = [f"{size}_{use}" for size in ("small", "medium", "large") for use in ("yes", "no")]
    size = dict(
        zip(("small", "medium", "large"), np.array(wanted[:3]) / sum(wanted[:3]), strict=True)
    )
    use = dict(zip(("yes", "no"), np.array(wanted[3:]) / sum(wanted[3:]), strict=True))
    raked = rake(
        firms(**dict(zip(names, cells, strict=True))), {"size": size, "use": use}, cap=1000
    )
    assert shares(raked, "size", EN)["share"].tolist() == pytest.approx(
        list(size.values()), abs=1e-6
    )
    assert shares(raked, "use", EN)["share"].tolist() == pytest.approx(list(use.values()), abs=1e-6)
    assert np.mean(weights(raked)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        ({"size": {"small": 3, "large": 3}, "use": {"yes": 4, "no": 4}}, "sums are size 6, use 8"),
        ({"size": {"small": 1, "medium": 1, "large": 1}}, "'medium' of 'size' has 0 respondents"),
        (
            {"size": {"small": 1, "large": 0}},
            "has 1 respondents and a margin of 0: accepted are more than 0",
        ),
        ({"size": {"small": 1}}, "margins of 'size' leave out large, which has respondents"),
        ({"size": {"smal": 1, "large": 1}}, "unknown option of 'size' in the margins 'smal'"),
        ({"ways": {"a": 1}}, "'ways', which is not of one choice"),
        ({"sise": {"small": 1}}, "unknown question of the questionnaire 'sise'"),
        (
            {"size": {"small": 0.9, "large": 0.1}, "use": {"yes": 0.1, "no": 0.9}},
            "margins of size, use cannot all be met",
        ),
    ],
)
def test_margins_that_cannot_be_met_are_refused_in_words(margins: Any, said: str) -> None:
    with pytest.raises(InputError) as refused:
        rake(firms(small_yes=3, large_no=1), margins)
    assert said in str(refused.value)


def test_a_cap_below_the_mean_is_refused() -> None:
    with pytest.raises(InputError, match="cap is 1: accepted is a number above 1"):
        rake(firms(small_yes=1), {}, cap=1)
