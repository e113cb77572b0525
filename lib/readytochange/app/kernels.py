"""The visitors' kernels: no more than may be, and none that nobody uses."""

import os
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Integer

GONE = 300
"""Seconds after which a kernel ends whose visitor has gone without saying so."""


class FullError(Exception):
    """There are as many visitors as may be."""


class Kernels(AsyncMappingKernelManager):
    """Jupyter's kernels of a server, bounded in number and in idleness."""

    visitors = Integer(config=True, help="How many kernels there may be at once.")
    idle = Integer(
        config=True, help="Seconds after which a kernel ends whose visitor does nothing."
    )
    _starting = 0

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)  # type: ignore[no-untyped-call]
        nowhere = Path(os.devnull).open("w")  # noqa: SIM115  (a kernel that died is started again)
        # one that is ended says so to nobody
        self._silent: dict[str, Any] = {"stdout": nowhere, "stderr": nowhere}

    async def start_kernel(self, **given: Any) -> str:  # type: ignore[override]
        """Start one; raise FullError where there are as many as may be."""
        if len(self.list_kernel_ids()) + self._starting >= self.visitors:
            raise FullError
        self._starting += 1
        try:
            started: str = await super().start_kernel(**self._silent, **given)
        finally:
            self._starting -= 1
        return started

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End one that has done nothing for its time, which is shorter where no page is open."""
        is_open = self.kernel_model(kernel_id)["connections"]  # type: ignore[no-untyped-call]
        self.cull_idle_timeout = self.idle if is_open else min(GONE, self.idle)
        await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]
