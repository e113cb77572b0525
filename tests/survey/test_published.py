"""The survey's figures, as a person reads them off the slides, and the tables made of them."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from projects import PROJECT
from readytochange import parameters, survey
from readytochange.errors import InputError
from readytochange.study import tables
from readytochange.survey import proportions

EXPECTED = PROJECT.root / "tests/expected"

CHANNELS = {
    "mail": 31,
    "phone": 29,
    "social": 23,
    "automated_messaging": 11,
    "whatsapp": 9,
    "web_ticket": 1,
    "vocal_bot": 1,
    "fax_post": 1,
    "physical_desks": 1,
    "sms": 1,
    "internal_chat": 1,
}
OUTSOURCEABLE = {
    "phone": 16,
    "all_internal": 15,
    "mail": 10,
    "social": 8,
    "automated_messaging": 7,
    "whatsapp": 4,
    "fundraising": 1,
    "not_relevant": 1,
}
DIFFERENCES = {
    "mail": (21, 8, 10),
    "social": (15, 0, 8),
    "phone": (13, 12, 16),
    "whatsapp": (5, 0, 4),
    "automated_messaging": (4, 0, 7),
}
"""How many more firms use a channel than would outsource it; at least and at most how many are in both lists."""


def expected(name: str) -> pd.DataFrame:
    texts = {"percent": "str", "allowed": "str"}
    return pd.read_csv(EXPECTED / f"{name}.csv", dtype=texts, keep_default_na=False)


def assert_as_expected(found: pd.DataFrame, name: str) -> None:
    assert_frame_equal(found, expected(name), check_dtype=False, rtol=0, atol=1e-6)


@pytest.mark.parametrize("question", ["size", "channels", "outsourceable_channels"])
def test_the_shares_of_a_question_are_the_expected_table(question: str) -> None:
    assert_as_expected(survey.shares(question, "it"), question)


def test_the_checks_are_the_expected_table() -> None:
    assert_as_expected(survey.checks("it"), "checks")


def test_the_two_lists_compared_are_the_expected_table() -> None:
    assert_as_expected(survey.compare("channels", "outsourceable_channels", "it"), "compared")


@pytest.mark.parametrize(
    ("question", "counts"), [("channels", CHANNELS), ("outsourceable_channels", OUTSOURCEABLE)]
)
def test_every_option_has_its_count_in_printed_order(question: str, counts: dict[str, int]) -> None:
    found = survey.counts(question, "en").set_index("option")["count"]
    assert list(found.items()) == list(counts.items())


def test_seven_and_four_firms_are_recovered_from_21_and_12_percent() -> None:
    found = survey.counts("outsourceable_channels", "en").set_index("option")
    recovered = found.loc[["automated_messaging", "whatsapp"], ["percent", "count", "status"]]
    assert recovered.to_numpy().tolist() == [["21", 7, "recovered"], ["12", 4, "recovered"]]


def test_of_19_printed_percentages_9_have_a_printed_count_and_10_a_recovered_one() -> None:
    statuses = survey.checks("en")["status"]
    assert len(statuses) == 19
    assert statuses.value_counts().to_dict() == {"recovered": 10, "published": 9}


def test_every_printed_percentage_is_possible_and_fits_its_count() -> None:
    checks = survey.checks("it")
    assert checks["fits"].all()
    assert (checks["allowed"] == checks["count"].astype(str)).all()


def test_a_printed_count_that_contradicts_its_percentage_does_not_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = tables.answers()
    answers.loc[answers["percent"] == "94", "count"] = 30
    monkeypatch.setattr(tables, "answers", lambda: answers)
    checks = survey.checks("it")
    misfits = checks.loc[~checks["fits"], ["label", "count", "allowed"]]
    assert misfits.to_numpy().tolist() == [["Canali mail", 30, "31"]]


def test_sizes_have_no_percentage_to_check() -> None:
    assert "size" not in set(survey.checks("it")["question"])


def test_the_channels_compared_go_from_the_largest_difference_to_the_smallest() -> None:
    pair = survey.compare("channels", "outsourceable_channels", "en")
    more = pair["count_first"] - pair["count_second"]
    rows = zip(more, pair["both_low"], pair["both_high"], strict=True)
    assert list(zip(pair["option"], rows, strict=True)) == list(DIFFERENCES.items())
    assert (pair["difference"] * 33).tolist() == pytest.approx(more.tolist())


def test_compared_the_other_way_round_the_differences_change_sign() -> None:
    there = survey.compare("channels", "outsourceable_channels", "en").set_index("option")
    back = survey.compare("outsourceable_channels", "channels", "en").set_index("option")
    assert (there["difference"] + back["difference"]).abs().max() == pytest.approx(0)
    assert there[["both_low", "both_high"]].equals(back.loc[there.index, ["both_low", "both_high"]])


@pytest.mark.parametrize("method", ["wilson", "exact", "jeffreys"])
def test_intervals_are_those_asked_for(method: parameters.Method) -> None:
    shares = survey.shares("channels", "it", 0.9, method)
    for row in shares.itertuples():
        count = CHANNELS[str(row.option)]
        assert (row.low, row.high) == proportions.interval(count, 33, 0.9, method)


def test_firms_with_15_or_151_employees_fall_between_the_printed_sizes() -> None:
    assert survey.size_gaps() == [15, 151]


def test_fifteen_questions_stand_in_the_surveys_order() -> None:
    questions = survey.questions("en")
    assert questions["order"].tolist() == list(range(1, 16))
    assert questions["label"].iloc[0] == "Size of the respondents' companies"
    assert set(questions["published"]) == set(survey.PUBLISHED)


def test_clusters_come_with_the_name_of_their_topic() -> None:
    found = survey.clusters("difficulties", "it").set_index("cluster")
    assert len(found) == 7
    assert found.loc["reputation", "topic_label"] == "Reputazione e valori"
    assert len(survey.clusters("activities", "it")) == 9


def test_quotes_are_five_in_either_language() -> None:
    assert "Creare partnership per partecipare a gare" in set(survey.quotes("it")["text"])
    assert len(survey.quotes("it")) == len(survey.quotes("en")) == 5
    assert not set(survey.quotes("it")["text"]) & set(survey.quotes("en")["text"])


def test_a_question_without_figures_is_refused_naming_those_with() -> None:
    with pytest.raises(InputError) as refused:
        survey.counts("management", "it")
    assert str(refused.value) == (
        "unknown question with figures 'management'; accepted: size, channels, outsourceable_channels"
    )


def test_a_question_without_clusters_is_refused_naming_those_with() -> None:
    with pytest.raises(InputError, match="'comments'; accepted: difficulties, activities"):
        survey.clusters("comments", "it")


def test_a_count_that_nothing_gives_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = tables.answers()
    sms = answers["option"] == "sms"
    monkeypatch.setattr(
        tables, "answers", lambda: answers.assign(percent=answers["percent"].mask(sms, "50"))
    )
    with pytest.raises(InputError, match=r"question 'channels', option 'sms'.*'50' of 33"):
        survey.shares("channels", "it")


def test_two_questions_that_share_no_option_are_not_compared() -> None:
    with pytest.raises(InputError, match="questions 'channels' and 'size' share no option"):
        survey.compare("channels", "size", "it")


def test_a_question_with_figures_and_no_base_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tables.questions()
    none = asked["base"].mask(asked["question"] == "size")
    monkeypatch.setattr(tables, "questions", lambda: asked.assign(base=none))
    with pytest.raises(InputError, match="question 'size', column base: nothing"):
        survey.counts("size", "it")


def test_nine_questions_wait_for_their_figures_and_the_open_ones_are_not_among_them() -> None:
    found = survey.unprinted("it")
    assert len(found) == 9
    assert set(found["published"]) == {"nothing", "options"}
    assert "open" not in set(found["kind"])
