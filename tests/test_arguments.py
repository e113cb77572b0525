"""What a public function is called with is checked by its annotations; a mistake is one line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from inspect import signature
from typing import Any, Literal

import numpy as np
import pandas as pd
import pytest

from readytochange.arguments import Default, accepts, checked
from readytochange.errors import InputError

NAN, INFINITE, HUGE = float("nan"), float("inf"), 10**5000
TABLE = pd.DataFrame({"a": ["x"]})


@pytest.mark.parametrize(
    ("kind", "good", "wrong"),
    [
        (str, ["", "a"], [1, None, True, ["a"], b"a", TABLE]),
        (int, [3, np.int64(3), HUGE], [3.0, "3", True, np.bool_(1), None, NAN, pd.NA]),
        (float, [3, 0.5, np.float64(0.5)], ["0.5", True, NAN, INFINITE, HUGE, pd.NA]),
        (bool, [True], [1, 0, "yes", None]),
        (str | None, ["", None], [1, NAN]),
        (Literal["a", "b"], ["a"], ["c", 1, None, ["a"]]),
        (Sequence[int], [[1], (1,), pd.Series([1])], [["1"], 1, {1: 2}, iter([1]), [True], TABLE]),
        (Iterable[str], [["a"], iter(["a"]), pd.Series(["a"]), {"a": 1}], ["a", [1], None, TABLE]),
        (tuple[str, str], [("a", "b"), ["a", "b"]], [("a",), "ab", ("a", 1), None]),
        (Mapping[str, Any], [{}], [[], "a", TABLE, None]),
        (pd.DataFrame, [TABLE], [None, TABLE["a"], {"a": ["x"]}, "a", []]),
        (Callable[[int], int], [abs], [1, "abs", None]),
    ],
)
def test_a_kind_of_argument(kind: Any, good: list[Any], wrong: list[Any]) -> None:
    assert [value for value in good if not accepts(kind, value)] == []
    assert [value for value in wrong if accepts(kind, value)] == []


@checked
def shown(
    name: str,
    counts: Sequence[int] = (),
    method: Literal["wilson", "exact"] = "wilson",
    table: pd.DataFrame = TABLE,
) -> str:
    """What it was called with."""
    return f"{name} {[*counts]} {method} {len(table)}"


def test_what_is_accepted_goes_through() -> None:
    assert shown("a", [1, 2], table=TABLE) == "a [1, 2] wilson 1"
    assert shown.__doc__ == "What it was called with."


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"name": 3}, "argument 'name' of shown is 3; accepted: a text"),
        ({"name": TABLE}, "argument 'name' of shown is of type DataFrame; accepted: a text"),
        ({"name": HUGE}, "argument 'name' of shown is of type int; accepted: a text"),
        (
            {"name": "a", "counts": ["1"]},
            "argument 'counts' of shown is ['1']; accepted: a list of: a whole number",
        ),
        (
            {"name": "a", "method": "wilsen"},
            "argument 'method' of shown is 'wilsen'; did you mean 'wilson'? Accepted: wilson, exact",
        ),
        (
            {"name": "a", "table": None},
            "argument 'table' of shown is None; accepted: a table (DataFrame)",
        ),
        ({}, "shown: missing a required argument: 'name'; accepted: name, counts, method, table"),
        (
            {"name": "a", "nome": "b"},
            "shown: got an unexpected keyword argument 'nome'; accepted: name, counts, method, table",
        ),
    ],
)
def test_a_wrong_argument_is_one_line(arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError) as mistake:
        shown(**arguments)
    assert str(mistake.value) == told


@checked
def counted_by(table: pd.DataFrame, words: Mapping[str, str]) -> str:
    """How many of each.

    Parameters
    ----------
    table : of answers, a row each,
        with `n`
    words : of them
    """
    return str(words[table["n"].iloc[0]])


def test_a_column_that_is_lacking_is_told_a_value_that_is_not_known_is_an_error_from_within() -> (
    None
):
    with pytest.raises(InputError) as mistake:
        counted_by(TABLE, {})
    assert str(mistake.value) == (
        "argument 'table' of counted_by has no column 'n'; accepted: of answers, a row each, with `n`"
    )
    with pytest.raises(KeyError, match="many"):
        counted_by(pd.DataFrame({"n": ["many"]}), {})


def test_a_default_is_what_is_set_when_one_calls() -> None:
    unit: Any = Default("firms", "unit()")

    @checked
    def counted(n: int, unit: str = unit) -> str:
        return f"{n} {unit}"

    assert str(signature(counted)) == "(n: int, unit: str = unit()) -> str"
    assert counted(3) == "3 firms"
    unit.value = "interviews"
    assert (counted(3), counted(3, "areas"), counted(3, unit=unit)) == (
        "3 interviews",
        "3 areas",
        "3 interviews",
    )
