"""The catalogues of Italian texts: complete, tidy, and true to what code, templates and notebooks say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import nbformat
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from nbformat.v4 import new_code_cell, new_notebook

import messages
from projects import LIBRARY, PROJECT
from readytochange.language import translation
from readytochange.run.inputs import Sources
from readytochange.study import tables
from readytochange.survey import wording

CATALOGUES = [translation.CATALOGUE, PROJECT.catalogue]


def entries() -> Iterator[tuple[str, str]]:
    for place in CATALOGUES:
        yield from ((str(each.id), str(each.string)) for each in messages.read(place) if each.id)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_catalogues_are_as_make_messages_writes_them() -> None:
    for place, content in messages.renewed(PROJECT).items():
        assert place.read_text(encoding="utf-8") == content.decode(), "run make messages"


def test_every_text_has_an_italian_that_nobody_doubts() -> None:
    for place in CATALOGUES:
        assert [each.id for each in messages.read(place) if each.fuzzy or not each.string] == []


def test_the_italian_has_the_names_of_the_english() -> None:
    wrong = {
        english: italian for english, italian in entries() if fields(english) != fields(italian)
    }
    assert wrong == {}


def test_every_bold_is_closed_and_every_sentence_ends_as_the_english_does() -> None:
    ends = re.compile(r"[.:;?]?$")
    for english, italian in entries():
        assert english.count("**") % 2 == italian.count("**") % 2 == 0, english
        assert ends.findall(english) == ends.findall(italian), english


def test_every_text_is_filled_with_the_names_it_has() -> None:
    modules = {path: path.read_text(encoding="utf-8") for path in LIBRARY.rglob("*.py")}
    notebooks = PROJECT.notebooks.glob("*.ipynb")
    calls = [
        (f"{path.name}:{call.lineno}", {word.arg for word in call.keywords}, text, call)
        for path, code in (*modules.items(), *((each, code_of(each)) for each in notebooks))
        for call, text in messages.said(code)
        if isinstance(call, ast.Call)
    ]
    assert len(calls) > 200
    wrong = [
        (place, names, text)
        for place, names, text, call in calls
        if None not in names
        and (names != fields(text) if len(call.args) == 1 else not names <= fields(text))
    ]
    assert wrong == []


def code_of(notebook: Path) -> str:
    with notebook.open("rb") as file:
        return messages.code_of(file)


def test_the_words_of_the_tables_are_marked() -> None:
    asked = tables.questions()
    assert set(asked["kind"]) <= set(wording.KINDS)
    assert set(asked["published"]) <= set(wording.PUBLISHED)


# How texts are found


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ('t("one")', {"one"}),
        ('t.say("one {n}", n=t("two"))', {"one {n}", "two"}),
        ('t("one" if found else "two")', {"one", "two"}),
        ('t("one " "line")', {"one line"}),
        ('language.Translator(lang)("one")', {"one"}),
        ('WORDS = N_({"id": "one", "other": "two"})', {"one", "two"}),
        ('WORDS = N_(("one", "two"))', {"one", "two"}),
        ('raise TableError("row {row}", row=2)', {"row {row}"}),
        ('t(word), language.Translator("it"), print("one")', set()),
    ],
)
def test_what_code_says_is_found_in_modules_and_notebooks(
    code: str, texts: set[str], tmp_path: Path
) -> None:
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    assert messages.extracted(tmp_path) == texts
    (tmp_path / "module.py").unlink()
    nbformat.write(new_notebook(cells=[new_code_cell(code)]), tmp_path / "notebook.ipynb")
    assert messages.extracted(tmp_path) == texts


def test_what_a_template_says_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html.j2"
    page.write_text('{% block a %}{{ t("one {n}", n=2) }} {{ t(word) }}{% endblock %}')
    assert messages.extracted(tmp_path) == {"one {n}"}


# How a catalogue is brought up to date


def renewed(texts: set[str]) -> dict[str, tuple[str, bool]]:
    known = Catalog()
    known.add("The firms by size", "Le imprese per dimensione")
    known.add("yes", "sì")
    content = messages.written(known, texts, "this test says").splitlines()
    found = read_po(content)
    return {str(each.id): (str(each.string), each.fuzzy) for each in found if each.id}


def test_a_text_keeps_its_italian_and_one_that_is_no_more_goes() -> None:
    assert renewed({"yes"}) == {"yes": ("sì", False)}


def test_a_text_that_was_edited_is_marked_and_a_new_one_is_empty() -> None:
    assert renewed({"All firms by size", "Open"}) == {
        "All firms by size": ("Le imprese per dimensione", True),
        "Open": ("", False),
    }


def test_its_catalogue_decides_what_a_notebook_says() -> None:
    place = PROJECT.place_of(PROJECT.catalogue)
    assert Sources(PROJECT).code("0-project")[place] is not None
