"""An explorer is a function with controls: what it shows follows their values.

In a notebook its default state is an ordinary output, the same in GitHub and in nbval's comparison; its controls, which
stand above, need a kernel, and decide nothing that is saved. In the app it is a widget of its page.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

import ipywidgets as widgets
from IPython.display import display

from readytochange import language
from readytochange.errors import InputError
from readytochange.figures import drawing, exports, saving

if TYPE_CHECKING:
    from readytochange.figures.figure import Figure

    Shown: TypeAlias = Figure | language.Markdown

_STYLE = """<style>
.rtc-controls { display: flex; flex-flow: row wrap; gap: .3rem 1.2rem; align-items: center; overflow: visible; }
.rtc-controls > .jupyter-widgets { width: auto; max-width: 100%; margin: 2px 0; overflow: visible; }
.rtc-controls .widget-label { width: auto; max-width: none; }
.rtc-controls .widget-dropdown select { flex: 0 1 auto; width: auto; min-width: 0; padding-right: 2em; }
.rtc-controls .widget-text input { flex: none; width: 14rem; max-width: 100%; }
.rtc-controls .rtc-short input { width: 6rem; }
.rtc-controls .rtc-pasted { width: 100%; }
.rtc-controls .rtc-pasted textarea { flex: none; width: 44rem; max-width: 100%; height: auto; font-family: monospace; }
.rtc-controls .rtc-several { display: contents; }
.rtc-controls .rtc-options { flex-flow: row wrap; order: 1; width: 100%; gap: 0 1.2rem; }
.rtc-controls .widget-checkbox, .rtc-controls .widget-checkbox label { width: auto; }
.rtc-links a { margin-right: 1.2em; text-decoration: underline; }
.jp-OutputArea-child:has(.rtc-height-HEIGHT) ~ .jp-OutputArea-child .jp-OutputArea-output { overflow: visible; }
.jp-OutputArea:has(> .jp-OutputArea-child .rtc-height-HEIGHT) {
  display: block; height: min(HEIGHTrem, calc(100vh - 9rem)); overflow: auto;
}
.jp-OutputArea-child:has(.rtc-height-HEIGHT) {
  position: sticky; top: 0; z-index: 2; background: var(--jp-layout-color0);
}
</style>"""
"""How an explorer looks in JupyterLab: controls as wide as their words; they stay while what is under them scrolls."""


@dataclass(frozen=True)
class Explorer:
    """A function and its controls.

    Parameters
    ----------
    lang : 'it' or 'en', of the texts that it shows beside its figures
    show : called with a value for every control, by name; what it returns, a figure or several, is displayed
    controls : widgets with a description each, by name
    height : of the place in which results stand, in lines of some 16 pixels; what is longer scrolls in it
    """

    lang: str
    show: "Callable[..., Figure | tuple[Figure, ...]]"
    controls: Mapping[str, Any]
    height: int = 44

    def made(self) -> "tuple[Shown, ...]":
        """What the controls' values make; the line of an error where they cannot be used."""
        try:
            shown = self.show(**{name: control.value for name, control in self.controls.items()})
        except InputError as error:
            return (line(error),)
        return shown if isinstance(shown, tuple) else (shown,)

    def widget(self, written: "Callable[[tuple[Shown, ...]], str]") -> Any:
        """Controls and what they make, as one widget; `written` makes HTML of what is shown."""
        shown = widgets.HTML(layout={"height": f"{self.height}rem"}).add_class("rtc-results")

        def redraw(made: "tuple[Shown, ...]") -> None:
            shown.value = written(made)

        made = self.made()
        redraw(made)
        return widgets.VBox([*self._bar(made, redraw), shown])

    def _ipython_display_(self) -> None:
        """Show the controls, and under them an ordinary output, which is replaced: it stays when there is no kernel."""
        t = language.translator(self.lang)
        names = ", ".join(control.description for control in self.controls.values())
        without_kernel = t("[controls: {names}; run the notebook to use them]", names=names)
        handles: list[Any] = []

        def redraw(made: "tuple[Shown, ...]") -> None:
            for place, handle in enumerate(handles):
                handle.update(_quickly(made[place] if place < len(made) else _NOTHING), raw=True)

        style = widgets.HTML(_STYLE.replace("HEIGHT", str(self.height)))
        made = self.made()
        box = widgets.VBox([style, *self._bar(made, redraw)]).add_class(f"rtc-height-{self.height}")
        display({**box._repr_mimebundle_(), "text/plain": without_kernel}, raw=True)
        for place, each in enumerate(made):
            handles.append(display(each, display_id=f"explorer-{id(box)}-{place}"))

    def _bar(
        self, made: "tuple[Shown, ...]", redraw: "Callable[[tuple[Shown, ...]], None]"
    ) -> list[Any]:
        """The controls in a row, and under it the files of what is shown, where they are asked for."""
        t = language.translator(self.lang)
        wanted = widgets.ToggleButton(description=t("Files"), tooltip=t("Files"))
        links = widgets.HTML().add_class("rtc-links")

        def follow(_: object) -> None:
            nonlocal made
            made = self.made()
            redraw(made)
            link(None)

        def link(_: object) -> None:
            links.value = "<br>".join(_linked(made, t)) if wanted.value else ""

        for name, control in self.controls.items():
            control.add_class(f"rtc-is-{name}").observe(follow, names="value")
        wanted.observe(link, names="value")
        row = widgets.Box([*self.controls.values(), wanted]).add_class("rtc-controls")
        return [row, links]


_NOTHING = language.Markdown("", "")


def _quickly(shown: "Shown") -> dict[str, Any]:
    """What JupyterLab shows of it, without the picture that takes a chart longer than all else."""
    if isinstance(shown, language.Markdown) or not shown.spec:
        return shown._repr_mimebundle_()
    return {drawing.CHART_MIME: dict(shown.spec), "text/plain": shown.title}


def line(error: InputError) -> language.Markdown:
    """An error as a sentence that is shown where something else was asked for."""
    return language.Markdown(language.escape(str(error)), str(error))


def downloads(figure: "Figure") -> Mapping[str, bytes]:
    """A figure as files, by the ending of their names: its table, and its picture where it is a chart."""
    endings = [each for each in exports.MIME_TYPES if each in saving.accepted(figure)]
    return {ending: saving.content(figure, ending) for ending in endings}


def _linked(made: "tuple[Shown, ...]", t: language.Translator) -> "Iterator[str]":
    """The files of each figure as links that hold them; nothing of a sentence."""
    figures = [each for each in made if not isinstance(each, language.Markdown)]
    for shown in figures:
        links = [
            f'<a download="{escape(shown.name)}.{ending}" '
            f'href="data:{exports.MIME_TYPES[ending]};base64,{base64.b64encode(content).decode()}">{ending.upper()}</a>'
            for ending, content in downloads(shown).items()
        ]
        whose = t("Files:") if len(figures) == 1 else t("{title}:", title=shown.title)
        yield f"<span>{escape(whose)}</span> {' '.join(links)}"
