"""Which answers can be told apart, and what may be said of them: the published counts, and counts that are ranges."""

from collections.abc import Callable

import pytest
from statsmodels.stats.multitest import multipletests

from readytochange import parameters, survey
from readytochange.errors import InputError
from readytochange.study import tables
from readytochange.survey.certainty import order, paired

EN = parameters.Quantitative(lang="en")


def pair(question: str, one: str, other: str, **given: object) -> dict[str, object]:
    found = order.pairs(question, EN, **given)  # type: ignore[arg-type]
    chosen = found.query("option_first == @one and option_second == @other")
    [row] = chosen.to_dict("records")
    return {str(name): value for name, value in row.items()}


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
        paired.mcnemar(first, second, both)
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
    ],
)
def test_what_cannot_be_is_refused_in_words(call: Callable[[], object], said: str) -> None:
    with pytest.raises(InputError) as refused:
        call()
    assert str(refused.value).startswith(said)
