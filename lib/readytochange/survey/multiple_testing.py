"""Several tests at once: their values of p, corrected for how many they are."""

from collections.abc import Iterable

import numpy as np


def holm(p: Iterable[float]) -> list[float]:
    """Values of p corrected for the family that they are (Holm 1979); those that are missing are none of it.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03, float("nan")])
    [0.03, 0.06, 0.06, nan]
    """
    values = np.array(list(p), dtype=float)
    order = np.argsort(values)
    tested = int(np.isfinite(values).sum())
    found = np.full(len(values), np.nan)
    steps = values[order[:tested]] * (tested - np.arange(tested))
    found[order[:tested]] = np.minimum(np.maximum.accumulate(steps), 1)
    return [float(each) for each in found]
