"""With rows gone, the data are refused in a line, or all notebooks run and say less; nothing they show is empty.

A sample is tried on each run, all of it where the environment variable NIGHTLY is set.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cells
import deletions
from deletions import Gone, Tables
from nights import NIGHTLY
from projects import NOTEBOOKS, PROJECT, ProjectFolder, project_in
from readytochange import language, parameters
from readytochange.app import tabs
from readytochange.errors import InputError
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.study import loading
from readytochange.synthesis import claims

pytestmark = pytest.mark.slow

SAMPLE = 2
SEED = 20210131

PUBLISHED = deletions.published()
EVERY = dict(deletions.deletions(PUBLISHED))
KNOWN = (
    "project without question",
    "project without owner",
    "periods without interviews",
    "periods without survey",
    "answers without channels/whatsapp",
    "answers without channels/phone",
    "answers without outsourceable_channels/phone",
    "answers without question 'size'",
    "answers without question 'channels'",
    "answers without question 'outsourceable_channels'",
    "clusters without question 'difficulties'",
    "clusters without question 'activities'",
    "interviews without csr",
    "interview_questions without past",
    "interview_questions without future",
    "interview_questions without opportunities",
    "interview_questions without criteria",
    "sources without csr",
    "sources without customer_service",
    "sources without all",
    "topics without customer_contact",
    "topics without skills_training",
    "topics without reputation_values",
    "sectors without sample 'interviews'",
    "sectors without sample 'survey'",
    "answers with no count recovered",
    "answers with no channel in both lists",
    "quotes empty",
    "clusters empty",
    "stakeholders with toscano only",
)


def recovered(table: str, row: Any) -> bool:
    return table == "answers" and row["percent"] != "" and row["count"] == ""


def shared(table: str, row: Any) -> bool:
    first = {each["option"] for each in PUBLISHED["answers"] if each["question"] == "channels"}
    return (
        table == "answers"
        and row["question"] == "outsourceable_channels"
        and row["option"] in first
    )


EVERY["answers with no count recovered"] = recovered
EVERY["answers with no channel in both lists"] = shared

ODD = {
    "a missing value": r"\bnan\b|\bNone\b(?!:)|<NA>|\bNaT\b|\binf\b",
    "a Python list": r"\[\]|\(\)|\{\}|\{[a-z_]+\}",
    "a share of nothing": r"(?<![\d.,])0 (of|su|di) 0\b",
    "nothing after a colon": r": ?([.;,:)]|$)",
    "nothing in quotation marks": r"“”|«»|\( ?\)|\*\*\*\*",
    "two signs that end": r"(?<!\.)\.\.(?!\.)|,,|;;|  ",
    "a negative number": r"(?<![\w-])-\d",
}
"""What no sentence should have, in words and as a pattern."""


def faults_of_text(text: str) -> Iterator[str]:
    for words, pattern in ODD.items():
        if found := re.search(pattern, text):
            yield f"{words} in {text[max(0, found.start() - 60) : found.end() + 20]!r}"


def units(spec: Any) -> Iterator[Any]:
    """The parts of a specification that have marks, with the data that they inherit."""
    if "mark" in spec:
        yield spec
    for name in ("layer", "hconcat", "vconcat", "concat"):
        for part in spec.get(name, []):
            yield from units({"data": spec.get("data"), **part})
    if "spec" in spec:
        yield from units({"data": spec.get("data"), **spec["spec"]})


def faults_of_figure(shown: Figure) -> Iterator[str]:
    for text in (shown.title, shown.description, shown.reading):
        yield from faults_of_text(text)
    if shown.table.empty and not shown.reading:
        yield "a table without rows, and without a word"
    if shown.table.isna().all(axis=0).any() and shown.spec:
        yield "a column without values"
    for unit in units(shown.spec or {}):
        if not shown.spec["datasets"][unit["data"]["name"]]:  # type: ignore[index]
            yield "a chart without marks"


def faults(shown: Any) -> Iterator[str]:
    if isinstance(shown, Explorer):
        for made in (*shown.made(), *others(shown)):
            yield from faults(made)
    elif isinstance(shown, Figure):
        yield from faults_of_figure(shown)
    else:
        yield from faults_of_text(shown.plain)


def others(explorer: Explorer) -> Iterator[Any]:
    """What an explorer makes of its menus' last choices."""
    for control in explorer.controls.values():
        if options := getattr(control, "options", ()):
            last = options[-1][1]
            control.value = (last,) if isinstance(control.value, tuple) else last
            yield from explorer.made()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectFolder]:
    made = project_in(tmp_path_factory.mktemp("fewer"), "notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made.root)
        yield made


def refused(found: Tables, data: Path) -> str:
    """What is said of these tables, '' where they are accepted."""
    deletions.write(found, data)
    try:
        loading.accept()
        claims.accept()
    except InputError as error:
        return str(error)
    return ""


def trouble(found: Tables, lang: str) -> list[str]:
    """What goes wrong in a notebook or an explorer with these tables."""
    wrong = []
    for name in NOTEBOOKS:
        try:
            for cell, shown in cells.shown(name, {"lang": lang}):
                wrong += [f"{name} {cell}: {fault}" for fault in faults(shown)]
        except Exception as error:
            wrong.append(f"{name}: {type(error).__name__}: {error}")
    for part, page in tabs.parts(PROJECT, lang).items():
        for tab in page.tabs:
            try:
                explorer = tab.make(parameters.check(part, {"lang": lang}))
                wrong += [f"app {part}, {tab.name}: {fault}" for fault in faults(explorer)]
            except Exception as error:
                wrong.append(f"app {part}, {tab.name}: {type(error).__name__}: {error}")
    return wrong


def chosen() -> list[str]:
    """All of it by night, else a sample of what was found broken once, and of the rest."""
    if NIGHTLY:
        return list(EVERY)
    rest = [name for name in EVERY if name not in KNOWN]
    return [
        name
        for all_of, n in ((KNOWN, SAMPLE), (rest, SAMPLE))
        for name in random.Random(SEED).sample(all_of, n)
    ]


def test_what_was_broken_once_is_among_what_may_be_tried() -> None:
    assert set(KNOWN) <= set(EVERY)


@pytest.mark.parametrize("words", chosen())
def test_with_rows_gone_the_data_are_refused_or_the_notebooks_say_less(
    small: ProjectFolder, words: str
) -> None:
    gone: Gone = EVERY[words]
    found = deletions.without(PUBLISHED, gone)
    said = refused(found, small.project.data)
    if said:
        assert re.fullmatch(r"data/report/\w+\.csv.+; accepted: .+", said), said
        assert words not in KNOWN, said
    else:
        lang = random.Random(words).choice(list(language.LANGUAGES))
        assert [
            each
            for lang in ((lang,) if not NIGHTLY else language.LANGUAGES)
            for each in trouble(found, lang)
        ] == []
