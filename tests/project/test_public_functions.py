"""Every function that analysts call: without settings, and with whatever they may type."""

import inspect
import re
from contextlib import suppress
from inspect import signature
from typing import Any

import pandas as pd
import pytest

import calls
import public
from readytochange import parameters
from readytochange.arguments import LANG
from readytochange.errors import InputError
from readytochange.parameters import SETTINGS

FUNCTIONS = public.functions(*public.PARTS, "figures", "language")
CHECKED = {
    name: function
    for name, function in FUNCTIONS.items()
    if signature(function).parameters and name != "language.N_"
}
WRONG: list[Any] = [None, 3, -1, float("nan"), True, "nonsense", ["a"], {}, pd.NA, 10**400]


def test_the_functions_are_those_that_analysts_call() -> None:
    called = {"survey.shares", "interviews.figures.matrix", "study.tables.load", "language.percent"}
    assert called <= FUNCTIONS.keys()
    assert len(FUNCTIONS) > 150


@pytest.mark.parametrize("name", CHECKED)
def test_settings_and_language_are_never_required(name: str) -> None:
    given = signature(CHECKED[name]).parameters
    assert all(given[each].default is SETTINGS for each in given if each == "settings")
    assert all(given[each].default is LANG for each in given if each == "lang")
    assert hasattr(CHECKED[name], "__wrapped__"), "is not `checked`"


@pytest.mark.parametrize("name", CHECKED)
def test_a_wrong_value_of_any_argument_is_said_in_one_line(name: str) -> None:
    function = CHECKED[name]
    given = calls.arguments(name, function)
    function(**given)
    for argument in given:
        for value in WRONG:
            with suppress(InputError):
                function(**{**given, argument: value})


@pytest.mark.parametrize("name", [name for name in CHECKED if name.startswith(public.PARTS)])
def test_settings_that_are_passed_decide_alone(name: str) -> None:
    function = CHECKED[name]
    given = calls.arguments(name, function)
    before = parameters.SETTINGS.value.model_dump()
    expected = function(**given)
    parameters.use("it" if given.get("settings", calls.EN).lang == "en" else "en", confidence=0.5)
    try:
        assert said(function(**given)) == said(expected)
    finally:
        parameters.use(**before)


def said(result: Any) -> Any:
    """What can be compared of a result."""
    bundle = getattr(result, "parts", None) or getattr(result, "controls", None)
    return str(bundle if bundle is not None else result)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            lambda: FUNCTIONS["survey.shares"]("management", calls.EN),
            "question 'management' was asked, but the text we have holds no figures of its answers; "
            "questions with figures: size, channels, outsourceable_channels",
        ),
        (
            lambda: FUNCTIONS["survey.clusters"]("channels"),
            "question 'channels' was asked, but the study groups no answers to it; "
            "questions with groups of answers: difficulties, activities",
        ),
        (
            lambda: FUNCTIONS["survey.check"]("48,5", "33"),
            "argument 'base' of check is '33'; accepted: a whole number",
        ),
        (
            lambda: FUNCTIONS["survey.proportions.interval"](16, 33, confidence="0.9"),
            "argument 'confidence' of interval is '0.9'; accepted: a number",
        ),
    ],
)
def test_what_is_said(call: Any, told: str) -> None:
    with pytest.raises(InputError) as mistake:
        call()
    assert str(mistake.value) == told


def sections(function: Any) -> dict[str, str]:
    """A docstring's sections by their heading."""
    text = inspect.getdoc(function) or ""
    before, *parts = re.split(r"^(\w+)\n-+\n", text, flags=re.MULTILINE)
    return {"": before, **dict(zip(parts[::2], parts[1::2], strict=True))}


@pytest.mark.parametrize("name", CHECKED)
def test_its_docstring_says_what_each_argument_is_without_sending_elsewhere(name: str) -> None:
    function = CHECKED[name]
    said = sections(function).get("Parameters", "")
    entries = re.findall(r"^([\w, ]+) : ", said, re.MULTILINE)
    named = {each.strip() for entry in entries for each in entry.split(",")}
    assert named == {*signature(function).parameters}
    assert "as for `" not in str(function.__doc__)


@pytest.mark.parametrize("name", [each for each in CHECKED if each.startswith(public.PARTS)])
def test_its_docstring_names_the_columns_of_its_table(name: str) -> None:
    result = CHECKED[name](**calls.arguments(name, CHECKED[name]))
    if isinstance(result, pd.DataFrame) and not name.startswith("study.tables"):
        words = set(re.findall(r"\w+", str(CHECKED[name].__doc__)))
        assert {*result.columns} - words == set()
