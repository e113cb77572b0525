"""A figure is a chart, a title, a description and the table behind it; it is displayed as one deterministic bundle.

JupyterLab draws the Vega-Lite specification, GitHub shows the PNG, a screen reader gets the description, and `refresh`
takes table, PNG and SVG out of the executed notebook.
"""

import base64
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from readytochange import language
from readytochange.arguments import LANG, Lang, checked
from readytochange.errors import InputError, unknown
from readytochange.figures import descriptions, drawing, forms, saving, table_layout, tables, theme
from readytochange.figures.choices import Choices
from readytochange.statuses import signed

_LAB_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_DIGITS = 10


@dataclass(frozen=True, repr=False)
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
    choices: Choices | None = None

    def __repr__(self) -> str:
        """Its title, what it is, and how much stands behind it."""
        kind = "chart" if self.spec else "table"
        return f"<Figure: {self.title} ({kind}, rows: {len(self.table)})>"

    @checked
    def save(self, file: str | Path) -> None:
        """Save it in the format that the file's ending names; the file appears whole or not at all.

        Parameters
        ----------
        file : where; a name that ends in .png or .svg (the chart), .csv or .xlsx (the table behind it) or .html (a page
            with both that asks the network for nothing). A file that is there is replaced

        Raises
        ------
        InputError
            if the name ends otherwise, what is only a table is to be a picture, or the file cannot be written
        """
        saving.save(self, file)

    @property
    def html(self) -> str:
        """Its table as a notebook shows it, with what its signs mean."""
        shown = {str(name): list(self.table[name]) for name in self.table}
        layout = table_layout.laid_out(shown, self.lang, keep_groups=self.form in forms.GROUPED)
        statuses = [*layout.statuses, *signed(self.reading)]
        below = [self.reading, *table_layout.key(statuses, self.lang)]
        said = "".join(f"\n<p>{escape(text)}</p>" for text in below if text)
        html = forms.html(layout, self.form, self.title, self.lang, figure=self.name)
        return forms.for_jupyter(html) + said

    @property
    def is_of_simulated_rows(self) -> bool:
        """Whether its table has rows of simulated respondents: they can be seen, and are not written as data."""
        return bool(self.table.attrs.get("status") == "simulated")

    @property
    def accessible(self) -> str:
        """The chart in words, for who does not see it: the description, or else the title and the table."""
        return self.description or descriptions.read_out(self.title, self.table, self.lang)

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
            **({"choices": self.choices.parts} if self.choices else {}),
            **({"simulated": True} if self.is_of_simulated_rows else {}),
        }

    @cached_property
    def _bundle(self) -> dict[str, Any]:
        bundle: dict[str, Any] = {
            "text/plain": _plain(self),
            drawing.FIGURE_MIME: self.parts,
        }
        if self.spec is None:
            bundle["text/html"] = self.html
        else:
            bundle[drawing.CHART_MIME] = dict(self.spec)
            if drawing.UNDRAWN not in os.environ:
                bundle["image/png"] = base64.b64encode(drawing.png(self.spec)).decode()
        return bundle


@checked
def show(
    chart: alt.TopLevelMixin,
    *,
    title: str,
    name: str = "",
    description: str = "",
    table: pd.DataFrame | None = None,
    lang: Lang = LANG,
    slide: str = "",
    subtitle: str = "",
    reading: str = "",
    choices: Choices | None = None,
) -> Figure:
    """Make a figure of a chart: theme, language and accessible description are added here.

    Chart and title are enough for a first look. In a notebook of the collection a figure has a name and a description
    too, which its files and its page need.

    Parameters
    ----------
    chart : an Altair chart, with titled axes and tooltips of its own
    title : one line, above the chart: what it shows, as a finding
    name : what its files are called: the notebook's number and a word, '2-channels'
    description : the chart in words, made from its numbers, for who does not see it; without it, title and table are
        read out
    table : the figures behind the chart, a row a fact, with their `status`; without it, the data of the chart
    lang : 'it' or 'en', of numbers, dates and the table's titles; as `readytochange.use` says where not said
    slide : the heading in the study under which the facts stand; of several a line each
    subtitle : under the title: what is measured, of whom, in what unit
    reading : a sentence under the chart on how to read it or where it misleads
    choices : menus over the chart on a page, and the texts that they choose

    Returns
    -------
    Figure
        displayed as Vega-Lite, PNG and text

    Raises
    ------
    InputError
        if the name is not of lower-case words joined by hyphens, or the title is empty

    Examples
    --------
    >>> import altair as alt
    >>> firms = pd.DataFrame({"size": ["small", "large"], "firms": [3, 30]})
    >>> show(alt.Chart(firms).mark_bar().encode(x="firms", y="size"), title="Most are large")
    <Figure: Most are large (chart, rows: 2)>
    """
    _check(name, title)
    with alt.theme.enable("default"):  # whatever the analyst's other charts look like
        spec = descriptions.accessible(chart.to_dict())
    behind = _data(chart) if table is None else table
    spec["$schema"] = _LAB_SCHEMA
    spec["description"] = description or descriptions.read_out(title, behind, lang)
    spec["title"] = theme.heading(title, subtitle)
    spec["params"] = [*theme.parameters(), *spec.get("params", [])]
    spec["config"] = theme.configured(theme.config(lang), spec.get("config", {}))
    return Figure(
        name, lang, title, description, behind, slide, reading, spec=_rounded(spec), choices=choices
    )


@checked
def table(
    frame: pd.DataFrame,
    *,
    title: str,
    name: str = "",
    lang: Lang = LANG,
    slide: str = "",
    description: str = "",
    reading: str = "",
    form: str = "rows",
    choices: Choices | None = None,
) -> Figure:
    """Make a figure that is only its table, with captions and numbers in the language of the page.

    Where there is no row, a sentence stands in the place of the table: the reading, or that there is nothing to show.

    Parameters
    ----------
    frame : a row a fact; columns named as in `columns.title`
    title : one line, above the table: what it shows, as a finding
    name : what its files are called: the notebook's number and a word, '2-sectors'; a notebook of the collection needs
        it
    lang : 'it' or 'en', of numbers and captions; as `readytochange.use` says where not said
    slide : the heading in the study under which the facts stand; of several a line each
    description : what the table says, in words
    reading : a sentence under the table on how to read it or where it misleads
    form : 'rows', 'groups' (its first column heads groups of rows), 'quotes' (each row a quotation), 'cards' (each row
        a card, headed by its first cell), 'lists' (each text of the first column heads a list of the second, beside
        the others), 'closed' (shown when asked for)
    choices : menus over the table on a page, and a search, that choose its rows

    Returns
    -------
    Figure
        displayed as an HTML table and as text

    Raises
    ------
    InputError
        if the name is not of lower-case words joined by hyphens, the title is empty, or there is no such form

    Examples
    --------
    >>> table(pd.DataFrame({"sector": ["Banks", "Retail"]}), title="Sectors", lang="en")
    <Figure: Sectors (table, rows: 2)>
    """
    _check(name, title)
    if form not in forms.FORMS:
        raise unknown("form", form, forms.FORMS)
    if frame.empty:
        reading = reading or language.translator(lang)("Nothing to show.")
        form, choices = "rows", None
    return Figure(name, lang, title, description, frame, slide, reading, form, choices=choices)


def preload() -> None:
    """Make a first chart in each language, so that a process forked later has what the first one takes."""
    table = pd.DataFrame({"count": [1], "status": ["published"]})
    chart = alt.Chart(table).mark_bar().encode(alt.X("count").title("count"), alt.Y("status"))
    for lang in language.LANGUAGES:
        show(chart, name="first", title="first", description="first", table=table, lang=lang)


def _check(name: str, title: str) -> None:
    if name:
        drawing.check_name(name)
    if not title.strip():
        raise InputError(f"figure '{name}' has no title: one line that says what it shows")


def _data(chart: alt.TopLevelMixin) -> pd.DataFrame:
    """The first table of a chart or of the charts in it; an empty one where there is none."""
    data = getattr(chart, "data", None)
    if isinstance(data, pd.DataFrame):
        return data
    within = [getattr(chart, name, None) for name in ("layer", "concat", "hconcat", "vconcat")]
    parts = [part for each in within if isinstance(each, list) for part in each]
    inner = getattr(chart, "spec", None)
    parts += [inner] if isinstance(inner, alt.TopLevelMixin) else []
    found = [table for table in map(_data, parts) if len(table.columns)]
    return found[0] if found else pd.DataFrame()


def _plain(figure: Figure) -> str:
    text = figure.reading
    if len(figure.table):
        text = tables.plain(figure.table, figure.lang)
    return "\n".join(dict.fromkeys((figure.title, figure.description, "", text)))


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [[_scalar(value) for value in row] for row in plain.itertuples(index=False)]


def _scalar(value: Any) -> Any:
    """A cell as JSON has it: what is no number, truth value or text, as a date, is its text."""
    value = value.item() if isinstance(value, np.generic) else value
    return (
        value if value is None or isinstance(value, bool | int | float | str | list) else str(value)
    )


def _rounded(value: Any) -> Any:
    """Round floats to ten significant digits: machines differ in the last ones."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_rounded(item) for item in value]
    return value
