"""What is said in Italian and English: formats, completeness of the catalogue, and texts shown as typed."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

import jinja2
import nbformat
import numpy as np
import pandas as pd
import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from nbconvert.filters import markdown2html

from projects import LIBRARY, PROJECT
from readytochange import language, statuses, survey
from readytochange.errors import InputError
from readytochange.study import coded_texts, tables
from texts import TYPED, squeezed, tags, unhurried

# The formats of the two languages


@pytest.mark.parametrize(
    ("value", "decimals", "italian", "english"),
    [
        (0, 0, "0", "0"),
        (1234, 0, "1.234", "1,234"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0.05, 2, "0,05", "0.05"),
    ],
)
def test_a_number_has_the_separators_of_its_language(
    value: float, decimals: int, italian: str, english: str
) -> None:
    assert language.number(value, "it", decimals) == italian
    assert language.number(value, "en", decimals) == english


def test_a_share_is_a_percentage_without_a_space() -> None:
    assert language.percent(16 / 33, "it") == "48,5%"
    assert language.percent(16 / 33, "en") == "48.5%"
    assert language.percent(31 / 33, "it", 0) == "94%"


def test_the_coverage_of_an_interval_keeps_its_decimals() -> None:
    said = [language.coverage(confidence, "it") for confidence in (0.95, 0.975, 0.995, 0.3, 0.0004)]
    assert said == ["95%", "97,5%", "99,5%", "30%", "0,04%"]


def test_a_month_is_written_out() -> None:
    assert language.month("2021-01", "it") == "gennaio 2021"
    assert language.month("2021-01", "en") == "January 2021"


def test_several_things_are_joined_as_the_language_joins_them() -> None:
    assert language.listing(["mail"], "it") == "mail"
    assert language.listing(["mail", "telefono"], "it") == "mail e telefono"
    assert language.listing(["mail", "telefono", "social"], "it") == "mail, telefono e social"
    assert language.listing(["email", "phone", "social"], "en") == "email, phone, and social"


@pytest.mark.parametrize("whole", [1200, np.int64(1200)])
def test_whole_numbers_in_a_sentence_are_formatted(whole: int) -> None:
    t = language.translator("it")
    assert t("Points found: {n}", n=whole) == "Punti trovati: 1.200"


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert language.translator("it")("Points found: {n}", n="{n} {x}") == "Punti trovati: {n} {x}"


@pytest.mark.parametrize("text", ["a text nobody translated", "", "Firms by size "])
def test_a_text_without_italian_is_an_error(text: str) -> None:
    assert language.translator("en")(text) == text
    with pytest.raises(InputError) as refused:
        language.translator("it")(text)
    assert str(refused.value) == f"it.po has no Italian for: {text}"


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(InputError, match="unknown language 'itt'; did you mean 'it'"):
        language.translator("itt")


# The catalogue against the code


@dataclass(frozen=True)
class Said:
    """A text that a line of code hands to a translator, and the names it fills in (None: not to be read off)."""

    where: str
    text: str
    names: frozenset[str] | None


@cache
def catalogue() -> dict[str, str]:
    with language.CATALOGUE.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


@cache
def code() -> dict[str, ast.Module]:
    """Every module of the library and all code of every notebook."""
    modules = LIBRARY.rglob("*.py")
    trees = {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in modules}
    for path in PROJECT.notebooks.glob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        source = [cell.source for cell in cells if cell.cell_type == "code"]
        trees[path.name] = ast.parse("\n".join(source))
    return trees


def is_translator(node: ast.expr) -> bool:
    """`t`, `t.say`, `Translator(lang)`, `wording.translator(lang)`."""
    if isinstance(node, ast.Call):
        node = node.func
        return getattr(node, "id", getattr(node, "attr", "")).lower() == "translator"
    if isinstance(node, ast.Attribute):
        return node.attr == "say" and is_translator(node.value)
    return isinstance(node, ast.Name) and node.id == "t"


def constants(node: ast.AST) -> list[str]:
    return [
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]


def literal_texts(node: ast.expr) -> list[str]:
    """The texts an argument may be: a literal, or either of two."""
    if isinstance(node, ast.IfExp):
        return literal_texts(node.body) + literal_texts(node.orelse)
    return constants(node) if isinstance(node, ast.Constant) else []


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and is_translator(node.func) and node.args:
            yield node


def said_in(where: str, tree: ast.Module) -> Iterator[Said]:
    for call in calls(tree):
        names = [word.arg for word in call.keywords]
        filled = None if None in names else frozenset(filter(None, names))
        for text in literal_texts(call.args[0]):
            yield Said(f"{where}:{call.lineno}", text, filled)
    for node in ast.walk(tree):  # [t(word) for word in ("one", "other")]
        if isinstance(node, ast.ListComp | ast.DictComp | ast.GeneratorExp):
            loops = {loop.target.id: loop for loop in node.generators if hasattr(loop.target, "id")}
            for call in calls(node):
                loop = loops.get(getattr(call.args[0], "id", ""))
                for text in constants(loop.iter) if loop else ():
                    yield Said(f"{where}:{call.lineno}", text, frozenset())


def said_in_template(path: Path) -> Iterator[Said]:
    page = jinja2.Environment().parse(path.read_text(encoding="utf-8"))
    for call in page.find_all(jinja2.nodes.Call):
        if isinstance(call.node, jinja2.nodes.Name) and call.node.name == "t":
            (text,) = call.args
            names = frozenset(word.key for word in call.kwargs)
            if isinstance(text, jinja2.nodes.Const):
                yield Said(f"{path.name}:{call.lineno}", text.value, names)


@cache
def said() -> list[Said]:
    in_code = (each for where, tree in code().items() for each in said_in(where, tree))
    templates = sorted(LIBRARY.rglob("*.j2"))
    in_templates = (each for path in templates for each in said_in_template(path))
    return [*in_code, *in_templates]


def words() -> set[str]:
    """What is translated word by word out of tables."""
    questions = tables.questions()
    return {
        *tables._COLUMNS.values(),
        *statuses.STATUSES,
        *statuses.STATUSES.values(),
        *survey.PUBLISHED,
        *coded_texts._NAMES.values(),
        *survey.figures.METHODS.values(),
        *questions["kind"],
        *questions["published"],
    }


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_code_that_speaks_is_found() -> None:
    texts = {each.text for each in said()}
    assert len(texts) > 50
    assert {"yes", "no", "Channels in use", "everyone", "{count} ({status}) of {base}"} <= texts


def test_every_text_the_code_says_has_an_italian() -> None:
    missing = {each.where: each.text for each in said() if not catalogue().get(each.text)}
    assert missing == {}


def test_every_word_of_the_tables_has_an_italian() -> None:
    assert {word for word in words() if not catalogue().get(word)} == set()


def test_every_text_is_filled_with_the_names_it_has() -> None:
    wrong = {
        each.where: (each.text, sorted(each.names))
        for each in said()
        if each.names is not None and each.names != fields(each.text)
    }
    assert wrong == {}


def test_the_italian_has_the_names_of_the_english() -> None:
    wrong = {
        english: italian
        for english, italian in catalogue().items()
        if fields(english) != fields(italian)
    }
    assert wrong == {}


def test_every_bold_is_closed_and_every_sentence_ends_as_the_english_does() -> None:
    ends = re.compile(r"[.:;?]?$")
    for english, italian in catalogue().items():
        assert english.count("**") % 2 == italian.count("**") % 2 == 0, english
        assert ends.findall(english) == ends.findall(italian), english


def test_no_entry_of_the_catalogue_is_unused() -> None:
    used = words() | {each.text for each in said()}
    for tree in code().values():
        used |= set(constants(tree))
    assert set(catalogue()) - used == set()


def test_the_catalogue_has_each_text_once_in_order() -> None:
    texts = list(catalogue())
    written = re.findall(r"^msgid ", language.CATALOGUE.read_text(encoding="utf-8"), re.M)
    assert len(written) == len(texts) + 1  # the first is the catalogue's own header
    assert texts == sorted(texts)


# Tables in one language


def test_a_localised_table_keeps_one_language() -> None:
    frame = pd.DataFrame({"id": ["a"], "label_it": ["uno"], "label_en": ["one"], "n": [1]})
    assert tables.localise(frame, "it").to_dict("list") == {
        "id": ["a"],
        "label": ["uno"],
        "n": [1],
    }
    assert tables.localise(frame, "en").to_dict("list") == {
        "id": ["a"],
        "label": ["one"],
        "n": [1],
    }


def test_a_text_named_like_an_id_stands_beside_it() -> None:
    frame = pd.DataFrame({"item": ["cs_1"], "item_it": ["uno"], "item_en": ["one"]})
    assert tables.localise(frame, "en").to_dict("list") == {"item": ["cs_1"], "item_text": ["one"]}


def test_localising_leaves_the_table_itself_alone() -> None:
    frame = pd.DataFrame({"label_it": ["uno"], "label_en": ["one"]})
    tables.localise(frame, "it")
    assert list(frame.columns) == ["label_it", "label_en"]


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
