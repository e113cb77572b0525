"""What counts imply about what was not published: how many respondents may have chosen both, or at least one."""

from collections.abc import Sequence
from typing import NamedTuple

from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.parsing import offered
from readytochange.study import percentages

__dir__ = offered(__name__)


class Bounds(NamedTuple):
    """A range of counts, both ends included."""

    low: int
    high: int


@checked
def overlap(first: int, second: int, base: int) -> Bounds:
    """How many respondents may have chosen both of two options, when only the two counts are known.

    Parameters
    ----------
    first, second : respondents who chose each option, 0..base
    base : respondents asked

    Returns
    -------
    Bounds
        the least and the most who can have chosen both (Fréchet 1935)

    Raises
    ------
    InputError
        if a count is outside 0..base

    Examples
    --------
    >>> overlap(29, 16, 33)
    Bounds(low=12, high=16)
    """
    percentages.check_count(first, base)
    percentages.check_count(second, base)
    return Bounds(max(0, first + second - base), min(first, second))


@checked
def at_least_one(counts: Sequence[int], base: int, none: int = 0) -> Bounds:
    """How many respondents may have chosen at least one of several options, when only their counts are known.

    Parameters
    ----------
    counts : respondents who chose each option, 0..base; at least one option
    base : respondents asked
    none : respondents known to have chosen none of them

    Returns
    -------
    Bounds
        the least and the most who can have chosen one or more (Fréchet 1935)

    Raises
    ------
    InputError
        if a count is outside 0..base, or none is so large that a count cannot be

    Examples
    --------
    >>> at_least_one([16, 10, 8], 33, none=16)
    Bounds(low=16, high=17)
    """
    percentages.check_count(none, base)
    for count in counts:
        percentages.check_count(count, base)
        if count + none > base:
            raise InputError(
                f"count is {count}: accepted is 0 to {base - none}, the base less none"
            )
    return Bounds(max(counts, default=0), min(sum(counts), base - none))


@checked
def ranged(low: str | float, high: str | float) -> str:
    """A range in a sentence.

    Parameters
    ----------
    low : the one end
    high : the other

    Examples
    --------
    >>> ranged(12, 16), ranged(4, 4)
    ('12–16', '4')
    """
    return f"{low}" if low == high else f"{low}–{high}"
