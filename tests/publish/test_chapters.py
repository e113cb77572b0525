"""The outputs of a folder as chapters: what is missing, broken or somebody else's is named."""

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook

from pages import RECORD, part_of_outputs, small
from projects import PROJECT
from readytochange.errors import InputError
from readytochange.outputs.manifest import MANIFEST, Manifest
from readytochange.outputs.storage import Folder
from readytochange.publish.site import render


def test_a_file_in_place_of_the_outputs_is_named(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("not a folder")
    with pytest.raises(InputError, match="accepted is a folder that refresh wrote"):
        render(PROJECT, tmp_path / "page", tmp_path / "site")


@pytest.mark.parametrize(
    "runs",
    [
        ["a"],
        {"it/0-project": {}},
        {"it": RECORD},
        {"../x": RECORD},
        {"it/0-project": {**RECORD, "files": {"../../evil.csv": ""}}},
    ],
)
def test_a_manifest_that_names_something_else_is_refused(outputs: Path, runs: object) -> None:
    (outputs / "manifest.json").write_text(json.dumps({"runs": runs}))
    with pytest.raises(InputError, match=r"manifest.json (is not a manifest|names a run)"):
        render(PROJECT, outputs, outputs / "site")


@pytest.mark.parametrize("lost", ["manifest.json", "it/0-project.ipynb"])
def test_a_missing_output_is_named(outputs: Path, lost: str) -> None:
    (outputs / lost).unlink()
    with pytest.raises(InputError, match=f"{lost} is missing: run readytochange refresh"):
        render(PROJECT, outputs, outputs / "site")


@pytest.mark.parametrize("spoilt", ["manifest.json", "it/0-project.ipynb"])
def test_a_broken_output_is_named(outputs: Path, spoilt: str) -> None:
    (outputs / spoilt).write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=f"{spoilt} is not a"):
        render(PROJECT, outputs, outputs / "site")


def test_outputs_of_no_form_are_named(outputs: Path) -> None:
    place = outputs / "it/0-project.ipynb"
    notebook = json.loads(place.read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "id": "a", "source": "", "metadata": {}, "execution_count": 1}
    notebook["cells"].append({**cell, "outputs": [{"output_type": "display_data"}]})
    place.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(InputError, match=r"0-project\.ipynb is not a notebook"):
        render(PROJECT, outputs, outputs / "site")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_figure_without_its_table_is_named(tmp_path: Path, ending: str) -> None:
    """As outputs of an earlier version are, which made no workbooks."""
    folder = part_of_outputs(tmp_path / "outputs", "it/2-quantitative")
    manifest = Manifest(Folder(folder))
    del manifest.runs["it/2-quantitative"].files[f"it/tables/2-channels.{ending}"]
    (folder / MANIFEST).write_bytes(manifest.text())
    named = f"it/tables/2-channels.{ending} is missing: run readytochange refresh"
    with pytest.raises(InputError, match=named):
        render(PROJECT, folder, folder / "site")


def test_a_notebook_without_a_title_is_refused(tmp_path: Path) -> None:
    folder = small(tmp_path / "outputs")
    nbformat.write(new_notebook(), folder / "it" / "0-project.ipynb")
    with pytest.raises(InputError, match="does not begin with its title"):
        render(PROJECT, folder, folder / "site")
