"""Every pair of answers in one matrix: how few and how many firms can have given both."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.survey.bounds import ranged
from readytochange.survey.certainty.figures import pair_matrix
from readytochange.survey.certainty.printed import Margins, Option, printed

_HIGH = 62
"""Pixels of a cell."""

_SEVERAL = 2
"""Firms that gave an answer, from which on it has a row."""


@checked
def combined(
    name: str, found: pd.DataFrame, margins: Margins | None = None, settings: Settings = SETTINGS
) -> Figure:
    """How few and how many firms can have given both of two answers, a cell a pair.

    Answers that only one firm gave have no row: of them nothing follows but that at most this firm gave both.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2a-pairs'
    found : from `certainty.combined`, pairs, quantifier 'all'
    margins : with which the table was made; the published ones when not said
    settings : with which the table was made
    """
    t = language.translator(settings.lang)
    given = margins or printed(settings=settings)
    options = {each.name: each for each in given.options}
    named = dict.fromkeys(option for pair in found["options"] for option in pair)
    kept = [options[each] for each in named if options[each].high >= _SEVERAL]
    shown = found[[set(pair) <= {each.name for each in kept} for pair in found["options"]]]
    title = t("How many firms can have given both of two answers")
    if shown.empty:
        return figure.table(found, name=name, title=title, lang=settings.lang)
    open_to = int((shown["count_low"] < shown["count_high"]).sum())
    if open_to > 1:
        title = t(
            "Of {n} pairs of answers, {open} leave open how many firms gave both",
            open=open_to,
            n=len(shown),
        )
    labels = _labels(kept, settings)
    cells = _cells(shown, labels)
    told = "; ".join(f"{each.row}, {each.column}: {each.said}" for each in cells.itertuples())
    left = len(named) - len(kept)
    reading = t("The darker a cell, the wider the range.")
    return figure.show(
        _matrix(cells, labels, t),
        name=name,
        title=title,
        subtitle=t(
            "Firms that gave both answers, at least and at most, of {base}", base=_base(found)
        ),
        description=t("A matrix of pairs of answers. {told}.", told=told),
        reading=f"{reading} {t('Left out: {n} answers that one firm gave.', n=left) if left > 1 else ''}".strip(),
        table=shown[["says", "count_low", "count_high", "status", "base", "base_status"]],
        lang=settings.lang,
    )


def _base(found: pd.DataFrame) -> str:
    return marked(found["base"].iloc[0], found["base_status"].iloc[0])


def _cells(shown: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """A row a pair, the later of the two answers in a row of the matrix, the earlier in a column."""
    rows = [
        {
            "first": row["options"][0],
            "second": row["options"][1],
            "column": labels[row["options"][0]],
            "row": labels[row["options"][1]],
            "said": marked(ranged(row["count_low"], row["count_high"]), row["status"]),
            "width": row["count_high"] - row["count_low"],
        }
        for row in shown.to_dict("records")
    ]
    return pd.DataFrame(rows)


def _labels(kept: list[Option], settings: Settings) -> dict[str, str]:
    """What each answer is called, with its number; with its question where there are several."""
    t = language.translator(settings.lang)
    several = len({each.question for each in kept}) > 1
    named = [
        t("{answer} ({question})", answer=each.label, question=each.question_label)
        if several
        else each.label
        for each in kept
    ]
    return {
        each.name: t("{n}. {answer}", n=n, answer=label)
        for n, (each, label) in enumerate(zip(kept, named, strict=True), 1)
    }


def _matrix(
    cells: pd.DataFrame, labels: Mapping[str, str], t: language.Translator
) -> alt.LayerChart:
    tooltip = [
        alt.Tooltip("row", type="nominal", title=t("answer")),
        alt.Tooltip("column", type="nominal", title=t("and")),
        alt.Tooltip("said", type="nominal", title=t("firms that gave both")),
    ]
    places: dict[str, Any] = {"type": "nominal", "sort": None}
    rows = alt.Y("second", **places).title(None).scale(domain=list(labels))
    bare: dict[str, Any] = {"domain": False, "ticks": False, "grid": False}
    placed = pair_matrix.placed(cells, "first", labels)
    chart = alt.Chart(placed, height=alt.Step(_HIGH)).encode(
        rows.axis(**bare, **theme.named_rows(labels)),
    )
    widest = max(1, int(cells["width"].max()))
    squares = (
        pair_matrix.beside(chart)
        .mark_rect(stroke=theme.PAPER)
        .encode(
            pair_matrix.across("left", len(labels)),
            alt.X2("right"),
            alt.Opacity("width", type="quantitative")
            .scale(domain=[0, widest], range=[0.08, 0.45])
            .legend(None),
            tooltip=tooltip,
        )
    )
    texts = chart.mark_text().encode(
        pair_matrix.across("at", len(labels)), alt.Text("said", type="nominal")
    )
    return alt.LayerChart(layer=[squares, texts])
