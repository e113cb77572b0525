"""What the survey says in a few sentences: computed, and not said once the data no longer say it."""

import pandas as pd
import pytest

from readytochange import parameters, survey
from readytochange.survey import comparison, readings

EN = parameters.Quantitative(lang="en")


def test_open_firms_name_the_telephone() -> None:
    said = readings.open_firms(EN)
    assert said is not None
    assert said.plain.startswith(
        "**Firms that hand over a channel, or might, nearly always name the telephone:** 16 of at most 17"
    )


def test_nearly_all_use_two_channels() -> None:
    said = readings.most_used(EN)
    assert said is not None
    first, second = survey.counts("channels", EN)["count"].nlargest(2)
    assert f"({first} of 33*)" in said.plain
    assert f"({second}):** at least 27§ have both" in said.plain


def test_the_activities_do_not_name_it() -> None:
    said = readings.imagined_work(EN)
    assert said is not None
    assert (
        "do not name the telephone**, which is not to exclude it. Of the nine groups" in said.plain
    )


def test_nothing_is_said_where_no_channel_is_used_by_nearly_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fewer(*_: object) -> pd.DataFrame:
        return pd.DataFrame({"count_second": [20], "base": [33]})

    monkeypatch.setattr(comparison, "leading", fewer)
    assert readings.most_used(EN) is None
