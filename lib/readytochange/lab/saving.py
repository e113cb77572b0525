"""How JupyterLab saves a source: its cells as typed, and nothing of a run, so that git sees edits only."""

from copy import deepcopy
from pathlib import Path, PurePosixPath
from typing import Any

from readytochange.outputs.cells import METADATA, WIDGET_MIME, kept
from readytochange.project import Project
from readytochange.run import plan


def before_save(*, model: dict[str, Any], path: str, contents_manager: Any, **_: Any) -> None:
    """Take outputs, execution counts, folding and the kernel's name out of a source that is about to be saved.

    A hook of Jupyter's contents manager (`pre_save_hook`), whose root is the project's folder. Other notebooks,
    working copies among them, are saved whole, but for the views of controls, which end with the kernel.

    Parameters
    ----------
    model : what is saved; its content is changed
    path : below the root, with forward slashes
    contents_manager : who saves it
    """
    place = PurePosixPath(path.strip("/"))
    project = Project(Path(contents_manager.root_dir))
    if model["type"] != "notebook":
        return
    is_source = project.root / place == project.source(place.stem)
    if is_source and place.stem in plan.notebooks(project):
        strip(model["content"])
    else:
        drop_widgets(model["content"])


def drop_widgets(notebook: dict[str, Any]) -> None:
    """Leave of controls what is shown without a kernel: reopened, they would have none.

    Parameters
    ----------
    notebook : as nbformat 4 has it
    """
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_MIME, None)


def strip(notebook: dict[str, Any]) -> None:
    """Leave of a notebook what its author writes.

    Parameters
    ----------
    notebook : as nbformat 4 has it
    """
    notebook["metadata"] = deepcopy(METADATA)
    for cell in notebook["cells"]:
        cell["metadata"] = kept(cell["metadata"])
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
