"""Kernels that start warm: a Jupyter kernel provisioner over `forks`, used by kernel name.

`refresh`, nbval, JupyterLab, Voila and any other Jupyter tool get such a kernel under the name in `WARM`. Where no
kernel can be forked the ordinary one serves, with the same results.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from readytochange import forks
from readytochange.forkserver import Request

WARM = "readytochange-warm"
"""Name of the kernel, in `kernelspec/kernel.json`, and of its provisioner, in `pyproject.toml`."""

_LAUNCHER = ["-m", "ipykernel_launcher"]
_ADDRESS = ("transport", "ip", "cache_ports", "connection_file")
"""What of a kernel manager says where its kernel listens."""


class WarmProvisioner(LocalProvisioner):
    """Jupyter's own provisioner for local kernels, whose kernels are forked where that can be done."""

    process: Any = None
    _sockets = ""
    _before: Mapping[str, Any] = MappingProxyType({})

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Have the libraries imported meanwhile; give a kernel that would have ports sockets in a folder of its own.

        Two kernels may be given the same port when they start at once, and a port is open to every user of the machine.
        """
        manager = self.parent
        if manager and manager.transport == "tcp" and (begin := _begin(manager, **kwargs)):
            self._sockets = tempfile.mkdtemp(prefix=begin)
            self._before = {name: getattr(manager, name) for name in _ADDRESS}
            manager.transport, manager.ip = "ipc", f"{self._sockets}/kernel"
            manager.cache_ports = False
            manager.connection_file = manager.connection_file or f"{self._sockets}/connection.json"
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel, or start an ordinary one."""
        try:
            self.process = await asyncio.to_thread(self._fork, cmd, **kwargs)
        except forks.NoForkError as reason:
            _say_once(str(reason))
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder of the sockets with the last kernel that uses it; the manager may start another."""
        await super().cleanup(restart=restart)
        if not restart and self._sockets:
            shutil.rmtree(self._sockets, ignore_errors=True)
            for name, value in self._before.items():
                setattr(self.parent, name, value)

    def _fork(
        self,
        cmd: list[str],
        env: dict[str, str],
        cwd: str | None = None,
        stdout: Any = None,
        stderr: Any = None,
        **_: Any,
    ) -> forks.Forked:
        if cmd[1:3] != _LAUNCHER:
            raise forks.NoForkError(f"its command is {' '.join(cmd)}")
        here = str(cwd or Path.cwd())
        request = Request(
            arguments=cmd[3:],
            env={**env, "JPY_PARENT_PID": str(os.getpid())},
            cwd=here,
            sockets=self._sockets,
        )
        return forks.start(cmd[0], env, here).fork(
            request, _descriptor(stdout, 1), _descriptor(stderr, 2)
        )


def _begin(
    manager: KernelManager, env: Mapping[str, str] | None = None, cwd: str | None = None, **_: Any
) -> str:
    """How the path of the folder for a kernel's sockets begins; who forks the kernel knows it from the start."""
    try:
        return forks.start(manager.format_kernel_cmd()[0], env, cwd or ".").sockets
    except forks.NoForkError:
        return forks.sockets()


def _descriptor(stream: Any, standard: int) -> int:
    if stream is None:
        return standard
    return stream if isinstance(stream, int) else int(stream.fileno())


_said: set[str] = set()


def _say_once(reason: str) -> None:
    if reason not in _said:
        _said.add(reason)
        print(
            f"readytochange: kernels start cold, with the same results: {reason}", file=sys.stderr
        )
