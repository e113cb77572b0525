"""The columns of a matrix of pairs of answers: numbered, and as narrow as a page needs them."""

from collections.abc import Iterable

import altair as alt
import pandas as pd


def placed(cells: pd.DataFrame, column: str, places: Iterable[str]) -> pd.DataFrame:
    """Cells with the place of their column: at, and from left to right around it."""
    at = cells[column].map({name: place for place, name in enumerate(places, 1)})
    return cells.assign(at=at, left=at - 0.5, right=at + 0.5)


def across(column: str, n: int) -> alt.X:
    """Where a cell or its text stands, under the numbers of n columns."""
    axis = {"domain": False, "ticks": False, "grid": False, "format": "d"}
    return (
        alt.X(column, type="quantitative")
        .title(None)
        .scale(domain=[0.5, n + 0.5], nice=False)
        .axis(orient="top", values=[*range(1, n + 1)], labelOverlap=False, **axis)
    )
