"""What a visitor's browser may set: the value of a control, within the limits it was made with; nothing else.

A browser that is not ours may send anything over the channel of a widget: other limits, other options, another text
beside it. What it sends is looked at here, in the kernel.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import ipywidgets as widgets
from IPython import get_ipython
from ipywidgets import Widget
from traitlets import TraitError

LONGEST = 1000
"""Letters of a text that a visitor types."""

LONGEST_PASTED = 20_000
"""Letters of a text that a visitor pastes where there is room for lines."""

_ONLY_SHOWN = (widgets.HTML, widgets.HTMLMath, widgets.Label, widgets.Valid)
_BY_BROWSER = "jupyter.widget"
"""What a browser calls the making of a widget."""


def accept_values_only(widget: Widget) -> None:
    """Have a widget, and all it holds, take from the browser only values that it offers.

    Parameters
    ----------
    widget : made whole: its limits are those it has now, since nothing else sets them
    """
    widget.comm.on_msg(_Channel(widget))
    for name in widget.keys:
        held = getattr(widget, name)
        for each in held if isinstance(held, tuple) else (held,):
            if isinstance(each, Widget):
                accept_values_only(each)


def make_none_by_browser() -> None:
    """Have the kernel of a page make no widget because a browser asks."""
    if shell := get_ipython():
        shell.kernel.comm_manager.targets.pop(_BY_BROWSER, None)


class _Channel:
    """What is done with a browser's messages about one widget."""

    def __init__(self, widget: Widget) -> None:
        self.widget = widget
        self.name = settable(widget)

    def __call__(self, message: Mapping[str, Any]) -> None:
        data = message["content"].get("data", {})
        if data.get("method") == "update" and isinstance(data.get("state"), dict):
            self._update(data["state"])
        elif data.get("method") == "request_state":
            self.widget.send_state()

    def _update(self, sent: Mapping[str, Any]) -> None:
        if self.name in sent and is_accepted(self.widget, sent[self.name]):
            with suppress(TraitError):
                self.widget.set_state({self.name: sent[self.name]})
        refused = [name for name in sent if getattr(self.widget, name, None) != sent[name]]
        if refused:
            self.widget.send_state()  # the browser shows again what holds


def settable(widget: Widget) -> str:
    """The trait that a person sets by a widget; '' where that is none.

    Examples
    --------
    >>> [settable(make()) for make in (widgets.Dropdown, widgets.Text, widgets.Tab, widgets.HTML)]
    ['index', 'value', 'selected_index', '']
    """
    names = () if isinstance(widget, _ONLY_SHOWN) else ("selected_index", "index", "value")
    return next((name for name in names if name in widget.keys), "")


def is_accepted(widget: Widget, value: Any) -> bool:
    """Whether a value that came for what `settable` names is one that the widget offers.

    Examples
    --------
    >>> slider = widgets.FloatSlider(0.9, min=0.5, max=0.99)
    >>> [is_accepted(slider, value) for value in (0.6, 0.4, float("nan"), "0.6", True)]
    [True, False, False, False, False]
    """
    name = settable(widget)
    if name == "value":
        return _is_within(widget, value, widget.value)
    offered = range(len(widget.options if name == "index" else widget.children))
    several = isinstance(value, list) and isinstance(getattr(widget, name), tuple)
    return all(type(each) is int and each in offered for each in (value if several else [value]))


def longest(widget: Widget) -> int:
    """How many letters a control for texts takes."""
    return LONGEST_PASTED if isinstance(widget, widgets.Textarea) else LONGEST


def _is_within(widget: Widget, value: Any, held: Any) -> bool:
    """Whether a value is of the kind of the one that is held, and within the limits."""
    if isinstance(held, tuple):
        alike = isinstance(value, list) and len(value) == len(held)
        return alike and all(_is_within(widget, *pair) for pair in zip(value, held, strict=True))
    if type(value) not in ((int, float) if type(held) is float else (type(held),)):
        return False
    if isinstance(value, str):
        return len(value) <= longest(widget)
    if isinstance(value, bool):
        return True
    least, most = getattr(widget, "min", -float("inf")), getattr(widget, "max", float("inf"))
    return bool(least <= value <= most)
