"""Bounds from margins: equal to closed forms and to what is found by writing every table out; each end is attained."""

import random
from collections.abc import Sequence
from functools import partial
from itertools import combinations

import pandas as pd
import pytest

import enumerated
from nights import some
from readytochange import parameters
from readytochange.errors import InputError
from readytochange.survey import bounds as closed_forms
from readytochange.survey import certainty
from readytochange.survey.certainty.margins import End
from readytochange.survey.certainty.printed import Margins, Option

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")
BOTH = ("channels", "outsourceable_channels")


def counts(margins: Margins) -> dict[str, Option]:
    return {each.name: each for each in margins.options}


def closed_form(margins: Margins, first: str, second: str) -> tuple[int, int]:
    """Of two options; in one question those who gave an answer that excludes others are left out."""
    one, other = (counts(margins)[name] for name in (first, second))
    base = margins.base
    if one.question == other.question:
        if one.exclusive or other.exclusive:
            return 0, 0
        base -= sum(o.low for o in margins.options if o.exclusive and o.question == one.question)
    return closed_forms.overlap(one.low, other.low, base)


PAIRS = list(combinations([o.name for o in certainty.printed().options if o.question in BOTH], 2))


@pytest.mark.parametrize("answered", [False, True])
def test_bounds_of_every_pair_are_those_of_the_closed_form(answered: bool) -> None:
    margins = certainty.printed(answered=answered)
    found = {pair: certainty.range_of(certainty.statement("all", pair), margins) for pair in PAIRS}
    assert len(found) == 171
    assert found == {pair: closed_form(margins, *pair) for pair in PAIRS}


def test_at_least_one_is_that_of_the_closed_form() -> None:
    margins = certainty.printed()
    names = [o.name for o in margins.options if o.question == BOTH[1] and not o.exclusive]
    found = certainty.range_of(certainty.statement("any", names), margins)
    numbers = [counts(margins)[name].low for name in names]
    assert found == tuple(closed_forms.at_least_one(numbers, 33, none=16)) == (16, 17)


def test_who_outsources_a_channel_uses_it_where_that_is_assumed() -> None:
    both = certainty.statement("all", ["channels.phone", "outsourceable_channels.phone"])
    assert certainty.range_of(both, certainty.printed(in_use=True)) == (16, 16)
    assert certainty.range_of(both, certainty.printed()) == (12, 16)


def statements(margins: Margins, seed: int) -> Sequence[certainty.Statement]:
    """Some statements about options of one question or several."""
    chance = random.Random(seed)
    names = [each.name for each in margins.options]
    made = []
    for quantifier in ("all", "any", "none", "at_least", "exactly"):
        options = tuple(chance.sample(names, chance.randint(1, len(names))))
        k = chance.randint(0, len(options)) if quantifier in ("at_least", "exactly") else None
        made.append(certainty.Statement(quantifier, options, k))
    return made


@pytest.mark.parametrize("seed", some(range(600), 12))
def test_bounds_are_those_of_every_table_written_out(seed: int) -> None:
    margins = enumerated.some_margins(seed, respondents=2 + seed % 5)
    for statement in statements(margins, seed):
        about = margins.about(statement.options)
        ends = enumerated.least_and_most(about, partial(holds, statement))
        if ends is None:
            with pytest.raises(InputError, match="contradict themselves"):
                certainty.range_of(statement, margins)
            continue
        assert certainty.range_of(statement, margins) == ends
        both: tuple[End, End] = ("least", "greatest")
        for end, attained in zip(both, ends, strict=True):
            table = certainty.attaining_table(statement, end, margins, EN)
            rows = rows_of(table)
            assert enumerated.fits(rows, about)
            assert sum(holds(statement, row) for row in rows) == attained
            assert table.loc[table["holds"], "count"].sum() == attained


def holds(statement: certainty.Statement, row: frozenset[str]) -> bool:
    low, high = statement.range
    return low <= len(row.intersection(statement.options)) <= high


def rows_of(table: pd.DataFrame) -> list[frozenset[str]]:
    """A row a respondent, of a table of patterns."""
    patterns = zip(table["options"], table["count"], strict=True)
    return [frozenset(options) for options, n in patterns for _ in range(n)]
