"""How far a refresh is, for the person at the terminal: a line for each run that ends, and below them what is at work.

Where no terminal is, the lines only.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed
from rich.progress import TimeRemainingColumn as Remaining

from readytochange.run.plan import Run
from readytochange.run.refresh import Outcome

_BAD = ("failed", "refused")
_ENDED = ("done", *_BAD)


class RefreshProgress:
    """A refresh as it is shown.

    Parameters
    ----------
    runs : how many there are
    only_bad : whether to say only what goes wrong
    """

    def __init__(self, runs: int, only_bad: bool = False) -> None:
        self._runs = runs
        self._only_bad = only_bad
        self._console = Console(soft_wrap=True)
        columns = (BarColumn(), MofNCompleteColumn(), Elapsed(), Remaining())
        self._bars = Progress(
            TextColumn("{task.description}"),
            *columns,
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._all = self._bars.add_task("notebooks", total=runs)
        self._running: dict[str, TaskID] = {}
        self._fractions: dict[str, float] = {}
        self.states: Counter[str] = Counter()

    def cell(self, run: Run, done: int, of: int) -> None:
        """Show how many cells of a run are done."""
        if str(run) not in self._running:
            self._running[str(run)] = self._bars.add_task(str(run))
        self._bars.update(self._running[str(run)], completed=done, total=of)
        self._fractions[str(run)] = done / of
        self._show_whole()

    def follow(self, outcomes: Iterable[Outcome]) -> None:
        """Show each outcome as it comes, and at the end whether anything had to be done."""
        with self._bars:
            for outcome in outcomes:
                self.states[outcome.state] += 1
                if outcome.name in self._running:
                    self._bars.remove_task(self._running.pop(outcome.name))
                self._fractions.pop(outcome.name, None)
                self._show_whole()
                if self._only_bad and outcome.state not in _BAD:
                    continue
                said = replace(outcome, see="") if self._only_bad else outcome
                self._console.print(str(said), markup=False, highlight=False)
        if self.states["kept"] == self._runs and not self.states["removed"]:
            print("\nNothing changed: all is as a refresh would make it (--force makes it anew).")

    @property
    def exit_code(self) -> int:
        """Of the command: 1 where a notebook failed, 2 where only a person's input was wrong."""
        return 1 if self.states["failed"] else 2 if self.states["refused"] else 0

    def _show_whole(self) -> None:
        """Show how much is made of what has to be; so the time left is known before the first notebook ends."""
        ended = sum(self.states[state] for state in _ENDED)
        made = ended + sum(self._fractions.copy().values())
        self._bars.update(self._all, completed=made, total=self._runs - self.states["kept"])
