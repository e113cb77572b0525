"""What a browser sends over the channel of a widget: of all it names, only a value that is offered is taken."""

import json
from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets
import pytest
from ipywidgets import Widget

from projects import PROJECT
from readytochange import parameters
from readytochange.app import controls, tabs

HOSTILE: list[Any] = [
    None, True, -1, 0, 1, 2, 10**6, 10**400, -1e308, 0.7, float("nan"), float("inf"), "", "x", "0.9", "x" * 20_000,
    [], [0], [[1]], ["a", "b"], {}, {"a": 1},
]  # fmt: skip
"""Values as JSON has them, and those that Python's JSON has besides."""


def all_of(widget: Widget) -> Iterator[Widget]:
    """A widget and all it holds."""
    yield widget
    for name in widget.keys:
        held = getattr(widget, name)
        for each in held if isinstance(held, tuple) else (held,):
            if isinstance(each, Widget):
                yield from all_of(each)


def page(part: str) -> Widget:
    """The widgets of a page, as they are shown."""
    shown = tabs.page(part, parameters.check(part, {"lang": "en"}), {}, PROJECT)
    controls.accept_values_only(shown)
    return shown


def send(widget: Widget, **state: Any) -> None:
    data = {"method": "update", "state": state, "buffer_paths": []}
    widget.comm.handle_msg({"content": {"data": data}, "buffers": []})


def state(widget: Widget) -> str:
    return json.dumps(widget.get_state(), default=str, sort_keys=True)


@pytest.mark.parametrize("part", tabs.parts(PROJECT, "en"))
def test_a_browser_sets_no_limit_option_or_text_of_any_widget(part: str) -> None:
    sent = 0
    for widget in all_of(page(part)):
        before = state(widget)
        for name in set(widget.keys) - {controls.settable(widget)}:
            for value in HOSTILE:
                send(widget, **{name: value})
                sent += 1
        assert state(widget) == before
    assert sent > 1000


@pytest.mark.parametrize("part", tabs.parts(PROJECT, "en"))
def test_a_browser_sets_only_values_that_a_control_offers(part: str) -> None:
    met = set()
    for widget in all_of(page(part)):
        name = controls.settable(widget)
        for value in HOSTILE if name else ():
            send(widget, **{name: value, "min": -1e9, "max": 1e9, "options": ["mine"]})
            held = getattr(widget, name)
            met.add(type(widget))
            if isinstance(widget, widgets.Checkbox | widgets.ToggleButton):
                assert type(held) is bool
            elif isinstance(widget, widgets.Text | widgets.Textarea):
                assert type(held) is str
                assert len(held) <= controls.longest(widget)
            else:
                assert held in range(
                    len(getattr(widget, "options", widget.get_state().get("children", ())))
                )
    assert widgets.Tab in met
    assert widgets.Dropdown in met


@pytest.mark.parametrize(
    ("widget", "name", "value"),
    [
        (widgets.FloatSlider(0.9, min=0.5, max=0.99), "value", 0.6),
        (widgets.FloatText(0.9), "value", 2),
        (widgets.IntRangeSlider(value=(1, 2), min=0, max=5), "value", [3, 4]),
        (widgets.Dropdown(options=["a", "b"]), "index", 1),
        (widgets.RadioButtons(options=["a", "b"]), "index", 1),
        (widgets.SelectMultiple(options=["a", "b"]), "index", [0, 1]),
        (widgets.Text("a"), "value", "b"),
        (widgets.Textarea("a"), "value", "b\n" * 10_000),
        (widgets.Checkbox(value=False), "value", True),
        (widgets.Tab([widgets.HTML(), widgets.HTML()], selected_index=0), "selected_index", 1),
    ],
    ids=lambda each: type(each).__name__,
)
def test_every_kind_of_control_takes_what_it_offers(widget: Widget, name: str, value: Any) -> None:
    controls.accept_values_only(widget)
    send(widget, **{name: value})
    assert widget.get_state()[name] in (value, tuple(value) if isinstance(value, list) else value)


@pytest.mark.parametrize(("kind", "most"), [(widgets.Text, 1_000), (widgets.Textarea, 20_000)])
def test_a_text_is_taken_up_to_a_length(kind: Any, most: int) -> None:
    control = kind("ours")
    controls.accept_values_only(control)
    send(control, value="x" * (most + 1))
    assert control.value == "ours"
    send(control, value="x" * most)
    assert control.value == "x" * most


@pytest.mark.parametrize("kind", [widgets.HTML, widgets.Label, widgets.HTMLMath])
def test_what_is_only_shown_takes_nothing(kind: Any) -> None:
    shown = kind("ours")
    controls.accept_values_only(shown)
    send(shown, value="theirs")
    assert shown.value == "ours"


def test_a_browser_is_told_again_what_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    slider = widgets.FloatSlider(0.9, min=0.5, max=0.99)
    controls.accept_values_only(slider)
    told = []
    monkeypatch.setattr(widgets.FloatSlider, "send_state", lambda self: told.append(self.value))
    send(slider, value=7)
    assert told == [0.9]
