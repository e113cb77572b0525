"""Each base of a printed table that is looked through: how much is wrong there, and what would show of a misprint."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from readytochange.survey.audit import rounding
from readytochange.survey.audit.possible import Sample
from readytochange.survey.audit.rounding import RULES, Rule

COLUMNS = ["question", "base", "impossible", "unsummed", "rules", "possible", "noticed"]


def rows(sample: Sample, mode: Rule) -> list[list[Any]]:
    """A row a base that was looked through, of its `COLUMNS`.

    Parameters
    ----------
    sample : of the questions that have these bases
    mode : how the table was printed
    """
    decimals = [each.units[1] for q in sample.questions for each in q.answers if each.percent]
    return [
        [
            sample.name,
            base,
            len(sample.at(base, mode).impossible),
            len(sample.at(base, mode).unsummed),
            " ".join(rule for rule in RULES if sample.at(base, rule).holds),
            sample.at(base, mode).holds,
            _noticed(base, Counter(decimals)),
        ]
        for base in sample.bases
    ]


def _noticed(base: int, decimals: Mapping[int, int]) -> float:
    """The chance over all printed percentages, by how many have so many decimals."""
    every = sum(decimals.values())
    chances = (n * rounding.noticed(base, each) for each, n in decimals.items())
    return float(sum(chances) / every) if every else 0.0
