"""The state of a page in its address: what is shown is opened again by it, and only what a control offers is taken."""

from typing import Annotated
from urllib.parse import parse_qsl

import ipywidgets as widgets
import pytest
from bs4 import BeautifulSoup
from pydantic import Field

from projects import PROJECT
from readytochange import language, parameters
from readytochange.app import address, tabs
from readytochange.errors import InputError
from readytochange.figures.controls import Several
from readytochange.figures.explorer import Explorer

LANGUAGES = tuple(language.LANGUAGES)
EVERY = [
    (part, tab.name) for part, shown in tabs.parts(PROJECT, "en").items() for tab in shown.tabs
]


def explorer(part: str, tab: str, **values: str) -> Explorer:
    settings = parameters.check(part, {"lang": "en", **values})
    [found] = [each for each in tabs.parts(PROJECT, "en")[part].tabs if each.name == tab]
    return found.make(settings)


@pytest.mark.parametrize(("part", "tab"), EVERY)
def test_what_is_shown_is_opened_again_by_its_address(part: str, tab: str) -> None:
    settings = parameters.check(part, {"lang": "en"})
    made = explorer(part, tab)
    first = address.said(made)
    assert dict(parse_qsl(address.query(tab, made, first, settings))) == {"lang": "en", "tab": tab}
    for control in made.controls.values():
        if isinstance(control, Several):
            control.choose([name for _, name in control.options][:2])
        elif hasattr(control, "options"):
            control.index = len(control.options) - 1
        else:
            control.value = "7"
    given = dict(parse_qsl(address.query(tab, made, first, settings), keep_blank_values=True))
    assert given.pop("tab") == tab
    parameter, state = address.parted(given, type(settings))
    again = explorer(part, tab, **parameter)
    address.settle(state, again, (), "en")
    assert address.said(again) == address.said(made)
    assert list(map(str, again.made())) == list(map(str, made.made()))


REFUSED = {
    "question=<img src=x onerror=alert(1)>": (
        "The address says question=“<img src=x onerror=alert(1)>”, which cannot be used; accepted: "
        "size, channels, outsourceable_channels."
    ),
    "hide=mail,nothing": "The address says hide=“mail,nothing”, which cannot be used; accepted: ",
    "qestion=size": "The address names “qestion”, which there is not here. What it may name: lang, "
    "confidence, interval, tab, question, sort, hide.",
    "percent=48": "The address names “percent”, which there is not here.",
}


@pytest.mark.parametrize("query", REFUSED)
def test_what_no_control_offers_is_refused_in_a_line(query: str) -> None:
    name, _, value = query.partition("=")
    with pytest.raises(InputError) as refused:
        address.settle({name: value}, explorer("2-quantitative", "shares"), SHOWN, "en")
    assert str(refused.value).startswith(REFUSED[query])
    assert "\n" not in str(refused.value)


SHOWN = ("lang", "confidence", "interval")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_of_a_wrong_address_is_that_line_in_its_language_and_a_link(lang: str) -> None:
    settings = parameters.check("2-quantitative", {"lang": lang})
    shown = tabs.page("2-quantitative", settings, {"sort": "<b>"}, PROJECT)
    t = language.translator(lang)
    assert f'lang="{lang}"' in shown.value
    assert "&lt;b&gt;" in shown.value
    assert "<b>" not in shown.value
    assert f'<a href="?lang={lang}">{t("Open with the defaults")}</a>' in shown.value


def test_the_tab_of_an_address_is_in_front() -> None:
    settings = parameters.check("2-quantitative", {"lang": "en"})
    shown = tabs.page("2-quantitative", settings, {"tab": "percentage", "base": "40"}, PROJECT)
    assert shown.selected_index == 2
    assert shown.children[2].children[-1].value.count("No count of 40 makes 48.5%")


@pytest.mark.parametrize(
    ("front", "opened"), [("shares", ["0.9", "0.95"]), ("two_lists", ["0.9", "0.9"])]
)
def test_a_parameter_that_the_tab_in_front_controls_is_that_tabs_alone(
    front: str, opened: list[str]
) -> None:
    """Else another tab showed it without a control to change it."""
    settings = parameters.check("2-quantitative", {"lang": "en", "confidence": 0.9})
    shown = tabs.page("2-quantitative", settings, {"tab": front}, PROJECT)
    queries = [
        dict(parse_qsl(BeautifulSoup(tab.children[-1].value, "html.parser").div["data-query"]))  # type: ignore[index]
        for tab in shown.children[:2]
    ]
    assert [each.get("confidence", "0.95") for each in queries] == opened


class Sounding(parameters.Settings):
    """Of a notebook with a parameter that a box to be ticked says too."""

    loud: bool = False


@pytest.mark.parametrize("ticked", [True, False])
def test_what_is_ticked_is_said_where_it_differs_from_the_default(ticked: bool) -> None:
    box, menu = widgets.Checkbox(value=ticked), widgets.Dropdown(options=[("yes", True)])
    made = Explorer("en", lambda **_: (), {"loud": box, "menu": menu})
    query = dict(parse_qsl(address.query("x", made, address.said(made), Sounding())))
    assert query == {"lang": "it", "tab": "x"} | ({"loud": "true"} if ticked else {})
    box.value = not ticked
    address.settle({"loud": str(ticked).lower(), "menu": "true"}, made, (), "en")
    assert box.value == ticked


def test_a_text_that_is_too_long_for_an_address_is_not_said() -> None:
    made = Explorer("en", lambda **_: (), {"table": widgets.Textarea("a;1")})
    first = address.said(made)
    assert first == {"table": "a;1"}
    made.controls["table"].value = "b;2"
    assert "table=b%3B2" in address.query("x", made, first, Sounding())
    made.controls["table"].value = "b;2\n" * 500
    assert "table" not in address.query("x", made, first, Sounding())


def test_a_tab_that_there_is_not_is_refused() -> None:
    settings = parameters.check("2-quantitative", {"lang": "en"})
    shown = tabs.page("2-quantitative", settings, {"tab": "share"}, PROJECT)
    assert "accepted: shares, two_lists, percentage." in shown.value


class Counting(parameters.Quantitative):
    """Of a notebook whose parameters are of other kinds too."""

    names: Annotated[list[str], Field(min_length=1)] = ["a"]  # noqa: RUF012
    most: Annotated[int, Field(gt=0)] | None = None


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("confidence", "2", "un numero compreso tra 0 e 1"),
        ("confidence", "nan", "un numero compreso tra 0 e 1"),
        ("interval", "wald", "wilson, exact, jeffreys"),
        ("names", "a", "un elenco di: un testo di almeno 1"),
        ("most", "0", "un numero intero superiore a 0 o niente"),
    ],
)
def test_a_parameter_is_refused_in_the_language_of_the_page(
    name: str, value: str, accepted: str
) -> None:
    with pytest.raises(InputError) as refused:
        address.settings({name: value}, Counting, "it")
    assert str(refused.value) == (
        f"L’indirizzo dice {name}=«{value}», che non si può usare; valori accettati: {accepted}."
    )
