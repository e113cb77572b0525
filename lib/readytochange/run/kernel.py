"""Kernels that begin with the libraries imported: a Jupyter kernel provisioner, which every tool finds by name.

Where no kernel can be forked an ordinary one serves, with the same results.
"""

import asyncio
import atexit
import itertools
import multiprocessing
import os
import sys
import time
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from readytochange.run import forkserver, preload

NAME = "readytochange-warm"
"""Of the kernel, in `kernelspec/kernel.json`, and of its provisioner, in `pyproject.toml`."""

_COMMAND = [sys.executable, "-m", "ipykernel_launcher"]
_numbers = itertools.count()


class Provisioner(LocalProvisioner):
    """Jupyter's own provisioner for local kernels, whose kernels are forked where that can be done."""

    process: Any = None
    _forked = 0

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Give the kernel sockets that are files of its own.

        Two kernels may be given the same port when they start at once, and a port is open to every user of the machine.
        """
        manager = self.parent
        can_fork = not forkserver.obstacle(kwargs.get("env", os.environ))
        if manager and manager.transport == "tcp" and can_fork:
            place = f"{forkserver.folder()}/{next(_numbers)}"
            manager.transport, manager.ip, manager.cache_ports = "ipc", place, False
            manager.connection_file = manager.connection_file or f"{place}.json"
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel, or start an ordinary one."""
        reason = forkserver.obstacle(kwargs["env"])
        if cmd[:3] != _COMMAND:
            reason = f"its command is {' '.join(cmd)}"
        if not reason:
            try:
                self.process = await asyncio.to_thread(_fork, cmd[3:], **kwargs)
            except (OSError, EOFError) as error:
                reason = f"the process that has the libraries imported has ended ({error})"
        if reason:
            _say_once(f"kernels start cold, with the same results: {reason}")
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self._forked = self.process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """End also what the kernel has started and left."""
        await super().cleanup(restart=restart)
        if self._forked:
            forkserver.kill_group(self._forked)


def _fork(
    arguments: list[str],
    env: dict[str, str],
    cwd: str | None = None,
    stdout: Any = None,
    stderr: Any = None,
    **_: Any,
) -> forkserver.Popen:
    """Have a kernel forked; the first one waits until the libraries are imported."""
    env = {**env, "JPY_PARENT_PID": str(os.getpid())}
    with _duplicate(stdout, 1) as out, _duplicate(stderr, 2) as err:
        given = (arguments, env, str(Path(cwd or "").absolute()), out, err)
        process = multiprocessing.Process(target=_serve, args=given, name="MainProcess")
        process.daemon = False  # whatever who asks is
        return forkserver.Popen(process)


def _duplicate(stream: Any, standard: int) -> "Connection[Any, Any]":
    """A file's descriptor in the form that can be sent to another process."""
    if stream is None:
        stream = standard
    return Connection(os.dup(stream if isinstance(stream, int) else stream.fileno()))


def _serve(
    arguments: list[str],
    env: dict[str, str],
    cwd: str,
    stdout: "Connection[Any, Any]",
    stderr: "Connection[Any, Any]",
) -> None:
    """Be a kernel, in a fork: what a new interpreter finds, and then ipykernel."""
    import ipykernel_launcher
    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    forkserver.follow()
    for stream, standard in ((stdout, 1), (stderr, 2)):
        os.dup2(stream.fileno(), standard)
        stream.close()
    os.environ.clear()
    os.environ.update({**env, **preload.environment})
    time.tzset()
    os.chdir(cwd)
    np.random.seed()  # the standard library's generator does so itself
    preload.forget_if_changed()
    sys.argv = [ipykernel_launcher.__file__, *arguments]
    try:
        IPKernelApp.launch_instance(arguments)
    finally:
        atexit._run_exitfuncs()  # what cells have registered; a fork ends without


@cache
def _say_once(message: str) -> None:
    with suppress(OSError):
        print(f"readytochange: {message}", file=sys.stderr)
