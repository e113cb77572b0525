"""Two processes that draw while others run cells: one makes SVGs, the other PNGs of these; both remember them.

The converter's engine starts once, and holds up nobody who does not wait for a picture. `warmth` opens them; `drawing`
asks them where they are, else draws by itself, which gives the same bytes. What they fail at is tried once more in a
process of its own: no picture can end more than itself.
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
_SAID = 3
"""Exit code of who says why a figure cannot be drawn."""

_REMEMBERED = 200
"""Figures; more are drawn anew."""

_FIRST: dict[str, Any] = {
    "svg": '{"mark": "bar"}',
    "png": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
}
"""Drawn for nobody while the kernels are not there yet: the first time takes the longest."""


class NotDrawnError(Exception):
    """Why a figure cannot be drawn."""


@contextmanager
def shared() -> Iterator[None]:
    """Draw elsewhere what this process draws, and the kernels that it starts meanwhile."""
    if os.name == "nt" or _ADDRESS in os.environ:
        yield
        return
    folder = f"{tempfile.gettempdir()}/rtc-{secrets.token_hex(4)}"  # who makes it removes it
    ours = {_ADDRESS: folder, _KEY: secrets.token_hex()}
    drawers: list[subprocess.Popen[bytes]] = []
    try:
        for kind in _KINDS:
            drawers.append(_started(kind, {**os.environ, **ours}))
        os.environ.update(ours)
        yield
    finally:
        for name in ours:
            os.environ.pop(name, None)
        for drawer in drawers:
            drawer.terminate()
        for drawer in drawers:
            drawer.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def is_shared() -> bool:
    """Whether others draw for this process."""
    return _ADDRESS in os.environ


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

    Raises
    ------
    NotDrawnError
        if it cannot be
    """
    if not is_shared():
        return None
    return _asked(kind, spec) or _apart(kind, spec)


def _asked(kind: str, spec: str) -> bytes | None:
    """What the process for this kind draws; None where it cannot, or has died."""
    address, key = str(Path(os.environ[_ADDRESS], kind)), os.environ[_KEY].encode()
    with suppress(OSError, EOFError), Client(address, authkey=key) as asked:
        asked.send(spec)
        drawn: bytes | None = asked.recv()
        return drawn
    return None


def _apart(kind: str, spec: str) -> bytes:
    """Draw in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", __name__, kind, "once"],
        env={name: value for name, value in os.environ.items() if name != _ADDRESS},
        input=spec.encode(),
        capture_output=True,
        check=False,
    )
    if ended.returncode == _SAID:
        raise NotDrawnError(ended.stderr.decode())
    if ended.returncode:
        raise NotDrawnError("the process that draws it dies of it")
    return ended.stdout


def once(kind: str) -> None:
    """Draw what stands at the standard input, or say in a line why it cannot be drawn."""
    try:
        from readytochange.figures.drawing import raster, vector

        drawn = vector(sys.stdin.buffer.read().decode())
        sys.stdout.buffer.write(raster(drawn) if kind == "png" else drawn)
    except Exception as error:
        line = " ".join(str(error).splitlines()[:2])  # the converter says that it failed, then how
        sys.stderr.write(f"{type(error).__name__}: {line}".rstrip())
        sys.exit(_SAID)


def main(kind: str) -> None:
    """Draw until who opened this closes it, or is gone."""
    folder, key = os.environ[_ADDRESS], os.environ[_KEY]
    Path(folder).mkdir(0o700, exist_ok=True)
    listener = Listener(str(Path(folder, kind)), authkey=key.encode(), backlog=64)
    Thread(target=_listen, args=[listener, kind], daemon=True).start()
    sys.stdin.read()
    shutil.rmtree(folder, ignore_errors=True)


def _listen(listener: Listener, kind: str) -> None:
    try:
        from readytochange.figures.drawing import raster, vector

        vectors, rasters = _remembering(vector), _remembering(raster)
        draw = {"svg": vectors, "png": lambda spec: rasters(_asked("svg", spec))}
        {"svg": vectors, "png": rasters}[kind](_FIRST[kind])
        while True:
            with suppress(OSError, EOFError, AuthenticationError):
                Thread(target=_answer, args=[listener.accept(), draw[kind]], daemon=True).start()
    finally:
        os._exit(1)  # nobody waits for one that cannot draw


def _remembering(draw: Callable[..., bytes]) -> Callable[..., bytes]:
    """Remember what was drawn, and draw one at a time: the second of two that ask for the same finds it drawn."""
    remembered, free = lru_cache(_REMEMBERED)(draw), Lock()

    def drawn(what: str | bytes | None) -> bytes:
        with free:
            return remembered(what)

    return drawn


def _answer(asked: Connection, drawn: Callable[[str], bytes]) -> None:
    with asked, suppress(OSError, EOFError):
        spec = asked.recv()
        try:
            asked.send(drawn(spec))
        except Exception:  # who asked finds out why
            asked.send(None)


if __name__ == "__main__":
    {2: main, 3: once}[len(sys.argv)](sys.argv[1])
