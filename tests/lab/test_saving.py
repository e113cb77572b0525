"""What a save of a source keeps: the same bytes after a run, and every edit."""

import json
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

from projects import NOTEBOOKS, PROJECT
from readytochange.lab import saving


def saved(path: str, content: dict[str, Any], root: Path = PROJECT.root) -> dict[str, Any]:
    model: dict[str, Any] = {"type": "notebook", "content": deepcopy(content)}
    manager = SimpleNamespace(root_dir=str(root))
    saving.before_save(model=model, path=path, contents_manager=manager)
    kept: dict[str, Any] = model["content"]
    return kept


def run(source: str) -> dict[str, Any]:
    """A source as JupyterLab would save it after a run."""
    notebook: dict[str, Any] = json.loads(source)
    notebook["metadata"]["kernelspec"]["display_name"] = "Python 3 (ipykernel)"
    notebook["metadata"]["language_info"]["version"] = "3.11.2"
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        cell["metadata"]["jupyter"] = {"source_hidden": True}
        cell["metadata"]["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00Z"}
        if cell["cell_type"] == "code":
            cell["execution_count"] = 3
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "run\n"}]
    return notebook


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_source_saved_after_a_run_has_the_same_bytes(name: str, tmp_path: Path) -> None:
    before = PROJECT.source(name).read_text(encoding="utf-8")
    content = nbformat.from_dict(saved(f"notebooks/{name}.ipynb", run(before)))
    nbformat.write(content, tmp_path / "saved.ipynb")
    assert (tmp_path / "saved.ipynb").read_text(encoding="utf-8") == before


def test_an_edit_stays() -> None:
    content = run(PROJECT.source("0-project").read_text(encoding="utf-8"))
    content["cells"][2] |= {"source": "edited", "metadata": {"tags": ["summary"]}}
    cell = saved("notebooks/0-project.ipynb", content)["cells"][2]
    assert (cell["source"], cell["metadata"]) == ("edited", {"tags": ["summary"]})


@pytest.mark.parametrize(
    "path",
    ["work/en/0-project.ipynb", "notebooks/Untitled.ipynb", "outputs/en/0-project.ipynb"],
)
def test_other_notebooks_are_saved_whole(path: str) -> None:
    content = run(PROJECT.source("0-project").read_text(encoding="utf-8"))
    assert saved(path, content) == content


def test_a_saved_copy_keeps_no_view_of_controls_whose_kernel_has_ended() -> None:
    shown = {
        "application/vnd.jupyter.widget-view+json": {"model_id": "1"},
        "text/plain": "[controls]",
    }
    output = {"output_type": "display_data", "data": shown, "metadata": {}}
    cell = {
        "cell_type": "code",
        "source": "x",
        "metadata": {},
        "outputs": [output],
        "execution_count": 1,
    }
    kept = saved("work/en/0-project.ipynb", {"cells": [cell], "metadata": {}})
    assert kept["cells"][0]["outputs"][0]["data"] == {"text/plain": "[controls]"}


def test_what_is_no_notebook_is_saved_as_it_is() -> None:
    model = {"type": "file", "content": "text"}
    manager = SimpleNamespace(root_dir=str(PROJECT.root))
    saving.before_save(model=model, path="README.md", contents_manager=manager)
    assert model["content"] == "text"
