"""A scale by low, middle and high points, where too few answered for points to be shown one by one."""

from dataclasses import replace

import pandas as pd

from readytochange import language
from readytochange.language import N_
from readytochange.parameters import Settings
from readytochange.survey import proportions
from readytochange.survey.waves.gate import counts
from readytochange.survey.waves.instrument import Question

CLASSES = N_({"low": "low points", "middle": "the middle point", "high": "high points"})
"""Of the points of a scale, the lowest first; without the middle one where their number is even."""


def variables(question: Question) -> tuple[counts.Variable, ...]:
    """What a scale counts by these classes: each item, as `counts.variables` gives it by points."""
    found = counts.variables(question)
    return tuple(replace(each, answers=_names(question)) for each in found)


def classes(table: pd.DataFrame, question: Question, settings: Settings) -> pd.DataFrame:
    """The table of a scale, a row a group, item and class in place of a point.

    Parameters
    ----------
    table : as of `tabulation.shares`
    question : the scale
    settings : with which the table was made
    """
    t = language.translator(settings.lang)
    names, half = _names(question), len(question.points) // 2
    of = [
        "low" if point <= half else "high" if point > len(question.points) - half else "middle"
        for point in range(1, len(question.points) + 1)
    ]
    found = []
    for _, rows in table.groupby(["group", "option"], sort=False):
        ordered = rows.sort_values("point")
        for name in names:
            part = ordered[[each == name for each in of]]
            share = part["share"].sum(min_count=1)
            base = float(part["effective_base"].iloc[0])
            low, high = (
                proportions.weighted_interval(
                    min(share, 1.0), base, settings.confidence, settings.method
                )
                if base
                else (float("nan"), float("nan"))
            )
            first = part.iloc[0].to_dict()
            label = t(CLASSES[name])
            counted = {"count": part["count"].sum(), "share": share, "low": low, "high": high}
            found.append(first | {"point": name, "point_label": label} | counted)
    return pd.DataFrame(found, columns=table.columns).astype({"count": "Int64"})


def _names(question: Question) -> tuple[str, ...]:
    return tuple(name for name in CLASSES if name != "middle" or len(question.points) % 2)
