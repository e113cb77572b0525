"""The pages of the app: every choice shows a figure, menus offer words, numbers carry their status."""

from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets
import pytest

from nights import some
from projects import NOTEBOOKS, PROJECT
from readytochange import language, parameters
from readytochange.app import tabs
from readytochange.figures import columns
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure

LANGUAGES = tuple(language.LANGUAGES)
ALL = [(part, tab.name) for part, shown in tabs.parts(PROJECT, "en").items() for tab in shown.tabs]


def made(part: str, name: str, lang: str) -> Explorer:
    [make] = [each.make for each in tabs.parts(PROJECT, lang)[part].tabs if each.name == name]
    return make(parameters.check(part, {"lang": lang}))


def choices(control: Any) -> list[Any]:
    return [value for _, value in control.options]


def made_by(explorer: Explorer) -> tuple[Figure, ...]:
    shown = explorer.made()
    assert shown
    assert all(isinstance(each, Figure) for each in shown), shown
    return shown  # type: ignore[return-value]


def figures_of(explorer: Explorer) -> Iterator[tuple[Figure, ...]]:
    """What it makes at first, and with every choice of every menu, the others as at first; by day with some."""
    yield made_by(explorer)
    for control in explorer.controls.values():
        if not isinstance(control, widgets.Dropdown):
            continue
        first = control.value
        for value in some(choices(control), 3):
            control.value = value
            yield made_by(explorer)
        control.value = first


def test_every_notebook_has_a_page_in_both_languages() -> None:
    for lang in LANGUAGES:
        assert list(tabs.parts(PROJECT, lang)) == NOTEBOOKS
        assert all(1 <= len(part.tabs) <= 4 for part in tabs.parts(PROJECT, lang).values())


def test_a_purpose_has_one_explorer_and_every_part_says_the_question_it_answers() -> None:
    names = [name for _, name in ALL]
    assert sorted(names) == [
        "answers",
        "area",
        "audit",
        "margins",
        "percentage",
        "planning",
        "points",
        "questions",
        "shares",
        "topics",
        "two_lists",
    ]
    for lang in LANGUAGES:
        asked = [part.question for part in tabs.parts(PROJECT, lang).values()]
        assert all(each[-1] in "?." and not set("*_`") & set(each) for each in asked)
        assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("part", "name"), ALL)
def test_every_choice_shows_figures_that_a_page_can_show(part: str, name: str, lang: str) -> None:
    explorer = made(part, name, lang)
    for shown in figures_of(explorer):
        html = tabs.written(shown, lang)
        for figure in shown:
            assert figure.lang == lang
            assert figure.name.endswith("-explorer")
            assert f'id="figure-{figure.name}"' in html
            counted = {"count", "share", "count_low"} & set(figure.table)
            assert not counted or any(map(columns.is_status, figure.table))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_menu_offers_words_and_never_the_names_of_our_data(lang: str) -> None:
    own = {"customer_service", "csr", "past", "outsourceable_channels", "share_first", "left_open"}
    for part, shown in tabs.parts(PROJECT, lang).items():
        for tab in shown.tabs:
            explorer = tab.make(parameters.check(part, {"lang": lang}))
            for control in explorer.controls.values():
                labels = [label for label, _ in getattr(control, "options", ())]
                assert len(set(labels)) == len(labels)
                assert not own & set(labels)
                assert not any("_" in label for label in labels)
