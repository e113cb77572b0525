"""What two samples say of a change in a share: its interval, its exact test, and what they could have shown at all."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from readytochange.arguments import checked
from readytochange.study import percentages
from readytochange.survey.proportions import Interval

POWER = 0.8
"""The chance with which a change is to be shown (Cohen 1988)."""

_MOST_TABLES = 50_000
"""Tables that two bases allow, above which power is that of normal approximations."""

_NEARLY = 1 + 1e-7


@checked
def difference_interval(
    first: int, first_base: int, second: int, second_base: int, confidence: float = 0.95
) -> Interval:
    """Confidence interval of the second share less the first: the hybrid score interval (Newcombe 1998, method 10).

    Parameters
    ----------
    first, first_base, second, second_base : respondents who chose an option, and respondents asked, of two samples
    confidence : coverage, between 0 and 1

    Returns
    -------
    Interval
        low and high, between -1 and 1

    Raises
    ------
    InputError
        if a count is outside its base

    Examples
    --------
    >>> low, high = difference_interval(48, 80, 56, 70)
    >>> round(low, 4), round(high, 4)
    (0.0524, 0.3339)
    """
    from statsmodels.stats.proportion import confint_proportions_2indep

    percentages.check_count(first, first_base)
    percentages.check_count(second, second_base)
    low, high = confint_proportions_2indep(
        second, second_base, first, first_base, method="newcomb", alpha=1 - confidence
    )
    return Interval(max(-1.0, float(low)), min(1.0, float(high)))


@lru_cache(4096)
def fisher_p(first: int, first_base: int, second: int, second_base: int) -> float:
    """Fisher's exact p (1934), from both sides, of two samples without a firm in common.

    Boschloo's test (1970) finds a little more, but its search for the worst share takes too long for the power of
    every table that two bases allow; the test that is made and the change that it could have shown are to be of one
    kind. Fisher's claims a change wrongly no more often than it says.

    Examples
    --------
    >>> round(fisher_p(3, 4, 1, 4), 4)
    0.4857
    """
    from scipy import stats

    table = np.array([[first, first_base - first], [second, second_base - second]])
    return float(stats.fisher_exact(table).pvalue)


def mcnemar_range(first: int, first_base: int, second: int, second_base: int) -> Interval:
    """The least and the greatest exact p of McNemar (1947) if every firm of the smaller sample is in the other too.

    Over all ways in which the firms of the smaller sample can stand in the larger, and in which their two answers can
    go together; firms of the larger alone say nothing of a change.

    Examples
    --------
    >>> low, high = mcnemar_range(31, 33, 29, 33)
    >>> round(low, 2), round(high, 2)
    (0.5, 0.69)
    """
    from scipy import stats

    chosen, pairs, other, other_base = (
        (first, first_base, second, second_base)
        if first_base <= second_base
        else (second, second_base, first, first_base)
    )
    again = np.arange(max(0, other - (other_base - pairs)), min(other, pairs) + 1)
    both = np.concatenate([np.maximum(0, chosen + again - pairs), np.minimum(chosen, again)])
    lost, won = chosen - both, np.tile(again, 2) - both
    p = np.minimum(1, 2 * stats.binom.cdf(np.minimum(lost, won), lost + won, 0.5))
    return Interval(float(p.min()), float(p.max()))


@lru_cache(1024)
def smallest_change(
    first: int,
    first_base: int,
    second_base: int,
    level: float = 0.05,
    same_firms: bool = False,
) -> float:
    """The smallest change from a first share from which on a second sample shows each one four times of five.

    Parameters
    ----------
    first, first_base : respondents who chose an option, and respondents asked, in the first sample; the share that it
        found is taken for the one that changed
    second_base : respondents asked in the second
    level : of the test
    same_firms : whether firms may be in both samples. A change is then shown where Fisher's exact test finds it, and
        McNemar's too, however the firms of the smaller sample stand in the larger; else where Fisher's does

    Returns
    -------
    float
        to a thousandth, up and down alike as far as a share can change; not a number where the largest change is not
        shown so often. Power is exact, but for large samples, where it is that of the normal approximation

    Examples
    --------
    >>> round(smallest_change(16, 33, 33), 2)
    0.34
    >>> round(smallest_change(16, 33, 33, same_firms=True), 2)
    0.38
    """
    from scipy import stats

    share = first / first_base
    shares = np.linspace(0, 1, 1001)
    if (first_base + 1) * (second_base + 1) > _MOST_TABLES:
        shares = np.linspace(0, 1, 10_001)
        spread = share * (1 - share) / first_base + shares * (1 - shares) / second_base
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = np.nan_to_num(abs(shares - share) / np.sqrt(spread), posinf=np.inf)
        power = stats.norm.sf(stats.norm.isf(level / 2) - reach)
        if same_firms:
            again = _reach_of_pairs(share, first_base, shares, second_base, level)
            power = np.minimum(power, stats.norm.sf(-again))
    else:
        of_first = stats.binom.pmf(np.arange(first_base + 1), first_base, share)
        told_apart = rejected(first_base, second_base, level)
        if same_firms:
            counts = np.arange(first_base + 1)[:, None], np.arange(second_base + 1)
            told_apart = told_apart & (_greatest_p(counts, first_base, second_base) <= level)
        shown = of_first @ told_apart
        of_second = stats.binom.pmf(np.arange(second_base + 1), second_base, shares[:, None])
        power = of_second @ shown
    change, enough = abs(shares - share), power >= POWER
    from_there = change[change > change[~enough].max(initial=-1)]
    return float(from_there.min()) if len(from_there) else float("nan")


def _least_favourable(
    counts: tuple[NDArray[np.int_], NDArray[np.int_]] | tuple[float, NDArray[np.float64]],
    first_base: int,
    second_base: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """By how many of the smaller sample the two answers differ, less and in all, where all of it is in the larger too.

    As little as its firms can differ in sum, and, with that, as much as they can one by one: a difference of one less
    among pairs of one more or less, or the same among two pairs more, never has a smaller p.
    """
    pairs, larger = sorted((first_base, second_base))
    chosen, other = counts if first_base <= second_base else counts[::-1]
    again = np.clip(chosen, np.maximum(0, other - (larger - pairs)), np.minimum(other, pairs))
    return again - chosen, np.minimum(chosen + again, 2 * pairs - chosen - again)


def _greatest_p(
    counts: tuple[NDArray[np.int_], NDArray[np.int_]], first_base: int, second_base: int
) -> NDArray[np.float64]:
    """The greatest exact p of `mcnemar_range`, of many pairs of counts at once."""
    from scipy import stats

    apart, unlike = _least_favourable(counts, first_base, second_base)
    p = 2 * stats.binom.cdf((unlike - abs(apart)) / 2, unlike, 0.5)
    return np.asarray(np.minimum(1, p))


def _reach_of_pairs(
    share: float, first_base: int, shares: NDArray[np.float64], second_base: int, level: float
) -> NDArray[np.float64]:
    """By how many of its standard deviations the least favourable difference of pairs is above what shows a change."""
    from scipy import stats

    counts = share * first_base, shares * second_base
    apart, unlike = _least_favourable(counts, first_base, second_base)
    spread = share * (1 - share) * first_base + shares * (1 - shares) * second_base
    beyond = abs(apart) - stats.norm.isf(level / 2) * np.sqrt(unlike)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.nan_to_num(beyond / np.sqrt(spread), posinf=np.inf, neginf=-np.inf))


@lru_cache(64)
def rejected(first_base: int, second_base: int, level: float) -> NDArray[np.bool_]:
    """Which of all pairs of counts, a row a first and a column a second, Fisher's exact test tells apart.

    All totals of the two are in one table, a row each, sorted by their chances.
    """
    of_first, of_second, of_both = map(
        log_choices, (first_base, second_base, first_base + second_base)
    )
    total, first = np.arange(first_base + second_base + 1)[:, None], np.arange(first_base + 1)
    second = total - first
    possible = (second >= 0) & (second <= second_base)
    logs = of_first + of_second[np.clip(second, 0, second_base)] - of_both[:, None]
    chance = np.where(possible, np.exp(logs), 0)
    order = np.argsort(chance, axis=1)
    ordered = np.take_along_axis(chance, order, 1)
    up_to = np.cumsum(ordered, axis=1)
    alike = ordered[:, 1:] <= ordered[:, :-1] * _NEARLY  # at most two counts are equally likely
    up_to[:, :-1] = np.where(alike, up_to[:, 1:], up_to[:, :-1])
    p = np.empty_like(chance)
    np.put_along_axis(p, order, up_to, 1)
    found = np.zeros((first_base + 1, second_base + 1), dtype=bool)
    rows, columns = np.nonzero(possible)
    found[columns, rows - columns] = p[rows, columns] <= level
    return found


@lru_cache(2048)
def log_choices(n: int) -> NDArray[np.float64]:
    """Logarithms of the numbers of ways to choose 0 to n of n."""
    from scipy.special import gammaln

    logs = gammaln(np.arange(n + 1) + 1.0)
    return np.asarray(logs[n] - logs - logs[::-1])
