"""What a notebook accepts, what it says of the rest, and that each notebook and its model agree."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from projects import NOTEBOOKS, PROJECT, ProjectFolder
from readytochange import parameters, survey
from readytochange.errors import InputError
from readytochange.survey import proportions


def said_of(notebook: str, **values: Any) -> str:
    with pytest.raises(InputError) as refused:
        parameters.check(notebook, values)
    return str(refused.value)


def literals(notebook: str) -> dict[str, Any]:
    """The names and defaults in a notebook's `parameters` cell."""
    cells = nbformat.read(PROJECT.notebooks / f"{notebook}.ipynb", as_version=4).cells
    (cell,) = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    return {
        line.target.id: ast.literal_eval(line.value)
        for line in ast.parse(cell.source).body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value
    }


def test_a_misspelt_parameter_is_refused_naming_the_closest() -> None:
    assert said_of("2-quantitative", confidnce=0.9) == (
        "unknown parameter of 2-quantitative 'confidnce'; did you mean 'confidence'? "
        "Accepted: lang, confidence, interval"
    )


def test_a_parameter_like_no_other_is_refused_naming_all() -> None:
    assert said_of("0-project", colour="red") == (
        "unknown parameter of 0-project 'colour'; accepted: lang, confidence, wave"
    )


@pytest.mark.parametrize("name", ["self", "model_config", "lang "])
def test_a_parameter_named_like_pythons_own_words_is_refused_too(name: str) -> None:
    assert said_of("2-quantitative", **{name: 1}).startswith(
        f"unknown parameter of 2-quantitative '{name}'"
    )


def test_a_parameter_of_another_notebook_is_refused() -> None:
    assert "unknown parameter of 2-quantitative 'search'" in said_of("2-quantitative", search="x")


@pytest.mark.parametrize(
    ("notebook", "name", "value", "said"),
    [
        ("2-quantitative", "confidence", "much", "'much'; accepted: a number between 0 and 1"),
        ("2-quantitative", "confidence", None, "None; accepted: a number between 0 and 1"),
        ("2-quantitative", "confidence", [0.9], "[0.9]; accepted: a number between 0 and 1"),
        ("2-quantitative", "lang", 1, "1; accepted: it, en"),
        ("1-qualitative", "search", 5, "5; accepted: a text of at most 80 letters"),
    ],
)
def test_a_wrong_type_is_refused(notebook: str, name: str, value: Any, said: str) -> None:
    assert f"parameter '{name}' of {notebook} is {said}" in said_of(notebook, **{name: value})


@pytest.mark.parametrize("value", [0, 1, -0.5, 95, "95", "inf", "nan", float("nan"), True])
def test_a_confidence_outside_0_to_1_is_refused(value: Any) -> None:
    said = said_of("4-synthesis", confidence=value)
    assert said.startswith(f"parameter 'confidence' of 4-synthesis is {value!r}; accepted: ")


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("lang", "fr", "accepted: it, en"),
        ("interval", "wald", "accepted: wilson, exact, jeffreys"),
        ("interval", "wilsn", "did you mean 'wilson'? Accepted: wilson, exact, jeffreys"),
    ],
)
def test_a_word_that_is_not_one_of_the_accepted_is_refused(
    name: str, value: str, accepted: str
) -> None:
    assert said_of("2-quantitative", **{name: value}) == (
        f"parameter '{name}' of 2-quantitative is '{value}'; {accepted}"
    )


def test_a_search_of_more_than_80_characters_is_refused() -> None:
    assert "at most 80 letters" in said_of("1-qualitative", search="a" * 81)


def test_an_unknown_notebook_is_refused_naming_the_closest() -> None:
    assert said_of("2-quantitativ").startswith(
        "unknown notebook '2-quantitativ'; did you mean '2-quantitative'?"
    )


def test_what_is_typed_is_converted() -> None:
    settings = parameters.check("2-quantitative", {"confidence": "0.9"})
    assert settings.model_dump() == {"lang": "it", "confidence": 0.9, "interval": "wilson"}


@pytest.mark.parametrize(
    "call",
    [
        lambda: parameters.Quantitative(confidence="0.9"),
        lambda: parameters.use(confidence="0.9"),
        lambda: proportions.interval(16, 33, confidence="0.9"),  # type: ignore[arg-type]
    ],
)
def test_python_is_given_a_number_as_a_number(call: Callable[[], object]) -> None:
    with pytest.raises(InputError, match=r"'confidence' of .* is '0\.9'; accepted: a number"):
        call()


def test_checked_settings_cannot_be_changed() -> None:
    settings = parameters.check("0-project", {})
    with pytest.raises(ValueError, match="frozen"):
        settings.lang = "en"  # type: ignore[misc]


@pytest.mark.parametrize("notebook", parameters.MODELS)
def test_every_message_is_one_line(notebook: str) -> None:
    for values in ({"confidence": 2}, {"lang": "x"}, {"nothing": 1}):
        assert "\n" not in said_of(notebook, **values)


def test_every_model_has_a_notebook() -> None:
    assert set(parameters.MODELS) <= set(NOTEBOOKS)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebooks_parameters_are_those_of_its_model(notebook: str) -> None:
    defaults = parameters.model_of(notebook, PROJECT)().model_dump()
    assert list(literals(notebook).items()) == list(defaults.items())


def test_a_default_is_what_the_notebooks_cell_says_and_the_rule_its_models(
    make_project: Callable[..., ProjectFolder],
) -> None:
    small = make_project()
    place = small.notebook("2-quantitative", "1")
    place.write_text(place.read_text(encoding="utf-8").replace("0.95", "0.8"), encoding="utf-8")
    assert parameters.check("2-quantitative", {}, small.project).confidence == 0.8
    with pytest.raises(InputError, match="2-quantitative is 8; accepted: a number between 0 and 1"):
        parameters.check("2-quantitative", {"confidence": 8}, small.project)


def test_a_notebook_that_the_study_lists_needs_no_number(
    make_project: Callable[..., ProjectFolder],
) -> None:
    small = make_project()
    place = small.notebook("outlook", "1")
    place.write_text(place.read_text(encoding="utf-8").replace("0.95", "0.8"), encoding="utf-8")
    assert parameters.check("outlook", {}, small.project).confidence == 0.8


def test_of_ones_own_notebooks_those_count_that_are_named_by_a_number_and_words(
    make_project: Callable[..., ProjectFolder],
) -> None:
    small = make_project()
    place = small.notebook("0-project", "1")
    for name in ("5-outlook", "Untitled"):
        (small.project.work / "en").mkdir(parents=True, exist_ok=True)
        shutil.copy(place, small.project.work / "en" / f"{name}.ipynb")
    assert parameters.check("5-outlook", {}, small.project).confidence == 0.95
    with pytest.raises(InputError, match=r"unknown notebook 'Untitled'; accepted: .*, 5-outlook$"):
        parameters.check("Untitled", {}, small.project)


def test_a_notebook_shows_a_mistake_in_one_line_without_a_traceback(tmp_path: Path) -> None:
    guard = "from readytochange import parameters; parameters.Quantitative(confidnce=0.9)"
    shell = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "--colors=nocolor", "-c", guard],
        env={**os.environ, "IPYTHONDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (shell.stdout + shell.stderr).splitlines() == [
        "unknown parameter of 2-quantitative 'confidnce'; did you mean 'confidence'? "
        "Accepted: lang, confidence, interval"
    ]


def test_use_sets_what_is_said_and_leaves_the_rest() -> None:
    parameters.use("en", confidence=0.9)
    assert survey.shares("channels").equals(
        survey.shares("channels", parameters.Settings(lang="en", confidence=0.9))
    )
    parameters.use(interval="exact")
    given = parameters.Quantitative(lang="en", confidence=0.9, interval="exact")
    assert survey.shares("channels").equals(survey.shares("channels", given))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"lang": "fr"}, "parameter 'lang' of use is 'fr'; accepted: it, en"),
        ({"lang": ["en"]}, "parameter 'lang' of use is ['en']; accepted: it, en"),
        (
            {"confidence": 2},
            "parameter 'confidence' of use is 2; accepted: a number between 0 and 1",
        ),
        (
            {"method": "exact"},
            "unknown parameter of use 'method'; accepted: lang, confidence, interval",
        ),
    ],
)
def test_what_use_cannot_use_changes_nothing(values: dict[str, Any], told: str) -> None:
    before = parameters.SETTINGS.value
    with pytest.raises(InputError) as refused:
        parameters.use(**{"lang": "en", **values})
    assert (str(refused.value), parameters.SETTINGS.value) == (told, before)
