"""How long a cell may run, and how much it may show."""

from dataclasses import dataclass

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """The bounds of a cell; 0 is none.

    Parameters
    ----------
    seconds : how long it may run
    megabytes : how much its kernel may send of what it shows
    """

    seconds: float = 600
    megabytes: float = 50

    @property
    def bytes(self) -> int:
        """How much its kernel may send."""
        return int(self.megabytes * _MEGABYTE)

    def exceeded(self, seconds: float, received: int) -> str:
        """Which bound a cell is past, and how to raise it; '' if it is within both.

        Parameters
        ----------
        seconds : how long it has run so far
        received : how many bytes its kernel has sent so far

        Examples
        --------
        >>> Limits(seconds=2).exceeded(3, 0)
        'it ran for more than 2 seconds; --cell-timeout allows more, or 0 any time'
        >>> Limits(megabytes=0).exceeded(3, 10**12)
        ''
        """
        if self.seconds and seconds >= self.seconds:
            return (
                f"it ran for more than {self.seconds:g} seconds; "
                "--cell-timeout allows more, or 0 any time"
            )
        if self.megabytes and received > self.bytes:
            return f"it showed more than {self.megabytes:g} MB; --cell-output allows more, or 0 any size"
        return ""


USUAL = Limits()
"""Where none are named."""
