"""Two answers of the same firms side by side: what is bounded, and which two come first."""

import pandas as pd
from pandas.testing import assert_frame_equal

from changes import Change, with_count, without_figures
from projects import PROJECT
from readytochange import parameters, survey
from readytochange.survey import comparison

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")
BOTH = {
    "phone": (12, 16),
    "mail": (8, 10),
    "social": (0, 8),
    "automated_messaging": (0, 7),
    "whatsapp": (0, 4),
}
"""At least and at most how many firms use a channel and would hand it over, from the one most handed over."""


def test_the_two_lists_compared_are_the_expected_table() -> None:
    expected = pd.read_csv(PROJECT.root / "tests/expected/compared.csv", keep_default_na=False)
    found = survey.compare("channels", "outsourceable_channels", IT)
    assert_frame_equal(found, expected, check_dtype=False, rtol=0, atol=1e-6)


def test_the_channels_compared_go_from_the_one_most_handed_over() -> None:
    pair = survey.compare("channels", "outsourceable_channels", EN)
    bounds = zip(pair["both_low"], pair["both_high"], strict=True)
    assert list(zip(pair["option"], bounds, strict=True)) == list(BOTH.items())
    assert pair["share_second"].is_monotonic_decreasing


def test_compared_the_other_way_round_the_bounds_are_the_same() -> None:
    forth = survey.compare("channels", "outsourceable_channels", EN).set_index("option")
    back = survey.compare("outsourceable_channels", "channels", EN).set_index("option")
    assert forth[["both_low", "both_high"]].equals(back.loc[forth.index, ["both_low", "both_high"]])


def test_of_29_firms_with_a_telephone_41_to_55_percent_hand_it_over() -> None:
    phone = survey.option(survey.compare("channels", "outsourceable_channels", EN), "phone")
    shares = round(100 * phone["both_share_low"]), round(100 * phone["both_share_high"])
    assert (phone["count_first"], *shares) == (29, 41, 55)


def test_of_a_channel_that_nobody_uses_no_share_hands_it_over(
    change: Change,
) -> None:
    change("answers", with_count("channels", "whatsapp", 0))
    row = survey.option(survey.compare("channels", "outsourceable_channels", EN), "whatsapp")
    assert (row["both_low"], row["both_high"]) == (0, 0)
    assert pd.isna(row["both_share_low"])


def test_a_count_that_is_a_range_widens_the_bounds(change: Change) -> None:
    def read_off(answers: pd.DataFrame) -> pd.DataFrame:
        at = (answers["question"] == "outsourceable_channels") & (answers["option"] == "phone")
        answers.loc[at, ["count", "percent", "status", "reading_error"]] = [
            None,
            "48",
            "digitised",
            "4",
        ]
        return answers

    change("answers", read_off)
    row = survey.option(survey.compare("channels", "outsourceable_channels", EN), "phone")
    assert pd.isna(row["count_second"])
    assert (row["count_second_low"], row["count_second_high"]) == (15, 17)
    assert (row["both_low"], row["both_high"]) == (11, 17)
    assert survey.handed_over(EN).empty
    assert survey.openness(EN).empty


def test_an_option_is_in_both_lists_or_in_one() -> None:
    lists = "channels", "outsourceable_channels"
    alone = comparison.in_one(*lists, EN)
    assert {*alone["option"]} & {*survey.compare(*lists, EN)["option"]} == set()
    for question, own in alone.groupby("question"):
        offered = {*survey.counts(question, EN)["option"]}
        assert {*own["option"]} == offered - {*survey.compare(*lists, EN)["option"]}
    assert comparison.in_one("channels", "channels", EN).empty


def test_two_questions_that_share_no_option_have_nothing_to_compare() -> None:
    found = survey.compare("channels", "size", IT)
    assert list(found) == list(survey.compare("channels", "outsourceable_channels", IT))
    assert found.empty


def test_at_least_27_firms_have_both_of_the_channels_most_in_use() -> None:
    (row,) = survey.leading("channels", EN).to_dict("records")
    assert (row["option_first"], row["option_second"]) == ("mail", "phone")
    assert (row["first"], row["second"]) == ("email", "the telephone")
    assert (row["both_low"], row["both_high"], row["both_status"]) == (27, 29, "bounded")


def test_where_second_and_third_are_level_no_two_lead(change: Change) -> None:
    change("answers", with_count("channels", "social", 29))
    assert survey.leading("channels", EN).empty


def test_an_answer_that_excludes_the_others_is_no_channel_that_leads() -> None:
    (row,) = survey.leading("outsourceable_channels", EN).to_dict("records")
    assert (row["option_first"], row["option_second"]) == ("phone", "mail")


def test_without_figures_there_is_nothing_to_compare_and_none_leads(change: Change) -> None:
    without_figures(change)
    assert survey.compare("channels", "outsourceable_channels", IT).empty
    assert survey.leading("channels", IT).empty
