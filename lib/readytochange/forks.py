"""Kernels that are forked from a process with the heavy libraries imported: how to start that process, and to ask.

`kernels` asks on behalf of Jupyter, `refresh` starts the process early; `forkserver` is what runs in it.
"""

import atexit
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from readytochange.forkserver import Request, kill

_READ_AT_START = ("PYTHON", "LD_", "DYLD_", "LC_", "LANG", "OMP_", "OPENBLAS_", "MKL_")
"""How the variables begin that an interpreter or a library reads only once; other values need another process."""

_LONGEST = 103 - len("/rtc-12345678-12345678/kernel-5")
"""Of the path of a folder for sockets, in bytes; the path of a socket may have 103."""

_ENDED = "the process that has the libraries imported has ended"


class NoForkError(Exception):
    """Why a kernel could not be forked."""


class Forked:
    """A kernel that was forked for us; to Jupyter it looks like a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, channel: socket.socket, told: bytes) -> None:
        pid, _, ended = told.partition(b"\n")
        self.pid = int(pid)
        self.returncode = int(ended) if ended else None
        self._channel = channel

    def poll(self) -> int | None:
        """How it ended, or None while it runs."""
        if self.returncode is None:
            self._channel.setblocking(False)
            with suppress(BlockingIOError):
                self._end()
        return self.returncode

    def wait(self) -> int | None:
        """How it ended, once it has."""
        if self.returncode is None:
            self._channel.setblocking(True)
            self._end()
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Send it a signal."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _end(self) -> None:
        told = self._channel.recv(64)
        if not told:  # who would tell was killed: its kernels have to follow
            kill(self.pid)
        self.returncode = int(told) if told else -signal.SIGKILL
        self._channel.close()


class Forks:
    """The forking process, as the one sees it that started it.

    It knows how the paths of `sockets` begin before there is one, and removes them when that one is gone.
    """

    def __init__(self, python: str, env: Mapping[str, str]) -> None:
        self.packages = _packages()
        self.sockets = sockets()
        self.owner = os.getpid()
        self.forked = False
        self._control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [
                    python,
                    "-m",
                    "readytochange.forkserver",
                    str(theirs.fileno()),
                    str(self.owner),
                    self.sockets,
                ],
                env=env,
                cwd="/",
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is meant for who started it
            )
        atexit.register(self.stop)

    def fork(self, request: Request, stdout: int, stderr: int) -> Forked:
        """Have a kernel forked; the first one waits until the libraries are imported.

        Parameters
        ----------
        request : what to run
        stdout, stderr : file descriptors that the kernel gets as its own

        Raises
        ------
        NoForkError
            if the forking process has ended, or cannot fork
        """
        channel, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"k"], [theirs.fileno(), stdout, stderr])
            channel.sendall(json.dumps(request).encode() + b"\n")
            told = channel.recv(256)
        except OSError:
            told = b""
        if told[:1].isdigit():
            self.forked = True
            return Forked(channel, told)
        channel.close()
        raise NoForkError(told.decode() or _ENDED)

    def serves(self) -> bool:
        """Whether it runs, with the packages that are installed now.

        Raises
        ------
        NoForkError
            if it has ended before its first kernel: it would again
        """
        ended = self.process.poll() is not None
        if ended and not self.forked:
            raise NoForkError(_ENDED)
        return not ended and self.packages == _packages()

    def retire(self) -> None:
        """Let it end when the last of its kernels has."""
        atexit.unregister(self.stop)
        self._control.close()

    def stop(self) -> None:
        """End it now, and its kernels."""
        if os.getpid() != self.owner:
            return
        self.retire()
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(5)


_started: dict[tuple[Any, ...], Forks] = {}
_starting = Lock()


def start(
    python: str = sys.executable, env: Mapping[str, str] | None = None, cwd: str = "."
) -> Forks:
    """The forking process for an interpreter and its environment: started if it is not there, and not waited for.

    Parameters
    ----------
    python : the interpreter
    env : of the kernels; that of this process when it is not said
    cwd : of the kernels

    Returns
    -------
    Forks

    Raises
    ------
    NoForkError
        if the system knows no forks, or the interpreter cannot be started
    """
    if not hasattr(os, "fork"):
        raise NoForkError("this system cannot fork a process")
    env = dict(os.environ if env is None else env)
    if "PYTHONPATH" in env:
        folders = env["PYTHONPATH"].split(os.pathsep)
        env["PYTHONPATH"] = os.pathsep.join(str(Path(cwd, folder).absolute()) for folder in folders)
    read = sorted((name, value) for name, value in env.items() if name.startswith(_READ_AT_START))
    key = (os.getpid(), python, *read)
    with _starting:
        there = _started.get(key)
        if there and there.serves():
            return there
        if there:
            there.retire()
        try:
            _started[key] = Forks(python, env)
        except OSError as error:
            raise NoForkError(str(error)) from None
        return _started[key]


def sockets() -> str:
    """How the paths of folders for kernels' sockets begin, in a place that leaves room for theirs; '' on Windows."""
    if os.name == "nt":
        return ""
    place = tempfile.gettempdir()
    return f"{place if len(os.fsencode(place)) <= _LONGEST else '/tmp'}/rtc-{secrets.token_hex(4)}-"


def _packages() -> tuple[int, ...]:
    """Changes when a package is installed or removed."""
    places = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    return tuple(Path(place).stat().st_mtime_ns for place in sorted(places))
