"""What is said in Italian and English: values in a sentence, where a translation is found, and texts shown as typed."""

import os
from pathlib import Path

import numpy as np
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from nbconvert.filters import markdown2html

from readytochange import language
from readytochange.errors import InputError
from readytochange.project import Project
from texts import TYPED, squeezed, tags, unhurried

# Values in a sentence


@pytest.mark.parametrize("whole", [1200, np.int64(1200)])
def test_whole_numbers_in_a_sentence_are_formatted(whole: int) -> None:
    t = language.translator("it")
    assert t("All points: {n}", n=whole) == "Tutti i punti: 1.200"


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert language.translator("it")("All points: {n}", n="{n} {x}") == "Tutti i punti: {n} {x}"


# Where a text's Italian is


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogue of the project in which this works."""
    place = Project(tmp_path).catalogue
    place.parent.mkdir(parents=True)
    (tmp_path / "study.toml").touch()
    monkeypatch.chdir(place.parents[3])
    return place


def test_what_only_a_notebook_says_stands_in_its_projects_catalogue(catalogue: Path) -> None:
    catalogue.write_text('msgid "Of {n} firms"\nmsgstr "Di {n} imprese"\n', encoding="utf-8")
    assert language.Translator("it")("Of {n} firms", n=1200) == "Di 1.200 imprese"


def test_the_librarys_words_stand_before_the_projects(catalogue: Path) -> None:
    catalogue.write_text('msgid "yes"\nmsgstr "no"\n', encoding="utf-8")
    assert language.Translator("it")("yes") == "sì"


def test_a_catalogue_is_read_anew_when_it_has_changed(catalogue: Path) -> None:
    for nanoseconds, italian in enumerate(("un uovo", "una gallina")):
        catalogue.write_text(f'msgid "a hen"\nmsgstr "{italian}"\n', encoding="utf-8")
        os.utime(catalogue, ns=(nanoseconds, nanoseconds))
        assert language.Translator("it")("a hen") == italian


@pytest.mark.parametrize(
    "entry", ['#, fuzzy\nmsgid "a hen"\nmsgstr "un uovo"', 'msgid "a hen"\nmsgstr ""']
)
def test_what_is_fuzzy_or_empty_is_no_italian(catalogue: Path, entry: str) -> None:
    catalogue.write_text(f"{entry}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"notebooks\.po has no Italian for: a hen"):
        language.Translator("it")("a hen")


@pytest.mark.parametrize("text", ["a text nobody translated", "", "Firms by size "])
def test_a_text_without_italian_is_an_error(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # in no project
    assert language.translator("en")(text) == text
    with pytest.raises(InputError) as refused:
        language.translator("it")(text)
    assert str(refused.value) == f"readytochange.po has no Italian for: {text}"


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(InputError, match="unknown language 'itt'; did you mean 'it'"):
        language.translator("itt")


# Texts shown as typed


def shown(html: str) -> str:
    return squeezed(BeautifulSoup(html, "html.parser").get_text())


@settings(unhurried, max_examples=150)
@given(TYPED)
def test_an_escaped_text_is_shown_as_typed_and_makes_no_tag(text: str) -> None:
    html = markdown2html(language.escape(text))
    assert shown(html) == squeezed(text)
    assert tags(html) <= {"p"}


@pytest.mark.parametrize(
    "text",
    [
        "# one",
        "one\n===",
        "    one",
        "\tone",
        "one\n\n- two",
        "1. one",
        "| a |\n|---|",
        "<script>alert(1)</script>",
        "[one](javascript:alert(1))",
        "![one](http://x/y.png)",
        "$x$ and \\(y\\)",
        "https://example.org",
        "&lt;",
        "~~one~~ **two** _three_ `four`",
    ],
)
def test_markdown_in_an_answer_is_shown_as_typed(text: str) -> None:
    html = markdown2html(language.escape(text))
    assert shown(html) == squeezed(text)
    assert tags(html) == {"p"}


@settings(unhurried, max_examples=100)
@example("**", "===")
@example("", "- one")
@given(TYPED, TYPED)
def test_values_in_a_paragraph_are_shown_as_typed_in_its_own_markdown(one: str, two: str) -> None:
    bundle = language.translator("en").say("So: **a{one}a**\n{two}", one=one, two=two)
    html = markdown2html(bundle._repr_mimebundle_()["text/markdown"])
    assert shown(html) == squeezed(f"So: a{one}a {two}")
    assert tags(html) == {"p", "strong"}
