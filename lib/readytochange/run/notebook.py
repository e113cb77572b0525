"""One notebook, one language, one set of parameters: executed by papermill, made the same bytes everywhere."""

import base64
import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook

from readytochange.errors import InputError, first_line
from readytochange.figures import drawing, exports
from readytochange.figures.drawing import CHART_MIME, FIGURE_MIME
from readytochange.outputs import cells
from readytochange.outputs.cells import METADATA, WIDGET_MIME, kept
from readytochange.project import Project
from readytochange.run import engine, forkserver, kernel, reading
from readytochange.run.drawings import Drawings
from readytochange.run.limits import USUAL, Limits


@dataclass(frozen=True)
class Executed:
    """What a run made: the notebook, its tables and figures, what it read, what went wrong."""

    notebook: str
    files: Mapping[str, bytes]
    reads: tuple[str, ...]
    error: str = ""
    refused: bool = False
    """Whether the error is of a person's input, in data or parameters, and not the notebook's."""


def execute(
    project: Project,
    name: str,
    lang: str,
    parameters: Mapping[str, Any],
    on_cell: Callable[[int, int], None] = lambda done, of: None,
    drawings: Drawings | None = None,
    kernels: engine.Kernels | None = None,
    limits: Limits = USUAL,
) -> Executed:
    """Run a source notebook in one language.

    Parameters
    ----------
    project : whose notebook
    name : of the notebook, without the ending
    lang : 'it' or 'en'; the other language's text is left out
    parameters : values for its `parameters` cell, already checked
    on_cell : called with cells done and cells in all
    drawings : draw its charts while it goes on; its kernel does where there are none
    kernels : notes its kernel, so that it can be ended
    limits : of each cell

    Returns
    -------
    Executed
        with the files it made by their place below the language's folder; where a cell failed or the kernel died, the
        notebook as far as it came and no tables or figures

    Raises
    ------
    InputError
        if the source is not a notebook, or its `parameters` cell lacks one of the parameters
    """
    kernels = kernels or engine.Kernels()

    def run() -> tuple[engine.Execution, str, bool]:
        source = reading.read(project.source(name), parameters)
        numbers = cells.numbers(source)
        notebook = reading.in_language(source, lang)
        execution = engine.Execution(project, notebook, numbers, on_cell, drawings, kernels, limits)
        return execution, *_run(execution, {**parameters, "lang": lang})

    execution, error, refused = run()
    if error and not kernels.ended and forkserver.is_lost(execution.process):
        execution, error, refused = run()
        if error and forkserver.is_lost(execution.process):
            error += "; twice the process was killed that its kernel is a fork of"
    undrawn = execution.draw()
    error = error or undrawn
    clean(execution.notebook)
    files = {f"{name}.ipynb": nbformat.writes(execution.notebook).encode() + b"\n"}
    if not error:
        files |= tables_and_figures(execution.notebook, drawings)
    return Executed(name, files, tuple(execution.reads), error, refused)


def clean(notebook: NotebookNode) -> None:
    """Take out of an executed notebook what differs from run to run, or with who saved its source.

    That is times, paths, random ids, the machine's Python, the kernel, how cells were shown, when a stream was sent.
    The code of cells that show sentences, or nothing, is folded, as JupyterLab does it.
    """
    notebook.metadata.clear()
    notebook.metadata.update(deepcopy(METADATA))
    for cell in notebook.cells:
        counts = kept(cell.metadata)
        cell.metadata.clear()
        cell.metadata.update(counts)
        if "injected-parameters" in cells.tags(cell):
            cell["id"] = "injected-parameters"
        if cell.cell_type == "code":
            cell.outputs = _streams_merged(cell.outputs)
        for output in cell.get("outputs", []):
            if output.get("data", {}).pop(WIDGET_MIME, None):
                output.metadata[WIDGET_MIME] = {}  # a page tells it from a text
        if cells.says_only(cell):
            cell.metadata["jupyter"] = {"source_hidden": True}


def _streams_merged(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """What a cell has written between two other outputs as one text, and what it has to stderr as one after it.

    A kernel sends a stream in pieces, as time passes, and the two of them in any order.
    """
    merged: list[NotebookNode] = []
    for is_stream, several in groupby(outputs, lambda output: output.output_type == "stream"):
        if not is_stream:
            merged += several
            continue
        texts: dict[str, list[str]] = {"stdout": [], "stderr": []}
        for output in several:
            texts[output.name].append(output.text)
        merged += [
            nbformat.v4.new_output("stream", name=name, text="".join(pieces))
            for name, pieces in texts.items()
            if pieces
        ]
    return merged


def tables_and_figures(
    notebook: NotebookNode, drawings: Drawings | None = None
) -> dict[str, bytes]:
    """The tables and figures an executed notebook shows, as files.

    Parameters
    ----------
    notebook : executed
    drawings : where its charts have been drawn

    Returns
    -------
    dict
        'tables/2-channels.csv', 'tables/2-channels.xlsx', 'figures/2-channels.png', 'figures/2-channels.svg' to their
        bytes; no table of simulated respondents
    """
    files: dict[str, bytes] = {}
    names: set[str] = set()
    for data in engine.bundles(notebook.cells):
        shown = data[FIGURE_MIME]
        name = shown["name"]
        drawing.check_name(name)
        if name in names:
            raise InputError(f"two figures are named '{name}': accepted is one name a figure")
        names.add(name)
        if not shown.get("simulated"):
            table = exports.files(shown["columns"], shown["rows"], name)
            files |= {f"tables/{name}.{ending}": content for ending, content in table.items()}
        if CHART_MIME in data:
            if not shown["description"].strip():
                raise InputError(
                    f"figure '{name}' has no description: accepted is its chart in words, for who does not see it"
                )
            chart = json.dumps(data[CHART_MIME])
            svg = drawings.result(chart)[0] if drawings else drawing.vector(chart)
            files[f"figures/{name}.png"] = base64.b64decode(data["image/png"])
            files[f"figures/{name}.svg"] = svg
    return files


def _run(execution: engine.Execution, parameters: Mapping[str, Any]) -> tuple[str, bool]:
    """Have papermill run it; what went wrong, and whether that is a person's input."""
    try:
        execute_notebook(
            execution.notebook,
            None,
            parameters=parameters,
            engine_name=engine.NAME,
            kernel_name=kernel.NAME,
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution=execution,
        )
    except PapermillExecutionError as failure:
        refused = failure.ename == InputError.__name__
        said = failure.evalue or "no message" if refused else f"{failure.ename}: {failure.evalue}"
        return execution.wrong(execution.at, first_line(said)), refused
    except (DeadKernelError, CellTimeoutError, RuntimeError) as failure:
        execution.accepts()
        return execution.wrong(execution.at, execution.exceeded or first_line(failure)), False
    index = cells.unexecuted(execution.cells)
    return "" if index is None else execution.wrong(index, "it ended the notebook"), False
