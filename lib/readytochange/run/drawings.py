"""Processes that draw charts while cells go on: each chart once, and one that ends its process costs only itself."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import lru_cache
from multiprocessing import active_children
from multiprocessing.context import BaseContext
from threading import Lock
from typing import Any

from readytochange.figures import drawing
from readytochange.run import forkserver

PROCESSES = 2
_REMEMBERED = 200
"""Charts; more are drawn anew."""

Drawn = tuple[bytes, bytes]
"""SVG and PNG."""


class NotDrawnError(Exception):
    """Why a chart cannot be drawn."""


class _Process(multiprocessing.Process):
    @staticmethod
    def _Popen(process: Any) -> Any:  # noqa: N802
        return forkserver.Popen(process)


class _Forked(BaseContext):
    _name = "forkserver"
    Process = _Process


class Drawings:
    """A pool of processes, and what they draw."""

    def __init__(self) -> None:
        self._pool = _pool(PROCESSES)
        self._closed = False
        self._lock = Lock()
        self._submitted = lru_cache(_REMEMBERED)(self._submit)

    def submit(self, spec: str) -> Future[Drawn]:
        """Begin to draw a chart.

        Parameters
        ----------
        spec : Vega-Lite, as JSON
        """
        with self._lock:
            return self._submitted(spec)

    def result(self, spec: str) -> Drawn:
        """A chart as it is drawn; NotDrawnError if it cannot be."""
        try:
            return self._drawn(spec)
        except NotDrawnError:
            raise
        except Exception as error:
            lines = " ".join(
                str(error).splitlines()[:2]
            )  # the converter says that it failed, then how
            raise NotDrawnError(f"{type(error).__name__}: {lines}".rstrip()) from None

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in active_children():
            if isinstance(process, _Process):
                process.kill()

    def _submit(self, spec: str) -> Future[Drawn]:
        try:
            return self._pool.submit(draw, spec)
        except BrokenProcessPool:
            self._pool = _pool(PROCESSES)
            return self._pool.submit(draw, spec)

    def _drawn(self, spec: str) -> Drawn:
        """What the pool draws; where a chart has ended its process, and the pool with it, each of the others alone."""
        with suppress(BrokenProcessPool):
            return self.submit(spec).result()
        if self._closed:
            raise NotDrawnError("the refresh was ended")
        with _pool(1) as alone:
            try:
                return alone.submit(draw, spec).result()
            except BrokenProcessPool:
                raise NotDrawnError("the process that draws it dies of it") from None


@contextmanager
def opened() -> Iterator[Drawings]:
    """Have processes draw, until this ends."""
    drawings = Drawings()
    try:
        yield drawings
    finally:
        drawings.close()


def draw(spec: str) -> Drawn:
    """Draw a chart in this process."""
    svg = drawing.vector(spec)
    return svg, drawing.raster(svg)


def _pool(processes: int) -> ProcessPoolExecutor:
    """Processes that have begun to draw, for the first time takes the longest: forked ones where there can be any."""
    contexts: list[BaseContext] = [multiprocessing.get_context("spawn")]
    if not forkserver.obstacle(os.environ):
        contexts.insert(0, _Forked())
    for context in contexts:
        pool = ProcessPoolExecutor(processes, context, forkserver.follow)
        with suppress(OSError, EOFError):
            for _ in range(processes):
                pool.submit(draw, '{"mark": "bar"}')
            break
    return pool
