"""What the verdicts of an audit, the kinds of questions and the rules of rounding are called."""

from collections.abc import Mapping

from readytochange.language import N_

OF_FIGURES: Mapping[str, str] = N_(
    {
        "possible": "possible",
        "impossible": "no count makes it",
        "elsewhere": "at other bases only",
        "contradicted": "not the share of its count",
        "over": "more than 100%",
        "larger": "count above the base",
        "total": "a total, left out",
        "unprinted": "no percentage",
    }
)
"""What a verdict on a figure is called in a table."""

OF_QUESTIONS: Mapping[str, str] = N_(
    {
        "multiple": "several answers each: no sum",
        "sums": "sums to the base",
        "rounding": "sums to the base, but for rounding",
        "short": "short of the base",
        "uncounted": "not summed: a figure is impossible",
        "over": "more than the base",
        "nowhere": "sums to no base",
    }
)
"""What a verdict on a question is called in a table."""

KINDS: Mapping[str, str] = N_({"single": "one answer each", "multiple": "several answers each"})

RULES: Mapping[str, str] = N_(
    {"half_up": "half up", "half_even": "half to even", "truncation": "cut off"}
)
