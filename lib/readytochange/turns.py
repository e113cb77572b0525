"""Who may execute cells now, and the end of all who do.

Used by `workers`, whose kernels wait here for their turn.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import BoundedSemaphore

Kill = Callable[[], None]
"""Ends a kernel."""

Turn = Callable[[Kill], AbstractContextManager[None]]
"""Entered while cells are executed, with what ends their kernel."""


class Turns:
    """Lets so many kernels execute cells at a time.

    Parameters
    ----------
    number : how many
    """

    def __init__(self, number: int) -> None:
        self._free = BoundedSemaphore(number)
        self._at_work: set[Kill] = set()
        self._is_over = False

    @contextmanager
    def take(self, kill: Kill) -> Iterator[None]:
        """Wait for a turn, and have it; RuntimeError where there are none any more."""
        with self._free:
            self._at_work.add(kill)
            try:
                if self._is_over:
                    raise RuntimeError("the refresh was ended")
                yield
            finally:
                self._at_work.discard(kill)

    def end(self) -> None:
        """End the kernels at work, and let no other begin."""
        self._is_over = True
        for kill in list(self._at_work):
            kill()


def unlimited(kill: Kill) -> AbstractContextManager[None]:
    """It is always one's turn."""
    return nullcontext()
