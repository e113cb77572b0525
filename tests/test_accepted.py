"""What is said of a value that a field does not take, whatever kind of field."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import AfterValidator, Field

from readytochange import accepted, parameters
from readytochange.errors import InputError


class Colour(Enum):
    RED = "red"


def refused(value: Any) -> Any:
    raise ValueError("not this")


class Model(parameters.Settings):
    """A field of every kind that a notebook may come to have."""

    whole: Annotated[int, Field(ge=10, le=500)] = 120
    steps: Annotated[int, Field(multiple_of=5)] = 5
    least: Annotated[float, Field(gt=0)] = 1.0
    most: Annotated[float, Field(le=2.5)] = 1.0
    flag: bool = True
    short: Annotated[str, Field(min_length=2, max_length=5)] = "ab"
    maybe: str | None = None
    either: int | bool = 1
    day: date = date(2021, 1, 31)
    moment: datetime = datetime(2021, 1, 31)
    hour: time = time(9, 30)
    span: timedelta = timedelta(hours=2)
    names: Annotated[list[str], Field(min_length=1)] = ["a"]  # noqa: RUF012
    pair: tuple[int, int] = (1, 2)
    table: dict[str, int] = {}  # noqa: RUF012
    one: Literal["a"] = "a"
    colour: Colour = Colour.RED
    place: Path = Path()
    money: Decimal = Decimal(1)
    anything: Annotated[Any, AfterValidator(refused)] = 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("whole", 5, "a whole number from 10 to 500"),
        ("whole", "much", "a whole number from 10 to 500"),
        ("steps", 7, "a whole number in steps of 5"),
        ("least", 0, "a number above 0"),
        ("most", 3, "a number of at most 2.5"),
        ("flag", "perhaps", "true or false"),
        ("short", "a", "a text of at least 2 letters, of at most 5 letters"),
        ("maybe", 1, "a text or nothing"),
        ("either", "x", "a whole number or true or false"),
        ("day", "31/1/2021", "a date, as 2021-01-31"),
        ("moment", "noon", "a date and a time, as 2021-01-31T09:30:00"),
        ("hour", "noon", "a time, as 09:30:00"),
        ("span", "long", "a length of time, as P1DT2H"),
        ("names", [], "a list of: a text of at least 1"),
        ("names", [1], "a list of: a text of at least 1"),
        ("pair", [1], "a list of at least 2, of at most 2"),
        ("table", {"a": "x"}, "names with values"),
        ("one", "b", "a"),
        ("colour", "blue", "red"),
        ("place", 1, "a text"),
        ("money", "much", "a number or a text"),
        ("anything", 1, "not this"),
    ],
)
def test_every_kind_of_parameter_says_what_is_accepted(name: str, value: Any, said: str) -> None:
    with pytest.raises(InputError) as error:
        Model(**{name: value})
    assert str(error.value).split("ccepted: ")[1].startswith(said)
    assert "\n" not in str(error.value)


def test_what_is_accepted_can_be_said_in_another_language() -> None:
    italian = {"a whole number": "un numero intero", "from {low} to {high}": "da {low} a {high}"}

    def t(text: str, **values: object) -> str:
        return italian.get(text, text).format(**values)

    assert accepted.values(Model, "whole", t) == "un numero intero da 10 a 500"
