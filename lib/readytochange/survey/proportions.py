"""Shares of small samples: their confidence intervals."""

from typing import NamedTuple

from readytochange import parameters
from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.parsing import offered
from readytochange.study import percentages

__dir__ = offered(__name__)

__all__ = ["Interval", "interval", "weighted_interval"]

_STATSMODELS_NAME = {"wilson": "wilson", "exact": "beta", "jeffreys": "jeffreys"}


class Interval(NamedTuple):
    """A range of shares, both ends between 0 and 1."""

    low: float
    high: float


@checked
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
    percentages.check_count(count, base)
    return _interval(count, base, confidence, method)


@checked
def weighted_interval(
    share: float,
    effective_base: float,
    confidence: float = 0.95,
    method: parameters.Method = "wilson",
) -> Interval:
    """Confidence interval of a weighted share: that of the respondents whom weights leave (Korn & Graubard 1998).

    Parameters
    ----------
    share : between 0 and 1
    effective_base : respondents, less what their weights cost (Kish 1965); at least 1, not always whole
    confidence : coverage, between 0 and 1
    method : 'wilson' (Wilson 1927), 'exact' (Clopper & Pearson 1934) or 'jeffreys' (Brown, Cai & DasGupta 2001)

    Returns
    -------
    Interval
        low and high, as shares between 0 and 1

    Raises
    ------
    InputError
        if share is outside 0..1, effective_base below 1, or confidence outside 0..1

    Examples
    --------
    >>> weighted_interval(9 / 33, 33) == interval(9, 33)
    True
    """
    if not 0 <= share <= 1 or effective_base < 1:
        raise InputError(
            f"share is {share} of {effective_base}: accepted is a share between 0 and 1, of 1 or more"
        )
    return _interval(share * effective_base, effective_base, confidence, method)


def check_confidence(confidence: float) -> None:
    """See that a coverage is between 0 and 1; InputError if not."""
    if not 0 < confidence < 1:
        raise InputError(f"confidence is {confidence}: accepted is a number between 0 and 1")


def _interval(count: float, base: float, confidence: float, method: parameters.Method) -> Interval:
    from statsmodels.stats.proportion import proportion_confint

    check_confidence(confidence)
    low, high = proportion_confint(
        count, base, alpha=1 - confidence, method=_STATSMODELS_NAME[method]
    )
    return Interval(
        0.0 if count == 0 else max(0.0, float(low)), 1.0 if count == base else min(1.0, float(high))
    )
