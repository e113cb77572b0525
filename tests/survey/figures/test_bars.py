"""Bars: titles that are findings, percentage and count on the bar alike, signs in the place of words."""

from typing import get_args

import pandas as pd
import pytest

from changes import Change, with_count
from charts import spec, words_drawn
from readytochange import parameters, survey
from readytochange.figures import theme
from readytochange.survey.figures import words

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")


@pytest.fixture(scope="module")
def channels() -> pd.DataFrame:
    return survey.shares("channels", IT)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        (
            "channels",
            "Of 33* firms that answered, 31 use email and 29 the telephone: more than any other channel",
        ),
        (
            "outsourceable_channels",
            "Of 33* firms that answered, 16 hand over the telephone, or might: more than any other channel",
        ),
        ("size", "Firms by size"),
    ],
)
def test_the_title_of_shares_is_what_they_show(question: str, title: str) -> None:
    found = survey.shares(question, EN)
    shown = survey.figures.shares("2-trial", found, EN)
    assert (shown.name, shown.lang, shown.title) == ("2-trial", "en", title)
    slides = survey.questions(EN).set_index("question")["slide"]
    assert shown.slide == slides[question]
    assert {"status", "base_status", "share_status"} <= set(shown.table)
    assert "slide" not in shown.table


@pytest.mark.parametrize(
    ("question", "level", "title"),
    [
        ("channels", 31, "Channels in use"),
        ("outsourceable_channels", 10, "Channels outsourced or open to outsourcing"),
    ],
)
def test_where_the_finding_does_not_hold_the_title_is_plain(
    change: Change, question: str, level: int, title: str
) -> None:
    for option in ("phone", "mail", "social"):
        change("answers", with_count(question, option, level))
    assert survey.figures.shares("2-trial", survey.shares(question, EN), EN).title == title


def test_the_slide_is_that_of_the_data(channels: pd.DataFrame) -> None:
    shown = survey.figures.shares("2-trial", channels.assign(slide="Altrove"), IT)
    assert shown.slide == "Altrove"


def test_a_question_without_a_title_of_its_own_is_its_own_title(channels: pd.DataFrame) -> None:
    other = channels.assign(question="management")
    shown = survey.figures.shares("2-trial", other, EN)
    assert shown.title == "How is customer service managed in your company?"


def test_a_bar_says_percentage_and_count_with_their_signs() -> None:
    found = survey.shares("outsourceable_channels", IT)
    drawn = words_drawn(spec(survey.figures.shares("2-trial", found, IT)))
    assert "48,5% · 16 su 33*" in drawn
    assert "21% · 7† su 33*" in drawn


def test_percentages_are_written_as_the_language_writes_them() -> None:
    found = words.with_words(survey.shares("outsourceable_channels", EN), EN)
    assert found["count_text"].iloc[0] == "48.5% · 16 of 33*"


def test_a_share_without_a_published_percentage_is_computed() -> None:
    found = words.with_words(survey.shares("size", EN), EN)
    assert found["count_text"].iloc[0] == "24%* · 8 of 33*"


def test_a_reading_says_its_count_or_the_range_that_its_error_allows() -> None:
    only, several = (
        survey.shares("channels", EN).head(1).assign(percent=percent, status="digitised")
        for percent in ("61", "27,5")
    )
    only = only.assign(count=20)
    several = several.assign(count=pd.NA, count_low=8, count_high=10)
    texts = [words.with_words(row, EN)["count_text"].iloc[0] for row in (only, several)]
    assert texts == ["61%¶ · 20¶ of 33*", "27.5%¶ · 8–10¶ of 33*"]
    drawn = words_drawn(spec(survey.figures.shares("2-trial", several, EN)))
    assert "8–10¶ of 33*" in drawn


def test_no_subtitle_speaks_of_a_method(channels: pd.DataFrame) -> None:
    shown = survey.figures.shares("2-trial", channels, IT)
    assert (
        spec(shown)["title"]["subtitle"] == "Quote di 33* aziende; ognuna poteva dare più risposte"
    )
    assert "Wilson" not in str(spec(shown))
    assert shown.reading == "Le linee mostrano quanto è incerta ogni quota con così poche risposte."


def test_the_channels_that_the_title_names_are_highlighted(channels: pd.DataFrame) -> None:
    [rows] = spec(survey.figures.shares("2-trial", channels, IT))["datasets"].values()
    assert [row["option"] for row in rows if row["most"]] == ["mail", "phone"]
    outside = survey.shares("outsourceable_channels", IT)
    [rows] = spec(survey.figures.shares("2-trial", outside, IT))["datasets"].values()
    assert [row["option"] for row in rows if row["most"]] == ["phone"]


def test_the_interval_is_thinner_than_its_bar(channels: pd.DataFrame) -> None:
    bars, lines, *_ = spec(survey.figures.shares("2-trial", channels, IT))["layer"]
    assert lines["mark"]["strokeWidth"] < bars["mark"]["size"] / 10
    [condition] = bars["encoding"]["color"]["condition"]
    assert condition["value"] == theme.BLUE


def test_the_channels_handed_over_say_how_many_each_firm_names() -> None:
    shown = survey.figures.shares("2-trial", survey.shares("outsourceable_channels", IT), IT)
    assert shown.reading == (
        "Le linee mostrano quanto è incerta ogni quota con così poche risposte. "
        "In tutto le indicazioni sono 46*, da 16–17§ aziende, alla condizione della figura precedente: "
        "in media 2,7–2,9§ ciascuna."
    )


def test_every_method_of_intervals_has_a_name() -> None:
    accepted = parameters.Quantitative.model_fields["interval"].annotation
    assert tuple(survey.figures.METHODS) == get_args(accepted)


def test_the_description_of_a_chart_has_all_its_figures(channels: pd.DataFrame) -> None:
    told = survey.figures.shares("2-trial", channels.iloc[[0, 5]], IT).description
    assert told == (
        "Barre, una riga per risposta, con la linea del suo intervallo. Canali mail: 94% · 31 su 33*; "
        "Web ticket: 3% · 1† su 33*."
    )


def test_sizes_are_plain_counts_without_intervals() -> None:
    shown = survey.figures.sizes("2-trial", survey.counts("size", EN), EN)
    assert shown.title == "In each class of size there are from 8 to 13 firms of 33*"
    assert not {"low", "high", "share"} & set(shown.table)
    assert [layer["mark"]["type"] for layer in spec(shown)["layer"]] == ["bar", "text"]
    assert "13" in words_drawn(spec(shown)).split()
    assert "%" not in words_drawn(spec(shown))
    assert shown.reading == "The classes leave out firms with 15 or 151 employees."


@pytest.mark.parametrize("counts", [[0, 20, 13], [11, 11, 11]])
def test_where_classes_are_empty_or_alike_their_title_is_plain(counts: list[int]) -> None:
    found = survey.counts("size", EN).assign(count=counts)
    assert survey.figures.sizes("2-trial", found, EN).title == "Firms by size"


def test_classes_that_leave_nobody_out_need_no_reading(change: Change) -> None:
    change("answers", lambda answers: answers.assign(low=None, high=None))
    assert survey.figures.sizes("2-trial", survey.counts("size", EN), EN).reading == ""
