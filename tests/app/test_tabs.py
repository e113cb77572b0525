"""The pages of the app: every choice shows a figure, menus offer words, numbers carry their status."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from projects import NOTEBOOKS, PROJECT
from readytochange import language, parameters
from readytochange.app import tabs
from readytochange.figures import tables
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure

LANGUAGES = tuple(language.LANGUAGES)
ALL = [(part, title) for part, shown in tabs.parts(PROJECT, "en").items() for title in shown.tabs]


def made(part: str, place: int, lang: str) -> Explorer:
    make = list(tabs.parts(PROJECT, lang)[part].tabs.values())[place]
    return make(parameters.check(part, {"lang": lang}))


def choices(control: Any) -> list[Any]:
    return (
        [value for _, value in control.options] if hasattr(control, "options") else [control.value]
    )


def figures_of(explorer: Explorer) -> Iterator[Figure]:
    for values in product(*map(choices, explorer.controls.values())):
        for control, value in zip(explorer.controls.values(), values, strict=True):
            control.value = value
        shown = explorer.made()
        assert isinstance(shown, Figure), shown
        yield shown


def test_every_notebook_has_a_page_in_both_languages() -> None:
    for lang in LANGUAGES:
        assert list(tabs.parts(PROJECT, lang)) == NOTEBOOKS
        assert all(1 <= len(part.tabs) <= 4 for part in tabs.parts(PROJECT, lang).values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("part", "title"), ALL)
def test_every_choice_shows_a_figure_that_a_page_can_show(part: str, title: str, lang: str) -> None:
    explorer = made(part, list(tabs.parts(PROJECT, "en")[part].tabs).index(title), lang)
    for figure in figures_of(explorer):
        html = tabs.written(figure)
        assert figure.lang == lang
        assert f'id="figure-{figure.name}"' in html
        counted = {"count", "share", "count_first", "share_first"} & set(figure.table)
        assert not counted or any(map(tables.is_status, figure.table))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_menu_offers_words_and_never_the_names_of_our_data(lang: str) -> None:
    own = {"customer_service", "csr", "past", "outsourceable_channels", "share_first", "left_open"}
    for part, shown in tabs.parts(PROJECT, lang).items():
        for make in shown.tabs.values():
            explorer = make(parameters.check(part, {"lang": lang}))
            for control in explorer.controls.values():
                labels = [label for label, _ in getattr(control, "options", ())]
                assert len(set(labels)) == len(labels)
                assert not own & set(labels)
                assert not any("_" in label for label in labels)
