"""Papermill's engine of this library: kernels that can be ended, charts drawn while cells go on, data files noted."""

import base64
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic
from typing import Any

from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from readytochange import reads
from readytochange.figures import drawing
from readytochange.figures.drawing import CHART_MIME, FIGURE_MIME
from readytochange.outputs import cells
from readytochange.project import Project
from readytochange.run import extension, forkserver
from readytochange.run.drawings import Drawings, NotDrawnError
from readytochange.run.limits import Limits

NAME = "readytochange"

_ARGUMENTS = [
    "--log-level=CRITICAL",  # errors come with the cells
    "--HistoryManager.enabled=False",
    f"--ext={reads.__name__}",
    f"--ext={extension.__name__}",
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
        self.ended = False

    @contextmanager
    def executing(self, process: Any) -> Iterator[None]:
        """Wait until one more may, and note it while it does; RuntimeError where no more should."""
        with self._free:
            self._processes.add(process)
            try:
                if self.ended:
                    raise RuntimeError("the refresh was ended")
                yield
            finally:
                self._processes.discard(process)

    def end(self) -> None:
        """End them, with what their cells have started, and let no other begin; who runs them finds them dead."""
        self.ended = True
        for process in list(self._processes):
            kill(process)


def kill(process: Any) -> None:
    """End a kernel's process, and what it has started."""
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
    limits: Limits
    cells: list[NotebookNode] = field(default_factory=list)
    """As they were executed; papermill puts others between them where one fails."""
    reads: list[str] = field(default_factory=list)
    at: int | None = None
    """The cell that began last."""
    process: Any = None
    """Of its kernel."""
    exceeded: str = ""
    """The bound that a cell is past."""
    _began: float = 0
    _received: int = 0

    def wrong(self, index: int | None, message: str) -> str:
        """What went wrong, at which cell, as a person finds it in the source."""
        if index is None:
            return message
        return f"{cells.named(self.cells, index, self.numbers)}: {message}"

    def cell_began(self, index: int) -> None:
        """Count from here what it sends, and how long it takes."""
        self.at, self._began, self._received = index, monotonic(), 0

    def accepts(self, received: int = 0) -> bool:
        """Whether so many bytes more are taken from the kernel: nobody has ended it, and its cell is within bounds."""
        self._received += received
        if not self.exceeded and self.at is not None:
            self.exceeded = self.limits.exceeded(monotonic() - self._began, self._received)
        return not self.exceeded and not self.kernels.ended

    def cell_ended(self, index: int, cell: NotebookNode) -> None:
        """Begin to draw what it shows."""
        for data in bundles([cell]):
            if self.drawings and CHART_MIME in data:
                self.drawings.submit(json.dumps(data[CHART_MIME]))
        self.on_cell(index + 1, len(self.notebook.cells))

    def draw(self) -> str:
        """Put pictures where a kernel that draws would have; what is wrong with the first that cannot be drawn."""
        wrong = ""
        for index, cell in enumerate(self.cells):
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
    """Runs the cells within their bounds; asks the kernel at the end which data files it has opened."""

    execution: Execution

    def start_new_kernel_client(self, **options: Any) -> Any:
        self.execution.process = self.km.provisioner.process
        client = super().start_new_kernel_client(**options)
        as_before = client.session.deserialize

        def deserialize(frames: list[bytes], *more: Any, **how: Any) -> Any:
            """What the kernel sends, where it is taken; else nothing, and the kernel's end."""
            if self.execution.accepts(sum(map(len, frames))):
                message = as_before(frames, *more, **how)
                if self.execution.accepts(message["metadata"].get(extension.SIZE, 0)):
                    return message
            kill(self.execution.process)  # nbclient finds it dead
            return {"msg_type": "", "header": {}, "parent_header": {}, "content": {}}

        client.session.deserialize = deserialize
        return client

    def papermill_execute_cells(self) -> None:
        with self.execution.kernels.executing(self.execution.process):
            super().papermill_execute_cells()
            asked = self.kc.execute(
                "", silent=True, user_expressions={"reads": f"{reads.IN_KERNEL}()"}
            )
            answer = self.wait_for_reply(asked)["content"]["user_expressions"]["reads"]
            opened = answer["data"]["application/json"]
            self.execution.reads = [self.execution.project.place_of(Path(path)) for path in opened]


class _Engine(NBClientEngine):  # type: ignore[misc]
    """Papermill's own engine, whose cells are followed."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, execution: Execution, **options: Any
    ) -> Any:
        execution.notebook, execution.cells = nb_man.nb, list(nb_man.nb.cells)
        start, complete = nb_man.cell_start, nb_man.cell_complete

        def cell_start(cell: NotebookNode, cell_index: int = 0, **more: Any) -> None:
            execution.cell_began(cell_index)
            start(cell, cell_index, **more)

        def cell_complete(cell: NotebookNode, cell_index: int = 0, **more: Any) -> None:
            complete(cell, cell_index, **more)
            execution.cell_ended(cell_index, cell)

        nb_man.cell_start, nb_man.cell_complete = cell_start, cell_complete
        client = _Client(
            nb_man,
            kernel_name=kernel_name,
            startup_timeout=options["start_timeout"],
            timeout_func=lambda cell: execution.limits.seconds,
            iopub_timeout=60,  # a cell that shows much has ended before all of it has come
            shutdown_kernel="immediate",  # when the last cell is done there is nothing to wait for
            extra_arguments=_ARGUMENTS,
        )
        client.execution = execution
        started = {"env": _environment(execution), "cwd": str(execution.project.notebooks)}
        with Path(os.devnull).open("w") as nowhere:  # what a cell's processes write is shown by it
            return client.execute(stdout=nowhere, **started)


def _environment(execution: Execution) -> dict[str, str]:
    """Of its kernel, which has no profile of who runs it: neither what that has it do at its start, nor its folder."""
    executed = [c for c in execution.notebook.cells if c.cell_type == "code" and c.source.strip()]
    numbers = [execution.numbers.get(cell.id) for cell in executed]
    names = [f"cell {number}" if number else "parameters" for number in numbers]
    undrawn = {drawing.UNDRAWN: "1"} if execution.drawings else {}
    ours = {
        **forkserver.ipython_folder(),
        extension.CELLS: json.dumps(names),
        extension.MOST: str(execution.limits.bytes),
    }
    return {**os.environ, **forkserver.HASH_SEED, **ours, **undrawn}


papermill_engines.register(NAME, _Engine)
