"""How many firms a next wave would have to ask: the width of its intervals, the changes that it would show.

The published sample is itself uncertain, so a change is found by a test of two samples: Fisher's exact, which the
comparison of a wave with the study makes. Power is the chance of its p over both samples, the published one as it might
have come out. With a small first sample it has a ceiling that no second one lifts.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.parsing import offered
from readytochange.study import percentages
from readytochange.survey.certainty.intervals import METHODS
from readytochange.survey.proportions import check_confidence, weighted_interval
from readytochange.survey.waves.tables.changes import POWER, log_choices, rejected

__dir__ = offered(__name__)

LEAST = 20
"""The fewest firms of a next wave that are looked at."""

MOST = 1000
"""The most."""

_DRAWN = (*range(20, 100, 5), *range(100, 300, 20), *range(300, MOST + 1, 50))
_MOST_FIRST = 200
_STEPS = 1000

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


@checked
def half_widths(share: float, confidence: float = 0.95) -> pd.DataFrame:
    """Half the width of each interval of a share, by how many firms are asked.

    Parameters
    ----------
    share : of the firms asked, between 0 and 1
    confidence : coverage of the intervals, between 0 and 1

    Returns
    -------
    DataFrame
        a row a method and a number of firms, columns method, respondents, share, half_width, status. The share is taken
        as it is where it is no whole number of firms (Korn & Graubard 1998), so the width falls without steps

    Raises
    ------
    InputError
        if share or confidence is outside 0..1

    Examples
    --------
    >>> half_widths(0.5).query("method == 'wilson' and respondents == 100")["half_width"].round(3).item()
    0.096
    """
    rows = [
        (method, n, share, (ends.high - ends.low) / 2, "computed")
        for method in METHODS
        for n in _DRAWN
        for ends in [weighted_interval(share, n, confidence, method)]
    ]
    return pd.DataFrame(rows, columns=["method", "respondents", "share", "half_width", "status"])


@checked
def power(count: int, base: int, change: float, confidence: float = 0.95) -> pd.DataFrame:
    """The chance that a next wave shows a change from a published share, by how many firms it asks.

    Parameters
    ----------
    count, base : respondents who chose the option, and respondents asked, as published; a base of at most 200
    change : of the share, between -1 and 1, as 0.15 or -0.15
    confidence : 1 minus it is the level of Fisher's exact test from both sides (1934)

    Returns
    -------
    DataFrame
        a row a number of firms from 20 to 1000, columns respondents, power, share_before, share_after, change, status:
        power is exact, over all counts of both samples, each of a binomial distribution. It goes up and down, as counts
        are whole

    Raises
    ------
    InputError
        if count is outside 0..base, base above 200, the changed share or confidence outside 0..1

    Examples
    --------
    >>> power(16, 33, 0.4).query("respondents == 60")["power"].round(2).item()
    0.98
    """
    before, after = _shares(count, base, change, confidence)
    of_first = _chances(base, np.array([before]))[0]
    found = [
        float(_chances(n, np.array([after]))[0] @ (of_first @ table))
        for n, table in enumerate(_tables(base, 1 - confidence), LEAST)
    ]
    return pd.DataFrame({"respondents": range(LEAST, MOST + 1), "power": found}).assign(
        share_before=before, share_after=after, change=change, status="computed"
    )


@checked
def needed(
    count: int, base: int, changes: Sequence[float], confidence: float = 0.95
) -> pd.DataFrame:
    """How many firms a next wave has to ask to show changes from a published share four times of five.

    Parameters
    ----------
    count, base : respondents who chose the option, and respondents asked, as published; a base of at most 200
    changes : of the share, each between -1 and 1, as [0.15, -0.15]; one that leads out of 0..1 is no change of a share
    confidence : 1 minus it is the level of the test

    Returns
    -------
    DataFrame
        a row a change, columns change, share_before, share_after, respondents, power_most, respondents_twice, status:
        share_after and all that follows from it are missing where the change leads out of 0..1; respondents is the
        least number, from 20 on, from which on power stays 80 % (Cohen 1988) up to 1000 firms, missing where 1000 are
        too few; power_most is the power with 1000; respondents_twice are the firms that each of two new waves of one
        size would have to ask, by the formula of Casagrande, Pike and Smith (1978), without the published sample

    Raises
    ------
    InputError
        if count is outside 0..base, base above 200, a change outside -1..1, or confidence outside 0..1

    Examples
    --------
    >>> needed(16, 33, [0.4, 0.15])[["respondents", "respondents_twice"]].to_numpy().tolist()
    [[20, 25], [<NA>, 184]]
    """
    _shares(count, base, 0, confidence)
    rows = []
    for change in changes:
        if not -1 <= change <= 1:
            raise InputError(f"change is {change}; accepted: -1 to 1, as -0.25 for 25 points fewer")
        if not 0 <= count / base + change <= 1:
            rows.append({"change": change, "share_before": count / base, "status": "computed"})
            continue
        found = power(count, base, change, confidence)
        below = np.flatnonzero(found["power"] < POWER)
        least = LEAST if not len(below) else LEAST + int(below[-1]) + 1
        before, after = found.loc[0, ["share_before", "share_after"]]
        rows.append(
            {
                "change": change,
                "share_before": before,
                "share_after": after,
                "respondents": least if least <= MOST else None,
                "power_most": found["power"].iloc[-1],
                "respondents_twice": _twice(before, after, confidence),
                "status": "computed",
            }
        )
    names = ["change", "share_before", "share_after", "respondents", "power_most"]
    names += ["respondents_twice", "status"]
    return pd.DataFrame(rows, columns=names).astype(
        {"respondents": "Int64", "respondents_twice": "Int64"}
    )


@checked
def smallest_changes(count: int, base: int, confidence: float = 0.95) -> pd.DataFrame:
    """The smallest change from a published share that a next wave shows four times of five, by how many firms it asks.

    Parameters
    ----------
    count, base : respondents who chose the option, and respondents asked, as published; a base of at most 200
    confidence : 1 minus it is the level of the test

    Returns
    -------
    DataFrame
        a row a direction ('up', 'down') and a number of firms, columns direction, respondents, smallest_change, status:
        smallest_change to a thousandth, from which on all larger ones are shown too; missing where none is

    Raises
    ------
    InputError
        if count is outside 0..base, base above 200, or confidence outside 0..1

    Examples
    --------
    >>> found = smallest_changes(16, 33).query("respondents == 60")
    >>> found.set_index("direction")["smallest_change"].round(2).to_dict()
    {'up': 0.3, 'down': 0.29}
    """
    before, _ = _shares(count, base, 0, confidence)
    of_first = _chances(base, np.array([before]))[0]
    tables = _tables(base, 1 - confidence)
    shares = np.arange(_STEPS + 1) / _STEPS
    rows = []
    for n in _DRAWN:
        shown = _chances(n, shares) @ (of_first @ tables[n - LEAST]) >= POWER
        for direction, outward in (("up", shares >= before), ("down", shares <= before)):
            changes, enough = np.abs(shares - before)[outward], shown[outward]
            beyond = changes > changes[~enough].max(initial=-1)
            least = changes[beyond].min() if beyond.any() else float("nan")
            rows.append((direction, n, float(least), "computed"))
    return pd.DataFrame(rows, columns=["direction", "respondents", "smallest_change", "status"])


def _shares(count: int, base: int, change: float, confidence: float) -> tuple[float, float]:
    """The published share and the changed one, where they are ones."""
    percentages.check_count(count, base)
    if base > _MOST_FIRST:
        raise InputError(f"base is {base}: accepted is 1 to {_MOST_FIRST}")
    check_confidence(confidence)
    before = count / base
    if not 0 <= before + change <= 1:
        raise InputError(
            f"change is {change}: accepted is {-before:.3f} to {1 - before:.3f}, so that the share stays in 0..1"
        )
    return before, before + change


def _twice(before: float, after: float, confidence: float) -> int | None:
    """The firms of each of two samples of one size that show a change; nothing where there is none to show."""
    from scipy import stats

    if (change := abs(after - before)) == 0:
        return None
    middle = (before + after) / 2
    spread = sqrt(before * (1 - before) + after * (1 - after))
    reach = stats.norm.isf((1 - confidence) / 2) * sqrt(2 * middle * (1 - middle))
    rough = ((reach + stats.norm.ppf(POWER) * spread) / change) ** 2
    return ceil(rough / 4 * (1 + sqrt(1 + 4 / (rough * change))) ** 2)


@lru_cache(4)
def _tables(base: int, level: float) -> list[Truths]:
    """For each number of firms of a second sample the pairs of counts that Fisher's exact test tells apart."""
    return [rejected(base, n, level) for n in range(LEAST, MOST + 1)]


def _chances(n: int, shares: Floats) -> Floats:
    """The chances of 0 to n of n, a row a share."""
    from scipy.special import xlog1py, xlogy

    counts = np.arange(n + 1)
    p = shares[:, None]
    return np.asarray(np.exp(log_choices(n) + xlogy(counts, p) + xlog1py(n - counts, -p)))
