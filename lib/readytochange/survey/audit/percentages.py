"""Every published percentage against its base: which counts it allows, and whether the published count is one."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import percentages, tables
from readytochange.survey import published

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
        a row a published percentage, columns question, label, percent, count, status, base, base_status, allowed,
        fits, slide: count as published or recovered; allowed (the counts that round to it, as a text); fits
        (whether the count is one of them); slide, of the question
    """
    with_figures = tables.questions().query("published == 'counts'")
    counted = [published.counts(question, settings) for question in with_figures["question"]]
    none = published.counts(published.WITH_FIGURES[0], settings).iloc[:0]
    found = pd.concat([none, *counted], ignore_index=True)
    printed = found.query("percent != '' and status != 'digitised'")
    allowed = [
        percentages.counts_allowed(row.percent, int(row.base)) for row in printed.itertuples()
    ]
    return printed.assign(
        allowed=[", ".join(map(str, each)) for each in allowed],
        fits=[count in each for count, each in zip(printed["count"], allowed, strict=True)],
    )[CHECKS].reset_index(drop=True)


@checked
def check(percent: str, base: int, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The counts behind any percentage of any base.

    Parameters
    ----------
    percent : as published, with a comma or a point: '48,5'
    base : respondents asked, at least 1
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a count that rounds to it: percent, base, count, share (between 0 and 1), status ('recovered' where there
        is one, 'bounded' where there are several), share_status ('computed'), says (how many counts there are, in
        words). Where no count rounds to it, one row that says so, with count and share missing

    Raises
    ------
    InputError
        if percent is not a number between 0 and 100, written as a text, or base no whole number from 1 on

    Examples
    --------
    >>> check("48,5", 33)["count"].to_list()
    [16]
    >>> check("50,0", 33, Settings(lang="en"))["says"].item()
    'No count of 33 makes 50.0%'
    """
    found = list(percentages.counts_allowed(percent, base))
    t = language.translator(settings.lang)
    given = {"base": base, "percent": language.percentage(percent, settings.lang)}
    says = {
        0: t("No count of {base} makes {percent}", **given),
        1: t("One count of {base} makes {percent}", **given),
    }
    several = t("{n} counts of {base} make {percent}", n=len(found), **given)
    return pd.DataFrame(
        {
            "percent": percent,
            "base": base,
            "count": pd.array(found or [pd.NA], dtype="Int64"),
            "share": [count / base for count in found] or [float("nan")],
            "status": "recovered" if len(found) == 1 else "bounded" if found else "",
            "share_status": "computed" if found else "",
            "says": says.get(len(found), several),
        }
    )
