"""Every published percentage of the study against its base."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from changes import Change
from projects import PROJECT
from readytochange import parameters, survey

IT = parameters.Quantitative()


def test_the_checks_are_the_expected_table() -> None:
    texts = {"percent": "str", "allowed": "str"}
    place = PROJECT.root / "tests/expected/checks.csv"
    expected = pd.read_csv(place, dtype=texts, keep_default_na=False)
    assert_frame_equal(survey.checks(IT), expected, check_dtype=False, rtol=0, atol=1e-6)


def test_of_19_published_percentages_9_have_a_published_count_and_10_a_recovered_one() -> None:
    statuses = survey.checks(IT)["status"]
    assert len(statuses) == 19
    assert statuses.value_counts().to_dict() == {"recovered": 10, "published": 9}


def test_every_published_percentage_is_possible_and_fits_its_count() -> None:
    checks = survey.checks(IT)
    assert checks["fits"].all()
    assert (checks["allowed"] == checks["count"].astype(str)).all()


def test_a_published_count_that_contradicts_its_percentage_does_not_fit(
    change: Change,
) -> None:
    def other(answers: pd.DataFrame) -> pd.DataFrame:
        return answers.assign(count=answers["count"].mask(answers["percent"] == "94", 30))

    change("answers", other)
    checks = survey.checks(IT)
    misfits = checks.loc[~checks["fits"], ["label", "count", "allowed"]]
    assert misfits.to_numpy().tolist() == [["Canali mail", 30, "31"]]


def test_sizes_have_no_percentage_to_check() -> None:
    assert "size" not in set(survey.checks(IT)["question"])


def test_every_published_percentage_of_the_study_is_checked_alike() -> None:
    for row in survey.checks(IT).itertuples():
        found = survey.check(row.percent, int(row.base))
        assert ", ".join(map(str, found["count"])) == row.allowed


@pytest.mark.parametrize(
    ("percent", "base", "counts", "says"),
    [
        ("48,5", 33, [16], "One count of 33 makes 48.5%"),
        ("1", 400, [2, 3, 4, 5, 6], "5 counts of 400 make 1%"),
        ("50,0", 33, [], "No count of 33 makes 50.0%"),
    ],
)
def test_a_check_says_how_many_counts_there_are(
    percent: str, base: int, counts: list[int], says: str
) -> None:
    found = survey.check(percent, base, parameters.Settings(lang="en"))
    assert found["count"].dropna().to_list() == counts
    assert set(found["says"]) == {says}
    assert (
        survey.figures.percentage("2-check", percent, base, parameters.Settings(lang="en")).title
        == says
    )
