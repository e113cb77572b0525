"""Marks of presence: which source lists something on a topic. They do not say how often it was said."""

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.figures import tables, tiles
from readytochange.study import coded_texts

WIDTH = 560


def presence(cells: pd.DataFrame, rows: str, t: language.Translator) -> alt.LayerChart:
    """A box for every row and source: filled where the source lists something, outlined where it does not.

    Parameters
    ----------
    cells : a row a box: source, named (truth value), text (what is listed, '' where nothing is), and `rows`
    rows : the column that names the rows
    t : the translator of the page

    Returns
    -------
    LayerChart
        rows and sources in the order of the table, the texts in the tooltips
    """
    return boxes(marked(cells, rows, t), rows, t)


def describe(cells: pd.DataFrame, rows: str, t: language.Translator) -> str:
    """What the boxes show, in words.

    Parameters
    ----------
    cells, rows, t : as for `presence`

    Returns
    -------
    str
        how many boxes there are and are filled; for each row, who lists something
    """
    told = coded_texts.voices(coded_texts.labelled(cells, t.lang), rows, "source_label")
    start = t(
        "Boxes of {rows} rows and {sources} sources, {filled} of {boxes} filled (computed): a source lists something. "
        "Row by row:",
        rows=len(told),
        sources=cells["source"].nunique(),
        filled=int(cells["named"].sum()),
        boxes=len(cells),
    )
    said = [f"{row[rows]}: {row['listed'] or '–'}." for row in told.to_dict("records")]
    return " ".join([start, *said])


def marked(cells: pd.DataFrame, rows: str, t: language.Translator) -> pd.DataFrame:
    """The boxes as a chart shows them.

    Parameters
    ----------
    cells, rows, t : as for `presence`

    Returns
    -------
    DataFrame
        a row a box: topic and source where `cells` has them, the column `rows`, column (name of the source), filled,
        listed (the texts, or that there are none), text (what is written in the box)
    """
    shown = coded_texts.labelled(cells, t.lang).rename(
        columns={"source_label": "column", "text": "listed", "named": "filled"}
    )
    ids = [name for name in ("topic", "source") if name in shown]
    marks = shown["filled"].map({True: t("listed"), False: "–"})
    listed = shown["listed"].mask(~shown["filled"], t("the study lists nothing"))
    return shown[[*ids, rows, "column", "filled"]].assign(listed=listed, text=marks)


def boxes(shown: pd.DataFrame, rows: str, t: language.Translator) -> alt.LayerChart:
    """Draw boxes with the texts in their tooltips.

    Parameters
    ----------
    shown : from `marked`
    rows, t : as for `presence`
    """
    names = alt.Y(rows, type="nominal").title(None).sort(in_order(shown[rows]))
    tooltip = [
        alt.Tooltip(rows, type="nominal", title=tables.column(rows, t.lang)),
        alt.Tooltip("column", type="nominal", title=t("source")),
        alt.Tooltip("listed", type="nominal", title=t("text")),
    ]
    return tiles.boxes(
        shown,
        names.scale(paddingInner=0.06, paddingOuter=0).axis(
            domain=False, ticks=False, labelPadding=8
        ),
        tooltip,
        width=WIDTH,
    )


def in_order(values: "pd.Series[str]") -> list[str]:
    """The distinct values of a column, in the order of the table."""
    return list(dict.fromkeys(values))
