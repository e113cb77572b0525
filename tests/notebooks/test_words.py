"""Prose says what the text carries: never what the study "printed", kept silent or thought of its readers' tools.

Prose is what notebooks hold as Markdown, and every text that code and templates say, in both languages.
"""

import re
from collections.abc import Iterator

import nbformat
import pytest
from babel.messages.pofile import read_po

import cells
from projects import NOTEBOOKS, PROJECT
from readytochange import language
from readytochange.language import translation

WITHDRAWN = {
    "what the study printed": r"\bprinted\b|\bstampat[aeio]\b|\bstampa(?:no)?\b|chose what to print",
    "silence": r"\bsilen(?:t|ce|ces)\b|\bsilenz\w+|\btac(?:e|ciono|ere)\b",
    "words that we do not use": r"\bdetainees?\b|\bthinkable\b|make lab|\bkernel\b",
}
"""What no prose says, in words and as a pattern."""

SAID = [
    ("what the study printed", "9 domande su 15 sono stampate senza le loro cifre"),
    ("what the study printed", "Questions printed without their figures"),
    ("what the study printed", "lo studio non stampa"),
    ("silence", "Di che cosa tace ogni fonte?"),
    ("silence", "Where is one silent?"),
    ("words that we do not use", "A running kernel is needed"),
]

STATUS = (
    r"\((?:[^()]*\W)?(?:published|recovered|computed|bounded|pubblicat[ao]|ricavat[ao]|recuperat[ao]"
    r"|calcolat[ao]|delimitat[ao])\b"
)
"""A status word in brackets, where a sign stands beside the number."""


def prose() -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text."""
    for name in NOTEBOOKS:
        read = nbformat.read(PROJECT.notebooks / f"{name}.ipynb", as_version=4)
        for cell in read.cells:
            if cell.cell_type == "markdown":
                yield f"{name} {cell.id}", cell.source
    for catalogue in (translation.CATALOGUE, PROJECT.catalogue):
        with catalogue.open("rb") as file:
            for message in read_po(file, locale="it"):
                if message.id:
                    yield catalogue.name, f"{message.id}\n{message.string}"


@pytest.mark.parametrize("words", WITHDRAWN)
def test_no_prose_says(words: str) -> None:
    found = [
        f"{where}: {text}"
        for where, text in prose()
        if re.search(WITHDRAWN[words], text, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize(("words", "text"), SAID)
def test_what_was_withdrawn_would_be_seen(words: str, text: str) -> None:
    assert re.search(WITHDRAWN[words], text, re.IGNORECASE)


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_status_word_stands_in_a_sentence(name: str, lang: str) -> None:
    said = [
        shown.plain
        for _, shown in cells.shown(name, {"lang": lang})
        if isinstance(shown, language.Markdown)
    ]
    assert said
    assert [text for text in said if re.search(STATUS, text)] == []


def test_a_status_word_in_a_sentence_would_be_seen() -> None:
    assert re.search(STATUS, "31 (published) of 33")
    assert re.search(STATUS, "largo 32 punti (calcolato, Wilson, copertura 95%)")
