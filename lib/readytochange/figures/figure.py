"""A figure is a chart, a title, a description and the table behind it; it is displayed as one deterministic bundle.

JupyterLab draws the Vega-Lite specification, GitHub shows the PNG, a screen reader gets the description, and `refresh`
takes table, PNG and SVG out of the executed notebook.
"""

import base64
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.errors import InputError, unknown
from readytochange.figures import drawing, forms, table_layout, tables, theme

_LAB_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_DIGITS = 10


@dataclass(frozen=True)
class Figure:
    """What a cell shows: the parts of a figure, and the bundle Jupyter displays."""

    name: str
    lang: str
    title: str
    description: str
    table: pd.DataFrame
    slide: str
    reading: str = ""
    form: str = "rows"
    spec: Mapping[str, Any] | None = None
    choices: Mapping[str, Any] | None = None

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return self._bundle

    @property
    def parts(self) -> dict[str, Any]:
        """Its texts and its table."""
        return {
            "name": self.name,
            "lang": self.lang,
            "title": self.title,
            "description": self.description,
            "slide": self.slide,
            "reading": self.reading,
            "form": self.form,
            "columns": list(self.table.columns),
            "rows": _rounded(_rows(self.table)),
            **({"choices": self.choices} if self.choices else {}),
        }

    @cached_property
    def _bundle(self) -> dict[str, Any]:
        bundle: dict[str, Any] = {
            "text/plain": _plain(self),
            drawing.FIGURE_MIME: self.parts,
        }
        if self.spec is None:
            bundle["text/html"] = _html(self)
        else:
            bundle[drawing.CHART_MIME] = dict(self.spec)
            if drawing.UNDRAWN not in os.environ:
                bundle["image/png"] = base64.b64encode(drawing.png(self.spec)).decode()
        return bundle


def show(
    chart: alt.TopLevelMixin,
    *,
    name: str,
    title: str,
    description: str,
    table: pd.DataFrame,
    lang: str,
    slide: str = "",
    subtitle: str = "",
    reading: str = "",
    choices: Mapping[str, Any] | None = None,
) -> Figure:
    """Make a figure of a chart: theme, language and accessible description are added here.

    Parameters
    ----------
    chart : an Altair chart, with titled axes and tooltips of its own
    name : what its files are called: the notebook's number and a word, '2-channels'
    title : one line, above the chart: what it shows, as a finding
    description : the chart in words, made from its numbers, for who does not see it
    table : the figures behind the chart, a row a fact, with their `status`
    lang : 'it' or 'en'
    slide : the heading in the study under which the facts stand
    subtitle : under the title: what is measured, of whom, in what unit
    reading : a sentence under the chart on how to read it or where it misleads
    choices : texts that a page lists under the chart, and the menus over it that choose among them: `fields`, each with
        name, label, options (id and label) and value; `texts`, each with an id for every field, lead and text;
        `nothing`, what is said where there is none. The chart has a parameter by the name of each field, which the
        menus set; a mark that has a value for every field sets the menus

    Returns
    -------
    Figure
        displayed as Vega-Lite, PNG and text

    Raises
    ------
    InputError
        if the name is not of lower-case words joined by hyphens, or title or description is empty
    """
    _check(name, title, description)
    spec = _accessible(chart.to_dict())
    spec["$schema"] = _LAB_SCHEMA
    spec["description"] = description
    spec["title"] = {"text": title} | ({"subtitle": subtitle} if subtitle else {})
    spec["params"] = [*theme.parameters(), *spec.get("params", [])]
    spec["config"] = theme.configured(theme.config(lang), spec.get("config", {}))
    return Figure(
        name, lang, title, description, table, slide, reading, spec=_rounded(spec), choices=choices
    )


def table(
    frame: pd.DataFrame,
    *,
    name: str,
    title: str,
    lang: str,
    slide: str = "",
    description: str = "",
    reading: str = "",
    form: str = "rows",
) -> Figure:
    """Make a figure that is only its table, with captions and numbers in the language of the page.

    Where there is no row, the table says so.

    Parameters
    ----------
    frame : a row a fact; columns named as in `tables.column`
    name, title, lang, slide, description, reading : as for `show`; the last three may be left out
    form : 'rows', 'groups' (its first column heads groups of rows), 'quotes' (each row a quotation), 'cards' (each row
        a card, headed by its first cell), 'lists' (each text of the first column heads a list of the second, beside
        the others), 'closed' (shown when asked for)

    Returns
    -------
    Figure
        displayed as an HTML table and as text
    """
    _check(name, title, description or title)
    if form not in forms.FORMS:
        raise unknown("form", form, forms.FORMS)
    if frame.empty:
        frame, form = (
            pd.DataFrame({"text": [language.translator(lang)("Nothing to show.")]}),
            "rows",
        )
    return Figure(name, lang, title, description, frame, slide, reading, form)


def preload() -> None:
    """Make a first chart in each language, so that a process forked later has what the first one takes."""
    table = pd.DataFrame({"count": [1], "status": ["published"]})
    chart = alt.Chart(table).mark_bar().encode(alt.X("count").title("count"), alt.Y("status"))
    for lang in language.LANGUAGES:
        show(chart, name="first", title="first", description="first", table=table, lang=lang)


def _check(name: str, title: str, description: str) -> None:
    drawing.check_name(name)
    if not title.strip() or not description.strip():
        raise InputError(f"figure '{name}' has no title or no description: both are required")


def _accessible(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Let a screen reader say a mark's tooltip, in the words of the page, and pass over marks that have none.

    By itself Vega-Lite would say the names of our columns, and dates in the time zone of the machine that draws.
    """
    found = dict(spec)
    for name in ("layer", "concat", "hconcat", "vconcat"):
        if name in spec:
            found[name] = [_accessible(part) for part in spec[name]]
    if "spec" in spec:
        found["spec"] = _accessible(spec["spec"])
    if "mark" not in spec:
        return found
    encoding = spec.get("encoding", {})
    tooltip = encoding.get("tooltip", [])
    if not isinstance(tooltip, list) or not any("field" in tip for tip in tooltip):
        mark = spec["mark"] if isinstance(spec["mark"], Mapping) else {"type": spec["mark"]}
        return found | {"mark": {**mark, "aria": False}}
    description = {
        "value": {
            "expr": " + '; ' + ".join(_description_of(tip) for tip in tooltip if "field" in tip)
        }
    }
    return found | {"encoding": {"description": description, **encoding}}


def _description_of(tip: Mapping[str, Any]) -> str:
    """Vega expression of a line of a tooltip: its title and its value."""
    value = f"datum[{json.dumps(tip['field'])}]"
    if "format" in tip:
        value = f"format({value}, {json.dumps(tip['format'])})"
    title = tip.get("title") or tip["field"]
    return f"{json.dumps(title + ': ', ensure_ascii=False)} + {value}"


def _html(figure: Figure) -> str:
    """The table as a notebook shows it, with what its signs mean."""
    shown = {str(name): list(figure.table[name]) for name in figure.table}
    layout = table_layout.laid_out(shown, figure.lang, keep_groups=figure.form in forms.GROUPED)
    below = [figure.reading, *table_layout.key(layout.statuses, figure.lang)]
    said = "".join(f"\n<p>{escape(text)}</p>" for text in below if text)
    return forms.html(layout, figure.form, figure.title, figure.lang) + said


def _plain(figure: Figure) -> str:
    text = tables.plain(figure.table, figure.lang)
    return "\n".join(dict.fromkeys((figure.title, figure.description, "", text)))


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [[_scalar(value) for value in row] for row in plain.itertuples(index=False)]


def _scalar(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _rounded(value: Any) -> Any:
    """Round floats to ten significant digits: machines differ in the last ones."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_rounded(item) for item in value]
    return value
