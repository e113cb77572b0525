"""A wave beside the published figures and beside another: what changed, what cannot be claimed, and rows of old."""

from collections.abc import Mapping

import numpy as np
import polars as pl
import pytest

from answer_frames import wave
from readytochange import survey
from readytochange.errors import InputError
from readytochange.parameters import Quantitative
from readytochange.study import tables
from readytochange.survey.multiple_testing import holm
from readytochange.survey.waves.answers import schema
from readytochange.survey.waves.instrument import questionnaire
from readytochange.survey.waves.tables import changes
from readytochange.survey.waves.tables.comparison import (
    PUBLISHED,
    VERDICTS,
    WAVES,
    between,
    with_published,
)
from readytochange.survey.waves.tables.reconciliation import RECONCILED, reconciliation
from readytochange.survey.waves.wave import Wave

EN = Quantitative(lang="en")
ASKED = questionnaire()


def rows_of(base: int, **counts: Mapping[str, int]) -> Wave:
    """A wave of firms that gave the answers to each question as often as said; the first answer the first firms."""
    answers: dict[str, pl.Series] = {"respondent": pl.Series(range(2, base + 2))}
    for question, options in counts.items():
        asked = ASKED[question]
        answers[asked.state] = pl.Series(["answered"] * base)
        if asked.kind == "multiple":
            given = {f"{question}/{option}": count for option, count in options.items()}
            answers |= {
                column: pl.Series([row < given.get(column, 0) for row in range(base)])
                for column in asked.columns
            }
        else:
            answers[question] = pl.Series(
                [option for option, n in options.items() for _ in range(n)]
            )
    for each in ASKED.questions:
        answers.setdefault(each.state, pl.Series(["not_answered"] * base))
    columns = []
    for name, kind in schema(ASKED).items():
        texts = kind if not kind.is_(pl.Enum) else pl.String()
        column = answers.get(name, pl.Series([None] * base))
        columns.append(column.cast(texts).cast(kind).alias(name))
    return Wave("2027", pl.DataFrame(columns), ASKED)


def as_published() -> dict[str, dict[str, int]]:
    return {
        question: {row.option: int(row.count) for row in survey.counts(question, EN).itertuples()}
        for question in ("size", "channels", "outsourceable_channels")
    }


def test_the_same_answers_again_are_no_change() -> None:
    found = with_published(rows_of(33, **as_published()), "channels", EN)
    assert list(found.columns) == PUBLISHED
    both = found[found["published_count"].notna()]
    assert both["published_count"].tolist() == both["wave_count"].tolist()
    assert set(both["difference"]) == {0}
    assert set(both["p"]) == {1}
    assert set(both["verdict"]) == {"no_change_claimed"}
    assert set(both["published_status"]) == {"published", "recovered"}


def test_options_stand_as_published_and_what_only_the_wave_offers_follows_without_a_verdict() -> (
    None
):
    found = with_published(rows_of(33, **as_published()), "channels", EN)
    published = survey.counts("channels", EN)["option"].tolist()
    assert found["option"].tolist() == [*published, "other"]
    other = found.iloc[-1]
    assert (other["wave_count"], other["verdict"]) == (0, "not_comparable")
    assert other[["published_count", "difference", "p", "p_holm"]].isna().all()


def test_a_change_that_holds_whoever_answered_is_claimed() -> None:
    made = rows_of(60, channels={"mail": 10, "phone": 50})
    row = with_published(made, "channels", EN).set_index("option").loc["mail"]
    assert (row["published_count"], row["published_base"]) == (31, 33)
    assert (row["wave_count"], row["wave_base"]) == (10, 60)
    assert row["difference"] == pytest.approx(10 / 60 - 31 / 33)
    assert row["low"] < row["difference"] < row["high"] < 0
    assert row["p_high"] < 0.001
    assert row["verdict"] == "changed"


def test_a_change_may_depend_on_whether_the_same_firms_answered() -> None:
    made = rows_of(60, channels={"social": 24, "mail": 57, "phone": 53})
    unknown = with_published(made, "channels", EN).set_index("option").loc["social"]
    assert unknown["p_low"] < unknown["p"] < unknown["p_high"]
    assert unknown["verdict"] == "depends_on_overlap"
    others = (
        with_published(made, "channels", EN, same_firms=False).set_index("option").loc["social"]
    )
    assert others["p_low"] == others["p"] == others["p_high"] == unknown["p"]
    assert others["verdict"] == "no_change_claimed"


def test_p_is_corrected_over_the_options_and_so_is_the_smallest_change() -> None:
    made = rows_of(60, channels={"mail": 10, "phone": 50})
    found = with_published(made, "channels", EN)
    assert found["p_holm"].tolist() == pytest.approx(holm(found["p"]), nan_ok=True)
    [first] = found.query("option == 'mail'")["smallest_change"]
    assert first == changes.smallest_change(31, 33, 60, 0.05 / 11, same_firms=True)
    assert np.isfinite(first)


def test_two_waves_stand_side_by_side() -> None:
    earlier, later = wave([{"use": "yes"}] * 30 + [{"use": "no"}] * 10), wave([{"use": "no"}] * 20)
    found = between(earlier, later, "use", EN).set_index("option")
    assert [*found.reset_index().columns] == WAVES
    assert found.loc[
        "yes", ["first_count", "first_base", "second_count", "second_base"]
    ].tolist() == [30, 40, 0, 20]
    assert found["difference"].to_dict() == pytest.approx({"yes": -0.75, "no": 0.75})
    assert set(found["status"]) == {"wave"}
    assert set(found["verdict"]) <= set(VERDICTS)


def test_what_a_simulated_wave_shows_is_simulated() -> None:
    simulated = wave([{"use": "yes"}] * 3, status="simulated")
    assert set(between(simulated, wave([{"use": "yes"}]), "use", EN)["status"]) == {"simulated"}


def test_a_question_that_nobody_answered_is_not_comparable() -> None:
    found = with_published(rows_of(5), "channels", EN)
    assert set(found["verdict"]) == {"not_comparable"}
    assert set(between(wave([{}]), wave([{"use": "no"}]), "use", EN)["verdict"]) == {
        "not_comparable"
    }


def test_questions_without_options_or_figures_are_refused() -> None:
    with pytest.raises(InputError, match="'weigh' has no options to compare"):
        between(wave([]), wave([]), "weigh", EN)
    with pytest.raises(InputError, match="holds no figures of its answers"):
        with_published(rows_of(5), "management", EN)


def test_rows_of_the_original_survey_make_every_published_figure() -> None:
    found = reconciliation(rows_of(33, **as_published()), EN)
    assert list(found.columns) == RECONCILED
    assert len(found) == sum(map(len, as_published().values()))
    assert set(found["verdict"]) == {"match"}


def test_a_figure_that_the_rows_do_not_make_is_a_mismatch() -> None:
    answers = as_published()
    answers["channels"]["mail"] = 30
    answers["outsourceable_channels"]["automated_messaging"] = 9
    found = reconciliation(rows_of(33, **answers), EN).set_index(["question", "option"])
    wrong = found.index[found["verdict"] == "mismatch"].tolist()
    assert wrong == [("channels", "mail"), ("outsourceable_channels", "automated_messaging")]


def test_of_a_figure_that_allows_several_counts_the_least_favourable_to_a_change_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    published = tables.answers()
    read = published["option"] == "social"
    published = published.assign(
        count=published["count"].mask(read),
        percent=published["percent"].mask(read, "40"),
        status=published["status"].mask(read, "digitised"),
        reading_error=published["reading_error"].mask(read, "3"),
    )
    monkeypatch.setattr(tables, "answers", lambda: published)
    made = rows_of(60, channels={"social": 50, "mail": 57})
    row = with_published(made, "channels", EN, same_firms=False).set_index("option").loc["social"]
    assert (row["published_share"], row["published_status"]) == (0.4, "digitised")
    assert row["p"] == row["p_high"] == changes.fisher_p(14, 33, 50, 60)  # of 13 and 14 of 33
    assert row["p_low"] == changes.fisher_p(14, 33, 50, 60)
    assert row["low"] == changes.difference_interval(14, 33, 50, 60).low
    assert row["high"] == changes.difference_interval(13, 33, 50, 60).high


def test_a_percentage_that_was_cut_is_of_rounding(monkeypatch: pytest.MonkeyPatch) -> None:
    published = tables.answers()
    published.loc[published["option"] == "mail", "percent"] = "93"  # 31 of 33 is 93.94 %
    monkeypatch.setattr(tables, "answers", lambda: published)
    found = reconciliation(rows_of(33, **as_published()), EN).set_index(["question", "option"])
    assert found.loc[("channels", "mail"), "verdict"] == "rounding"


def test_a_percentage_of_another_base_is_a_mismatch() -> None:
    # 1 of 34 rounds to 3 % as 1 of 33 does
    found = reconciliation(rows_of(34, channels=as_published()["channels"]), EN)
    web = found.query("question == 'channels' and option == 'web_ticket'").iloc[0]
    assert (web["percent"], web["wave_count"], web["wave_base"], web["base"]) == ("3", 1, 34, 33)
    assert web["verdict"] == "mismatch"


def test_rows_without_answers_or_without_the_question_make_no_figure() -> None:
    assert set(reconciliation(rows_of(33), EN)["verdict"]) == {"mismatch"}
    assert set(reconciliation(wave([{"size": "small"}] * 33), EN)["verdict"]) == {"mismatch"}
