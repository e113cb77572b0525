"""Processes that a test has started."""

import asyncio
import os
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psutil
import pytest

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no groups of processes to signal")


def running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def gone(pids: list[int], seconds: float = 60) -> bool:
    """Whether none of them runs any more, waiting for it a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(running(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def in_a_thread(task: Coroutine[Any, Any, None]) -> None:
    """Where Playwright is at work for the session, this thread has a loop already."""
    with ThreadPoolExecutor() as other:
        other.submit(asyncio.run, task).result()
