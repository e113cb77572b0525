"""A parameter grid: what cannot be used is refused with its place, before anything runs."""

from pathlib import Path

import pytest

from projects import PROJECT
from readytochange.errors import InputError
from readytochange.run import grid


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is None; accepted: notebooks: a list"),
        ("- confidence", "is ['confidence']; accepted: notebooks: a list"),
        ("parameters: [", ", line 1, column 14: "),
        ("? [a, b]\n: 1", ", parameters is missing"),
        ("parameters: " + "[" * 500, "too many brackets within brackets"),
        ("parameters: {search: 2020-99-99}", "month must be in 1..12; accepted is YAML"),
        ("parameters: {confidence: " + "1" * 5000 + "}", "accepted is YAML"),
        ("parameters: {search: !!int abc}", "accepted is YAML"),
        ("parameters: {search: !!bool abc}", "not what its tag says; accepted is YAML"),
        ("parameters: {search: !!timestamp abc}", ", line 1, column 22: failed to construct"),
        ("parameters: !!map [a, b]", ", line 1, column 13: expected a mapping"),
        ('"a\\nb\\e[31m": 3', r"'a\nb\x1b[31m'; accepted: notebooks, parameters"),
        ("parameters:\n  lang: it\n  lang: en", ', line 3, column 3: found duplicate key "lang"'),
        ("parametres: {lang: it}", "did you mean 'parameters'?"),
        ("parameters: 3", ", parameters is 3; accepted: names of parameters"),
        ("parameters: {lang: []}", ", parameters, lang is []; accepted: names of parameters"),
        ("parameters: {lang: {it: 1}}", "accepted: names of parameters"),
        ("notebooks: [0-project]", ", parameters is missing"),
        ("notebooks: 0-project\nparameters: {lang: it}", ", notebooks is '0-project'; accepted"),
        ("notebooks: [0-projekt]\nparameters: {lang: it}", "did you mean '0-project'?"),
        ("parameters: {confidnce: 0.9}", ", confidnce, value 1: unknown parameter 'confidnce'"),
        ("parameters: {confidence: [0.9, 1.5]}", ", confidence, value 2: parameter 'confidence'"),
        ("parameters: {confidence: [yes]}", "is True; accepted: a number between 0 and 1"),
        ("parameters: {interval: [exact, wilsn]}", ", interval, value 2: parameter 'interval'"),
        ("parameters: {lang: [it, fr]}", ", lang, value 2: "),
        ("parameters: {search: [no]}", "is False; accepted: a text of at most 80 letters"),
        ("notebooks: [0-project]\nparameters: {interval: exact}", "unknown parameter 'interval'"),
    ],
)
def test_a_matrix_that_cannot_be_used_is_refused_with_the_place(
    tmp_path: Path, text: str, said: str
) -> None:
    place = tmp_path / "matrix.yml"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        grid.read(place, PROJECT)
    assert str(place) in str(refused.value)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_matrix_that_is_not_a_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "matrix.yml").write_bytes(b"\xff\x00")
    with pytest.raises(InputError, match="accepted is YAML in UTF-8"):
        grid.read(tmp_path / "matrix.yml", PROJECT)


def test_a_text_keeps_its_commas_and_may_be_given_again() -> None:
    assert grid.typed(
        [("search", "a, b"), ("search", "c"), ("interval", "exact, wilson")], PROJECT
    ) == {
        "search": ["a, b", "c"],
        "interval": ["exact", "wilson"],
    }


def test_what_is_typed_stands_before_the_file(tmp_path: Path) -> None:
    place = tmp_path / "matrix.yml"
    place.write_text("notebooks: [0-project]\nparameters: {lang: it, confidence: [0.9, 0.8]}")
    read = grid.read(place, PROJECT, ["3-stakeholders"])
    assert read.notebooks == ["3-stakeholders"]
    assert read.parameters == {"lang": ["it"], "confidence": [0.9, 0.8]}


@pytest.mark.parametrize(
    "value",
    [
        "no",
        "yes",
        "on",
        "off",
        "True",
        "2020-01-31",
        "2020-01-31 10:00:00",
        "2020",
        "1.5",
        "12:30:00",
        "~",
        "null",
        "0x1f",
        "1e3",
        "1_000",
        ".inf",
    ],
)
def test_a_text_that_yaml_reads_as_something_else_is_to_be_put_in_quotes(
    tmp_path: Path, value: str
) -> None:
    place = tmp_path / "matrix.yml"
    place.write_text(f"parameters: {{search: ['{value}']}}")
    assert grid.read(place, PROJECT).parameters == {"search": [value]}
    place.write_text(f"parameters: {{search: [{value}]}}")
    with pytest.raises(
        InputError, match=r"; put a text that YAML reads as something else in quotes$"
    ):
        grid.read(place, PROJECT)


@pytest.mark.parametrize("text", ["confidence: [yes]", "interval: [no]", "lang: [2020-01-01]"])
def test_quotes_are_not_proposed_where_they_would_not_help(tmp_path: Path, text: str) -> None:
    place = tmp_path / "matrix.yml"
    place.write_text(f"parameters: {{{text}}}")
    with pytest.raises(InputError, match="accepted") as refused:
        grid.read(place, PROJECT)
    assert "put a text" not in str(refused.value)
