"""One process that draws for many kernels: the converter's engine starts once, what was drawn is remembered.

`refresh` opens it for the kernels it starts; `drawing` asks it where there is one, else draws by itself, which gives
the same bytes.
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
from threading import Thread

_ADDRESS = "READYTOCHANGE_DRAWER"
_KEY = "READYTOCHANGE_DRAWER_KEY"
_REMEMBERED = 200
"""Figures; more are drawn anew."""


@contextmanager
def shared() -> Iterator[None]:
    """Draw elsewhere what this process draws, and the kernels that it starts meanwhile."""
    if os.name == "nt" or _ADDRESS in os.environ:
        yield
        return
    folder = Path(tempfile.mkdtemp(prefix="rtc-"))
    ours = {_ADDRESS: str(folder / "drawer"), _KEY: secrets.token_hex()}
    drawer = subprocess.Popen(
        [sys.executable, "-m", __name__],
        env={**os.environ, **ours},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is meant for who opened it
    )
    os.environ.update(ours)
    try:
        yield
    finally:
        for name in ours:
            del os.environ[name]
        drawer.terminate()
        drawer.communicate()
        shutil.rmtree(folder)


def ask(kind: str, spec: str) -> bytes | None:
    """Have a figure drawn, or None where nobody else draws.

    Parameters
    ----------
    kind : 'svg' or 'png'
    spec : Vega-Lite, as JSON
    """
    address = os.environ.get(_ADDRESS)
    if not address:
        return None
    with suppress(OSError, EOFError), Client(address, authkey=os.environ[_KEY].encode()) as asked:
        asked.send((kind, spec))
        drawn: bytes | None = asked.recv()
        return drawn
    return None


def main() -> None:
    """Draw until who opened this closes it, or is gone."""
    address, key = os.environ.pop(_ADDRESS), os.environ.pop(_KEY)
    listener = Listener(address, authkey=key.encode(), backlog=64)
    Thread(target=_listen, args=[listener], daemon=True).start()
    sys.stdin.read()
    shutil.rmtree(Path(address).parent, ignore_errors=True)


def _listen(listener: Listener) -> None:
    from readytochange import drawing

    vector = lru_cache(_REMEMBERED)(drawing.vector)
    drawn = {
        "svg": vector,
        "png": lru_cache(_REMEMBERED)(lambda spec: drawing.raster(vector(spec))),
    }
    while True:
        with suppress(OSError, EOFError, AuthenticationError):
            Thread(target=_answer, args=[listener.accept(), drawn], daemon=True).start()


def _answer(asked: Connection, drawn: Mapping[str, Callable[[str], bytes]]) -> None:
    with asked, suppress(OSError, EOFError):
        kind, spec = asked.recv()
        try:
            asked.send(drawn[kind](spec))
        except Exception:  # who asked draws it, and finds out why that fails
            asked.send(None)


if __name__ == "__main__":
    main()
