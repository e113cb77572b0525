"""What answers to several options imply together: bounds, parts of all firms, and what is not said."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from changes import Change, How, called, with_count, without_figures
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


def without(option: str) -> str:
    return f"question != 'outsourceable_channels' or option != '{option}'"


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


def test_16_to_17_firms_hand_a_channel_over_and_name_46_in_all() -> None:
    (row,) = survey.handed_over(EN).to_dict("records")
    assert (row["closed"], row["base"], row["open_low"], row["open_high"]) == (16, 33, 16, 17)
    assert row["answers"] == "“Everything managed in house” or “Not relevant”"
    assert (row["first"], row["count"]) == ("the telephone", 16)
    assert (row["mentions"], row["open"], row["each"]) == (46, "16–17", "2.7–2.9")


def test_all_firms_are_in_parts_that_add_up() -> None:
    found = survey.openness(EN)
    assert list(zip(found["part"], found["option"], found["count"], strict=True)) == [
        ("first", "phone", 16),
        ("other", "", 1),
        ("closed", "all_internal", 15),
        ("closed", "not_relevant", 1),
    ]
    assert found["status"].tolist() == ["published", "bounded", "published", "recovered"]
    assert found["count"].sum() == found["base"].iloc[0]
    assert found["label"].iloc[0] == "Name the telephone"


def test_another_channel_that_is_first_is_named(change: Change) -> None:
    change("answers", without("phone"))
    assert survey.handed_over(EN)["first"].tolist() == ["email"]
    change("answers", with_count("outsourceable_channels", "fundraising", 14))
    assert survey.handed_over(EN)["first"].tolist() == ["“Fundraising”"]


@pytest.mark.parametrize(
    "how",
    [with_count("outsourceable_channels", "mail", 16), without("all_internal")],
    ids=["level", "no majority"],
)
def test_where_no_channel_is_first_those_that_name_one_are_one_part(
    change: Change, how: How
) -> None:
    change("answers", how)
    assert survey.handed_over(EN)["first"].tolist() == [""]
    found = survey.openness(EN)
    assert found["part"].iloc[0] == "open"
    assert "first" not in set(found["part"])
    assert found["count"].sum() == found["base"].iloc[0]


def test_firms_that_named_nothing_are_a_part_where_there_must_be_some(
    change: Change,
) -> None:
    kept = ["phone", "not_relevant"]
    change("answers", f"question != 'outsourceable_channels' or option in {kept}")
    found = survey.openness(EN).set_index("part")["count"]
    assert found.to_dict() == {"first": 16, "closed": 1, "silent": 16}


def test_no_activity_imagined_names_the_telephone_and_six_of_nine_are_back_office() -> None:
    (row,) = survey.imagined(EN).to_dict("records")
    assert row == {
        "n": "nine",
        "back_office": "six",
        "contact": "three",
        "channel": "the telephone",
    }


@pytest.mark.parametrize(("lang", "text"), [("it", "Interviste telefoniche"), ("en", "By phone")])
def test_an_activity_that_names_the_telephone_is_seen(change: Change, lang: str, text: str) -> None:
    change("clusters", called("outbound_interviews", f"label_{lang}", text))
    settings = parameters.check("2-quantitative", {"lang": lang})
    assert survey.imagined(settings)["channel"].tolist() == [""]


def test_without_figures_nothing_follows(change: Change) -> None:
    without_figures(change)
    assert survey.compare("channels", "outsourceable_channels", IT).empty
    assert survey.leading("channels", IT).empty
    assert survey.handed_over(IT).empty
    assert survey.openness(IT).empty
    assert survey.imagined(IT).empty
