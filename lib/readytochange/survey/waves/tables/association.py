"""Whether two questions hang together, with tests that fit the answers of few firms, several answers a firm among them.

Who gives several answers ticks several boxes: a chi-square of the ticks takes them for as many firms, so it is never
made. Respondents are permuted whole, with all that they answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey.multiple_testing import holm
from readytochange.survey.waves.instrument import Question
from readytochange.survey.waves.wave import Wave

ASSOCIATIONS = ["question", "label", "by", "by_label", "test", "statistic", "p", "p_holm"]
ASSOCIATIONS += ["effect", "measure", "base", "status"]

RESAMPLES = 9999
_SEED = 20_210_131
_MOST_PERMUTED = 2000
"""Respondents, above which the limit of their permutations is taken."""

Floats = NDArray[np.float64]


@checked
def associations(
    wave: Wave,
    pairs: Iterable[tuple[str, str]],
    settings: Settings = SETTINGS,
    resamples: int = RESAMPLES,
) -> pd.DataFrame:
    """Test pairs of questions, each with one answer or several: whether all that firms said to one is independent.

    Parameters
    ----------
    wave : whose answers; weights are left aside
    pairs : of questions; all of one call are the family of Holm's correction (1979)
    settings : a notebook's, or those of `readytochange.use` where none are given
    resamples : permutations, by a fixed seed

    Returns
    -------
    DataFrame
        a row a pair, columns question, label, by, by_label, test, statistic, p, p_holm, effect, measure, base, status.
        base is of those who answered both. test is 'fisher' (1934) of two options by two, statistic the odds ratio;
        else 'permutation' of respondents, statistic Pearson's, summed over the options of a question with several
        answers (Bilder, Loughin & Nettleton 2000) or over the pairs of options of two (Bilder & Loughin 2004).
        measure says what effect is: 'cohen_h' (1988) of two shares, 'cramer_v' corrected for bias (Bergsma 2013),
        'largest_v', the largest of those of each option or pair of options. Options that nobody chose, or everybody,
        say nothing and are left out; where nothing is left, statistic, p and effect are missing

    Raises
    ------
    InputError
        if a question is neither of one choice nor of several, or resamples are none
    """
    if resamples < 1:
        raise InputError(f"resamples are {resamples}: accepted is 1 or more")
    rows = []
    for question, by in pairs:
        table = _crossed(wave, wave.instrument[question], wave.instrument[by])
        found = table.test(resamples)
        labels = {
            "question": question,
            "label": wave.instrument[question].label[settings.lang],
            "by": by,
            "by_label": wave.instrument[by].label[settings.lang],
        }
        rows.append({**labels, **found, "base": table.base, "status": wave.status})
    frame = pd.DataFrame(rows, columns=[each for each in ASSOCIATIONS if each != "p_holm"])
    return frame.assign(p_holm=holm(frame["p"]))[ASSOCIATIONS]


@dataclass(frozen=True)
class Side:
    """The answers to one question: every pattern of them that occurs, a row each, a column an option."""

    options: list[str]
    patterns: Floats
    counts: NDArray[np.int64]
    several: bool

    @cached_property
    def shares(self) -> Floats:
        """Of respondents, by option."""
        return np.asarray(self.counts @ self.patterns / self.counts.sum())

    @cached_property
    def spread(self) -> Floats:
        """What a squared difference of an option is divided by, in Pearson's statistic of its table."""
        return self.shares * (1 - self.shares) if self.several else self.shares

    @cached_property
    def correlated(self) -> Floats:
        """A square root of the covariances of the options, each divided by its spread."""
        centred = (self.patterns - self.shares) / np.sqrt(self.spread)
        values, vectors = np.linalg.eigh((centred.T * self.counts) @ centred / self.counts.sum())
        return np.asarray(vectors * np.sqrt(np.maximum(values, 0)))


@dataclass(frozen=True)
class Crossed:
    """The respondents who answered both of two questions: their answers to each, and how many chose each pair."""

    first: Side
    second: Side
    together: Floats

    @property
    def base(self) -> int:
        """How many they are."""
        return int(self.first.counts.sum())

    @property
    def one_by_one(self) -> bool:
        """Whether both questions are of one choice."""
        return not (self.first.several or self.second.several)

    def pearson(self, together: Floats) -> Floats:
        """Of each pair of options its part in Pearson's statistic; of several tables at once, one below the other."""
        expected = self.base * np.outer(self.first.shares, self.second.shares)
        scale = self.base * np.outer(self.first.spread, self.second.spread)
        return np.asarray((together - expected) ** 2 / scale)

    def test(self, resamples: int) -> dict[str, object]:
        """The columns test, statistic, p, effect and measure."""
        sizes = self.together.shape
        measure = "cramer_v" if self.one_by_one else "largest_v"
        if not self.base or min(sizes) < (2 if self.one_by_one else 1):
            nothing = dict.fromkeys(("statistic", "p", "effect"), float("nan"))
            return {"test": "permutation", **nothing, "measure": measure}
        if self.one_by_one and sizes == (2, 2):
            return self._fisher()
        parts = self.pearson(self.together)
        statistic = float(parts.sum())
        drawn = self._permuted(resamples)
        reached = int((drawn >= statistic * (1 - 1e-9)).sum())
        return {
            "test": "permutation",
            "statistic": statistic,
            "p": (1 + reached) / (1 + resamples),
            "effect": self._largest_v(parts),
            "measure": measure,
        }

    def _fisher(self) -> dict[str, object]:
        from scipy import stats

        table = self.together
        found = stats.fisher_exact(table.astype(int))
        one, other = 2 * np.arcsin(np.sqrt(table[:, 0] / table.sum(axis=1)))
        return {
            "test": "fisher",
            "statistic": float(found.statistic),
            "p": float(found.pvalue),
            "effect": float(one - other),
            "measure": "cohen_h",
        }

    def _permuted(self, resamples: int) -> Floats:
        """The statistic of permuted respondents.

        Of very many, its limit: a quadratic form of normal variables with the same covariances (Hoeffding 1951).
        """
        chance = np.random.default_rng(_SEED)
        if self.base > _MOST_PERMUTED:
            normal = chance.standard_normal((resamples, *self.together.shape))
            drawn = self.first.correlated @ normal @ self.second.correlated.T
            return np.asarray((drawn**2).sum(axis=(1, 2)) * self.base / (self.base - 1))
        one, other = (
            np.repeat(side.patterns, side.counts, axis=0) for side in (self.first, self.second)
        )
        most = max(1, 2_000_000 // one.size)
        found = []
        for start in range(0, resamples, most):
            orders = np.tile(np.arange(self.base), (min(most, resamples - start), 1))
            together = one[chance.permuted(orders, axis=1)].transpose(0, 2, 1) @ other
            found.append(self.pearson(together).sum(axis=(1, 2)))
        return np.concatenate(found)

    def _largest_v(self, parts: Floats) -> float:
        """Cramér's V of each table of one option by another, or by all of a single choice; the largest."""
        rows, columns = (
            2 if side.several else side.patterns.shape[1] for side in (self.first, self.second)
        )
        for axis, side in ((1, self.second), (0, self.first)):
            if not side.several:
                parts = parts.sum(axis=axis, keepdims=True)
        return max(cramer_v(float(each), self.base, rows, columns) for each in parts.flat)


def cramer_v(statistic: float, base: int, rows: int, columns: int) -> float:
    """Cramér's V corrected for bias, from Pearson's statistic of a table (Bergsma 2013).

    Examples
    --------
    >>> round(cramer_v(10, 50, 2, 2), 3)
    0.428
    """
    if base < 2 or min(rows, columns) < 2:
        return float("nan")
    freedom = (rows - 1) * (columns - 1) / (base - 1)
    squared = max(0.0, statistic / base - freedom)
    smaller = min(each - (each - 1) ** 2 / (base - 1) for each in (rows, columns))
    return float(min(1.0, np.sqrt(squared / (smaller - 1)))) if smaller > 1 else float("nan")


def _crossed(wave: Wave, question: Question, by: Question) -> Crossed:
    for asked in (question, by):
        if asked.kind not in ("single", "multiple"):
            raise InputError(
                f"question '{asked.question}' is of kind '{asked.kind}': tested are single and multiple"
            )
    both = (pl.col(question.state) == "answered") & (pl.col(by.state) == "answered")
    columns = [*dict.fromkeys((*question.columns, *by.columns))]
    joint = (
        wave.answers.lazy()
        .filter(both)
        .group_by(columns)
        .len("_n")
        .sort(columns)
        .collect(engine="streaming")
    )
    first, second = _side(joint, question), _side(joint, by)
    one, other = (
        _indicators(joint, asked, side.options) for asked, side in ((question, first), (by, second))
    )
    return Crossed(first, second, (one.T * joint["_n"].to_numpy()) @ other)


def _side(joint: pl.DataFrame, question: Question) -> Side:
    several = question.kind == "multiple"
    patterns = joint.group_by(question.columns, maintain_order=True).agg(pl.col("_n").sum())
    counts = patterns["_n"].to_numpy().astype(np.int64)
    offered = [each.option for each in question.options]
    chosen = counts @ _indicators(patterns, question, offered)
    kept = [
        option
        for option, count in zip(offered, chosen, strict=True)
        if count > 0 and not (several and count == counts.sum())
    ]
    return Side(kept, _indicators(patterns, question, kept), counts, several)


def _indicators(rows: pl.DataFrame, question: Question, options: Iterable[str]) -> Floats:
    """Whether each row has each option, a column an option."""
    chosen = [
        rows[question.question] == option
        if question.kind == "single"
        else rows[f"{question.question}/{option}"]
        for option in options
    ]
    return np.array([each.to_numpy() for each in chosen], float).reshape(len(chosen), len(rows)).T
