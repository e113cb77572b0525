"""Tests of two questions: against published examples, every permutation there is, and each other."""

import itertools
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from answer_frames import INSTRUMENT, option, question, wave
from readytochange.errors import InputError
from readytochange.parameters import Quantitative
from readytochange.survey.waves.instrument import Instrument
from readytochange.survey.waves.tables import association
from readytochange.survey.waves.tables.association import ASSOCIATIONS, associations
from readytochange.survey.waves.wave import Wave

EN = Quantitative(lang="en")

FARMERS = """
    000 0000 1|000 0001 9|000 0010 69|000 0100 41|000 0110 3|000 1000 85|000 1001 1|000 1010 8|000 1100 16
    000 1101 1|000 1110 3|001 1000 1|011 1000 1|100 0001 1|100 0010 1|100 0100 3|100 1000 4|100 1100 1
    101 1000 1|110 0001 1|110 0100 5|110 1000 4|110 1100 1|111 0100 2|111 1000 12|111 1100 3|111 1110 1
"""
"""279 farmers: what they test for (nitrogen, phosphorus, salt), and how they store waste (lagoon, pit, natural
drainage, holding tank), with how many say so. `farmer2` of Koziol & Bilder 2014, after Bilder & Loughin 2004."""


def farmers() -> Wave:
    instrument = Instrument(
        (
            question("tests", "multiple", *(option(f"w{each}") for each in range(3))),
            question("storage", "multiple", *(option(f"y{each}") for each in range(4))),
        )
    )
    columns = [column for asked in instrument.questions for column in asked.columns]
    rows = []
    for said in FARMERS.replace("\n", "|").split("|"):
        if said.strip():
            tests, storage, count = said.split()
            rows += [[each == "1" for each in tests + storage]] * int(count)
    answers = pl.DataFrame(rows, schema=columns, orient="row").with_columns(
        pl.lit("answered").alias(asked.state) for asked in instrument.questions
    )
    return Wave("farmers", answers, instrument)


def test_farmers_have_the_statistics_that_koziol_and_bilder_2014_print() -> None:
    made = farmers()
    crossed = association._crossed(made, *made.instrument.questions)
    found = crossed.pearson(crossed.together)
    # of salt and holding tank they take 0.5 for the number that is 0: 0.32 is Pearson's of that
    assert found[2, 3] == pytest.approx(pearson(np.array([[245, 13], [21, 0]])))
    found[2, 3] = pearson(np.array([[245, 13], [21, 0.5]]))
    assert found.round(2).tolist() == [
        [4.93, 2.93, 14.29, 0.01],
        [6.56, 2.11, 11.68, 0.13],
        [13.98, 0.00, 7.08, 0.32],
    ]
    assert found.sum() == pytest.approx(64.03, abs=0.005)


def test_farmers_have_the_p_that_koziol_and_bilder_2014_print() -> None:
    [row] = associations(farmers(), [("tests", "storage")], EN).to_dict("records")
    assert row["base"] == 279
    assert row["p"] == pytest.approx(0.0005, abs=0.0005)  # theirs is of 1999 resamples


def test_many_respondents_have_nearly_the_limit_of_their_permutations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = farmers()
    crossed = association._crossed(made, *made.instrument.questions)
    exact = crossed._permuted(4000)
    monkeypatch.setattr(association, "_MOST_PERMUTED", 0)
    limit = crossed._permuted(4000)
    for share in (0.25, 0.5, 0.75, 0.9):
        assert np.quantile(limit, share) == pytest.approx(np.quantile(exact, share), rel=0.08)


ROWS: list[dict[str, Any]] = [
    {"size": size, "use": use, "ways": ways, "two": two}
    for size, use, ways, two in zip(
        ["small", "small", "medium", "large", "large", "large"],
        ["yes", "yes", "no", "no", "yes", "no"],
        ["a", "abc", "b", "c", "bc", "c"],
        ["ab", "a", "b", "c", "bc", "c"],
        strict=True,
    )
]


def chosen(name: str) -> np.ndarray[Any, Any]:
    """A row a respondent of `ROWS`, a column an option that some chose and some did not."""
    options = {"size": ["small", "medium", "large"], "use": ["yes", "no"]}.get(name, list("abc"))
    return np.array([[each in row[name] for each in options] for row in ROWS])


def pearson(table: np.ndarray[Any, Any]) -> float:
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float(((table - expected) ** 2 / expected).sum())


def tables(name: str) -> list[np.ndarray[Any, Any]]:
    """The columns of a single choice; of several answers those of each option, chosen or not."""
    if name in ("size", "use"):
        return [chosen(name).astype(int)]
    return [np.column_stack([column, ~column]).astype(int) for column in chosen(name).T]


def summed(first: str, second: str) -> float:
    """The statistic as its definition says it, table by table."""
    pairs = itertools.product(tables(first), tables(second))
    return sum(pearson(one.T @ other) for one, other in pairs)


@pytest.mark.parametrize(
    ("first", "second"), [("size", "use"), ("ways", "use"), ("size", "ways"), ("ways", "two")]
)
def test_p_is_that_of_every_permutation_of_the_respondents(first: str, second: str) -> None:
    pairs = list(itertools.product(tables(first), tables(second)))
    every = [
        sum(pearson(one.T @ other[list(order)]) for one, other in pairs)
        for order in itertools.permutations(range(len(ROWS)))
    ]
    p = np.mean(np.array(every) >= summed(first, second) - 1e-9)
    [row] = associations(wave(ROWS), [(first, second)], EN, resamples=20_000).to_dict("records")
    assert row["statistic"] == pytest.approx(summed(first, second))
    assert row["p"] == pytest.approx(p, abs=0.015)


def test_two_options_by_two_have_fishers_exact_test_and_cohens_h() -> None:
    # the lady tasting tea: 3 of 4 cups right each (Fisher 1935), p 0.4857 from both sides
    cups = [("small", "yes")] * 3 + [("small", "no")] + [("large", "yes")] + [("large", "no")] * 3
    made = wave([{"size": size, "use": use} for size, use in cups])
    [row] = associations(made, [("size", "use")], EN).to_dict("records")
    assert list(row) == ASSOCIATIONS
    assert (row["test"], row["measure"], row["base"]) == ("fisher", "cohen_h", 8)
    assert (row["statistic"], row["p"]) == pytest.approx((9, 34 / 70))
    # 2 arcsin √0.75 − 2 arcsin √0.25 = 2 · (π/3 − π/6)
    assert row["effect"] == pytest.approx(np.pi / 3)


def test_three_sizes_have_cramers_v_corrected_for_bias() -> None:
    [row] = associations(wave(ROWS * 5), [("size", "use")], EN).to_dict("records")
    statistic = summed("size", "use") * 5
    squared = statistic / 30 - 2 / 29
    expected = np.sqrt(squared / min(3 - 4 / 29 - 1, 2 - 1 / 29 - 1))
    assert (row["measure"], row["effect"]) == ("cramer_v", pytest.approx(expected))


def test_answers_that_have_nothing_to_do_with_each_other_have_no_effect() -> None:
    rows = [{"ways": ways, "size": size} for ways in ("a", "b") for size in ("small", "large")] * 5
    [row] = associations(wave(rows), [("ways", "size")], EN).to_dict("records")
    assert (row["statistic"], row["p"], row["effect"]) == (pytest.approx(0, abs=1e-9), 1, 0)


def test_several_ticks_of_one_firm_are_not_several_firms() -> None:
    # twenty firms tick a, b, c alike: three tables that say one thing, so p is that of one of them
    ticks = ["abc"] * 6 + [["none"]] * 4 + ["abc"] * 2 + [["none"]] * 8
    rows = [{"use": "yes" if n < 10 else "no", "ways": each} for n, each in enumerate(ticks)]
    several = associations(wave(rows), [("ways", "use")], EN).iloc[0]
    one = stats.fisher_exact(np.array([[6, 4], [2, 8]])).pvalue
    assert several["p"] == pytest.approx(one, abs=0.015)


def test_all_pairs_of_a_call_are_the_family_of_the_correction() -> None:
    found = associations(wave(ROWS), [("size", "use"), ("ways", "use"), ("ways", "two")], EN)
    assert found["p_holm"].tolist() == pytest.approx(multipletests(found["p"], method="holm")[1])


def test_the_same_answers_give_the_same_p() -> None:
    pairs = [("ways", "two"), ("size", "ways")]
    first, second = associations(wave(ROWS), pairs, EN), associations(wave(ROWS[::-1]), pairs, EN)
    assert first["p"].tolist() == second["p"].tolist()


def test_a_question_that_everybody_answers_alike_has_no_test() -> None:
    rows = [
        {"size": "small", "use": "yes", "ways": "a"},
        {"size": "small", "use": "no", "ways": "a"},
    ]
    found = associations(wave(rows), [("size", "use"), ("ways", "use"), ("use", "two")], EN)
    assert found[["statistic", "p", "p_holm", "effect"]].isna().all(axis=None)
    assert found["base"].tolist() == [2, 2, 0]


def test_questions_that_are_not_of_options_are_refused() -> None:
    with pytest.raises(
        InputError, match="'weigh' is of kind 'scale': tested are single and multiple"
    ):
        associations(wave(ROWS), [("use", "weigh")], EN)
    assert "weigh" in INSTRUMENT
