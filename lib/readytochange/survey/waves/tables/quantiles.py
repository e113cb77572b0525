"""What stands in the middle of answers that are ordered: of numbers, and of points of a scale."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from readytochange.survey.waves.answers import WEIGHT
from readytochange.survey.waves.instrument import Question
from readytochange.survey.waves.tables.counting import NO_ANSWER, WHOLE
from readytochange.survey.waves.wave import Wave

Weighed = list[tuple[float, float]]
"""Values, the least first, each with the weight of those who gave it."""


def numbers(wave: Wave, question: Question, by: Question | None) -> dict[str, Weighed]:
    """The answers to a number question, by group, in one pass."""
    key = pl.lit(WHOLE) if by is None else pl.col(by.question).cast(pl.String)
    rows = (
        wave.answers.lazy()
        .filter(pl.col(question.state) == "answered")
        .group_by(
            key.fill_null(NO_ANSWER).alias("_group"), pl.col(question.question).alias("_value")
        )
        .agg((pl.col(WEIGHT).sum() if wave.weighted else pl.len()).alias("_weight"))
        .sort("_value")
    )
    found: dict[str, Weighed] = {}
    for group, value, weight in rows.collect(engine="streaming").iter_rows():
        found.setdefault(group, []).append((value, weight))
    return found


def quantile(values: Sequence[tuple[float, float]], share: float) -> float:
    """The value below which a share of the weight lies; where that is exactly between two, their mean.

    Parameters
    ----------
    values : with their weights, the least first
    share : between 0 and 1: 0.5 is the median

    Returns
    -------
    float
        definition 2 of Hyndman & Fan (1996); not a number where nothing has a weight

    Examples
    --------
    >>> quantile([(1, 2), (3, 1), (9, 1)], 0.5), quantile([(1, 2), (3, 2), (9, 1)], 0.5)
    (2.0, 3.0)
    """
    given = [(value, weight) for value, weight in values if weight > 0]
    if not given:
        return float("nan")
    points, weights = np.array(given, dtype=float).T
    reached = np.cumsum(weights)
    wanted = share * reached[-1]
    near = reached[-1] * 1e-12
    last = len(points) - 1
    lower = min(int(np.searchsorted(reached, wanted - near)), last)
    upper = min(int(np.searchsorted(reached, wanted + near)), last)
    return float((points[lower] + points[upper]) / 2)


def mean(values: Sequence[tuple[float, float]]) -> float:
    """The mean of values with weights; not a number where nothing has a weight."""
    total = sum(weight for _, weight in values)
    return sum(value * weight for value, weight in values) / total if total else float("nan")
