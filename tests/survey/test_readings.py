"""What the survey says in words: computed, and not said once the data no longer say it."""

import pandas as pd
import pytest

from changes import Change, How, with_count
from readytochange import parameters, survey
from readytochange.survey import comparison, readings

EN = parameters.Quantitative(lang="en")


def test_nearly_all_firms_that_hand_anything_over_name_the_telephone(change: Change) -> None:
    [row] = readings.open_firms(EN)
    assert (row["first"], row["count"], row["open_high"]) == ("the telephone", "16", "17§")
    change("answers", with_count("outsourceable_channels", "all_internal", 12))
    assert readings.open_firms(EN) == []


@pytest.mark.parametrize(
    "gone",
    [
        with_count("outsourceable_channels", "mail", 16),
        "question != 'outsourceable_channels'",
        "not exclusive",
    ],
    ids=["another is as frequent", "no figures", "none that excludes others"],
)
def test_no_channel_is_named_where_none_is_first(change: Change, gone: How) -> None:
    change("answers", gone)
    assert readings.open_firms(EN) == []


def test_nearly_all_use_two_channels() -> None:
    [row] = readings.most_used(EN)
    counts = survey.counts("channels", EN)["count"].nlargest(2)
    assert [row["count_first"], row["count_second"]] == [str(count) for count in counts]
    assert (row["base"], row["both_low"]) == ("33*", "27§")


def test_nothing_is_said_where_no_channel_is_used_by_nearly_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fewer(*_: object) -> pd.DataFrame:
        return pd.DataFrame({"count_second": [20], "base": [33]})

    monkeypatch.setattr(comparison, "leading", fewer)
    assert readings.most_used(EN) == []
