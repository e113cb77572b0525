"""One notebook, one language, one set of parameters: executed by papermill, then made the same bytes on every machine.

`refresh` decides what to run and where the results go; this module runs it.
"""

import base64
import csv
import io
from ast import literal_eval
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook
from papermill.inspection import inspect_notebook

from readytochange import drawing
from readytochange.drawing import CHART_MIME, FIGURE_MIME
from readytochange.kernels import WARM
from readytochange.mistakes import Mistake, first_line
from readytochange.wording import LANGUAGES

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"
ENGINE = "readytochange"

_ARGUMENTS = ["--log-level=CRITICAL", "--HistoryManager.enabled=False"]
"""Of the kernel: errors come with the cells, and the cells are nobody's history."""

_PATHS = "__import__('readytochange.paths', fromlist=['paths'])"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Executed:
    """What a run made: the notebook, its tables and figures, what it read, what went wrong."""

    notebook: str
    files: Mapping[str, bytes]
    reads: tuple[str, ...]
    error: str = ""
    refused: bool = False
    """Whether the error is a person's mistake, in data or parameters, and not the notebook's."""


@dataclass
class _Watch:
    """What the engine tells about a run while it goes on and after it."""

    on_cell: Callable[[int, int], None]
    notebook: NotebookNode
    reads: list[str] = field(default_factory=list)


def execute(
    source: Path,
    lang: str,
    parameters: Mapping[str, Any],
    on_cell: Callable[[int, int], None] = lambda done, of: None,
) -> Executed:
    """Run a source notebook in one language.

    Parameters
    ----------
    source : a notebook of `notebooks/`
    lang : 'it' or 'en'; the other language's text is left out
    parameters : values for its `parameters` cell, already checked
    on_cell : called with cells done and cells in all

    Returns
    -------
    Executed
        with the files it made by their place below the language's folder; where a cell failed or the kernel died, the
        notebook as far as it came and no tables or figures

    Raises
    ------
    Mistake
        if the source is not a notebook, or its `parameters` cell lacks one of the parameters
    """
    watch = _Watch(on_cell, _in_language(_read(source, parameters), lang))
    error, refused = "", False
    try:
        execute_notebook(
            watch.notebook,
            None,
            parameters={**parameters, "lang": lang},
            engine_name=ENGINE,
            kernel_name=WARM,
            progress_bar=False,
            request_save_on_cell_execute=False,
            watch=watch,
        )
    except PapermillExecutionError as failure:
        refused = failure.ename == Mistake.__name__
        said = failure.evalue or "no message" if refused else f"{failure.ename}: {failure.evalue}"
        error = f"cell {failure.cell_index}: {first_line(said)}"
    except (DeadKernelError, CellTimeoutError, RuntimeError) as failure:
        error = first_line(failure)
    clean(watch.notebook)
    files = {source.name: nbformat.writes(watch.notebook).encode() + b"\n"}
    if not error:
        files |= exhibits(watch.notebook)
    return Executed(source.stem, files, tuple(watch.reads), error, refused)


def clean(notebook: NotebookNode) -> None:
    """Take out of an executed notebook what differs from run to run: times, paths, random ids, the machine's Python."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_MIME, None)


def exhibits(notebook: NotebookNode) -> dict[str, bytes]:
    """The tables and figures an executed notebook shows, as files.

    Parameters
    ----------
    notebook : executed

    Returns
    -------
    dict
        'tables/2-channels.csv', 'figures/2-channels.png', 'figures/2-channels.svg' to their bytes
    """
    files: dict[str, bytes] = {}
    for data in _bundles(notebook):
        shown = data[FIGURE_MIME]
        name = shown["name"]
        if f"tables/{name}.csv" in files:
            raise Mistake(f"two figures are named '{name}': accepted is one name a figure")
        files[f"tables/{name}.csv"] = _csv(shown["columns"], shown["rows"])
        if CHART_MIME in data:
            files[f"figures/{name}.png"] = base64.b64decode(data["image/png"])
            files[f"figures/{name}.svg"] = drawing.svg(data[CHART_MIME]).encode()
    return files


def _bundles(notebook: NotebookNode) -> list[Mapping[str, Any]]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["data"] for output in outputs if FIGURE_MIME in output.get("data", {})]


def _read(source: Path, parameters: Mapping[str, Any]) -> NotebookNode:
    place = f"notebooks/{source.name}"
    try:
        notebook: NotebookNode = nbformat.read(source, as_version=4)
        known = inspect_notebook(str(source))
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise Mistake(f"{place} is not a notebook that can be run: {first_line(error)}") from None
    for name in parameters:
        if name not in known:
            raise Mistake(
                f"{place} has no parameter '{name}' in a cell tagged 'parameters'; accepted is what its model names"
            )
    return notebook


def _in_language(notebook: NotebookNode, lang: str) -> NotebookNode:
    others = {f"lang-{other}" for other in LANGUAGES if other != lang}
    notebook.cells = [
        cell for cell in notebook.cells if not others & set(cell.metadata.get("tags", []))
    ]
    return notebook


def _csv(columns: list[str], rows: list[list[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """Runs the cells; notes the data files the kernel opens meanwhile."""

    watch: _Watch

    def papermill_execute_cells(self) -> None:
        self.wait_for_reply(self.kc.execute(f"{_PATHS}.record_reads()", silent=True))
        super().papermill_execute_cells()
        asked = self.kc.execute(
            "", silent=True, user_expressions={"reads": f"'|'.join({_PATHS}.reads())"}
        )
        answer = self.wait_for_reply(asked)["content"]["user_expressions"]["reads"]
        reads = literal_eval(answer["data"]["text/plain"])
        self.watch.reads = reads.split("|") if reads else []


class _Engine(NBClientEngine):  # type: ignore[misc]
    """Papermill's own engine, watched."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, watch: _Watch, **options: Any
    ) -> Any:
        watch.notebook = nb_man.nb
        total = len(nb_man.nb.cells)
        complete = nb_man.cell_complete

        def cell_complete(cell: NotebookNode, cell_index: int | None = None, **more: Any) -> None:
            complete(cell, cell_index, **more)
            watch.on_cell((cell_index or 0) + 1, total)

        nb_man.cell_complete = cell_complete
        client = _Client(
            nb_man,
            kernel_name=kernel_name,
            startup_timeout=options["start_timeout"],
            shutdown_kernel="immediate",  # when the last cell is done there is nothing to wait for
            extra_arguments=_ARGUMENTS,
        )
        client.watch = watch
        return client.execute()


papermill_engines.register(ENGINE, _Engine)
