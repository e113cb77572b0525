"""The columns of a matrix of pairs of answers: numbered, and as narrow as a page needs them."""

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd


def placed(cells: pd.DataFrame, column: str, places: Iterable[str]) -> pd.DataFrame:
    """Cells with the place of their column."""
    return cells.assign(at=cells[column].map({name: n for n, name in enumerate(places, 1)}))


def beside(chart: alt.Chart) -> alt.Chart:
    """Cells with a left and a right edge around their place."""
    found: alt.Chart = chart.transform_calculate(left="datum.at - 0.5", right="datum.at + 0.5")
    return found


def across(column: str, n: int) -> alt.X:
    """Where a cell or its text stands, under the numbers of n columns."""
    bare: dict[str, Any] = {"domain": False, "ticks": False, "grid": False, "format": "d"}
    found: alt.X = (
        alt.X(column, type="quantitative")
        .title(None)
        .scale(domain=[0.5, n + 0.5], nice=False)
        .axis(orient="top", values=[*range(1, n + 1)], labelOverlap=False, **bare)
    )
    return found
