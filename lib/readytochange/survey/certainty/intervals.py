"""Intervals of several shares at once, those of a population that is not endless, and how often each one holds."""

from collections.abc import Callable, Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd

from readytochange import parameters
from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import percentages
from readytochange.survey import published
from readytochange.survey.proportions import (
    Interval,
    check_confidence,
    interval,
    weighted_interval,
)

__dir__ = offered(__name__)

Together = Literal["goodman", "sison_glaz"]
"""Methods of intervals that hold for all shares of a question at once."""

METHODS: tuple[parameters.Method, ...] = ("wilson", "exact", "jeffreys")

_MOST = 1000

SHARES = ["option", "label", "count", "status", "base", "base_status", "share", "low", "high"]
SHARES += ["goodman_low", "goodman_high", "sison_glaz_low", "sison_glaz_high", "share_status"]
SHARES += ["population", "question", "slide"]


@checked
def together(
    counts: Sequence[int], confidence: float = 0.95, method: Together = "goodman"
) -> list[Interval]:
    """Intervals of all answers to a question with one choice, that hold for all of them at once.

    Parameters
    ----------
    counts : respondents who gave each answer; everybody gave one. At least two answers
    confidence : chance that all hold at once, between 0 and 1
    method : 'goodman' (1965), that of Wilson at a level divided by the number of answers; or 'sison_glaz' (Sison & Glaz
        1995), one width for all, with the chance of a box of counts computed exactly (Levin 1981) where they expand it.
        The second is meant for several answers that some respondents each gave; of few respondents it holds less often
        than it says, and of an answer that nobody gave it knows no uncertainty: there it is refused

    Returns
    -------
    list of Interval
        low and high for each answer, as shares between 0 and 1

    Raises
    ------
    InputError
        if there are less than two answers, a count is below 0 (below 1 for 'sison_glaz'), nobody answered, or
        confidence is outside 0..1

    Examples
    --------
    >>> [(round(low, 3), round(high, 3)) for low, high in together([8, 13, 12])]
    [(0.111, 0.45), (0.221, 0.598), (0.198, 0.57)]
    """
    least = 1 if method == "sison_glaz" else 0
    if len(counts) < 2 or min(counts) < least or not 0 < sum(counts) <= percentages.MAX_BASE:
        raise InputError(
            f"counts are {', '.join(map(str, counts)) or 'none'}: accepted are two or more, each at least {least}, "
            f"of 1 to {percentages.MAX_BASE} respondents in all"
        )
    check_confidence(confidence)
    if method == "goodman":
        each = 1 - (1 - confidence) / len(counts)
        return [interval(count, sum(counts), each) for count in counts]
    return _sison_glaz(counts, confidence)


def _sison_glaz(counts: Sequence[int], confidence: float) -> list[Interval]:
    """The widest whole half-width whose box of counts is too little likely, and the part of a step that is lacking."""
    base = sum(counts)
    low, high = 0, 1  # of the half-width
    while _box(counts, high) < confidence:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _box(counts, middle) >= confidence else (middle, high)
    too_little = _box(counts, low)
    part = max(0.0, confidence - too_little) / (_box(counts, high) - too_little)
    return [
        Interval(max(0.0, (count - low) / base), min(1.0, (count + low + 2 * part) / base))
        for count in counts
    ]


def _box(counts: Sequence[int], half: int) -> float:
    """The chance that a multinomial sample is within a half-width of all counts: Poisson ones, given their sum."""
    from scipy import stats

    base, chance, least = sum(counts), np.ones(1), 0
    for count in counts:
        low, high = max(0, count - half), min(base, count + half)
        chance = np.convolve(chance, stats.poisson.pmf(np.arange(low, high + 1), count))
        least += low
    return float(chance[base - least] / stats.poisson.pmf(base, base))


@checked
def of_population(
    count: int,
    base: int,
    population: int,
    confidence: float = 0.95,
    method: parameters.Method = "wilson",
) -> Interval:
    """Confidence interval of a share in a population of which the respondents are a good part.

    Parameters
    ----------
    count, base : respondents who chose the option, and respondents asked; 0 <= count <= base, base > 0
    population : all firms of which the respondents are taken to be a random sample; base <= population
    confidence : coverage, between 0 and 1
    method : 'exact' inverts the hypergeometric distribution from both sides (Konijn 1973), over the shares that the
        population can have; 'wilson' and 'jeffreys' are those of a base that is larger by the finite-population
        correction, base (population - 1) / (population - base) (Cochran 1977)

    Returns
    -------
    Interval
        low and high, as shares between 0 and 1; the share itself where all firms were asked

    Raises
    ------
    InputError
        if count is outside 0..base, population below base, or confidence outside 0..1

    Examples
    --------
    >>> low, high = of_population(9, 33, 100)
    >>> round(low, 3), round(high, 3)
    (0.168, 0.411)
    """
    from scipy import stats

    percentages.check_count(count, base)
    if not base <= population <= percentages.MAX_BASE:
        raise InputError(
            f"population is {population}: accepted is {base}, the base, to {percentages.MAX_BASE}"
        )
    if population == base:
        return Interval(count / base, count / base)
    if method != "exact":
        effective = base * (population - 1) / (population - base)
        return weighted_interval(count / base, effective, confidence, method)
    check_confidence(confidence)
    tail = (1 - confidence) / 2
    most = population - (base - count)
    low = _first(
        count, most, lambda chosen: stats.hypergeom.sf(count - 1, population, chosen, base) > tail
    )
    high = most - _first(
        0, most, lambda less: stats.hypergeom.cdf(count, population, most - less, base) > tail
    )
    return Interval(low / population, high / population)


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least number from low on for which something holds that goes on to hold, up to high, where it does."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


@checked
def coverage(base: int, confidence: float = 0.95, steps: int = 200) -> pd.DataFrame:
    """How often the interval of each method holds the share of all firms, over the samples that can come of it.

    Parameters
    ----------
    base : respondents asked, at most 1000
    confidence : coverage that the intervals say they have, between 0 and 1
    steps : parts into which the shares between 0 and 1 are cut; 0 and 1 themselves are left out

    Returns
    -------
    DataFrame
        a row a method and a share, columns method, share, coverage, confidence, base, status: coverage is exact, the
        chances of all counts whose interval holds the share, of a binomial distribution (Brown, Cai & DasGupta 2001)

    Raises
    ------
    InputError
        if base is outside 1..1000, confidence outside 0..1, or steps outside 2..10000

    Examples
    --------
    >>> coverage(33).groupby("method")["coverage"].min().round(2).to_dict()
    {'exact': 0.95, 'jeffreys': 0.89, 'wilson': 0.85}
    """
    from scipy import stats

    if not 1 <= base <= _MOST or not 2 <= steps <= 10 * _MOST:
        raise InputError(
            f"base is {base}, steps are {steps}: accepted is a base from 1 to {_MOST}, steps from 2 to {10 * _MOST}"
        )
    shares = np.arange(1, steps) / steps
    chance = stats.binom.pmf(np.arange(base + 1), base, shares[:, None])
    found = []
    for method in METHODS:
        ends = np.array([interval(count, base, confidence, method) for count in range(base + 1)])
        held = (ends[:, 0] <= shares[:, None]) & (shares[:, None] <= ends[:, 1])
        rates = (chance * held).sum(axis=1)
        found.append(pd.DataFrame({"method": method, "share": shares, "coverage": rates}))
    return pd.concat(found, ignore_index=True).assign(
        confidence=confidence, base=base, status="computed"
    )


@checked
def shares(
    question: str, settings: Settings = SETTINGS, population: int | None = None
) -> pd.DataFrame:
    """The shares behind each answer with the intervals that hold for one, and those that hold for all at once.

    Parameters
    ----------
    question : of whose answers our text holds figures, as 'size'
    settings : a notebook's, or those of `readytochange.use` where none are given; with the coverage and the method of
        the intervals of one share
    population : all firms of which the respondents are taken to be a random sample; None where it is not known, or
        endless beside them

    Returns
    -------
    DataFrame
        columns option, label, count, status, base, base_status, share, low, high, goodman_low, goodman_high,
        sison_glaz_low, sison_glaz_high, share_status, population, question, slide: low and high of each share alone,
        corrected for the population where it is given (`of_population`); the other ends of all shares at once
        (`together`), which know no population, and are missing where the question has several answers, a count is only
        a range, or, for Sison and Glaz, nobody gave an answer

    Raises
    ------
    InputError
        if our text holds no figures of the question, or population is below the base

    Examples
    --------
    >>> shares("size")[["low", "goodman_low"]].round(2).iloc[0].to_list()
    [0.13, 0.11]
    """
    found = published.shares(question, settings)
    if population is not None:
        for end in ("low", "high"):
            counts = found.get(f"count_{end}", found["count"])
            found[end] = [
                getattr(
                    of_population(
                        int(count), int(base), population, settings.confidence, settings.method
                    ),
                    end,
                )
                for count, base in zip(counts, found["base"], strict=True)
            ]
    counts = found["count"].dropna().astype(int).to_list()
    at_once = published.is_single(question) and len(counts) == len(found) > 1 and sum(counts) > 0
    for method in get_args(Together):
        fits = at_once and (method == "goodman" or min(counts) > 0)
        ends = together(counts, settings.confidence, method) if fits else []
        for place, end in enumerate(("low", "high")):
            found[f"{method}_{end}"] = [each[place] for each in ends] or float("nan")
    return found.assign(population=pd.array([population] * len(found), dtype="Int64"))[SHARES]
