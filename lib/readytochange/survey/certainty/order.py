"""Which answers can be told apart, whatever the printed counts leave open, and what a sentence may say of them.

The answers are of the same firms; how many gave both was not printed. A word of order is licensed only where the whole
range of p allows it, over all pairs together.
"""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pandas as pd

from readytochange.arguments import checked
from readytochange.errors import unknown
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import tables
from readytochange.survey import published
from readytochange.survey.bounds import Bounds, overlap
from readytochange.survey.certainty import paired
from readytochange.survey.multiple_testing import holm

__dir__ = offered(__name__)

_ENDS = ["p_low", "p_high", "p_holm_low", "p_holm_high"]
_NUMBERS = ["base", "both_low", "both_high", *_ENDS, "level"]
PAIRS = ["option_first", "label_first", "count_first", "count_first_low", "count_first_high"]
PAIRS += ["count_first_status", "option_second", "label_second", "count_second"]
PAIRS += ["count_second_low", "count_second_high", "count_second_status"]
PAIRS += ["base", "base_status", "both_low", "both_high", "both_status", *_ENDS, "p_status"]
PAIRS += ["level", "verdict_alone", "verdict", "question_first", "question_second", "slide"]


@checked
def pairs(question: str, settings: Settings = SETTINGS, answered: bool = True) -> pd.DataFrame:
    """Every pair of answers to a question: which can be told apart, whatever was not printed.

    Parameters
    ----------
    question : of whose answers our text holds figures, as 'channels'
    settings : a notebook's, or those of `readytochange.use` where none are given; one less their confidence is the
        level of the tests
    answered : whether every respondent is taken to have given at least one answer. It can only narrow the overlap

    Returns
    -------
    DataFrame
        a row a pair, the answer that more gave first, columns option_first, label_first, count_first, count_first_low,
        count_first_high, count_first_status, option_second, label_second, count_second, count_second_low,
        count_second_high, count_second_status, base, base_status, both_low, both_high, both_status, p_low, p_high,
        p_holm_low, p_holm_high, p_status, level, verdict_alone, verdict, question_first, question_second, slide.
        both_low and both_high are `paired.overlaps`; of a question with one answer, and of an answer that excludes the
        others, none gave both. p_low and p_high are the ends of McNemar's exact p over them, and over the counts where
        these are ranges. p_holm_low and p_holm_high are each end corrected over all pairs of the question, which are
        the family (Holm 1979): no overlaps give less than the one or more than the other, and not always do some give
        all of one end at once. verdict is one of `paired.VERDICTS`, of the corrected ends; verdict_alone, of p_low and
        p_high, holds only for a pair that was chosen before the answers were seen, and as the only one

    Raises
    ------
    InputError
        if our text holds no figures of the question

    Examples
    --------
    >>> found = pairs("channels").set_index(["option_first", "option_second"])
    >>> found.loc[("mail", "phone"), ["p_low", "p_high"]].round(2).to_list()
    [0.5, 0.69]
    >>> found.loc[("phone", "social"), ["verdict_alone", "verdict"]].to_list()
    ['depends', 'not_distinguishable']
    """
    found = published.counts(question, settings).sort_values(
        "count_low", ascending=False, kind="stable"
    )
    single = published.is_single(question)
    mentions = int(found.loc[~found["exclusive"], "count_high"].sum())
    excluded = int(found.loc[found["exclusive"], "count_low"].sum())

    def overlap_of(one: Any, other: Any, first: int, second: int) -> Bounds:
        if single or one.exclusive or other.exclusive:
            return Bounds(0, 0)
        rest = mentions - int(one.count_high) - int(other.count_high)
        return paired.overlaps(first, second, one.base, rest if answered else None, excluded)

    rows = [_pair(*each, overlap_of) for each in combinations(found.itertuples(), 2)]
    return _judged(rows, settings)


@checked
def lists(
    first: str, second: str, settings: Settings = SETTINGS, contained: bool = False
) -> pd.DataFrame:
    """The answers that two questions share: whether more of the same firms gave them to the one than to the other.

    Parameters
    ----------
    first, second : two of 'size', 'channels' and 'outsourceable_channels', of which our text holds figures
    settings : a notebook's, or those of `readytochange.use` where none are given; one less their confidence is the
        level of the tests
    contained : whether who gave an answer to the second is taken to have given it to the first too, as a channel
        handed over would be one in use

    Returns
    -------
    DataFrame
        a row an answer that both have, columns and verdicts as of `pairs`: option_first, label_first, count_first,
        count_first_low, count_first_high, count_first_status, option_second, label_second, count_second,
        count_second_low, count_second_high, count_second_status, base, base_status, both_low, both_high, both_status,
        p_low, p_high, p_holm_low, p_holm_high, p_status, level, verdict_alone, verdict, question_first,
        question_second, slide. The family of Holm's correction are the answers in common

    Raises
    ------
    InputError
        if our text holds no figures of a question

    Examples
    --------
    >>> lists("channels", "outsourceable_channels").set_index("option_first")["verdict"].to_dict()
    {'mail': 'distinguishable', 'phone': 'distinguishable', 'social': 'distinguishable',
     'automated_messaging': 'not_distinguishable', 'whatsapp': 'not_distinguishable'}
    """
    after = published.counts(second, settings).set_index("option", drop=False)
    before = published.counts(first, settings)
    before = before[before["option"].isin(after.index)]

    def overlap_of(one: Any, _: Any, many: int, few: int) -> Bounds:
        within = overlap(many, few, one.base)
        return Bounds(within.high, within.high) if contained else within

    rows = [
        _pair(row, next(after.loc[[row.option]].itertuples()), overlap_of)
        for row in before.itertuples()
    ]
    return _judged(rows, settings)


@checked
def licensed(question: str, more: str, less: str, settings: Settings = SETTINGS) -> bool:
    """Whether a sentence may say that more firms give one answer than another.

    Parameters
    ----------
    question : of whose answers our text holds figures, as 'channels'
    more, less : two of its options
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    bool
        whether `pairs` finds the two distinguishable, in this order. Where it is not so, a sentence may still give both
        counts, which are facts of the firms that answered

    Raises
    ------
    InputError
        if our text holds no figures of the question, or it has no such option

    Examples
    --------
    >>> licensed("channels", "mail", "whatsapp"), licensed("channels", "mail", "phone")
    (True, False)
    """
    found = _known(question, (more, less), settings)
    return bool(
        (
            (found["option_first"] == more)
            & (found["option_second"] == less)
            & (found["verdict"] == "distinguishable")
        ).any()
    )


@checked
def first(question: str, option: str, settings: Settings = SETTINGS) -> bool:
    """Whether a sentence may say that an answer is the one that most firms give: more than every other.

    Parameters
    ----------
    question : of whose answers our text holds figures, as 'channels'
    option : one of its options
    settings : a notebook's, or those of `readytochange.use` where none are given

    Raises
    ------
    InputError
        if our text holds no figures of the question, or it has no such option

    Examples
    --------
    >>> first("channels", "mail")
    False
    """
    found = _known(question, (option,), settings)
    own = found[(found["option_first"] == option) | (found["option_second"] == option)]
    ahead = (own["option_first"] == option) & (own["verdict"] == "distinguishable")
    return bool(len(own) and ahead.all())


def _known(question: str, options: tuple[str, ...], settings: Settings) -> pd.DataFrame:
    names = published.counts(question, settings)["option"]
    for option in options:
        if option not in set(names):
            raise unknown(f"option of '{question}'", option, names)
    return pairs(question, settings)


def _pair(
    one: Any, other: Any, overlap_of: Callable[[Any, Any, int, int], Bounds]
) -> dict[str, Any]:
    """A pair of answers, with the ends of its overlap and of its p, over the counts that each may be.

    p grows with those who gave the second answer only, whatever the difference: two more who disagree, one each way,
    leave the difference and add to what chance allows. It falls with the difference. So its ends are at the ends of
    the overlap and of the counts.
    """
    ends = [(one.count_low, other.count_high), (one.count_high, other.count_low)]
    both = [overlap_of(one, other, int(first), int(second)) for first, second in ends]
    p = [
        paired.mcnemar(int(first), int(second), end)
        for (first, second), within in zip(ends, both, strict=True)
        for end in within
    ]
    tied = one.count_low <= other.count_high and other.count_low <= one.count_high
    found: dict[str, Any] = {}
    for place, row in (("first", one), ("second", other)):
        found |= {f"{name}_{place}": getattr(row, name) for name in ("option", "label", "question")}
        found |= {f"count_{place}": row.count, f"count_{place}_status": row.status}
        found |= {f"count_{place}_low": row.count_low, f"count_{place}_high": row.count_high}
    return found | {
        "base": one.base,
        "base_status": one.base_status,
        "both_low": min(each.low for each in both),
        "both_high": max(each.high for each in both),
        "p_low": min(p),
        "p_high": 1.0 if tied else max(p),
        "slide": tables.headings([one.slide, other.slide]),
    }


def _judged(rows: list[dict[str, Any]], settings: Settings) -> pd.DataFrame:
    """The pairs as a table, the ends of p corrected over all of them, and what they say."""
    found = pd.DataFrame(rows, columns=PAIRS).astype(dict.fromkeys(_NUMBERS, float))
    found["level"] = level = 1 - settings.confidence
    for end in ("low", "high"):
        found[f"p_holm_{end}"] = holm(found[f"p_{end}"])
    for verdict, ends in (("verdict_alone", _ENDS[:2]), ("verdict", _ENDS[2:])):
        found[verdict] = [
            paired.judged(low, high, level)
            for low, high in found[ends].itertuples(index=False, name=None)
        ]
    known = found["both_low"] == found["both_high"]
    found["both_status"] = known.map({True: "computed", False: "bounded"})
    return found.assign(p_status=found["both_status"]).astype(dict.fromkeys(_NUMBERS[:3], int))
