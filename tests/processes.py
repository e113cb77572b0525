"""Processes that a test has started."""

import os
import time
from collections.abc import Callable, Iterable

import psutil
import pytest

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no groups of processes to signal")


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, for two minutes at most."""
    deadline = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def gone(pids: Iterable[int]) -> bool:
    """Wait until none of them runs any more."""
    waited_for = list(pids)
    wait_until(lambda: not any(map(_runs, waited_for)))
    return True


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
