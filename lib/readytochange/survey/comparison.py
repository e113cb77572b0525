"""Two answers of the same firms side by side, of two questions or of one: how many gave both is only bounded."""

from itertools import permutations

import pandas as pd

from readytochange.arguments import checked
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import tables
from readytochange.survey import bounds
from readytochange.survey.channel_names import spoken
from readytochange.survey.published import counts, is_single

COMPARED = ["option", "label", "count_first", "count_first_status"]
COMPARED += ["count_second", "count_second_status", "base", "base_status"]
COMPARED += ["share_first", "share_second", "share_status"]
COMPARED += ["both_low", "both_high", "both_share_low", "both_share_high", "both_status"]
COMPARED += ["question_first", "question_second", "slide"]


RANGES = ["count_first_low", "count_first_high", "count_second_low", "count_second_high"]


_NUMBERS = ["count_first", "count_second", "base", "both_low", "both_high"]


LEADING = [
    "option_first",
    "option_second",
    "first",
    "count_first",
    "count_first_status",
    "second",
    "count_second",
]
LEADING += ["count_second_status", "base", "base_status", "both_low", "both_high", "both_status"]


@checked
def comparable(settings: Settings = SETTINGS) -> list[tuple[str, str]]:
    """The pairs of questions that `compare` takes: with figures, of the same respondents, with an answer in common."""
    asked = tables.questions().query("published == 'counts'")
    found = {row.question: counts(row.question, settings) for row in asked.itertuples()}
    return [
        (first, second)
        for first, second in permutations(found, 2)
        if {*found[first]["option"]} & {*found[second]["option"]}
        and found[first]["base"].iloc[0] == found[second]["base"].iloc[0]
    ]


@checked
def compare(first: str, second: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """Two multiple-response questions side by side, for the options they share.

    Parameters
    ----------
    first, second : two of 'size', 'channels' and 'outsourceable_channels', of which our text holds figures
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a shared option, largest second share first, columns option, label, count_first, count_first_status,
        count_second, count_second_status, base, base_status, share_first, share_second, share_status, both_low,
        both_high, both_share_low, both_share_high, both_status, question_first, question_second, slide: both_low and
        both_high are how many respondents may have chosen the option in both (bounds), both_share_low and
        both_share_high of those that chose it in the first, missing where nobody did; slide has the headings of both
        questions, a line each. Where a count is only a range, columns count_first_low, count_first_high,
        count_second_low, count_second_high too. Without rows where they share no option

    Raises
    ------
    InputError
        if our text holds no figures of a question
    """
    shared = ["option", "count", "count_low", "count_high", "base", "share", "status"]
    shared += ["question", "slide"]
    pair = counts(first, settings).merge(
        counts(second, settings)[shared], on="option", suffixes=("_first", "_second")
    )
    pair = pair.rename(columns={"base_first": "base"})
    for end in ("low", "high"):
        for place in ("first", "second"):
            pair[f"count_{place}_{end}"] = pair[f"count_{end}_{place}"]
        pair[f"both_{end}"] = [
            getattr(bounds.overlap(one, other, base), end)
            for one, other, base in zip(
                pair[f"count_first_{end}"], pair[f"count_second_{end}"], pair["base"], strict=True
            )
        ]
        pair[f"both_share_{end}"] = [
            getattr(bounds.overlap(one, other, base), end) / one if one else float("nan")
            for one, other, base in zip(
                pair["count_first_low"], pair[f"count_second_{end}"], pair["base"], strict=True
            )
        ]
    pair = pair.assign(
        count_first_status=pair["status_first"],
        count_second_status=pair["status_second"],
        share_status="computed",
        both_status="bounded",
        slide=[*map(tables.headings, zip(pair["slide_first"], pair["slide_second"], strict=True))],
    ).sort_values("share_second", ascending=False, kind="stable", ignore_index=True)
    known = pair[["count_first", "count_second"]].notna().all(axis=None)
    return pair[COMPARED if known else [*COMPARED, *RANGES]]


@checked
def in_one(first: str, second: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The options that only one of two questions offers, which `compare` leaves out; columns question, option, label.

    Parameters
    ----------
    first, second : two of 'size', 'channels' and 'outsourceable_channels', of which our text holds figures
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    given = pd.concat([counts(question, settings) for question in dict.fromkeys([first, second])])
    alone = given[~given["option"].duplicated(keep=False)] if first != second else given.head(0)
    return alone[["question", "option", "label"]].reset_index(drop=True)


@checked
def leading(question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The two options that most respondents chose, and how many chose both: none, where one answer was allowed.

    Parameters
    ----------
    question : 'size', 'channels' or 'outsourceable_channels', of which our text holds figures
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        one row, columns option_first, option_second, first, count_first, count_first_status, second, count_second,
        count_second_status, base, base_status, both_low, both_high, both_status: first and second as a sentence
        says them, both_low and both_high (bounds); none where it cannot be told which two they are
    """
    found = counts(question, settings)
    found = found[~found["exclusive"]].sort_values("count_low", ascending=False, kind="stable")
    two, rest = found.iloc[:2], found.iloc[2:]
    if (
        len(two) < 2
        or two["count"].isna().any()
        or (rest["count_high"] >= two["count"].min()).any()
    ):
        return pd.DataFrame(columns=LEADING).astype(dict.fromkeys(_NUMBERS, int))
    one, other = two.to_dict("records")
    both = bounds.overlap(one["count"], other["count"], one["base"])
    if is_single(question):
        both = bounds.Bounds(0, 0)
    row = {
        "option_first": one["option"],
        "option_second": other["option"],
        "first": spoken(one["option"], one["label"], settings),
        "count_first": one["count"],
        "count_first_status": one["status"],
        "second": spoken(other["option"], other["label"], settings),
        "count_second": other["count"],
        "count_second_status": other["status"],
        "base": one["base"],
        "base_status": one["base_status"],
        "both_low": both.low,
        "both_high": both.high,
        "both_status": "bounded",
    }
    return pd.DataFrame([row], columns=LEADING)
