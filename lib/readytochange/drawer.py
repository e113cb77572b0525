"""Two processes that draw while others run cells: one makes SVGs, the other PNGs of these; both remember them.

The converter's engine starts once, and holds up nobody who does not wait for a picture. `warmth` opens them; `drawing`
asks them where they are, else draws by itself, which gives the same bytes.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from threading import Lock, Thread
from typing import Any

_KINDS = ("svg", "png")
_ADDRESS = "READYTOCHANGE_DRAWER"
_KEY = "READYTOCHANGE_DRAWER_KEY"
_REMEMBERED = 200
"""Figures; more are drawn anew."""

_FIRST: dict[str, Any] = {
    "svg": '{"mark": "bar"}',
    "png": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
}
"""Drawn for nobody while the kernels are not there yet: the first time takes the longest."""


@contextmanager
def shared() -> Iterator[None]:
    """Draw elsewhere what this process draws, and the kernels that it starts meanwhile."""
    if os.name == "nt" or _ADDRESS in os.environ:
        yield
        return
    folder = tempfile.mkdtemp(prefix="rtc-")
    ours = {_ADDRESS: folder, _KEY: secrets.token_hex()}
    drawers = [_started(kind, {**os.environ, **ours}) for kind in _KINDS]
    os.environ.update(ours)
    try:
        yield
    finally:
        for name in ours:
            del os.environ[name]
        for drawer in drawers:
            drawer.terminate()
        for drawer in drawers:
            drawer.communicate()
        shutil.rmtree(folder)


def _started(kind: str, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", __name__, kind],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is meant for who opened it
    )


def ask(kind: str, spec: str) -> bytes | None:
    """Have a figure drawn, or None where nobody else draws.

    Parameters
    ----------
    kind : 'svg' or 'png'
    spec : Vega-Lite, as JSON
    """
    folder = os.environ.get(_ADDRESS)
    if not folder:
        return None
    address = str(Path(folder, kind))
    with suppress(OSError, EOFError), Client(address, authkey=os.environ[_KEY].encode()) as asked:
        asked.send(spec)
        drawn: bytes | None = asked.recv()
        return drawn
    return None


def main(kind: str) -> None:
    """Draw until who opened this closes it, or is gone."""
    folder, key = os.environ[_ADDRESS], os.environ[_KEY]
    if kind == "svg":
        del os.environ[_ADDRESS]  # nobody else does it
    listener = Listener(str(Path(folder, kind)), authkey=key.encode(), backlog=64)
    Thread(target=_listen, args=[listener, kind], daemon=True).start()
    sys.stdin.read()
    shutil.rmtree(folder, ignore_errors=True)


def _listen(listener: Listener, kind: str) -> None:
    from readytochange.drawing import raster, vector

    vectors, rasters = _once(vector), _once(raster)
    draw = {"svg": vectors, "png": lambda spec: rasters(ask("svg", spec) or vectors(spec))}
    {"svg": vectors, "png": rasters}[kind](_FIRST[kind])
    while True:
        with suppress(OSError, EOFError, AuthenticationError):
            Thread(target=_answer, args=[listener.accept(), draw[kind]], daemon=True).start()


def _once(draw: Callable[..., bytes]) -> Callable[..., bytes]:
    """Remember what was drawn, and draw one at a time: the second of two that ask for the same finds it drawn."""
    remembered, free = lru_cache(_REMEMBERED)(draw), Lock()

    def drawn(what: str | bytes) -> bytes:
        with free:
            return remembered(what)

    return drawn


def _answer(asked: Connection, drawn: Callable[[str], bytes]) -> None:
    with asked, suppress(OSError, EOFError):
        spec = asked.recv()
        try:
            asked.send(drawn(spec))
        except Exception:  # who asked draws it, and finds out why that fails
            asked.send(None)


if __name__ == "__main__":
    main(sys.argv[1])
