"""The attacker of the privacy gate: how low and how high a hidden count can be, given all that is visible of a wave.

The attacker knows every count that is shown, now or before, what could be answered to each question and which were
asked of whom, and looks for respondents that fit (Fischetti & Salazar-González 2001) by integer linear programming.
What is found is computed anew in whole numbers before it counts; what is not found before the search ends counts as
impossible. So an interval is never taken for wider than it is.

Not modelled: what someone knows of single respondents, weights, and by which rule counts were hidden. Pages say that
rule, and who reasons from it may tell counts that this attacker cannot. Zeros of groups that are not small are shown,
so that what is hidden there is hardly ever zero: where 56 of 59 respondents are in the groups that are shown and three
groups are hidden, each of these will be one respondent. Nor is more hidden than has to be: of several answers, one that
is hidden by itself will be of one or two respondents, or of all but one or two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from readytochange.survey.waves.gate.counts import Cell, Variable
from readytochange.survey.waves.gate.polytope import Polytope

NODES = 200
"""How far one search goes: branches, not seconds, so that the same is found on every machine."""

GAP = 0.1
"""How far from the best a world of a part may be: it has to be good only."""

UNBOUNDED = 3
"""As `scipy.optimize.milp` says it."""


@dataclass(frozen=True)
class Goal:
    """What respondents are looked for.

    Parameters
    ----------
    sums : sums of cells, a row each, that are to be high
    enough : how high is enough for each
    needed : whether that is a condition; else the more of them the better
    worth : what each is worth for each respondent more, beside what cells cost
    """

    sums: sparse.csr_array
    enough: np.ndarray
    needed: bool = False
    worth: float = 1.0


class Attack:
    """All respondents that fit what is visible.

    Parameters
    ----------
    variables : what was asked
    cells : the cells that matter, each once
    counts : what each of them counts
    """

    def __init__(
        self, variables: Iterable[Variable], cells: Sequence[Cell], counts: Sequence[int]
    ) -> None:
        polytope = Polytope(variables, cells)
        self.counts = np.asarray(counts, dtype=np.int64)
        self.forms, self.limits, self.parts = polytope.forms, polytope.limits, polytope.parts
        self.cells = [_touched(self.forms, part) for part in self.parts]
        self._rows = [_touched(self.limits, part) for part in self.parts]
        if len(self.parts) > 1:
            inner = np.setdiff1d(self._rows[0], np.concatenate(self._rows[1:]))
            self._rows[0] = inner
        self._forms = [
            self.forms[cells][:, part].astype(float)
            for cells, part in zip(self.cells, self.parts, strict=True)
        ]
        self._limits = [
            self.limits[rows][:, part].astype(float)
            for rows, part in zip(self._rows, self.parts, strict=True)
        ]
        self._first = [self.limits[rows][:, self.parts[0]] for rows in self._rows]

    def counted(self, part: int, unknowns: np.ndarray) -> np.ndarray:
        """What the cells of a part count in a world."""
        counts: np.ndarray = np.rint(self._forms[part] @ unknowns).astype(np.int64)
        return counts

    def interval(self, total: sparse.csr_array, shown: np.ndarray) -> tuple[float, float]:
        """The least and the most that a sum of cells can be.

        Parameters
        ----------
        total : one row: how often each cell is in the sum
        shown : which cells are visible

        Returns
        -------
        tuple
            both inclusive, and exact unless the search ended before: then the widest that was found. The second is
            infinite where nothing limits it.
        """
        return self._extreme(total, shown, 1), self._extreme(total, shown, -1)

    def _extreme(self, total: sparse.csr_array, shown: np.ndarray, sign: int) -> float:
        known = self.counts[shown]
        result = milp(
            sign * (total @ self.forms).toarray()[0],
            integrality=np.ones(self.forms.shape[1], np.int64),
            constraints=[
                LinearConstraint(self.limits.astype(float), -np.inf, 0),
                LinearConstraint(self.forms[shown].astype(float), known, known),
            ],
            options={"node_limit": NODES},
        )
        if result.status == UNBOUNDED:
            return -sign * float("inf")
        own = float((total @ self.counts)[0])
        if result.x is None:
            return own
        unknowns = np.rint(result.x).astype(np.int64)
        counts = self.forms @ unknowns
        fits = (self.limits @ unknowns <= 0).all() and (counts[shown] == known).all()
        return float((total @ counts)[0]) if fits else own

    def fitting(
        self,
        part: int,
        profiles: np.ndarray | None,
        shown: np.ndarray,
        goal: Goal | None = None,
        costs: np.ndarray | None = None,
    ) -> np.ndarray | None:
        """Unknowns of some respondents that fit.

        Parameters
        ----------
        part : which unknowns are looked for
        profiles : those of the profiles, for any part but the first
        shown : which cells are visible
        goal : what they should be like
        costs : what it costs a visible cell, for each respondent, to differ; infinite, or None: it may not

        Returns
        -------
        numpy.ndarray, or None
            None if there are none, or none were found before the search ended
        """
        cells, forms, limits = self.cells[part], self._forms[part], self._limits[part]
        room = np.zeros(limits.shape[0])
        if profiles is not None and part:
            room = -(self._first[part] @ profiles).astype(float)
        counts, visible = self.counts[cells], shown[cells]
        price = np.full(len(cells), np.inf) if costs is None else costs[cells]
        moving = np.isfinite(price)
        fixed = visible & ~moving
        blocks: list[list[sparse.sparray | None]] = [
            [limits, None, None],
            [forms[fixed], None, None],
        ]
        low, high = [np.full(len(room), -np.inf), counts[fixed]], [room, counts[fixed]]
        cost, most = [np.zeros(forms.shape[1])], [np.full(forms.shape[1], np.inf)]
        if moving.any():
            one = sparse.eye_array(int(moving.sum()), dtype=np.int64)
            blocks.append([forms[moving], sparse.hstack([one, -one]), None])
            low.append(counts[moving])
            high.append(counts[moving])
            cost += [price[moving]] * 2
            most.append(np.full(2 * int(moving.sum()), np.inf))
        if goal is not None:
            sums = goal.sums[:, cells] @ forms
            if goal.needed:
                blocks.append([sums, None, None])
                low.append(goal.enough)
            else:
                one = sparse.eye_array(sums.shape[0], dtype=np.int64)
                blocks.append([sums, None, -one])
                low.append(np.zeros(sums.shape[0]))
                cost.append(np.full(sums.shape[0], -goal.worth))
                most.append(goal.enough)
            high.append(np.full(sums.shape[0], np.inf))
        used = [place for place in range(3) if any(row[place] is not None for row in blocks)]
        matrix = sparse.block_array([[row[place] for place in used] for row in blocks])
        result = milp(
            np.concatenate(cost),
            integrality=np.ones(matrix.shape[1], np.int64),
            bounds=Bounds(0, np.concatenate(most)),
            constraints=LinearConstraint(
                sparse.csr_array(matrix).astype(float), np.concatenate(low), np.concatenate(high)
            ),
            options={"node_limit": NODES, "mip_rel_gap": GAP if part else 0.0},
        )
        if result.x is None:
            return None
        found = np.rint(result.x[: forms.shape[1]]).astype(np.int64)
        fits = (limits @ found <= room).all() and (forms[fixed] @ found == counts[fixed]).all()
        return found if fits else None


def _touched(rows: sparse.csr_array, columns: np.ndarray) -> np.ndarray:
    """The rows that have any of these columns."""
    return np.flatnonzero(np.diff(rows[:, columns].indptr))
