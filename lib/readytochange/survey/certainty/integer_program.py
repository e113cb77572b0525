"""Integer programs: whole numbers under linear constraints, of least cost."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


def solve(cost: Any, upper: Any, constraints: Sequence[LinearConstraint]) -> np.ndarray | None:
    """Whole numbers from 0 to `upper` that keep to constraints at the least cost; None where there are none.

    HiGHS by itself is content with a cost that is off by one in 10,000, which is switched off; so is its presolve, that
    calls problems infeasible which are not (https://github.com/ERGO-Code/HiGHS/issues/3296), some of ours among them.

    Parameters
    ----------
    cost : of each number, shape n
    upper : the most of each number, shape n, or one for all
    constraints : on sums of the numbers
    """
    found = milp(
        np.asarray(cost, dtype=float),
        integrality=np.ones(len(cost), dtype=int),
        bounds=Bounds(0, upper),
        constraints=constraints,
        options={"mip_rel_gap": 0, "presolve": False},
    )
    return None if found.x is None else np.rint(found.x).astype(int)
