"""Shares of small samples: intervals, the counts a printed percentage allows, bounds of what was not printed."""

import re
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple, get_args

from readytochange import parameters
from readytochange.errors import InputError, unknown

_PRINTED = re.compile(r"[0-9]+([.,][0-9]+)?", re.ASCII)
_STATSMODELS_NAME = {"wilson": "wilson", "exact": "beta", "jeffreys": "jeffreys"}


class Interval(NamedTuple):
    """A range of shares, both ends between 0 and 1."""

    low: float
    high: float


def interval(
    count: int, base: int, confidence: float = 0.95, method: parameters.Method = "wilson"
) -> Interval:
    """Confidence interval of a share.

    Parameters
    ----------
    count, base : respondents who chose the option, and respondents asked; 0 <= count <= base, base > 0
    confidence : coverage, between 0 and 1
    method : 'wilson' (Wilson 1927), 'exact' (Clopper & Pearson 1934) or 'jeffreys' (Brown, Cai & DasGupta 2001,
        with their correction at the ends: low is 0 when nobody chose the option, high is 1 when everybody did; below a
        confidence of one half it may leave out the share itself)

    Returns
    -------
    Interval
        low and high, as shares between 0 and 1

    Raises
    ------
    InputError
        if count is outside 0..base, confidence outside 0..1, or the method is not one of the three

    Examples
    --------
    >>> low, high = interval(9, 33)
    >>> round(low, 3), round(high, 3)
    (0.151, 0.442)
    """
    from statsmodels.stats.proportion import proportion_confint

    check_count(count, base)
    if not 0 < confidence < 1:
        raise InputError(f"confidence is {confidence}: accepted is a number between 0 and 1")
    if method not in _STATSMODELS_NAME:
        raise unknown("interval method", method, get_args(parameters.Method))
    low, high = proportion_confint(
        count, base, alpha=1 - confidence, method=_STATSMODELS_NAME[method]
    )
    return Interval(
        0.0 if count == 0 else max(0.0, float(low)), 1.0 if count == base else min(1.0, float(high))
    )


def counts_allowed(percent: str, base: int) -> tuple[int, ...]:
    """Every count that prints as this percentage of this base, at the printed number of decimals.

    A share that falls half way may have been rounded up or down: both are allowed.

    Parameters
    ----------
    percent : the percentage as printed, with a comma or a point: '94', '48,5'
    base : respondents asked, at least 1

    Returns
    -------
    tuple of int
        ascending; empty where no count can print so: the figure is impossible for this base

    Raises
    ------
    InputError
        if percent is not a number between 0 and 100, or base is below 1

    Examples
    --------
    >>> counts_allowed("48,5", 33)
    (16,)
    >>> counts_allowed("50", 33)
    ()
    >>> counts_allowed("1", 400)
    (2, 3, 4, 5, 6)
    """
    check_count(0, base)
    printed = _printed_number(percent)
    half_step = Fraction(1, 2 * 10 ** max(0, -int(printed.as_tuple().exponent)))
    per_respondent = Fraction(base, 100)
    low = ceil((Fraction(printed) - half_step) * per_respondent)
    high = floor((Fraction(printed) + half_step) * per_respondent)
    return tuple(range(max(0, low), min(base, high) + 1))


def recover(percent: str, base: int) -> int | None:
    """The count behind a printed percentage, where exactly one fits.

    Parameters
    ----------
    percent, base : as for `counts_allowed`

    Returns
    -------
    int or None
        None where no count or more than one fits

    Examples
    --------
    >>> recover("21", 33)
    7
    >>> recover("1", 400) is None
    True
    """
    allowed = counts_allowed(percent, base)
    return allowed[0] if len(allowed) == 1 else None


def check_count(count: int, base: int) -> None:
    """See that a count can be one of a base; InputError if not."""
    if base < 1:
        raise InputError(f"base is {base}: accepted is 1 or more")
    if not 0 <= count <= base:
        raise InputError(f"count is {count}: accepted is 0 to {base}, the base")


def _printed_number(percent: str) -> Decimal:
    if not _PRINTED.fullmatch(percent) or (number := Decimal(percent.replace(",", "."))) > 100:
        raise InputError(
            f"percentage is '{percent}': accepted is a number between 0 and 100, as '48,5'"
        )
    return number
