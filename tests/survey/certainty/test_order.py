"""Which answers can be told apart: against every table of a few firms, scipy, statsmodels, and the published counts."""

from collections.abc import Callable
from itertools import combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar as theirs
from statsmodels.stats.multitest import multipletests

from readytochange import parameters, survey
from readytochange.errors import InputError
from readytochange.study import tables
from readytochange.survey.certainty import order
from texts import unhurried

EN = parameters.Quantitative(lang="en")
FIRMS = st.integers(1, 40).flatmap(
    lambda base: st.lists(
        st.sampled_from([(0, 0), (0, 1), (1, 0), (1, 1)]), min_size=base, max_size=base
    )
)


def pair(question: str, one: str, other: str, **given: object) -> dict[str, object]:
    found = order.pairs(question, EN, **given)  # type: ignore[arg-type]
    chosen = found.query("option_first == @one and option_second == @other")
    [row] = chosen.to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_mcnemars_exact_p_of_the_presidents_ratings_is_published() -> None:
    # Agresti (1990), p. 350, as R's documentation of mcnemar.test has it: 150 and 86 of 1600 changed their mind, and
    # 794 approved twice
    assert order.mcnemar(944, 880, 794) == pytest.approx(stats.binomtest(86, 236).pvalue)
    assert order.mcnemar(944, 880, 794) < 0.0001


@unhurried
@given(FIRMS)
def test_p_is_that_of_scipy_and_statsmodels(firms: list[tuple[int, int]]) -> None:
    table = np.zeros((2, 2), int)
    for firm in firms:
        table[firm] += 1
    [none, two], [one, both] = table
    p = order.mcnemar(int(one + both), int(two + both), int(both))
    assert p == pytest.approx(theirs(table, exact=True).pvalue if one + two else 1)
    assert p == pytest.approx(stats.binomtest(one, one + two).pvalue if one + two else 1)
    assert none >= 0


@unhurried
@given(FIRMS)
def test_the_ends_of_p_hold_every_overlap(firms: list[tuple[int, int]]) -> None:
    first, second = (sum(column) for column in zip(*firms, strict=True))
    ends = order.overlaps(first, second, len(firms))
    all_of_them = [order.mcnemar(first, second, k) for k in range(ends.low, ends.high + 1)]
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
        ends = order.overlaps(first, second, base, others, exclusive)
        assert ends == (min(both), max(both))
        assert both == {*range(ends.low, ends.high + 1)}


@pytest.mark.parametrize(
    ("one", "other", "low", "high", "alone"),
    [
        ("mail", "phone", 0.50, 0.69, "not_distinguishable"),
        ("phone", "social", 0.031, 0.180, "depends"),
        ("mail", "social", 0.008, 0.039, "distinguishable"),
    ],
)
def test_p_of_channels_has_its_known_ends(
    one: str, other: str, low: float, high: float, alone: str
) -> None:
    found = pair("channels", one, other)
    assert (found["p_low"], found["p_high"]) == pytest.approx((low, high), abs=0.004)
    assert (found["verdict_alone"], found["verdict"]) == (alone, "not_distinguishable")


def test_all_pairs_of_a_question_are_the_family_of_the_correction() -> None:
    found = order.pairs("channels", EN)
    assert len(found) == 11 * 10 / 2
    for end in ("low", "high"):
        _, corrected, *_ = multipletests(found[f"p_{end}"], method="holm")
        assert found[f"p_holm_{end}"].to_list() == pytest.approx(corrected)


def test_who_excludes_the_others_narrows_their_overlap_and_shares_none() -> None:
    assert (
        pair("outsourceable_channels", "phone", "mail").items()
        >= {"both_low": 9, "both_high": 10}.items()
    )
    alone = pair("outsourceable_channels", "phone", "all_internal")
    assert alone.items() >= {"both_low": 0, "both_high": 0, "both_status": "computed"}.items()


def test_of_one_choice_nobody_gave_two() -> None:
    found = order.pairs("size", EN)
    assert (found[["both_low", "both_high"]] == 0).all(axis=None)
    assert found["p_low"].to_list() == found["p_high"].to_list()
    assert {*found["verdict"]} == {"not_distinguishable"}


@pytest.mark.parametrize("question", ["channels", "outsourceable_channels"])
def test_that_everyone_answered_changes_no_verdict_of_the_study(question: str) -> None:
    with_it, without = (order.pairs(question, EN, answered) for answered in (True, False))
    assert with_it["verdict"].to_list() == without["verdict"].to_list()


def test_the_answer_that_more_gave_comes_first() -> None:
    found = order.pairs("outsourceable_channels", EN)
    assert (found["count_first"] >= found["count_second"]).all()


def test_more_confidence_distinguishes_less() -> None:
    verdicts = [
        order.pairs("channels", parameters.Quantitative(confidence=each))["verdict"]
        for each in (0.8, 0.95, 0.999)
    ]
    told = [int((each == "distinguishable").sum()) for each in verdicts]
    assert told == sorted(told, reverse=True)
    assert told[0] > told[-1]


@pytest.fixture
def read_off(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, tuple[str, str]]], None]:
    """Percentages of channels, as if they had been read from a picture with an error."""

    def change(readings: dict[str, tuple[str, str]]) -> None:
        answers = tables.answers()
        for option, (percent, error) in readings.items():
            row = (answers["question"] == "channels") & (answers["option"] == option)
            answers.loc[row, ["percent", "reading_error", "status"]] = [percent, error, "digitised"]
            answers.loc[row, "count"] = None
        monkeypatch.setattr(tables, "answers", lambda: answers)

    return change


def test_of_counts_that_are_ranges_p_ranges_over_each_of_them(
    read_off: Callable[[dict[str, tuple[str, str]]], None],
) -> None:
    read_off({"social": ("70", "4"), "whatsapp": ("28", "3")})
    found = pair("channels", "social", "whatsapp")
    p = [
        order.mcnemar(first, second, both)
        for first in range(22, 25)
        for second in range(9, 11)
        for both in range(max(0, first + second - 33), min(first, second) + 1)
    ]
    assert (found["count_first_low"], found["count_first_high"]) == (22, 24)
    assert (found["p_low"], found["p_high"]) == pytest.approx((min(p), max(p)))


def test_counts_whose_ranges_meet_are_not_told_apart(
    read_off: Callable[[dict[str, tuple[str, str]]], None],
) -> None:
    read_off({"mail": ("60", "40"), "whatsapp": ("30", "30")})
    found = order.pairs("channels", EN)
    both = found[["option_first", "option_second"]].isin(["mail", "whatsapp"]).all(axis=1)
    assert found.loc[both, ["p_high", "verdict"]].to_numpy().tolist() == [[1.0, "depends"]]


# ---- two questions


def test_in_use_against_handed_over_is_told_apart_where_every_overlap_does() -> None:
    found = order.lists("channels", "outsourceable_channels", EN).set_index("option_first")
    assert found["verdict"].to_dict() == {
        "mail": "distinguishable",
        "phone": "distinguishable",
        "social": "distinguishable",
        "automated_messaging": "not_distinguishable",
        "whatsapp": "not_distinguishable",
    }
    pair = survey.compare("channels", "outsourceable_channels", EN).set_index("option")
    for end in ("both_low", "both_high"):
        assert found[end].to_dict() == pair[end].to_dict()


def test_a_channel_handed_over_that_is_in_use_leaves_one_overlap() -> None:
    found = order.lists("channels", "outsourceable_channels", EN, contained=True)
    assert found["both_low"].to_list() == found["count_second"].to_list()
    assert found["p_low"].to_list() == found["p_high"].to_list()


# ---- words


def test_a_word_of_order_is_licensed_one_way_round_only() -> None:
    assert order.licensed("channels", "mail", "whatsapp", EN)
    assert not order.licensed("channels", "whatsapp", "mail", EN)
    assert not order.licensed("channels", "mail", "phone", EN)
    assert not order.licensed("channels", "mail", "mail", EN)


def test_no_answer_of_the_study_may_be_called_the_first() -> None:
    for question in ("size", "channels", "outsourceable_channels"):
        counts = survey.counts(question, EN).set_index("option")["count"]
        assert not order.first(question, counts.idxmax(), EN)


def test_an_answer_ahead_of_every_other_may_be_called_the_first(
    read_off: Callable[[dict[str, tuple[str, str]]], None],
) -> None:
    read_off({"phone": ("30", "1"), "social": ("30", "1")})
    assert order.first("channels", "mail", EN)
    assert not order.first("channels", "phone", EN)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: order.licensed("channels", "mial", "phone", EN),
            "unknown option of 'channels' 'mial'; did you mean 'mail'?",
        ),
        (lambda: order.pairs("management", EN), "question 'management' was asked, but the text"),
        (
            lambda: order.mcnemar(3, 2, 3),
            "both is 3: accepted is 0 to 2, the lesser of the two counts",
        ),
        (
            lambda: order.overlaps(2, 2, 9, others=1),
            "others are 1: accepted is 5 or more, so that all of 9 respondents gave an answer; or None",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(call: Callable[[], object], said: str) -> None:
    with pytest.raises(InputError) as refused:
        call()
    assert str(refused.value).startswith(said)


@unhurried
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 0.5))
def test_a_verdict_follows_from_both_ends(one: float, other: float, level: float) -> None:
    assume(one != other)
    low, high = sorted((one, other))
    found = order.judged(low, high, level)
    assert (found == "distinguishable") == (high <= level)
    assert (found == "not_distinguishable") == (low > level)
