"""Papermill's engine of this library: kernels that can be ended, charts drawn while cells go on, data files noted."""

import base64
import json
import os
from ast import literal_eval
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from readytochange import reads
from readytochange.figures import drawing
from readytochange.figures.drawing import CHART_MIME, FIGURE_MIME
from readytochange.outputs import cells
from readytochange.project import Project
from readytochange.run import forkserver
from readytochange.run.drawings import Drawings, NotDrawnError

NAME = "readytochange"

_ARGUMENTS = [
    "--log-level=CRITICAL",  # errors come with the cells
    "--HistoryManager.enabled=False",
    f"--ext={reads.__name__}",
]


class Kernels:
    """The kernels that execute cells: so many at a time, and all of them can be ended.

    Parameters
    ----------
    jobs : how many; others begin meanwhile, or have their charts drawn
    """

    def __init__(self, jobs: int = 1) -> None:
        self._free = BoundedSemaphore(jobs)
        self._processes: set[Any] = set()
        self._ended = False

    @contextmanager
    def executing(self, process: Any) -> Iterator[None]:
        """Wait until one more may, and note it while it does; RuntimeError where no more should."""
        with self._free:
            self._processes.add(process)
            try:
                if self._ended:
                    raise RuntimeError("the refresh was ended")
                yield
            finally:
                self._processes.discard(process)

    def end(self) -> None:
        """End them, with what their cells have started, and let no other begin; who runs them finds them dead."""
        self._ended = True
        for process in list(self._processes):
            if hasattr(os, "killpg"):
                forkserver.kill_group(process.pid)
            else:
                process.kill()


@dataclass
class Execution:
    """A notebook while it is executed, and what its kernel tells."""

    project: Project
    notebook: NotebookNode
    numbers: Mapping[str, int]
    on_cell: Callable[[int, int], None]
    drawings: Drawings | None
    kernels: Kernels
    reads: list[str] = field(default_factory=list)
    at: int | None = None
    """The cell that began last."""

    def wrong(self, index: int | None, message: str) -> str:
        """What went wrong, at which cell, as a person finds it in the source."""
        if index is None:
            return message
        return f"{cells.named(self.notebook.cells, index, self.numbers)}: {message}"

    def cell_ended(self, index: int, cell: NotebookNode) -> None:
        """Begin to draw what it shows."""
        for data in bundles([cell]):
            if self.drawings and CHART_MIME in data:
                self.drawings.submit(json.dumps(data[CHART_MIME]))
        self.on_cell(index + 1, len(self.notebook.cells))

    def draw(self) -> str:
        """Put pictures where a kernel that draws would have; what is wrong with the first that cannot be drawn."""
        wrong = ""
        for index, cell in enumerate(self.notebook.cells):
            for data in bundles([cell]):
                if self.drawings and CHART_MIME in data:
                    try:
                        _, png = self.drawings.result(json.dumps(data[CHART_MIME]))
                        data["image/png"] = base64.b64encode(png).decode()
                    except NotDrawnError as why:
                        wrong = wrong or self.wrong(index, f"its figure cannot be drawn: {why}")
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
    """Runs the cells; asks the kernel at the end which data files it has opened."""

    execution: Execution

    def papermill_execute_cells(self) -> None:
        with self.execution.kernels.executing(self.km.provisioner.process):
            super().papermill_execute_cells()
            asked = self.kc.execute(
                "", silent=True, user_expressions={"reads": f"{reads.IN_KERNEL}()"}
            )
            answer = self.wait_for_reply(asked)["content"]["user_expressions"]["reads"]
            opened = json.loads(literal_eval(answer["data"]["text/plain"]))
            self.execution.reads = [self.execution.project.place_of(Path(path)) for path in opened]


class _Engine(NBClientEngine):  # type: ignore[misc]
    """Papermill's own engine, whose cells are followed."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, execution: Execution, **options: Any
    ) -> Any:
        execution.notebook = nb_man.nb
        start, complete = nb_man.cell_start, nb_man.cell_complete

        def cell_start(cell: NotebookNode, cell_index: int = 0, **more: Any) -> None:
            execution.at = cell_index
            start(cell, cell_index, **more)

        def cell_complete(cell: NotebookNode, cell_index: int = 0, **more: Any) -> None:
            complete(cell, cell_index, **more)
            execution.cell_ended(cell_index, cell)

        nb_man.cell_start, nb_man.cell_complete = cell_start, cell_complete
        client = _Client(
            nb_man,
            kernel_name=kernel_name,
            startup_timeout=options["start_timeout"],
            shutdown_kernel="immediate",  # when the last cell is done there is nothing to wait for
            extra_arguments=_ARGUMENTS,
        )
        client.execution = execution
        undrawn = {drawing.UNDRAWN: "1"} if execution.drawings else {}
        return client.execute(env={**os.environ, **undrawn}, cwd=str(execution.project.notebooks))


papermill_engines.register(NAME, _Engine)
