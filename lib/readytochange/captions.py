"""What is written with a chart of shares: the counts beside the bars, the subtitle, the description.

Each says of every figure in it what its status is. Used by `2-quantitative` and `4-synthesis`, by the explorers, and by
`figures`, which draws the bars.
"""

from collections.abc import Mapping

import pandas as pd

from readytochange import wording

METHODS: Mapping[str, str] = {"wilson": "Wilson", "exact": "exact", "jeffreys": "Jeffreys"}
"""How the methods of intervals are called in a sentence."""


def with_words(shares: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Add what a chart of shares writes: `count_text` ('31 (published) of 33'), `status_text`."""
    t = wording.Translator(lang)
    counts = [
        t(
            "{count} ({status}) of {base}",
            count=int(row.count_),
            base=int(row.base),
            status=t(row.status),
        )
        for row in shares.rename(columns={"count": "count_"}).itertuples()
    ]
    return shares.assign(count_text=counts, status_text=shares["status"].map(t))


def share_subtitle(
    shares: pd.DataFrame, lang: str, confidence: float, interval: str = "wilson"
) -> str:
    """What stands under the title of a chart of shares: base, statuses, what the lines are.

    Parameters
    ----------
    shares : from `survey.shares`, at least one row
    lang : 'it' or 'en'
    confidence, interval : those with which the table was made
    """
    t = wording.Translator(lang)
    return t(
        "{base} firms ({status}); shares computed; lines: {coverage} intervals, {method} method",
        base=int(shares["base"].iloc[0]),
        status=t(shares["base_status"].iloc[0]),
        coverage=wording.coverage(confidence, lang),
        method=t(METHODS[interval]),
    )


def describe_shares(shares: pd.DataFrame, lang: str) -> str:
    """What a chart of shares shows, in a sentence or two, from its numbers.

    Parameters
    ----------
    shares : from `survey.shares`, at least one row
    lang : 'it' or 'en'

    Returns
    -------
    str
        the base; every answer with the largest share and every one with the smallest; the width of the widest interval
    """
    t = wording.Translator(lang)
    widest = (shares["high"] - shares["low"]).max()
    return t(
        "Bar chart of {options} answers by {base} firms ({base_status}). Most chosen, by {most}. "
        "Least chosen, by {least}. The widest interval spans {points} points (computed).",
        options=len(shares),
        base=int(shares["base"].iloc[0]),
        base_status=t(shares["base_status"].iloc[0]),
        most=_chosen(shares[shares["share"] == shares["share"].max()], t),
        least=_chosen(shares[shares["share"] == shares["share"].min()], t),
        points=round(100 * widest),
    )


def _chosen(alike: pd.DataFrame, t: wording.Translator) -> str:
    """Answers with the same share, with it."""
    return t(
        "{count} ({status}), {share} (computed): {answers}",
        count=int(alike["count"].iloc[0]),
        status=", ".join(map(t, alike["status"].unique())),
        share=wording.percent(alike["share"].iloc[0], t.lang),
        answers=", ".join(alike["label"]),
    )


def pair_subtitle(pair: pd.DataFrame, lang: str) -> str:
    """What stands under the title of a chart of two lists: base and statuses; `pair` as for `describe_pair`."""
    t = wording.Translator(lang)
    base, status = int(pair["base"].iloc[0]), t(pair["base_status"].iloc[0])
    return t("{base} firms ({status}); shares computed", base=base, status=status)


def describe_pair(pair: pd.DataFrame, lang: str) -> str:
    """What a chart of two lists shows: where they differ most.

    Parameters
    ----------
    pair : from `survey.compare`, at least one row
    lang : 'it' or 'en'
    """
    most = pair.loc[pair["difference"].idxmax()]
    return wording.Translator(lang)(
        "Two points a channel, joined by a line. The largest difference is for {label}: {points} points (computed).",
        label=most["label"],
        points=round(100 * most["difference"]),
    )
