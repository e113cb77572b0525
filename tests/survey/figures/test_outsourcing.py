"""Firms in squares, and bounds on bars: titles that hold, conditions stated, a mark a firm."""

from typing import Any

import pandas as pd
import pytest

from changes import Change, with_count
from charts import spec, words_drawn
from readytochange import parameters, survey
from readytochange.figures import theme
from readytochange.figures.figure import Figure

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")
LISTS = "channels", "outsourceable_channels"


def squares(shown: Figure) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = spec(shown)["datasets"][spec(shown)["layer"][0]["data"]["name"]]
    return rows


@pytest.mark.parametrize(
    ("settings", "title", "condition"),
    [
        (
            IT,
            "Tra le aziende che hanno risposto, chi affida un canale all’esterno, o potrebbe, indica quasi sempre il "
            "telefono: 16 su 17§ al massimo",
            "se chi ha risposto «Tutto gestito internamente» o «Non rilevante» non affida altro",
        ),
        (
            EN,
            "Of the firms that answered, those that hand over a channel, or might, nearly always name the telephone: "
            "16 of at most 17§",
            "if those that answered “Everything managed in house” or “Not relevant” hand nothing over",
        ),
    ],
)
def test_the_squares_say_what_they_show_and_on_what_condition(
    settings: parameters.Settings, title: str, condition: str
) -> None:
    shown = survey.figures.openness("2-trial", survey.openness(settings), settings)
    assert shown.title == title
    assert spec(shown)["title"]["subtitle"].endswith(condition)
    slides = survey.questions(settings).set_index("question")["slide"]
    assert shown.slide == slides["outsourceable_channels"]


def test_there_is_a_square_for_each_firm_and_those_of_the_telephone_are_highlighted() -> None:
    shown = survey.figures.openness("2-trial", survey.openness(EN), EN)
    marks = squares(shown)
    assert len(marks) == 33
    assert sum(mark["fill"] == theme.BLUE for mark in marks) == 16
    assert [mark["label"] for mark in marks if mark["fill"] == theme.PAPER] == [
        "Only other options, at most"
    ]
    drawn = words_drawn(spec(shown)).split()
    assert {"16", "1§", "15", "1†"} <= set(drawn)


def test_the_description_tells_every_part() -> None:
    shown = survey.figures.openness("2-trial", survey.openness(EN), EN)
    assert shown.description == (
        "Squares, one per firm, in rows. Name the telephone: 16; Only other options, at most: 1§; "
        "Everything managed in house: 15; Not relevant: 1†."
    )


def test_where_two_channels_are_level_the_title_is_plain_and_nothing_is_highlighted(
    change: Change,
) -> None:
    change("answers", with_count(LISTS[1], "mail", 16))
    shown = survey.figures.openness("2-trial", survey.openness(EN), EN)
    assert shown.title == "Firms by what they hand over, or might"
    assert theme.BLUE not in {mark["fill"] for mark in squares(shown)}
    pair = survey.compare(*LISTS, EN)
    other = survey.figures.compared("2-trial", pair, EN)
    assert other.title == "Channels in use, and how many firms hand them over"


def test_without_answers_that_exclude_the_others_there_is_no_condition(
    change: Change,
) -> None:
    change("answers", "not exclusive")
    shown = survey.figures.openness("2-trial", survey.openness(EN), EN)
    assert spec(shown)["title"]["subtitle"] == "A square is a firm, 33* in all"


def test_without_figures_there_are_no_squares() -> None:
    shown = survey.figures.openness("2-trial", survey.openness(EN).iloc[:0], EN)
    assert shown.spec is None
    assert shown.title == "Firms by what they hand over, or might"


@pytest.fixture(scope="module")
def pair() -> pd.DataFrame:
    return survey.compare(*LISTS, EN)


def test_the_two_lists_say_of_those_that_use_a_channel_how_many_hand_it_over(
    pair: pd.DataFrame,
) -> None:
    shown = survey.figures.compared("2-trial", pair, EN)
    assert (
        shown.title == "Of 29 firms that use the telephone, 12–16§ hand that channel over, or might"
    )
    assert "Telephone channels: 12–16§ of 29 (41–55%§)" in shown.description
    assert "0–4§ of 9 (0–44%§)" in words_drawn(spec(shown))
    assert "64" not in f"{shown.title} {shown.description.split('Automated')[0]}"
    slides = survey.questions(EN).set_index("question")["slide"]
    assert shown.slide.splitlines() == [*slides[["channels", "outsourceable_channels"]]]
    assert {"count_first_status", "count_second_status", "both_status"} <= set(shown.table)


def test_the_channels_of_one_list_alone_are_named_under_the_figure(pair: pd.DataFrame) -> None:
    alone = survey.figures.compared("2-trial", pair, EN).reading.split("Only in ")[1:]
    in_use = [each["label"] for each in survey.counts("channels", EN).to_dict("records")]
    assert alone[0].startswith("“Channels in use”: ")
    assert {*alone[0].split(": ")[1].strip(" .").split("; ")} == {*in_use} - {*pair["label"]}
    assert "Fundraising" in alone[1]


def test_two_other_questions_are_not_worded_as_in_use_and_handed_over() -> None:
    turned = LISTS[::-1]
    pair = survey.compare(*turned, EN)
    shown = survey.figures.compared("2-trial", pair, EN)
    assert shown.title == survey.figures.two_lists("2-trial", pair, *turned, EN).title
    assert "use the channel" not in shown.reading
    nothing = survey.figures.compared("2-trial", pair.head(0), EN)
    assert nothing.title == "Answers that two questions share"


def test_the_bars_of_a_channel_are_those_that_use_it_and_both_bounds(pair: pd.DataFrame) -> None:
    whole, most, least, *_ = spec(survey.figures.compared("2-trial", pair, EN))["layer"]
    assert [layer["encoding"]["x"]["field"] for layer in (whole, most, least)] == [
        "count_first",
        "both_high",
        "both_low",
    ]
    assert most["mark"]["opacity"] < least["mark"]["opacity"]


def test_two_lists_are_compared_in_the_order_given(pair: pd.DataFrame) -> None:
    shown = survey.figures.compared("2-trial", pair[::-1], EN)
    assert shown.table["label"].tolist() == pair["label"].tolist()[::-1]
    assert "the telephone" in shown.title


def test_bounds_that_meet_are_one_number(pair: pd.DataFrame) -> None:
    met = pair.head(1).assign(both_low=16, both_share_low=pair["both_share_high"])
    shown = survey.figures.compared("2-trial", met, EN)
    assert "Telephone channels: 16§ of 29 (55%§)." in shown.description


def test_a_count_that_is_a_range_is_drawn_to_its_most(pair: pd.DataFrame) -> None:
    read = pair.head(1).assign(
        count_first=pd.NA,
        count_first_status="digitised",
        count_first_low=28,
        count_first_high=30,
        count_second_low=16,
        count_second_high=16,
    )
    shown = survey.figures.compared("2-trial", read, EN)
    assert "12–16§ of 28–30¶" in shown.description
    whole = spec(shown)["layer"][0]
    assert whole["encoding"]["x"]["field"] == "count_first_high"


def test_a_share_of_nobody_is_not_told(pair: pd.DataFrame) -> None:
    none = pair.tail(1).assign(count_first=0, both_high=0, both_share_low=float("nan"))
    shown = survey.figures.compared("2-trial", none, EN)
    assert "WhatsApp: 0§ of 0." in shown.description
