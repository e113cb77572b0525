"""Working copies: each notebook in one language, below `work/`, made from its source and kept once it is edited.

What a copy says when it is made is noted in its metadata, which Jupyter keeps: so an edit is told from a run.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import nbformat
from nbformat import NotebookNode

from readytochange.errors import InputError
from readytochange.outputs import cells
from readytochange.outputs.manifest import Manifest, sha256
from readytochange.outputs.storage import Folder, replaced
from readytochange.project import Project
from readytochange.run import freshness, inputs, reading
from readytochange.run.plan import Run, plan

_NOTE = "readytochange"
"""In the metadata of a copy: the sums of what it said when it was made, and of the source that it was made from."""


@dataclass(frozen=True)
class Copy:
    """A working copy, and what was done with it.

    Parameters
    ----------
    path : its file
    state : 'made', anew too where nobody had edited it; 'kept'; or 'refused', where its source cannot be used
    said : why
    """

    path: Path
    state: Literal["made", "kept", "refused"]
    said: str = ""


def place(project: Project, name: str, lang: str) -> Path:
    """Where the working copy of a notebook lies."""
    return project.work / lang / f"{name}.ipynb"


def make(project: Project, lang: str) -> Iterator[Copy]:
    """Make the working copies in a language: those that are not there, or that nobody has edited since they were made.

    A copy shows what its notebook showed when it was refreshed, where it would show the same now.

    Parameters
    ----------
    project : whose notebooks
    lang : 'it' or 'en'

    Yields
    ------
    Copy
        of each notebook, in reading order
    """
    sources = inputs.Sources(project)
    manifest = Manifest(Folder(project.outputs))
    for run in plan(project, values={"lang": [lang]}):
        path = place(project, run.notebook, lang)
        try:
            yield _kept_or_made(path, _copy(project, run, manifest, sources), project, run)
        except InputError as error:
            yield Copy(path, "refused", str(error))


def _kept_or_made(path: Path, wanted: NotebookNode, project: Project, run: Run) -> Copy:
    source = f"notebooks/{run.notebook}.ipynb"
    source_sum = inputs.sum_of(project.source(run.notebook).read_bytes())
    note = {"made": inputs.sum_of(json.dumps(wanted).encode()), "source": source_sum}
    wanted.metadata[_NOTE] = note | {"shown": _sum_of_shown(wanted)}
    found = path.read_bytes() if path.exists() else None
    if found is not None:
        before = _note(found)
        if before.get("made") != inputs.sum_of(found):
            changed = before.get("source", source_sum) != source_sum
            new = (
                f"; {source} has changed since: rename yours, and the next start makes the new one"
            )
            return Copy(path, "kept", f"edited{new if changed else ''}")
        if before == wanted.metadata[_NOTE]:
            return Copy(path, "kept")
    with replaced(path) as file:
        file.write_text(nbformat.writes(wanted) + "\n", encoding="utf-8", newline="\n")
    return Copy(path, "made", f"from {source}" if found is None else f"anew, as {source} is now")


def _copy(project: Project, run: Run, manifest: Manifest, sources: inputs.Sources) -> NotebookNode:
    """A notebook in one language: as it was executed, where a refresh would make the same."""
    why = freshness.why_run(manifest, run.name, run.notebook, run.settings.model_dump(), sources)
    if why:
        notebook = reading.in_language(reading.read(project.source(run.notebook)), run.lang)
    else:
        text = (project.outputs / f"{run.name}.ipynb").read_text(encoding="utf-8")
        notebook = nbformat.reads(text, as_version=4)
    notebook.cells = [
        cell for cell in notebook.cells if "injected-parameters" not in cells.tags(cell)
    ]
    for cell in notebook.cells:
        if "parameters" in cells.tags(cell):
            cell.source = cells.with_default(cell.source, "lang", run.lang)
    notebook.metadata = nbformat.from_dict(deepcopy(cells.METADATA))
    return notebook


def _sum_of_shown(notebook: NotebookNode) -> str:
    return sha256(json.dumps([cell.get("outputs") for cell in notebook.cells]).encode())


def _note(notebook: bytes) -> dict[str, Any]:
    """What a copy says of how it was made; nothing where it is none of ours."""
    try:
        note = json.loads(notebook)["metadata"][_NOTE]
        return note if isinstance(note, dict) else {}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
