"""The survey's figures, as a person reads them off the slides, and the tables made of them."""

from collections.abc import Callable

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from changes import Change, without_figures
from projects import PROJECT, ProjectFolder
from readytochange import parameters, survey
from readytochange.errors import InputError
from readytochange.survey import proportions, published

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")
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


def expected(name: str) -> pd.DataFrame:
    texts = {"percent": "str", "allowed": "str"}
    return pd.read_csv(EXPECTED / f"{name}.csv", dtype=texts, keep_default_na=False)


def assert_as_expected(found: pd.DataFrame, name: str) -> None:
    assert_frame_equal(found, expected(name), check_dtype=False, rtol=0, atol=1e-6)


@pytest.mark.parametrize("question", ["size", "channels", "outsourceable_channels"])
def test_the_shares_of_a_question_are_the_expected_table(question: str) -> None:
    assert_as_expected(survey.shares(question, IT), question)


@pytest.mark.parametrize(
    ("question", "counts"), [("channels", CHANNELS), ("outsourceable_channels", OUTSOURCEABLE)]
)
def test_every_option_has_its_count_in_printed_order(question: str, counts: dict[str, int]) -> None:
    found = survey.counts(question, EN).set_index("option")["count"]
    assert list(found.items()) == list(counts.items())


def test_seven_and_four_firms_are_recovered_from_21_and_12_percent() -> None:
    found = survey.counts("outsourceable_channels", EN).set_index("option")
    recovered = found.loc[["automated_messaging", "whatsapp"], ["percent", "count", "status"]]
    assert recovered.to_numpy().tolist() == [["21", 7, "recovered"], ["12", 4, "recovered"]]


@pytest.mark.parametrize("method", ["wilson", "exact", "jeffreys"])
def test_intervals_are_those_asked_for(method: parameters.Method) -> None:
    chosen = parameters.Quantitative(confidence=0.9, interval=method)
    shares = survey.shares("channels", chosen)
    for row in shares.itertuples():
        count = CHANNELS[str(row.option)]
        assert (row.low, row.high) == proportions.interval(count, 33, 0.9, method)


def test_firms_with_15_or_151_employees_fall_between_the_printed_sizes() -> None:
    assert survey.size_gaps() == ["15", "151"]


def test_a_question_without_figures_is_refused_naming_those_with() -> None:
    with pytest.raises(InputError) as refused:
        survey.counts("management", IT)
    assert str(refused.value) == (
        "question 'management' was asked, but the text we have holds no figures of its answers; "
        "questions with figures: size, channels, outsourceable_channels"
    )


def test_an_option_is_a_row_and_one_that_is_none_is_refused_naming_the_closest() -> None:
    shares = survey.shares("channels", EN)
    assert survey.option(shares, "whatsapp")[["count", "base"]].tolist() == [9, 33]
    with pytest.raises(InputError, match="unknown option 'whatsap'; did you mean 'whatsapp'"):
        survey.option(shares, "whatsap")


def test_what_notebooks_name_and_the_data_lack_has_no_rows(change: Change) -> None:
    without_figures(change)
    assert survey.shares("channels", IT).empty
    assert survey.checks(IT).empty
    assert survey.clusters("activities", IT).empty
    with pytest.raises(InputError, match="unknown question with figures 'chanels'"):
        survey.shares("chanels", IT)


def test_a_class_of_size_that_is_gone_is_a_range(change: Change) -> None:
    change("answers", "option != 'medium'")
    assert survey.size_gaps() == ["15–151"]


def test_the_widest_interval_is_that_of_one_half() -> None:
    (found,) = survey.widest_interval(EN).to_dict("records")
    assert (found["base"], round(100 * (found["high"] - found["low"]))) == (33, 32)


@pytest.fixture
def digitised(make_project: Callable[..., ProjectFolder], monkeypatch: pytest.MonkeyPatch) -> None:
    """A project to which somebody has added a chart, as `data/README.md` says how: readings of three options."""
    small = make_project()
    questions, answers = (
        small.project.data / f"report/{name}.csv" for name in ("questions", "answers")
    )
    text = questions.read_text(encoding="utf-8")
    before = "remote_growth,10,"
    line = next(each for each in text.splitlines() if each.startswith(before))
    questions.write_text(
        text.replace(line, line.replace("project,,,,nothing", "project,,33,computed,counts")),
        encoding="utf-8",
    )
    rows = [
        "remote_growth,yes,1,Sì,Yes,61,,digitised,1,false,,,{slide}",
        'remote_growth,no,2,No,No,"27,5",,digitised,4,false,,,{slide}',
        "remote_growth,unsure,3,Non so,Not sure,12,,digitised,1,false,,,{slide}",
    ]
    slide = line.rsplit(",", 1)[1]
    with answers.open("a", encoding="utf-8") as file:
        file.writelines(row.format(slide=slide) + "\n" for row in rows)
    small.accept_tables()
    monkeypatch.chdir(small.root)


@pytest.mark.usefixtures("digitised")
def test_a_reading_gives_its_only_count_or_the_range_that_its_error_allows() -> None:
    counted = survey.counts("remote_growth", EN).set_index("option")
    assert counted["status"].tolist() == ["digitised"] * 3
    assert counted[["count_low", "count_high"]].to_numpy().tolist() == [[20, 20], [8, 10], [4, 4]]
    assert counted["count"].isna().tolist() == [False, True, False]
    assert counted.loc["no", "share"] == pytest.approx(0.275)


@pytest.mark.usefixtures("digitised")
def test_an_interval_of_a_reading_covers_every_count_that_it_allows() -> None:
    found = survey.shares("remote_growth", EN)
    for row in found.itertuples():
        for count in range(row.count_low, row.count_high + 1):
            low, high = proportions.interval(count, 33)
            assert row.low <= low <= high <= row.high


@pytest.mark.usefixtures("digitised")
def test_a_reading_is_no_printed_percentage_to_be_checked() -> None:
    assert "remote_growth" not in set(survey.checks(EN)["question"])


def test_only_the_question_on_size_takes_one_answer() -> None:
    assert {name: published.is_single(name) for name in published.WITH_FIGURES} == {
        "size": True,
        "channels": False,
        "outsourceable_channels": False,
    }
