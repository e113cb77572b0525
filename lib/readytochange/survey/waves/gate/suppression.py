"""Which counts to hide besides the small ones, so that an attacker cannot work these out."""

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from readytochange.survey.waves.gate.attack import Attack, Goal

TRIES = 4
"""Searches that look after many sums at once, before each is looked after by itself."""

WORTH = 5.0
"""What it is worth to protect a sum by one respondent more, where hiding a cell costs 1 for each that differs."""

DEAR = 10.0
"""Where there are many tables, only what costs so much is tried again: counts and bases of no group."""

CHEAP = 3.0
"""What is hidden for so little need not be searched for anything cheaper."""


class Suppression:
    """Hides counts, the cheapest first, until no sum that must not be known can be told within its width.

    What a sum can be is known from worlds: counts of respondents that fit all that is visible. A world found stays
    one when more is hidden.

    Parameters
    ----------
    attack : the attacker
    sums : what must not be known, a row each: how often each cell is in it
    needed : how many of them, from the first; it is enough to try the others
    shown : which cells are visible
    costs : what it costs to hide each cell; infinite where it was visible before
    near : cells that are not published; worlds that agree with them are looked for first
    widths : of each sum, the highest value that fits must be above the lowest by more
    """

    def __init__(
        self,
        attack: Attack,
        sums: sparse.csr_array,
        needed: int,
        shown: np.ndarray,
        costs: np.ndarray,
        near: np.ndarray,
        widths: np.ndarray,
    ) -> None:
        self._attack, self._sums, self._needed, self._widths = attack, sums, needed, widths
        self.shown, self._costs, self._near = shown.copy(), costs, near
        self._profiles: list[np.ndarray | None] = [None]
        self._worlds: list[list[tuple[int, np.ndarray]]] = [[] for _ in attack.parts]
        self._rows = [np.flatnonzero(abs(sums[:, cells]).sum(axis=1)) for cells in attack.cells]

    def run(self) -> np.ndarray:
        """Hide what has to be; which of the sums are not protected even so."""
        self._start(0)
        self._protect(0)
        if len(self._attack.parts) > 1:
            found = self._fewest()
            self._profiles = list(found)
            self._worlds[0] = list(enumerate(found))
        for part in range(1, len(self._worlds)):
            self._start(part)
        for part in range(1, len(self._worlds)):
            self._protect(part)
        self._show_again()
        return self.exposed()

    def _fewest(self) -> list[np.ndarray]:
        """Worlds of the profiles that show as much as all that were found, as few as possible."""
        counts, rows = self._counts(0), self._rows[0]
        low, high = self._reach(rows, counts)
        wide = rows[high - low > self._widths[rows]]
        values = (self._sums[wide] @ counts.T).T
        chosen = [0]
        while len(wide):
            spreads = [np.ptp(values[[*chosen, each]], axis=0) for each in range(len(values))]
            good = [np.minimum(spread, self._widths[wide] + 1).sum() for spread in spreads]
            if max(good) == good[chosen[0]]:
                break
            chosen.append(int(np.argmax(good)))
        return [self._worlds[0][each][1] for each in chosen]

    def exposed(self) -> np.ndarray:
        """The sums that no worlds show to be protected."""
        rows = [self._narrow(part, self._counts(part)) for part in range(len(self._worlds))]
        left: np.ndarray = np.unique(np.concatenate(rows))
        return left[left < self._needed]

    def _counts(self, part: int) -> np.ndarray:
        """What the cells count in each world of a part."""
        counts = np.zeros((len(self._worlds[part]), len(self._costs)), np.int64)
        if len(counts):
            worlds = np.array([world for _, world in self._worlds[part]])
            counts[:, self._attack.cells[part]] = self._attack.counted(part, worlds.T).T
        return counts

    def _reach(self, rows: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and highest that sums are in some worlds."""
        values = (self._sums[rows] @ counts.T).T
        if not len(values):
            return np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
        return values.min(axis=0), values.max(axis=0)

    def _narrow(self, part: int, counts: np.ndarray) -> np.ndarray:
        """The sums of a part that may be worked out, as far as these worlds go."""
        rows = self._rows[part]
        low, high = self._reach(rows, counts)
        narrow: np.ndarray = rows[high - low <= self._widths[rows]]
        return narrow

    def _prices(self) -> np.ndarray:
        prices = np.where(self.shown, self._costs, np.inf)
        prices[self._near] = 0.01
        return prices

    def _start(self, part: int) -> None:
        """Find a world of a part for all profiles; leave out profiles for which there are none."""
        for given, profiles in enumerate(self._profiles):
            world = self._attack.fitting(part, profiles, self.shown, costs=self._prices())
            if world is not None:
                self._hide(part, world)
                self._worlds[part].append((given, world))
            else:
                self._forget({given})

    def _forget(self, given: set[int]) -> None:
        self._worlds = [
            [each for each in worlds if each[0] not in given] for worlds in self._worlds
        ]

    def _alive(self) -> list[int]:
        return sorted({given for given, _ in self._worlds[0]}) or [0]

    def _hide(self, part: int, world: np.ndarray) -> None:
        self.shown[self._moved(part, world)] = False

    def _moved(self, part: int, world: np.ndarray) -> np.ndarray:
        """The visible cells that this world would have to hide."""
        cells = self._attack.cells[part]
        counts = self._attack.counted(part, world)
        moved: np.ndarray = cells[self.shown[cells] & (counts != self._attack.counts[cells])]
        return moved

    def _protect(self, part: int) -> None:
        if part == 0:
            self._spread(part)
        self._spread(part, WORTH)
        for row in self._narrow(part, self._counts(part)):
            if row >= self._needed or row not in self._narrow(part, self._counts(part)):
                continue
            self._widen(part, row, self._costs)

    def _spread(self, part: int, worth: float | None = None) -> None:
        """Look for worlds in which many sums at once are higher; if that is worth something, hide what it takes."""
        prices = None if worth is None else self._prices()
        for given in self._alive():
            for _ in range(TRIES):
                counts = self._counts(part)
                narrow = self._narrow(part, counts)
                if not len(narrow):
                    return
                low, _ = self._reach(narrow, counts)
                goal = Goal(self._sums[narrow], low + self._widths[narrow] + 1, worth=worth or 1.0)
                world = self._attack.fitting(part, self._profiles[given], self.shown, goal, prices)
                if world is None:
                    break
                self._hide(part, world)
                self._worlds[part].append((given, world))
                if len(self._narrow(part, self._counts(part))) == len(narrow):
                    break

    def _widen(self, part: int, row: int, costs: np.ndarray | None) -> bool:
        """Find worlds between which a sum differs by more than `width`, hiding what is cheapest if that has a cost."""
        total, width = self._sums[[row]], self._widths[row]
        while True:
            (low,), _ = self._reach(np.array([row]), self._counts(part))
            if low <= 0 or not self._search(part, Goal(-total, 1 - np.array([low]), True), None):
                break
        for below in (False, True):
            (low,), (high,) = self._reach(np.array([row]), self._counts(part))
            if high - low > width:
                return True
            limit = width + 1 - high if below else low + width + 1
            goal = Goal(-total if below else total, np.array([limit]), True)
            if (not below or limit <= 0) and self._search(part, goal, costs):
                return True
        return False

    def _search(self, part: int, goal: Goal, costs: np.ndarray | None) -> bool:
        """Add the world that reaches a goal and hides least."""
        best: tuple[float, int, np.ndarray] | None = None
        for given in self._alive():
            prices = None if costs is None else self._prices()
            world = self._attack.fitting(part, self._profiles[given], self.shown, goal, prices)
            if world is None:
                continue
            cost = float(self._costs[self._moved(part, world)].sum())
            if best is None or cost < best[0]:
                best = cost, given, world
            if cost <= CHEAP:
                break
        if best is None:
            return False
        self._hide(part, best[2])
        self._worlds[part].append(best[1:])
        return True

    def _show_again(self) -> None:
        """Show what turned out not to be needed, the dearest first."""
        for cell in self._candidates():
            before, worlds = self.shown.copy(), [list(each) for each in self._worlds]
            self.shown[cell] = True
            if not self._still(cell):
                self.shown, self._worlds = before, worlds

    def _candidates(self) -> Iterator[int]:
        alone = self._sums[np.diff(self._sums.indptr) == 1]
        needed = np.unique(alone.indices)
        least = DEAR if len(self._worlds) > 1 else 0.0
        hidden = np.flatnonzero(~self.shown & np.isfinite(self._costs) & (self._costs >= least))
        hidden = np.setdiff1d(hidden, needed)
        yield from hidden[np.argsort(-self._costs[hidden], kind="stable")]

    def _still(self, cell: int) -> bool:
        """Whether everything is protected with a cell visible."""
        part = next(number for number, cells in enumerate(self._attack.cells) if cell in cells)
        counts = self._counts(part)[:, cell]
        worlds = self._worlds[part]
        self._worlds[part] = [
            each
            for each, count in zip(worlds, counts, strict=True)
            if count == self._attack.counts[cell]
        ]
        lost = {given for given, _ in worlds} - {given for given, _ in self._worlds[part]}
        if part == 0 and len(self._worlds) > 1:
            self._forget(lost)
            return not len(self.exposed())
        for given in lost:
            world = self._attack.fitting(part, self._profiles[given], self.shown)
            if world is None:
                return False
            self._worlds[part].append((given, world))
        narrow = self._narrow(part, self._counts(part))
        return all(self._widen(part, row, None) for row in narrow[narrow < self._needed])
