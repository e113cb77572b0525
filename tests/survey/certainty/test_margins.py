"""Bounds from margins: equal to closed forms and to what is found by writing every table out; each end is attained."""

from functools import partial
from itertools import combinations
from typing import get_args

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import enumerated
from nights import NIGHTLY
from readytochange import parameters
from readytochange.errors import InputError
from readytochange.survey import bounds as closed_forms
from readytochange.survey import certainty
from readytochange.survey.certainty.margins import End
from readytochange.survey.certainty.printed import Margins, Option
from readytochange.survey.certainty.statements import Quantifier
from texts import unhurried

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


@st.composite
def statements(draw: st.DrawFn, margins: Margins) -> certainty.Statement:
    """A statement about options of one question or several."""
    quantifier: Quantifier = draw(st.sampled_from(get_args(Quantifier)))
    names = st.sampled_from([each.name for each in margins.options])
    options = tuple(draw(st.lists(names, min_size=1, unique=True)))
    k = draw(st.integers(0, len(options))) if quantifier in ("at_least", "exactly") else None
    return certainty.Statement(quantifier, options, k)


@settings(unhurried, max_examples=600 if NIGHTLY else 50)
@given(st.data(), enumerated.few_respondents(st.integers(2, 6)))
def test_bounds_are_those_of_every_table_written_out(data: st.DataObject, margins: Margins) -> None:
    statement = data.draw(statements(margins))
    about = margins.about(statement.options)
    ends = enumerated.least_and_most(about, partial(holds, statement))
    if ends is None:
        with pytest.raises(InputError, match="contradict themselves"):
            certainty.range_of(statement, margins)
        return
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
