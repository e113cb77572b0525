"""How a share becomes a printed percentage: the rules, and the counts that each of them allows.

All of it in whole numbers: a half that a float misses is what tells one rule from another.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import gcd
from typing import Literal

from readytochange.survey.bounds import Bounds

Rule = Literal["nearest", "half_up", "half_even", "truncation"]

RULES: tuple[Rule, ...] = ("half_up", "half_even", "truncation")
"""Rules that a program follows throughout: a half goes up, to the even neighbour, or what is beyond is cut off."""

NEAREST: Rule = "nearest"
"""To the nearest, a half either way, as hands round, and programs that count in floats: what a rule at least has to be
that does not cut off."""

_TWICE = 2
"""Ends lie at halves of a unit; twice them are whole."""


def hundred(decimals: int) -> int:
    """A hundred percent in units of the last decimal: 100, 1000, 10000."""
    return 100 * int(10**decimals)


def units(percent: str) -> tuple[int, int]:
    """A printed percentage in units of its last decimal, and how many decimals it has.

    Parameters
    ----------
    percent : as printed, with a comma or a point and without a sign

    Examples
    --------
    >>> units("48,5"), units("50.0"), units("7")
    ((485, 1), (500, 1), (7, 0))
    """
    whole, _, decimals = percent.replace(",", ".").partition(".")
    return int(whole + decimals), len(decimals)


def written(number: int, decimals: int, mark: str = ".") -> str:
    """A percentage as it is printed.

    Parameters
    ----------
    number : of units of the last decimal
    decimals : how many
    mark : between whole and decimals

    Examples
    --------
    >>> written(485, 1), written(5, 2, ","), written(7, 0)
    ('48.5', '0,05', '7')
    """
    if not decimals:
        return str(number)
    digits = str(number).zfill(decimals + 1)
    return f"{digits[:-decimals]}{mark}{digits[-decimals:]}"


def rounded(count: int, base: int, decimals: int, rule: Rule) -> int:
    """The percentage that a rule makes of a count, in units of its last decimal; 'nearest' takes a half up.

    Parameters
    ----------
    count, base : 0 <= count <= base, base at least 1
    decimals : how many
    rule : one of `RULES`, or `NEAREST`

    Examples
    --------
    >>> [rounded(1, 8, 0, rule) for rule in RULES]
    [13, 12, 12]
    """
    whole, rest = divmod(count * hundred(decimals), base)
    if rule == "truncation" or 2 * rest < base:
        return whole
    is_half = 2 * rest == base
    return whole if rule == "half_even" and is_half and whole % 2 == 0 else whole + 1


def counts(number: int, decimals: int, base: int, rule: Rule) -> Bounds:
    """The least and the greatest count of a base that a rule prints as a percentage; the least above it where none.

    Parameters
    ----------
    number : the percentage, in units of its last decimal
    decimals : how many it has
    base : respondents, at least 1
    rule : one of `RULES`, or `NEAREST`

    Examples
    --------
    >>> counts(485, 1, 33, "half_up")
    Bounds(low=16, high=16)
    >>> counts(13, 0, 8, "half_even"), counts(12, 0, 8, "half_even")
    (Bounds(low=2, high=1), Bounds(low=1, high=1))
    """
    from_low, to_high, with_low, with_high = _ends(number, rule)
    scale = _TWICE * hundred(decimals)
    low = -(-from_low * base // scale) if with_low else from_low * base // scale + 1
    high = to_high * base // scale if with_high else -(-to_high * base // scale) - 1
    return Bounds(max(0, low), min(base, high))


def _ends(number: int, rule: Rule) -> tuple[int, int, bool, bool]:
    """Between which shares a rule prints this, twice in its units, and whether either end is one of them."""
    twice = _TWICE * number
    if rule == "truncation":
        return twice, twice + _TWICE, True, False
    is_even = number % 2 == 0
    ends: Mapping[Rule, tuple[bool, bool]] = {
        "nearest": (True, True),
        "half_up": (True, False),
        "half_even": (is_even, is_even),
    }
    return twice - 1, twice + 1, *ends[rule]


def possible_values(base: int, decimals: int) -> int:
    """How many percentages with so many decimals are the rounded share of some count, a half either way.

    Each of the base + 1 counts makes one, and one more where its share falls half way; where there are more counts than
    percentages, all are possible.

    Parameters
    ----------
    base : respondents, at least 1
    decimals : of the percentages

    Examples
    --------
    >>> possible_values(33, 1), possible_values(8, 0), possible_values(400, 0)
    (34, 13, 101)
    """
    scale = hundred(decimals)
    if base >= scale:
        return scale + 1
    common = gcd(2 * scale, base)
    halves = common // 2 if 2 * scale // common % 2 else 0
    return base + 1 + halves


def noticed(base: int, decimals: int) -> Fraction:
    """The chance that a percentage which was replaced by any other is seen to be impossible, by itself.

    One less the share of the other percentages that are possible; for means Brown & Heathers (2017) give the like, one
    less the base's share of the steps.

    Parameters
    ----------
    base : respondents, at least 1
    decimals : of the percentage

    Examples
    --------
    >>> float(noticed(33, 1)), float(noticed(33, 0)), float(noticed(400, 0))
    (0.967, 0.67, 0.0)
    """
    return 1 - Fraction(possible_values(base, decimals) - 1, hundred(decimals))
