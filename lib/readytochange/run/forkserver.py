"""The standard library's fork server, with everything imported: processes that begin warm, and end with who asked.

Each leads a process group. When the process that asked for it has ended, however it did, the group is ended too, and
the server with the last of them.
"""

import io
import os
import signal
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import (
    context,
    parent_process,
    popen_forkserver,
    process,
    reduction,
    resource_tracker,
    util,
)
from multiprocessing.forkserver import ForkServer, read_signed
from pathlib import Path
from threading import RLock, Thread
from typing import Any

from readytochange.run import preload

_READ_AT_START = ("PYTHON", "LD_", "DYLD_", "LC_", "LANG", "OMP_", "OPENBLAS_", "MKL_")
"""How the variables begin that an interpreter or a library reads only once."""

HASH_SEED = {"PYTHONHASHSEED": "1"}
"""What decides the order of a set of texts: the same in every kernel of a refresh, forked or not."""

_QUIET = "ignore:resource_tracker:UserWarning"
"""Of Python's warnings: that a process that was killed has left semaphores."""

_LONGEST = 103 - len("/pymp-12345678/listener-12345678")
"""Of the path of the folder for temporary files, in bytes; the path of a socket may have 103."""


class _Server(ForkServer):
    """Forks only what this library asks for; Python's own, which any other code may use, stays as it is."""

    _forkserver_pid: int | None

    def __init__(self) -> None:
        super().__init__()
        self.set_forkserver_preload([preload.__name__])
        self.began: object = None
        self.starting = RLock()

    def start(self) -> None:
        """Have it started where it does not run; its name of our folder is in the environment for that moment only."""
        with self.starting:
            _track_quietly()
            with environment({preload.FOLDER: folder(), **HASH_SEED}):
                self.ensure_running()
                self.began = self.began or _beginning(os.environ)


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Have these variables in the environment of this process until this ends.

    Parameters
    ----------
    variables : values by name
    """
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _track_quietly() -> None:
    """Start the process that puts right what killed ones have left, and does not say so."""
    sys.warnoptions.append(_QUIET)
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.remove(_QUIET)


_server = _Server()


class Popen(popen_forkserver.Popen):
    """A forked process, as `subprocess.Popen` would show it.

    Other than one of `multiprocessing.Process` it has nothing of the `__main__` of who asks, who may be a daemon, and
    who does not wait for it at its end.
    """

    stdin = stdout = stderr = None
    server: int | None = None
    """The process that forked it."""
    _fds: list[int]

    def _launch(self, process_obj: process.BaseProcess) -> None:
        told = io.BytesIO()
        context.set_spawning_popen(self)
        try:
            reduction.dump({}, told)
            reduction.dump(process_obj, told)
        finally:
            context.set_spawning_popen(None)
        _server.start()
        self.server = _server._forkserver_pid
        self.sentinel, pipe = _server.connect_to_new_process(self._fds)
        self.finalizer = util.Finalize(self, _close, (os.dup(pipe), self.sentinel))
        with os.fdopen(pipe, "wb") as file:
            file.write(told.getbuffer())
        self.pid = read_signed(self.sentinel)

    def send_signal(self, signum: int) -> None:
        """Send it to the process, if that still runs."""
        if self.poll() is None:
            os.kill(self.pid, signum)


def start() -> None:
    """Have the libraries imported, and do not wait for it; nothing where no process can be forked."""
    if not obstacle(os.environ):
        _server.start()


def is_lost(process: Any) -> bool:
    """Whether the server that forked a process has ended since; a new one is started then.

    Parameters
    ----------
    process : a `Popen` of this module, or any other, which no server has forked
    """
    asked = getattr(process, "server", None)
    if asked is None:
        return False
    with suppress(OSError, EOFError):
        _server.start()
    return bool(asked != _server._forkserver_pid)


def renew() -> None:
    """End the server, and what it has forked; what is asked for later comes of a new one, with other addresses."""
    with _server.starting:
        before = _server._forkserver_pid
        if before is not None:
            os.kill(before, signal.SIGKILL)
        while before is not None and _server._forkserver_pid == before:
            time.sleep(0.01)
            _server.start()


def folder() -> str:
    """The folder for sockets of this process; it is removed with it."""
    with _server.starting:
        return util.get_temp_dir()


def ipython_folder() -> dict[str, str]:
    """Has IPython keep what is its own in our folder, and read nothing that who runs it has in theirs."""
    return {"IPYTHONDIR": f"{folder()}/ipython"}


def obstacle(env: Mapping[str, str]) -> str:
    """Why no process with this environment can be forked; '' if one can."""
    if not hasattr(os, "fork"):
        return "this system cannot fork a process"
    if len(os.fsencode(tempfile.gettempdir())) > _LONGEST:
        return f"{tempfile.gettempdir()} is too long a name for a folder of sockets"
    if _beginning(env) != (_server.began or _beginning({**os.environ, **HASH_SEED})):
        return "environment or packages are others than when the libraries were imported"
    return ""


def follow() -> None:
    """In a process that was asked for: lead a group, and end it with who asked."""
    if hasattr(os, "setsid"):
        os.setsid()
    Thread(target=_end_with_parent, daemon=True).start()


def kill_group(pid: int) -> None:
    """End a process that leads a group, and what it has started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _end_with_parent() -> None:
    asked: Any = parent_process()
    asked.join()
    if hasattr(os, "killpg"):
        kill_group(os.getpid())
    os._exit(1)


def _beginning(env: Mapping[str, str]) -> object:
    """What a process that was forked has from the time when the server began."""
    read = {name: value for name, value in env.items() if name.startswith(_READ_AT_START)}
    read = {**HASH_SEED, **read}  # who asks for no order gets this one
    places = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    return read, {place: Path(place).stat().st_mtime_ns for place in places}
