"""Papermill's engine as it is used here: told of every cell, it has pictures drawn while the kernel goes on.

Where nobody else draws, kernels do. Used by `execution`.
"""

import base64
import os
from ast import literal_eval
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.utils import ensure_async  # type: ignore[attr-defined]
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from readytochange import drawer, forkserver
from readytochange.figures import drawing
from readytochange.figures.drawing import CHART_MIME, FIGURE_MIME
from readytochange.project import Project
from readytochange.turns import Turn

NAME = "readytochange"

_ARGUMENTS = ["--log-level=CRITICAL", "--HistoryManager.enabled=False"]
"""Of the kernel: errors come with the cells, and the cells are nobody's history."""

_LISTENING = 0.02
"""Seconds until a message that a kernel sends with an answer is here, or was sent before we listened."""

_READS = "__import__('readytochange.reads', fromlist=['reads'])"


@dataclass
class Watch:
    """What the engine tells about a run while it goes on and after it.

    Parameters
    ----------
    on_cell : called with cells done and cells in all
    turn : entered while cells are executed, with what ends their kernel
    notebook : as far as it has come
    drawers : draw its pictures meanwhile
    project : whose notebook it is
    reads : the data files that its kernel opened
    """

    on_cell: Callable[[int, int], None]
    turn: Turn
    notebook: NotebookNode
    drawers: Executor
    project: Project
    reads: list[str] = field(default_factory=list)
    _pictures: list[tuple[int, dict[str, Any], Future[bytes]]] = field(default_factory=list)

    def cell_ended(self, index: int, cell: NotebookNode) -> None:
        """Begin to draw what it shows, where its kernel did not."""
        for data in bundles([cell]):
            if CHART_MIME in data and "image/png" not in data:
                drawn = self.drawers.submit(drawing.png, data[CHART_MIME])
                self._pictures.append((index, data, drawn))

    def hang(self) -> str:
        """Put the pictures where a kernel that draws would have; what is wrong with the first that cannot be drawn."""
        wrong = ""
        for index, data, drawn in self._pictures:
            try:
                data["image/png"] = base64.b64encode(drawn.result()).decode()
            except drawer.NotDrawnError as why:
                wrong = wrong or f"cell {index}: its figure cannot be drawn: {why}"
        return wrong


def bundles(cells: Iterable[NotebookNode]) -> Iterator[dict[str, Any]]:
    """What cells show as figures, by MIME type.

    Parameters
    ----------
    cells : executed
    """
    outputs = (output for cell in cells for output in cell.get("outputs", []))
    return (output["data"] for output in outputs if FIGURE_MIME in output.get("data", {}))


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """Runs the cells; notes the data files the kernel opens meanwhile."""

    watch: Watch

    def papermill_execute_cells(self) -> None:
        with self.watch.turn(self._kill):
            self.wait_for_reply(
                self.kc.execute(
                    f"{_READS}.record({str(self.watch.project.data)!r})",
                    silent=True,
                )
            )
            super().papermill_execute_cells()
            self.watch.reads = self._reads()

    def _kill(self) -> None:
        """End the kernel and what its cells have started; this client finds it dead."""
        process = self.km.provisioner.process
        if hasattr(os, "killpg"):
            forkserver.kill(process.pid)
        else:
            process.kill()

    def _reads(self) -> list[str]:
        asked = self.kc.execute(
            "",
            silent=True,
            user_expressions={"reads": f"'\\0'.join(map(str, {_READS}.recorded()))"},
        )
        answer = self.wait_for_reply(asked)["content"]["user_expressions"]["reads"]
        reads: str = literal_eval(answer["data"]["text/plain"])
        return [self.watch.project.place_of(Path(read)) for read in reads.split("\0") if read]


async def wait_for_ready(client: Any, timeout: float | None = None) -> None:
    """Wait for a kernel and no longer; Jupyter's own way lets a fifth of a second pass to forget earlier messages.

    Parameters
    ----------
    client : a KernelClient whose kernel was started, blocking or not
    timeout : seconds

    Raises
    ------
    RuntimeError
        if the kernel has died, or does not answer in time
    """
    end = monotonic() + (timeout or inf)
    while monotonic() < end:
        client.kernel_info()
        with suppress(Empty):
            answer = await ensure_async(client.shell_channel.get_msg(timeout=1))
            if answer["msg_type"] == "kernel_info_reply":
                await ensure_async(client.iopub_channel.get_msg(timeout=_LISTENING))
                return
        if not await ensure_async(client.is_alive()):
            raise RuntimeError("the kernel died before it was ready")
    raise RuntimeError(f"the kernel was not ready within {timeout} seconds")


class _KernelClient(AsyncKernelClient):
    wait_for_ready = wait_for_ready


class _KernelManager(AsyncKernelManager):
    client_factory = _KernelClient


class _Engine(NBClientEngine):  # type: ignore[misc]
    """Papermill's own engine, watched."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, watch: Watch, **options: Any
    ) -> Any:
        watch.notebook = nb_man.nb
        total = len(nb_man.nb.cells)
        complete = nb_man.cell_complete

        def cell_complete(cell: NotebookNode, cell_index: int = 0, **more: Any) -> None:
            complete(cell, cell_index, **more)
            watch.cell_ended(cell_index, cell)
            watch.on_cell(cell_index + 1, total)

        nb_man.cell_complete = cell_complete
        client = _Client(
            nb_man,
            kernel_name=kernel_name,
            startup_timeout=options["start_timeout"],
            shutdown_kernel="immediate",  # when the last cell is done there is nothing to wait for
            extra_arguments=_ARGUMENTS,
            kernel_manager_class=_KernelManager,
        )
        client.watch = watch
        undrawn = {drawing.UNDRAWN: "1"} if drawer.is_shared() else {}
        return client.execute(env={**os.environ, **undrawn}, cwd=str(watch.project.notebooks))


papermill_engines.register(NAME, _Engine)
