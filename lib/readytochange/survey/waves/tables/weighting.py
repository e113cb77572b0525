"""Weights that bring a wave to what is known of all firms: raking to margins (Deming & Stephan 1940), with a cap."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from readytochange.arguments import checked
from readytochange.errors import InputError, unknown
from readytochange.survey.waves.answers import WEIGHT
from readytochange.survey.waves.tables import counting
from readytochange.survey.waves.wave import Wave

Margins = Mapping[str, Mapping[str, float]]
"""By question with one answer, of each option the firms that there are, or their share."""

_ROUNDS = 2000
_NEARLY = 1e-9


@checked
def rake(wave: Wave, margins: Margins, cap: float = 5.0) -> Wave:
    """Weigh a wave's respondents so that their shares are those of given margins.

    Parameters
    ----------
    wave : whose answers
    margins : by question with one answer, of each of its options how many firms there are, or their share. Who did not
        answer a question is left alone by its margin
    cap : the most that a respondent may weigh, in the mean weight; where it is reached, the shares are as near to the
        margins as it lets them

    Returns
    -------
    Wave
        weighted, its column `weight` with a mean of 1

    Raises
    ------
    InputError
        if there are no margins, they contradict each other or cannot all be met, name an option that is none or without
        respondents, leave out one that has some, or the cap is not above 1
    """
    if cap <= 1:
        raise InputError(f"cap is {cap:g}: accepted is a number above 1, the mean weight")
    if not margins:
        raise InputError("margins are of no question: accepted is one with one answer, or more")
    answers = wave.answers.lazy().collect()
    steps = _steps(wave, answers, margins)
    weights = np.ones(len(answers))
    for _ in range(_ROUNDS):
        before = weights.copy()
        for members, shares in steps:
            held = [weights[rows].sum() for rows in members]
            for rows, share, weight in zip(members, shares, held, strict=True):
                weights[rows] *= share * sum(held) / weight
        weights /= weights.mean()
        capped = weights.max() > cap
        while weights.max() > cap * (1 + _NEARLY):
            weights = np.minimum(weights, cap)
            weights /= weights.mean()
        if abs(weights - before).max() < _NEARLY:
            break
    else:
        raise InputError(
            f"margins of {', '.join(margins)} cannot all be met: no weights of these respondents have them all"
        )
    if not capped and max(_off(weights, *step) for step in steps) > 1e-6:
        raise InputError(f"margins of {', '.join(margins)} cannot all be met by these respondents")
    return replace(wave, answers=answers.with_columns(pl.Series(WEIGHT, weights)), weighted=True)


Step = tuple[list[np.ndarray], list[float]]
"""Of a margin, the rows of the respondents with each option, and the share that they should have."""


def _steps(wave: Wave, answers: pl.DataFrame, margins: Margins) -> list[Step]:
    totals = {name: sum(margin.values()) for name, margin in margins.items()}
    if totals and max(totals.values()) - min(totals.values()) > 1e-6 * max(totals.values()):
        said = ", ".join(f"{name} {total:g}" for name, total in totals.items())
        raise InputError(
            f"margins contradict each other, their sums are {said}: accepted is one sum"
        )
    found = []
    for name, margin in margins.items():
        question = counting.grouping(wave.instrument, name)
        offered = [each.option for each in question.options]
        members, shares = [], []
        for option, wanted in margin.items():
            if option not in offered:
                raise unknown(f"option of '{name}' in the margins", option, offered)
            rows = (answers[name] == option).fill_null(value=False).arg_true().to_numpy()
            if not wanted > 0 or not len(rows):
                said = f"has {len(rows)} respondents and a margin of {wanted:g}"
                raise InputError(f"option '{option}' of '{name}' {said}: accepted are more than 0")
            members.append(rows)
            shares.append(wanted / totals[name])
        missing = sorted(set(answers[name].drop_nulls().cast(pl.String)) - set(margin))
        if missing:
            raise InputError(
                f"margins of '{name}' leave out {', '.join(missing)}, which has respondents"
            )
        found.append((members, shares))
    return found


def _off(weights: np.ndarray, members: list[np.ndarray], shares: list[float]) -> float:
    held = np.array([weights[rows].sum() for rows in members])
    return float(abs(held / held.sum() - shares).max())
