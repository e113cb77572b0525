"""Two answers of the same firms: McNemar's exact test over every overlap that their counts allow.

A test of two shares needs how many firms gave both answers; where that was not printed, what follows is a range of p.
"""

from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.parsing import offered
from readytochange.study import percentages
from readytochange.survey.bounds import Bounds, overlap

__dir__ = offered(__name__)

VERDICTS = ("distinguishable", "not_distinguishable", "depends")
"""Of two answers: for every overlap, for none, for some."""


@checked
def mcnemar(first: int, second: int, both: int) -> float:
    """Exact p, from both sides, that as many firms give one answer as another (McNemar 1947).

    Parameters
    ----------
    first, second : respondents who gave each answer
    both : those of them who gave both; firms that gave both or neither say nothing of a difference

    Returns
    -------
    float
        of the binomial distribution of those who gave one only, with a chance of one half; 1 where nobody did

    Raises
    ------
    InputError
        if both is above a count

    Examples
    --------
    >>> round(mcnemar(31, 29, 27), 3), mcnemar(31, 29, 29)
    (0.688, 0.5)
    """
    from scipy.special import bdtr

    for count in (first, second):
        percentages.check_count(count, percentages.MAX_BASE)
    if not 0 <= both <= min(first, second):
        raise InputError(
            f"both is {both}: accepted is 0 to {min(first, second)}, the lesser of the two counts"
        )
    one, other = first - both, second - both
    return min(1.0, 2 * float(bdtr(min(one, other), one + other, 0.5)))


@checked
def overlaps(
    first: int, second: int, base: int, others: int | None = None, exclusive: int = 0
) -> Bounds:
    """How many respondents may have given both of two answers that do not exclude each other.

    Parameters
    ----------
    first, second : respondents who gave each answer
    base : respondents asked
    others : mentions of all other answers that do not exclude any; where given, every respondent is taken to have given
        at least one answer, and who gave neither of the two needs one of these. None takes nobody to have
    exclusive : respondents who gave an answer that excludes all others

    Returns
    -------
    Bounds
        Fréchet's (1935), of the respondents who did not exclude both

    Raises
    ------
    InputError
        if a count is above what base and exclusive leave, or others are too few for everyone to have answered

    Examples
    --------
    >>> overlaps(16, 10, 33), overlaps(16, 10, 33, exclusive=16)
    (Bounds(low=0, high=10), Bounds(low=9, high=10))
    >>> overlaps(6, 5, 10, others=2)
    Bounds(low=1, high=3)
    """
    percentages.check_count(exclusive, base)
    left = base - exclusive
    within = overlap(first, second, left) if left else Bounds(0, 0)
    if others is None:
        return within
    if (most := first + second + others - left) < within.low:
        raise InputError(
            f"others are {others}: accepted is {others + within.low - most} or more, so that all of {left} "
            "respondents gave an answer; or None"
        )
    return Bounds(within.low, min(within.high, most))


@checked
def judged(p_low: float, p_high: float, level: float) -> str:
    """What a range of p says at a level: one of `VERDICTS`.

    Parameters
    ----------
    p_low, p_high : the least and the greatest p
    level : up to which a difference is claimed

    Examples
    --------
    >>> judged(0.031, 0.18, 0.05)
    'depends'
    """
    if p_high <= level:
        return "distinguishable"
    return "not_distinguishable" if p_low > level else "depends"
