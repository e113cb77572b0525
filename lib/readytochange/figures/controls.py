"""The controls of explorers: menus, words, numbers as they are typed, several of a list."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import ipywidgets as widgets
import traitlets

from readytochange import language
from readytochange.errors import InputError, shortened

_COVERAGES = (0.5, 0.68, 0.8, 0.9, 0.95, 0.99)
_LINES = 8
"""Of a place to paste into, before it scrolls."""


def menu(description: str, choices: Iterable[tuple[str, Any]], value: Any) -> Any:
    """A control that offers labels and gives the values behind them; at first `value`, or else the first of them."""
    options = list(choices)
    values = [each for _, each in options]
    first = value if value in values else next(iter(values), None)
    return _fitting(widgets.Dropdown, description, options=options, value=first)


def words(description: str, value: str, hint: str = "") -> Any:
    """A control to type words in; what is shown follows every letter."""
    return _fitting(widgets.Text, description, value=value, placeholder=hint)


def typed(description: str, value: str) -> Any:
    """A control to type a number in; it speaks when the typing is done, and keeps what was typed."""
    made = _fitting(widgets.Text, description, value=value, continuous_update=False)
    return made.add_class("rtc-short")


def pasted(description: str, value: str) -> Any:
    """A control to paste several lines into; it speaks when the typing is done."""
    made = _fitting(
        widgets.Textarea, description, value=value, continuous_update=False, rows=_LINES
    )
    return made.add_class("rtc-pasted")


def coverage(description: str, value: float, lang: str) -> Any:
    """A menu of coverages of intervals, `value` among them."""
    offered = sorted({*_COVERAGES, value})
    return menu(description, [(language.coverage(each, lang), each) for each in offered], value)


def whole_number(text: str, name: str, least: int, most: int, t: language.Translator) -> int:
    """The whole number that was typed.

    Parameters
    ----------
    text : as typed
    name : of the control, as it is shown
    least, most : what is accepted, both included
    t : says in the language of the page what is wrong

    Raises
    ------
    InputError
        if it is none, or out of range

    Examples
    --------
    >>> whole_number(" 33 ", "base", 1, 100, language.translator("en"))
    33
    """
    stripped = text.strip()
    if re.fullmatch(r"[0-9]{1,9}", stripped) and least <= int(stripped) <= most:
        return int(stripped)
    raise InputError(
        t(
            "{name}: “{typed}” cannot be used; accepted is a whole number from {least} to {most}.",
            name=language.capital(name),
            typed=shortened(text),
            least=least,
            most=most,
        )
    )


class Several(widgets.Box):  # type: ignore[misc]  # ipywidgets is published without types
    """A control that offers several of a list, in boxes to be ticked; shut at first.

    Parameters
    ----------
    description : of the control
    options : each with the name that is chosen by it
    """

    value = traitlets.Tuple()
    """The names that are ticked."""

    def __init__(self, description: str, options: Sequence[tuple[str, str]] = ()) -> None:
        self.description = description
        self._boxes: dict[str, Any] = {}
        self._list = widgets.Box().add_class("rtc-options")
        named = language.capital(description)
        self._opener = widgets.ToggleButton(description=named, tooltip=named)
        super().__init__([self._opener, self._list])
        self._opener.observe(lambda _: self._show(), names="value")
        self._show()
        self.add_class("rtc-several")
        self._boxes = {
            name: widgets.Checkbox(value=False, description=label, indent=False)
            for label, name in options
        }
        for box in self._boxes.values():
            box.observe(lambda _: self._gather(), names="value")
        self._list.children = tuple(self._boxes.values())

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """What is offered."""
        return tuple((box.description, name) for name, box in self._boxes.items())

    def offer(self, names: Iterable[str]) -> None:
        """Show the boxes of these names only."""
        kept = set(names)
        for name, box in self._boxes.items():
            box.layout.display = None if name in kept else "none"

    def choose(self, names: Iterable[str]) -> None:
        """Tick these."""
        chosen = set(names)
        for name, box in self._boxes.items():
            box.value = name in chosen

    def _gather(self) -> None:
        self.value = tuple(name for name, box in self._boxes.items() if box.value)

    def _show(self) -> None:
        self._list.layout.display = None if self._opener.value else "none"


def _fitting(make: Any, description: str, **given: Any) -> Any:
    """A control that takes the room of its words."""
    style = {"description_width": "initial"}
    return make(description=description, style=style, layout={"width": "auto"}, **given)
