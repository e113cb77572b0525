"""Whether walks from table to table have forgotten where they began, and what their draws are worth."""

from itertools import combinations

import numpy as np
import pandas as pd

from readytochange.arguments import checked
from readytochange.parsing import offered
from readytochange.survey.certainty.ensembles import Ensemble

__dir__ = offered(__name__)

_MIXING = ["first", "second", "mean", "rhat", "effective", "tables", "status"]


@checked
def mixing(ensemble: Ensemble) -> pd.DataFrame:
    """How well an ensemble is mixed, by how many respondents gave each two answers together.

    The walks begin in corners far from each other. Where they have forgotten them, what varies within each half of a
    walk is what varies between them: rhat is near 1, below 1.01 by the usual rule (Gelman & Rubin 1992; Vehtari et al.
    2021). As draws that follow each other are alike, they are worth fewer independent ones (Geyer 1992).

    Parameters
    ----------
    ensemble : from `simulated_tables`, of 16 tables or more

    Returns
    -------
    DataFrame
        a row a pair of options whose overlap the margins leave open: first, second (their names), mean (respondents who
        gave both), rhat, effective (independent draws), tables (drawn), status ('simulated')

    Examples
    --------
    >>> from readytochange.survey.certainty.ensembles import simulated_tables
    >>> bool((mixing(simulated_tables(["channels"], tables=2000))["rhat"] < 1.05).all())
    True
    """
    answers = ensemble.answers.astype(np.int32)
    together = np.einsum("cdro,cdrp->cdop", answers, answers)
    rows = []
    for one, other in combinations(range(len(ensemble.options)), 2):
        values = together[:, :, one, other].astype(float)
        if values.min() < values.max():
            names = ensemble.options[one], ensemble.options[other]
            told = values.mean(), _rhat(values), _effective(values)
            rows.append([*names, *map(float, told), len(ensemble), ensemble.status])
    return pd.DataFrame(rows, columns=_MIXING)


def _rhat(values: np.ndarray) -> float:
    """The potential scale reduction of walks, a row each, that are split into halves."""
    half = values.shape[1] // 2
    if half < 2:
        return float("nan")
    halves = np.concatenate([values[:, :half], values[:, -half:]])
    within = halves.var(axis=1, ddof=1).mean()
    between = half * halves.mean(axis=1).var(ddof=1)
    if not within:
        return float("inf")
    return float(np.sqrt((half - 1) / half + between / (half * within)))


def _effective(values: np.ndarray) -> float:
    """How many independent draws the walks are worth: autocorrelation summed while two neighbours are positive."""
    chains, draws = values.shape
    off = values - values.mean()
    padded = np.fft.rfft(off, 2 * draws, axis=1)
    autocovariance = np.fft.irfft(padded * padded.conj(), axis=1)[:, :draws].mean(axis=0) / draws
    correlation = autocovariance / autocovariance[0]
    pairs = correlation[: draws // 2 * 2].reshape(-1, 2).sum(axis=1)
    first_negative = int(np.argmax(pairs < 0)) if (pairs < 0).any() else len(pairs)
    time = max(1.0, 2 * pairs[:first_negative].sum() - 1)
    return float(chains * draws / time)
