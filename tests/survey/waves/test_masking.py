"""A table without what the gate hid: the count goes, its share with it, and what several counts make together."""

import pandas as pd
import pytest

from answer_frames import wave
from readytochange import parameters
from readytochange.survey.waves import masking
from readytochange.survey.waves.tables import comparison, tabulation

EN = parameters.Wave(lang="en")
ASKED = wave([{"use": "yes", "ways": ["a"]}] * 9 + [{"use": "no", "ways": ["b", "c"]}] * 5)


@pytest.mark.parametrize("question", ["use", "ways"])
def test_a_table_of_which_nothing_is_hidden_stays_as_it_is(question: str) -> None:
    table = tabulation.shares(ASKED, question, EN)
    cells = masking.counts(ASKED.instrument[question], "", table)
    shown = masking.masked(ASKED.instrument[question], "", table, cells.counts)
    pd.testing.assert_frame_equal(shown, table, check_dtype=False)


def test_a_hidden_count_takes_its_share_and_the_mean_of_answers_with_it() -> None:
    table = tabulation.shares(ASKED, "ways", EN)
    cells = masking.counts(ASKED.instrument["ways"], "", table)
    released = {**cells.counts, (("ways", "c"),): None}
    shown = masking.masked(ASKED.instrument["ways"], "", table, released).set_index("option")
    assert shown.loc["c", ["count", "share", "low", "high"]].isna().all()
    assert shown.loc["a", ["count", "share", "low", "high"]].notna().all()
    assert shown["mean_answers"].isna().all()


def test_hidden_states_are_missing_and_the_others_as_they_were() -> None:
    states = tabulation.states(ASKED, "use", EN)
    cells = masking.counts_of_states(states)
    released = {**cells.counts, (("use", "not_answered"),): None}
    shown = masking.masked_states(states, {cells.name: released}).set_index("state")["count"]
    assert shown["not_answered"] is pd.NA
    assert shown["answered"] == 14


def test_what_is_told_of_changes_does_not_depend_on_the_p_of_a_hidden_option() -> None:
    sizes = wave([{"size": each} for each in ["small"] * 12 + ["medium"] * 19 + ["large"] * 2])
    compared = comparison.with_published(sizes, "size", EN)
    shown = tabulation.shares(sizes, "size", EN).astype({"count": "Int64"})
    large = compared["option"] == "large"
    shown.loc[shown["option"] == "large", "count"] = pd.NA
    found = []
    for p in (0.0001, 0.9):
        one = compared.copy()
        one.loc[large, ["p", "p_low", "p_high"]] = p
        one = comparison.corrected(one, EN)
        found.append(masking.masked_changes(one, shown, EN))
        assert (found[-1]["p_holm"] >= one["p_holm"])[~large].all()
    pd.testing.assert_frame_equal(*found)
    assert found[0].loc[~large, "p_holm"].notna().all()
