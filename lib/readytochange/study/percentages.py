"""What a published percentage says of the count behind it."""

import re
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from readytochange.errors import InputError

MAX_BASE = 1_000_000
"""More respondents than any survey here has; what is counted one by one stays countable."""

_PRINTED = re.compile(r"[0-9]{1,3}([.,][0-9]{1,20})?")


def counts_allowed(percent: str, base: int, reading_error: str = "") -> tuple[int, ...]:
    """Every count that is this percentage of this base, at the decimals that it has.

    A share that falls half way may have been rounded up or down: both are allowed. Of a percentage that was read from a
    picture, every count whose share lies within the reading's error.

    Parameters
    ----------
    percent : the percentage as published, with a comma or a point: '94', '48,5'
    base : respondents asked, at least 1
    reading_error : by how many points a reading may be wrong, either way, as '1,5'; '' for a percentage as published

    Returns
    -------
    tuple of int
        ascending; empty where no count can be so: the figure is impossible for this base

    Raises
    ------
    InputError
        if percent is not a number between 0 and 100, or base not between 1 and `MAX_BASE`

    Examples
    --------
    >>> counts_allowed("48,5", 33)
    (16,)
    >>> counts_allowed("50", 33)
    ()
    >>> counts_allowed("1", 400)
    (2, 3, 4, 5, 6)
    >>> counts_allowed("40", 33, reading_error="3")
    (13, 14)
    """
    check_count(0, base)
    printed = _printed_number(percent)
    half_step = Fraction(1, 2 * 10 ** max(0, -int(printed.as_tuple().exponent)))
    off = Fraction(_printed_number(reading_error)) if reading_error else half_step
    per_respondent = Fraction(base, 100)
    low = ceil((Fraction(printed) - off) * per_respondent)
    high = floor((Fraction(printed) + off) * per_respondent)
    return tuple(range(max(0, low), min(base, high) + 1))


def counts_behind(
    count: int | None, percent: str | None, base: int, reading_error: str | None = None
) -> tuple[int, ...]:
    """The count of an answer where it is published, or those that its percentage allows.

    Parameters
    ----------
    count : as published; None where it is not
    percent, base, reading_error : as for `counts_allowed`; nothing, '' or None, where there is none

    Examples
    --------
    >>> counts_behind(31, "94", 33), counts_behind(None, "21", 33), counts_behind(None, None, 33)
    ((31,), (7,), ())
    """
    if count is not None:
        return (count,)
    return counts_allowed(percent, base, reading_error or "") if percent else ()


def check_count(count: int, base: int) -> None:
    """See that a count can be one of a base; InputError if not."""
    if not 1 <= base <= MAX_BASE:
        raise InputError(f"base is {base}: accepted is 1 to {MAX_BASE}")
    if not 0 <= count <= base:
        raise InputError(f"count is {count}: accepted is 0 to {base}, the base")


def _printed_number(percent: str) -> Decimal:
    if not _PRINTED.fullmatch(percent) or (number := Decimal(percent.replace(",", "."))) > 100:
        raise InputError(
            f"percentage is '{percent}': accepted is a number between 0 and 100, as '48,5'"
        )
    return number
