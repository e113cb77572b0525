"""A process that has the heavy libraries imported, and forks a kernel whenever it is asked to.

`forks` starts it and asks. An analyst who changes our library and restarts a kernel gets the change: a fork that finds
another library than was imported here imports it anew. A kernel whose socket is closed is given up; that happens when
the process that asked is gone, however it went, and this one ends as well.
"""

import builtins
import gc
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import TypedDict

from readytochange import reads
from readytochange.imports import without_grammar
from readytochange.run import inputs

PRELOADED = (
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "pandas",
    "scipy.stats",
    "statsmodels.stats.proportion",
    "altair",
    "ipywidgets",
    "pydantic",
    "babel.dates",
    "frictionless.resources",
    "PIL.PngImagePlugin",
    "vl_convert",
)
"""What a kernel finds imported: the kernel itself, and what the notebooks import."""

_PAUSE = 1.0
"""Seconds between two looks whether the process that asks is still there."""

_MOMENT = 0.02
"""The same once it has closed its socket."""


class Request(TypedDict):
    """What a kernel is forked for."""

    arguments: list[str]
    """For `ipykernel_launcher`."""
    env: dict[str, str]
    cwd: str
    sockets: str
    """Folder to remove when the kernel is given up."""


class Server:
    """The forking process, as it sees itself."""

    def __init__(self, control: socket.socket, parent: int, sockets: str) -> None:
        self.parent = parent
        self.sockets = sockets
        self.control = control
        self.woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self.end)
        self.is_over = False
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        self.kernels: dict[int, tuple[socket.socket, Request]] = {}
        self.selector = selectors.DefaultSelector()
        self.selector.register(control, selectors.EVENT_READ, self.answer)
        self.selector.register(self.woken, selectors.EVENT_READ, self.bury)
        self.asked: Request | None = None

    def serve(self) -> Request | None:
        """Fork until nobody asks any more; in the fork, return at once what it is asked to be."""
        try:
            while self.control.fileno() >= 0 or self.kernels:
                for key, _ in self.selector.select(_PAUSE):
                    key.data(key.fileobj)
                    if self.asked:
                        return self.asked
                if self.is_over or os.getppid() != self.parent:
                    break
        finally:
            if not self.asked:
                for pid in list(self.kernels):
                    self.give_up(pid)
                if self.is_orphan():
                    self.tidy()
        return None

    def end(self, *_: object) -> None:
        """Be told to end; an exception raised here might be lost in what is interrupted."""
        self.is_over = True

    def is_orphan(self) -> bool:
        """Whether the process that asked is gone; one that is going closes its sockets a moment before."""
        end = time.monotonic() + _PAUSE
        while os.getppid() == self.parent:
            if self.is_over or time.monotonic() > end:
                return False
            time.sleep(_MOMENT)
        return True

    def tidy(self) -> None:
        """Remove the folders that are left of the process that asked, and is gone."""
        begin = Path(self.sockets)
        for folder in begin.parent.glob(f"{begin.name}*"):
            shutil.rmtree(folder, ignore_errors=True)

    def answer(self, control: socket.socket) -> None:
        """Fork a kernel."""
        _, descriptors, _, _ = socket.recv_fds(control, 1, 3)
        if not descriptors:
            self.selector.unregister(control)
            control.close()
            return
        channel = socket.socket(fileno=descriptors[0])
        asked = channel.makefile("rb").readline()
        if not asked.endswith(b"\n"):  # gone in the middle of a word
            channel.close()
        else:
            self.fork(channel, json.loads(asked), *descriptors[1:])
        for descriptor in descriptors[1:]:
            os.close(descriptor)

    def fork(self, channel: socket.socket, asked: Request, stdout: int, stderr: int) -> None:
        try:
            pid = os.fork()
        except OSError as error:
            channel.sendall(str(error).encode())
            channel.close()
            return
        if pid:
            self.kernels[pid] = channel, asked
            self.selector.register(channel, selectors.EVENT_READ, lambda _: self.give_up(pid))
            return
        self.asked = asked
        os.setsid()
        channel.sendall(b"%d\n" % os.getpid())
        os.close(signal.set_wakeup_fd(-1))
        os.close(self.woken)
        for signum in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(signum, signal.SIG_DFL)
        for other in (self.control, channel, *(channel for channel, _ in self.kernels.values())):
            other.close()
        self.selector.close()
        os.dup2(stdout, 1)
        os.dup2(stderr, 2)

    def bury(self, woken: int) -> None:
        """Tell of every kernel that has ended how it did."""
        os.read(woken, 4096)
        with suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    return
                channel, _ = self.kernels.pop(pid)
                with suppress(KeyError):
                    self.selector.unregister(channel)
                with suppress(OSError):
                    channel.sendall(b"%d" % os.waitstatus_to_exitcode(status))
                channel.close()

    def give_up(self, pid: int) -> None:
        """End a kernel that nobody waits for."""
        if pid not in self.kernels:
            return  # it has ended meanwhile
        channel, asked = self.kernels[pid]
        with suppress(KeyError):
            self.selector.unregister(channel)
        kill(pid)
        shutil.rmtree(asked["sockets"], ignore_errors=True)


def kill(pid: int) -> None:
    """End a kernel and what it has started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _preload() -> dict[str, str]:
    """Import and prepare as in a kernel; what cannot be is left to the kernel, which will say why.

    pandas asks at its import whether it is in one, and shows tables accordingly; ipywidgets, and tells it of itself.

    Returns
    -------
    dict
        what the libraries have set in the environment
    """
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # ipykernel asks at its import whom to outlive
    before = dict(os.environ)
    gc.disable()
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # type: ignore[attr-defined]
    with without_grammar():
        for name in PRELOADED:
            with suppress(Exception):
                import_module(name)
    del builtins.get_ipython  # type: ignore[attr-defined]
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].register_comm_target()
    with suppress(Exception):
        import_module("readytochange.preparation").prepare()
    gc.freeze()  # a fork shares these objects as long as nobody touches them
    gc.enable()
    return {name: value for name, value in os.environ.items() if before.get(name) != value}


def _library() -> list[tuple[int, ...]]:
    """What differs when our library has changed."""
    return [reads.stamp(file) for file in inputs.whole_library()]


def _forget_library() -> None:
    """Have it imported anew."""
    for name in [name for name in sys.modules if name.partition(".")[0] == __package__]:
        del sys.modules[name]


def _be_kernel(asked: Request, set_by_libraries: Mapping[str, str]) -> None:
    """What a new interpreter finds, and then the kernel."""
    import ipykernel_launcher
    import numpy as np
    from ipykernel import kernelapp

    os.environ.clear()
    os.environ.update({**asked["env"], **set_by_libraries})
    time.tzset()
    os.chdir(asked["cwd"])
    np.random.seed()  # the standard library's generator does so itself
    sys.argv = [ipykernel_launcher.__file__, *asked["arguments"]]
    kernelapp.launch_new_instance()


def main(control: int, parent: int, sockets: str) -> None:
    """Be the forking process, and after that, in every fork, its kernel."""
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder this was started in
    library = _library()
    set_by_libraries = _preload()
    asked = Server(socket.socket(fileno=control), parent, sockets).serve()
    if not asked:
        os._exit(0)  # the libraries need not be put away one by one
    if _library() != library:
        _forget_library()
    _be_kernel(asked, set_by_libraries)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
