"""Simulated tables: each keeps to all that is known, all are as likely, none is exported."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, compress, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

import enumerated
from nights import some
from readytochange import parameters
from readytochange.errors import InputError
from readytochange.survey import certainty
from readytochange.survey.certainty.printed import Margins, Option, Question

EN = parameters.Quantitative(lang="en")
LISTS = ["channels", "outsourceable_channels"]

CASES = {
    "one question": Margins(
        4,
        (Question("q"),),
        (Option("q", "a", 2, 2), Option("q", "b", 2, 2), Option("q", "c", 1, 1)),
    ),
    "rules": Margins(
        4,
        (Question("q", 2, True),),
        (
            Option("q", "a", 2, 2),
            Option("q", "b", 2, 2),
            Option("q", "c", 1, 1),
            Option("q", "none", 1, 1, True),
        ),
    ),
    "implied": Margins(
        4,
        (Question("q", answered=True), Question("r")),
        (
            Option("q", "a", 3, 3),
            Option("q", "b", 2, 2),
            Option("r", "a", 2, 2),
            Option("r", "none", 1, 1, True),
        ),
        (("r.a", "q.a"),),
    ),
    "ranges": Margins(
        3,
        (Question("q", answered=True),),
        (Option("q", "a", 1, 2), Option("q", "b", 1, 1), Option("q", "none", 0, 1, True)),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_table_is_as_likely_as_any_other(name: str) -> None:
    margins = CASES[name]
    every = {rows for table in enumerated.tables(margins) for rows in permutations(table)}
    drawn = certainty.simulated_tables(
        [q.question for q in margins.questions], 20 * len(every), margins, seed=1, apart=40
    )
    found = Counter(rows_of(drawn))
    assert set(found) == every, "all are reached, and no other"
    assert stats.chisquare([found[rows] for rows in every]).pvalue > 1e-4


def rows_of(drawn: certainty.Ensemble) -> Iterator[tuple[frozenset[str], ...]]:
    for table in drawn.answers.reshape(-1, *drawn.answers.shape[2:]):
        yield tuple(frozenset(compress(drawn.options, row)) for row in table)


@pytest.mark.parametrize(
    "assumed", some([{}, {"answered": True}, {"answered": True, "in_use": True}], 2)
)
def test_every_simulated_table_keeps_to_the_margins_and_lies_within_every_bound(
    assumed: Any,
) -> None:
    margins = certainty.printed(**assumed)
    drawn = certainty.simulated_tables(LISTS, 40, margins)
    assert all(enumerated.fits(rows, drawn.margins) for rows in rows_of(drawn))
    answers = drawn.answers.astype(int)
    together = np.einsum("cdro,cdrp->cdop", answers, answers)
    for first, second in some(list(combinations(range(len(drawn.options)), 2)), 25):
        names = drawn.options[first], drawn.options[second]
        low, high = certainty.range_of(certainty.statement("all", names), margins)
        found = together[:, :, first, second]
        assert low <= found.min() <= found.max() <= high


def test_walks_forget_where_they_began() -> None:
    mixed = certainty.mixing(certainty.simulated_tables(LISTS, 400))
    assert len(mixed) > 100
    assert mixed["rhat"].max() < 1.06
    assert mixed["effective"].min() > 100


def test_walks_that_hardly_move_are_told() -> None:
    stuck = certainty.mixing(certainty.simulated_tables(LISTS, 200, apart=1))
    assert stuck["rhat"].max() > 1.2
    assert stuck["effective"].min() < 100


def test_the_same_seed_draws_the_same_tables() -> None:
    first, same, other = (
        certainty.simulated_tables(["channels"], 8, seed=seed).answers for seed in (5, 5, 6)
    )
    assert (first == same).all()
    assert (first != other).any()


def test_an_analysis_is_run_on_each_table_and_its_envelope_is_simulated() -> None:
    drawn = certainty.simulated_tables(["channels"], 20)
    found = certainty.envelope(
        drawn, lambda table: {"mail": table["channels.mail"].sum(), "none": float("nan")}
    )
    [row] = found.to_dict("records")
    assert {row[name] for name in ("least", "low", "middle", "high", "greatest")} == {31.0}
    assert (row["measure"], row["tables"], row["status"]) == ("mail", 20, "simulated")


def test_an_analysis_without_numbers_is_refused() -> None:
    drawn = certainty.simulated_tables(["size"], 4)
    with pytest.raises(InputError, match="gives a value of type str; accepted: a number"):
        certainty.envelope(drawn, lambda _: "words")  # type: ignore[arg-type, return-value]
    with pytest.raises(InputError, match="gives no number of any table"):
        certainty.envelope(drawn, lambda _: float("nan"))


@pytest.mark.parametrize("way", ["to_csv", "to_excel", "to_parquet", "to_json", "to_pickle"])
def test_simulated_rows_are_not_written_as_data(way: str, tmp_path: Path) -> None:
    table = next(iter(certainty.simulated_tables(["size"], 4)))
    for each in (table, table.head(3), table[table["size.small"]], table[["size.small"]]):
        with pytest.raises(InputError, match="not written as data"):
            getattr(each, way)(tmp_path / "table")
    assert list(tmp_path.iterdir()) == []
    assert set(table["status"]) == {"simulated"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"tables": 3}, "tables is 3; accepted: from 4 to 100000"),
        ({"seed": -1}, "seed is -1; accepted: from 0"),
        ({"apart": 0}, "apart is 0; accepted: from 1"),
        ({"questions": ["chanels"]}, "did you mean 'channels'"),
    ],
)
def test_what_cannot_be_drawn_is_refused(given: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        certainty.simulated_tables(**{"questions": ["size"], **given})
