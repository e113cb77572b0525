"""What would change a conclusion: how many firms would have to answer otherwise for an order or a difference to go."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import pandas as pd

from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import percentages
from readytochange.survey.certainty import order, paired

__dir__ = offered(__name__)

CONCLUSIONS = ["option_first", "label_first", "count_first", "count_first_status"]
CONCLUSIONS += ["option_second", "label_second", "count_second", "count_second_status", "base"]
CONCLUSIONS += ["base_status", "verdict", "rank_low", "rank_high", "firms_low", "firms_high"]
CONCLUSIONS += ["firms_status", "question_first", "question_second", "slide"]


@checked
def firms(first: int, second: int, both: int, base: int, level: float = 0.05) -> int | None:
    """How many firms would have to answer otherwise for McNemar's exact test to conclude otherwise at a level.

    Where it tells the two answers apart, a firm does most against it by leaving the one that more gave for the other;
    where it does not, by doing the contrary, and once none is left that gave the lesser only, by giving the greater
    only.

    Parameters
    ----------
    first, second : respondents who gave each answer
    both : those of them who gave both
    base : respondents asked
    level : of the test, between 0 and 1

    Returns
    -------
    int or None
        the least number of firms, whatever they answer instead; None where no number is enough, for so few were asked

    Raises
    ------
    InputError
        if no respondents can have answered so, or level is outside 0..1

    Examples
    --------
    >>> firms(29, 23, 23, 33), firms(29, 23, 19, 33), firms(2, 1, 1, 5)
    (1, 2, None)
    """
    for count in (first, second):
        percentages.check_count(count, base)
    if not max(0, first + second - base) <= both <= min(first, second):
        raise InputError(
            f"both is {both}: accepted is {max(0, first + second - base)} to {min(first, second)}"
        )
    if not 0 < level < 1:
        raise InputError(f"level is {level}: accepted is a number between 0 and 1")
    few, many = sorted((first - both, second - both))
    claimed = _p(many, few) <= level
    for changed in range(base + 1):
        if (_p(many, few) <= level) != claimed:
            return changed
        if claimed:
            many, few = many - 1, few + 1
        elif many < base:
            many, few = many + 1, max(0, few - 1)
        else:
            break
    return None


@lru_cache(10_000)
def _p(one: int, other: int) -> float:
    return paired.mcnemar(one, other, 0)


@checked
def conclusions(
    question: str, settings: Settings = SETTINGS, corrected: bool = True
) -> pd.DataFrame:
    """For every pair of answers to a question, how many firms would have to answer otherwise for it to read otherwise.

    Parameters
    ----------
    question : of whose answers our text holds figures, as 'channels'
    settings : a notebook's, or those of `readytochange.use` where none are given; one less their confidence is the
        level of the tests
    corrected : whether each pair is tested as one of all pairs (Holm 1979), the others as they are; else alone

    Returns
    -------
    DataFrame
        a row a pair, as `order.pairs` has them, columns option_first, label_first, count_first, count_first_status,
        option_second, label_second, count_second, count_second_status, base, base_status, verdict, rank_low,
        rank_high, firms_low, firms_high, firms_status, question_first, question_second, slide.
        rank_low and rank_high are the firms after whose change the first answer is no longer the one that more gave; 0
        where it is not; the same wherever both counts are known, for of each pair of firms in the difference one is
        enough. firms_low and firms_high are those after whose change the test concludes otherwise, over all overlaps
        and both ends of the other pairs; firms_low is 0 where an overlap that was not printed already decides, and
        missing with firms_high where no number of firms is enough

    Raises
    ------
    InputError
        if our text holds no figures of the question

    Examples
    --------
    >>> found = conclusions("channels").set_index(["option_first", "option_second"])
    >>> found.loc[("mail", "phone"), ["rank_low", "firms_low", "firms_high"]].to_list()
    [1, 7, 9]
    """
    found = order.pairs(question, settings)
    verdict = "verdict" if corrected else "verdict_alone"
    rows = []
    for place, row in enumerate(found.to_dict("records")):
        levels = {row["level"]}
        if corrected:
            levels = {
                _level(found[end].drop(index=place), row["level"]) for end in ("p_low", "p_high")
            }
        needed = [
            firms(*answers, int(row["base"]), level)
            for answers in _answers(row)
            for level in levels
        ]
        enough = [each for each in needed if each is not None]
        decided = row[verdict] != "depends"
        rows.append(
            {
                "rank_low": _rank(row["count_first_low"] - row["count_second_high"]),
                "rank_high": _rank(row["count_first_high"] - row["count_second_low"]),
                "firms_low": min(enough, default=None) if decided else 0,
                "firms_high": max(enough) if len(enough) == len(needed) else None,
            }
        )
    ends = pd.DataFrame(rows, columns=["rank_low", "rank_high", "firms_low", "firms_high"])
    return found.assign(
        **ends.astype("Int64"), verdict=found[verdict], firms_status=found["both_status"]
    )[CONCLUSIONS]


def _rank(difference: int) -> int:
    """The firms that undo a difference, each of which takes one from the first answer and gives it to the second."""
    return max(0, -(-int(difference) // 2))


def _answers(row: dict[Any, Any]) -> Iterator[tuple[int, int, int]]:
    """Both counts of a pair and how many gave both, in every way that the printed figures leave."""
    for first in range(int(row["count_first_low"]), int(row["count_first_high"]) + 1):
        for second in range(int(row["count_second_low"]), int(row["count_second_high"]) + 1):
            least = max(int(row["both_low"]), first + second - int(row["base"]))
            for both in range(least, min(int(row["both_high"]), first, second) + 1):
                yield first, second, both


def _level(others: Iterable[float], level: float) -> float:
    """Up to which p a pair is claimed beside others, which Holm's steps go through first for as long as they can."""
    values = sorted(others)
    left = len(values) + 1
    for p in values:
        if p > level / left:
            break
        left -= 1
    return level / left
