"""An explorer is a function with controls: what it shows follows their values.

In a notebook its default state is an ordinary output, the same on a page, in GitHub and in nbval's comparison; its
controls need a kernel, and decide nothing that is saved. In the app it is a widget of its page.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
from IPython.display import display

from readytochange import language
from readytochange.errors import InputError

if TYPE_CHECKING:
    from readytochange.figures.figure import Figure


@dataclass(frozen=True)
class Explorer:
    """A function and its controls.

    Parameters
    ----------
    lang : 'it' or 'en', for the text that stands for the controls where there is no kernel
    show : called with a value for every control, by name; what it returns is displayed
    controls : widgets with a description each, by name
    """

    lang: str
    show: "Callable[..., Figure]"
    controls: Mapping[str, Any]

    def made(self) -> "Figure | language.Markdown":
        """What the controls' values make; the line of an error where they cannot be used."""
        try:
            return self.show(**{name: control.value for name, control in self.controls.items()})
        except InputError as error:
            return line(error)

    def widget(self, written: Callable[[Any], str]) -> Any:
        """Controls and what they make, as one widget; `written` makes HTML of what is shown."""
        shown = widgets.HTML(written(self.made()))

        def redraw() -> None:
            shown.value = written(self.made())

        self._follow(redraw)
        controls = widgets.Box(list(self.controls.values())).add_class("controls")
        return widgets.VBox([controls, shown])

    def _ipython_display_(self) -> None:
        """Show an ordinary output and replace it: it stays when there is no kernel."""
        box = widgets.VBox(list(self.controls.values()), layout={"margin": "0 0 1em"})
        handle = display(self.made(), display_id=f"explorer-{id(box)}")
        without_kernel = language.translator(self.lang)(
            "[controls: {names}; run the notebook to use them]",
            names=", ".join(control.description for control in self.controls.values()),
        )
        display({**box._repr_mimebundle_(), "text/plain": without_kernel}, raw=True)
        self._follow(lambda: handle.update(self.made()))

    def _follow(self, redraw: Callable[[], None]) -> None:
        for control in self.controls.values():
            control.observe(lambda _: redraw(), names="value")


def line(error: InputError) -> language.Markdown:
    """An error as a sentence that is shown where something else was asked for."""
    return language.Markdown(language.escape(str(error)), str(error))


def menu(description: str, choices: Iterable[tuple[str, Any]], value: Any) -> Any:
    """A control that offers labels and gives the values behind them; at first `value`, or else the first of them."""
    options = list(choices)
    values = [each for _, each in options]
    first = value if value in values else next(iter(values), None)
    return widgets.Dropdown(description=description, options=options, value=first)


def text(description: str, value: str) -> Any:
    """A control to type in; it speaks when the typing is done."""
    return widgets.Text(value, description=description, continuous_update=False)


def integer(description: str, value: int, least: int, most: int) -> Any:
    """A control for a whole number."""
    return widgets.BoundedIntText(value, min=least, max=most, description=description)


def coverage(description: str, value: float) -> Any:
    """A slider over the coverage of intervals."""
    return widgets.FloatSlider(
        value, min=min(0.5, value), max=max(0.99, value), step=0.01, description=description,
        readout_format=".0%", continuous_update=False,
    )  # fmt: skip
