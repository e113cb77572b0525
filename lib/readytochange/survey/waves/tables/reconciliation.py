"""The rows of the original survey, if they are found, against every figure that was published of them."""

import pandas as pd

from readytochange.arguments import checked
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import percentages, tables
from readytochange.survey.waves.tables import tabulation
from readytochange.survey.waves.wave import Wave

RECONCILED = ["question", "option", "label", "percent", "count", "base"]
RECONCILED += ["wave_count", "wave_base", "wave_share", "verdict", "status"]

VERDICTS = ("match", "rounding", "mismatch")
"""What rows say of a published figure: they make it; they miss it by a unit of its last digit at most; they do not."""


@checked
def reconciliation(wave: Wave, settings: Settings = SETTINGS) -> pd.DataFrame:
    """Every published figure, computed anew from rows that are said to be those of the original survey.

    Parameters
    ----------
    wave : the rows, read as those of a wave are
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a published figure, columns question, option, label, percent and count (as published), base, wave_count,
        wave_base, wave_share, verdict (one of `VERDICTS`), status. 'match' is the published count where there is one,
        the published base, and a percentage that is rounded of them; 'rounding' a percentage that misses them by a
        unit of its last digit at most, as one that was cut. What the rows lack, question or option, is a mismatch
    """
    bases = tables.questions().set_index("question")["base"]
    printed = tables.localise(tables.answers(), settings)
    printed = printed[(printed["percent"] != "") | printed["count"].notna()].reset_index(drop=True)
    counts: dict[tuple[str, str], int] = {}
    answered: dict[str, int] = {}
    for question in printed["question"].unique():
        if question in wave.instrument and wave.instrument[question].kind in ("single", "multiple"):
            rows = tabulation.shares(wave, question, settings)
            answered[question] = int(rows["base"].iloc[0])
            counts |= {(question, row.option): row.count for row in rows.itertuples(index=False)}
    keys = zip(printed["question"], printed["option"], strict=True)
    table = printed.assign(
        base=printed["question"].map(bases).astype("Int64"),
        wave_count=pd.array([counts.get(key) for key in keys], dtype="Int64"),
        wave_base=printed["question"].map(answered).astype("Int64"),
        status=wave.status,
    )
    table["wave_share"] = (table["wave_count"] / table["wave_base"]).astype(float)
    table["verdict"] = [_verdict(row) for _, row in table.iterrows()]
    return table[RECONCILED]


def _verdict(row: pd.Series) -> str:
    count, base, percent = row["wave_count"], row["wave_base"], row["percent"]
    if pd.isna(count) or base != row["base"] or (pd.notna(row["count"]) and count != row["count"]):
        return "mismatch"
    if not percent or count in percentages.counts_allowed(percent, base, row["reading_error"]):
        return "match"
    decimals = len(percent.replace(",", ".").partition(".")[2])
    near = percentages.counts_allowed(percent, base, f"{10**-decimals:.{decimals}f}")
    return "rounding" if count in near else "mismatch"
