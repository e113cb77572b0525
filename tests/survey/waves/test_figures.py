"""Figures of a wave show any label as it is, in every form, and any choice of the explorer draws."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from bs4 import BeautifulSoup

from answer_frames import INSTRUMENT, wave
from nights import some
from readytochange import parameters
from readytochange.figures.explorer import downloads
from readytochange.figures.figure import Figure
from readytochange.survey.waves import explorers, figures
from readytochange.survey.waves.exhibits import Exhibits, released
from readytochange.survey.waves.instrument import Instrument
from readytochange.survey.waves.record import Record
from readytochange.survey.waves.respondents.problems import RULES

EN = parameters.Wave(lang="en")
HOSTILE = {
    "small": "=1+1",
    "medium": "<b>bold</b> & <img src=x onerror=alert(1)>",
    "large": 'a, "b"; it\'s | {{ 7*7 }} $x$ \u202e',
}


def hostile() -> Instrument:
    first, *others = INSTRUMENT.questions
    offered = tuple(
        replace(each, label=dict.fromkeys(("it", "en"), HOSTILE[each.option]))
        for each in first.offered
    )
    asked = dict.fromkeys(("it", "en"), "<script>alert(1)</script>, which?")
    return Instrument((replace(first, label=asked, offered=offered, question="firm"), *others))


@pytest.fixture(scope="module")
def made() -> Exhibits:
    rows: list[Mapping[str, Any]] = [
        {"size": ("small", "medium", "large")[place % 3], "say": "=2+5", "cleared": True}
        for place in range(36)
    ]
    given = wave([dict(each) for each in rows])
    names = {name: name.replace("size", "firm") for name in ("size", "size.state")}
    return released(
        replace(given, answers=given.answers.lazy().collect().rename(names), instrument=hostile()),
        EN,
    )


def files(shown: Figure) -> dict[str, bytes]:
    return {name.rpartition(".")[2]: content for name, content in downloads(shown).items()}


def test_labels_are_shown_as_they_are_and_nothing_of_them_works(made: Exhibits) -> None:
    shown = figures.shares("2b-firm", made, "firm", EN)
    assert shown.table["label"].tolist() == list(HOSTILE.values())
    assert all(label in shown.description for label in HOSTILE.values())
    page = BeautifulSoup(shown.html, "html.parser")
    assert not page.select("script, b, img")
    assert HOSTILE["medium"] in page.get_text()
    written = files(shown)
    rows = list(csv.reader(io.StringIO(written["csv"].decode())))
    assert [row[0] for row in rows[1:]] == ["'=1+1", *list(HOSTILE.values())[1:]]
    assert b"<script" not in written["svg"]
    assert b"<img" not in written["svg"]


def test_a_text_that_looks_like_a_formula_is_none_in_its_files(made: Exhibits) -> None:
    written = files(figures.texts("2b-say", made, ["say"], EN))
    assert written["csv"].decode().splitlines() == ["text", "'=2+5"]


def test_rows_left_out_are_told_by_every_rule() -> None:
    rules = dict.fromkeys(RULES, 1)
    source = {"file": "a.csv", "sha256": "0" * 64, "rows": 1 + len(rules)}
    record = Record.model_validate(
        {
            "title": {"it": "a", "en": "a"},
            "start": "2027-01",
            "end": "2027-01",
            "source": source,
            "respondents": 1,
            "left_out": rules,
        }
    )
    for lang in ("it", "en"):
        shown = figures.left_out("2b-left-out", record, parameters.Wave(lang=lang))
        assert shown
        assert shown.table["reason"].is_unique
        assert len(shown.table) == len(rules)
    none = record.model_copy(update={"left_out": {}})
    assert figures.left_out("2b-left-out", none, EN) is None


def test_every_choice_of_the_explorer_draws() -> None:
    rows = [
        {
            "size": ("small", "medium", "large")[place % 3],
            "use": ("yes", "no")[place % 2],
            "ways": ["a", "b"] if place % 4 else ["none"],
            "two": ["a"],
            "weigh": (1 + place % 5, 3),
            "order": ["a", "b", "c"],
            "staff": place,
        }
        for place in range(36)
    ]
    explorer = explorers.answers(released(wave(rows), EN), EN)
    offered = {name: [each for _, each in menu.options] for name, menu in explorer.controls.items()}
    assert offered["view"] == ["together", "changes", "by.size"]
    assert offered["of"] == ["firms", "answers"]
    assert offered["size"] == ["", "small", "medium", "large"]
    titles = set()
    for chosen in some(list(product(*offered.values())), 30):
        for menu, value in zip(explorer.controls.values(), chosen, strict=True):
            menu.value = value
        [shown] = explorer.made()
        assert isinstance(shown, Figure), chosen
        titles.add((shown.title, shown.spec is None))
    assert len(titles) > len(offered["question"])


def test_a_change_that_is_not_claimed_is_never_said_to_be_large_enough_to_show() -> None:
    for firms in (6, 90):
        rows = [{"size": "small" if place % 3 else "large"} for place in range(firms)]
        found = released(wave([dict(each) for each in rows]), EN)
        shown = figures.changes("2b-size-changes", found, "size", EN)
        told = found.changes["size"].dropna(subset=["difference"])
        unclear = told[told["verdict"] != "changed"]
        assert len(unclear)
        assert (unclear["smallest_change"].fillna(1) > unclear["difference"].abs()).all()
        words = "a change shows from " if firms > 6 else "too few firms to show a change"
        assert shown.description.count(words) == len(unclear)
