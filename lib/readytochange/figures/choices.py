"""Menus and a search over a figure on a page: they choose among what the figure holds, and compute nothing.

Over a chart they choose the texts that are listed under it; a mark that has a value for every menu sets them. Over a
table they choose its rows. Where no script runs, and on paper, everything stays in sight.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt

from readytochange.figures import theme

EVERYTHING = "*"
"""The value of a menu that leaves nothing out."""


def outlined(chart: alt.Chart, menus: Sequence[str], tooltip: Sequence[alt.Tooltip]) -> alt.Chart:
    """Places to be pressed, as high and wide as the rows and columns of a chart; the one that menus have is outlined.

    Parameters
    ----------
    chart : with a row, a column, or both; without a mark
    menus : the columns of its data that menus choose, each by a parameter of its name; `EVERYTHING` chooses all values
    tooltip : of each place
    """
    everything = json.dumps(EVERYTHING)
    chosen = " && ".join(f"({name} === {everything} || datum.{name} === {name})" for name in menus)
    edge = chart.mark_rect(fillOpacity=0, stroke=theme.INK, strokeWidth=2, cornerRadius=4)
    shown = alt.when(chosen).then(alt.value(1)).otherwise(alt.value(0))
    places: alt.Chart = edge.encode(strokeOpacity=shown, tooltip=list(tooltip))
    return places


@dataclass(frozen=True)
class Menu:
    """A menu: its name, the word before it, what it offers (value and label), what it has at first.

    Examples
    --------
    >>> Menu("size", "size", [("small", "Small")]).with_everything("all").options
    [('*', 'all'), ('small', 'Small')]
    """

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str = ""

    def with_everything(self, label: str) -> "Menu":
        """The same with a first option that leaves nothing out, which it has at first."""
        return Menu(self.name, self.label, [(EVERYTHING, label), *self.options], EVERYTHING)


@dataclass(frozen=True)
class Text:
    """A text under a chart, words before it, and by the name of each menu the value for which it is shown."""

    lead: str
    text: str
    by: Mapping[str, str]


@dataclass(frozen=True)
class Choices:
    """What menus over a figure choose among.

    Parameters
    ----------
    menus : over the figure; its chart has a parameter by the name of each, which the menu sets
    texts : those listed under a chart
    rows : of each row of a table, by the name of each menu the values for which the row is shown
    searched : the columns of a table in which words are looked for; without any there is no search
    elsewhere : of each row, its text in another language, in which they are looked for too
    language : of those texts
    nothing : what is said where nothing is chosen
    linked : whether all figures of a page that have the same menu follow one choice; the texts stand where it is made
    """

    menus: Sequence[Menu]
    texts: Sequence[Text] = ()
    rows: Sequence[Mapping[str, Sequence[str]]] = ()
    searched: Sequence[str] = ()
    elsewhere: Sequence[str] = ()
    language: str = ""
    nothing: str = ""
    linked: bool = False

    @property
    def parts(self) -> dict[str, Any]:
        """For a notebook's output."""
        return asdict(self)

    @property
    def chosen(self) -> list[Text]:
        """The texts that the menus choose at first."""
        first = {menu.name: menu.value for menu in self.menus}
        return [text for text in self.texts if text.by == first]


def from_parts(parts: Mapping[str, Any]) -> Choices:
    """What a notebook's output says of them; a KeyError, TypeError or ValueError where a part is missing or unknown."""
    menus = [Menu(**{**menu, "options": [*map(tuple, menu["options"])]}) for menu in parts["menus"]]
    return Choices(**{**parts, "menus": menus, "texts": [Text(**text) for text in parts["texts"]]})
