"""Every function that analysts call: without settings, and with whatever they may type."""

import inspect
import random
import re
from collections.abc import Iterator
from inspect import signature
from typing import Any

import pandas as pd
import pytest

import calls
import public
from nights import NIGHTLY, some
from projects import project_in
from readytochange import parameters
from readytochange.arguments import LANG
from readytochange.errors import InputError
from readytochange.parameters import SETTINGS

PACKAGES = (*public.PARTS, "figures", "language")
FUNCTIONS = public.functions(*PACKAGES)
CHECKED = {
    name: function
    for name, function in FUNCTIONS.items()
    if signature(function).parameters and name != "language.N_"
}
WRONG: list[Any] = [None, 3, -1, float("nan"), True, "nonsense", ["a"], {}, pd.NA, 10**400]


@pytest.fixture(autouse=True, scope="module")
def in_a_copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a function writes into the project that it finds, it writes into a copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project_in(tmp_path_factory.mktemp("called")).root)
        yield


def test_the_functions_are_those_that_analysts_call() -> None:
    called = {"survey.shares", "interviews.figures.matrix", "study.tables.load", "language.percent"}
    assert called <= FUNCTIONS.keys()
    assert {name.partition(".")[0] for name in FUNCTIONS} == {*PACKAGES}


@pytest.mark.parametrize("name", CHECKED)
def test_settings_and_language_are_never_required(name: str) -> None:
    given = signature(CHECKED[name]).parameters
    assert all(given[each].default is SETTINGS for each in given if each == "settings")
    assert all(given[each].default is LANG for each in given if each == "lang")
    assert hasattr(CHECKED[name], "__wrapped__"), "is not `checked`"


@pytest.mark.parametrize("name", CHECKED)
def test_a_wrong_value_of_any_argument_is_said_in_one_line(name: str) -> None:
    """Or it is none, and the function works; by day some are tried of each argument."""
    function = CHECKED[name]
    given = calls.arguments(name, function)
    function(**calls.arguments(name, function))
    for argument in given:
        tried = WRONG if NIGHTLY else random.Random(f"{name} {argument}").sample(WRONG, 3)
        for value in tried:
            told = refusal(function, {**given, argument: value})
            assert "\n" not in told
            assert told or argument not in ("settings", "lang")


TAKES_TABLES = [
    (name, argument)
    for name, function in CHECKED.items()
    for argument, value in calls.arguments(name, function).items()
    if isinstance(value, pd.DataFrame)
]


@pytest.mark.parametrize(("name", "argument"), TAKES_TABLES)
def test_a_table_that_lacks_a_column_is_refused_naming_it(name: str, argument: str) -> None:
    function = CHECKED[name]
    given = calls.arguments(name, function)
    for column in some(list(given[argument]), 3):
        told = refusal(function, {**given, argument: given[argument].drop(columns=column)})
        where = rf"argument .*'{argument}'.* of {function.__name__} has no column"
        assert re.match(rf"{where} '{column}(_label)?'; accepted: |$", told)


def refusal(function: Any, arguments: dict[str, Any]) -> str:
    """What is said where a call is refused; '' where it is not."""
    try:
        function(**arguments)
    except InputError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            lambda table: FUNCTIONS["survey.figures.shares"]("1-shares", table),
            "argument 'shares' of shares has no column 'question'; accepted: from `survey.shares`",
        ),
        (
            lambda table: FUNCTIONS["synthesis.figures.texts_on"](
                "1-texts", table, "skills_training"
            ),
            "argument 'found' of texts_on has no column 'topic'; accepted: from `coded_texts.texts`, "
            "all of it or a part",
        ),
        (
            lambda table: FUNCTIONS["interviews.figures.interviewed"]("1-groups", table, table),
            "argument 'groups' or 'roles' of interviewed has no column 'group'; "
            "accepted: from `interviews.groups` and `interviews.roles`",
        ),
    ],
)
def test_a_table_of_something_else_is_refused_naming_where_one_comes_from(
    call: Any, told: str
) -> None:
    with pytest.raises(InputError) as mistake:
        call(pd.DataFrame({"a": [1]}))
    assert str(mistake.value) == told


@pytest.mark.parametrize("name", [name for name in CHECKED if name.startswith(public.PARTS)])
def test_settings_that_are_passed_decide_alone(name: str) -> None:
    function = CHECKED[name]
    given = calls.arguments(name, function)
    before = parameters.SETTINGS.value.model_dump()
    expected = function(**given)
    parameters.use("it" if given.get("settings", calls.EN).lang == "en" else "en", confidence=0.5)
    try:
        assert said(function(**calls.arguments(name, function))) == said(expected)
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
