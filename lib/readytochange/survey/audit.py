"""Every published percentage against its base: which counts it allows, and whether the published count is one."""

import pandas as pd

from readytochange.arguments import checked
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import tables
from readytochange.survey import proportions, published

CHECKS = ["question", "label", "percent", "count", "status", "base", "base_status"]
CHECKS += ["allowed", "fits", "slide"]


@checked
def checks(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Every published percentage against its base: which counts it allows, and whether the published count is one.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a published percentage, the columns of `CHECKS`: count as published or recovered; allowed (the counts that
        round to it, as a text); fits (whether the count is one of them); slide, of the question
    """
    with_figures = tables.questions().query("published == 'counts'")
    counted = [published.counts(question, settings) for question in with_figures["question"]]
    none = published.counts(published.WITH_FIGURES[0], settings).iloc[:0]
    found = pd.concat([none, *counted], ignore_index=True)
    printed = found.query("percent != '' and status != 'digitised'")
    allowed = [
        proportions.counts_allowed(row.percent, int(row.base)) for row in printed.itertuples()
    ]
    return printed.assign(
        allowed=[", ".join(map(str, each)) for each in allowed],
        fits=[count in each for count, each in zip(printed["count"], allowed, strict=True)],
    )[CHECKS].reset_index(drop=True)


def check(percent: str, base: int) -> pd.DataFrame:
    """The counts behind any percentage of any base.

    Parameters
    ----------
    percent, base : as for `proportions.counts_allowed`

    Returns
    -------
    DataFrame
        a row a count that rounds to it, none where the figure is impossible: percent, base, count, share, status
        ('recovered' where there is one, 'bounded' where there are several), share_status ('computed')
    """
    found = list(proportions.counts_allowed(percent, base))
    return pd.DataFrame(
        {
            "percent": percent,
            "base": base,
            "count": found,
            "share": [count / base for count in found],
            "status": "recovered" if len(found) == 1 else "bounded",
            "share_status": "computed",
        }
    )
