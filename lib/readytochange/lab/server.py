"""Starts JupyterLab over the project's folder, with a notebook open."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from tornado.netutil import bind_sockets

from readytochange.errors import InputError
from readytochange.project import Project

_HOOK = "readytochange.lab.saving.before_save"


def serve(
    project: Project,
    notebook: Path,
    port: int | None = None,
    browser: bool = True,
    more: Sequence[str] = (),
) -> None:
    """Run JupyterLab until it is ended.

    Parameters
    ----------
    project : its folder is the root: data, outputs and README can be opened
    notebook : that it opens with
    port : where it listens; the first free one from 8888 when not said
    browser : whether to open it
    more : further options of JupyterLab

    Raises
    ------
    InputError
        if the port cannot be used
    """
    if port:
        _check(port)
    from jupyterlab.labapp import LabApp  # heavy

    LabApp.launch_instance([*options(project, notebook, port, browser), *more])


def options(
    project: Project, notebook: Path, port: int | None = None, browser: bool = True
) -> list[str]:
    """What JupyterLab is told, as for `serve`: each folder of notebooks has its own open tabs."""
    workspace = quote(f"{project.root.name}-{notebook.parent.name}", safe="")
    given = [
        f"--ServerApp.root_dir={project.root}",
        f"--LabApp.default_url=/lab/workspaces/{workspace}/tree/{quote(project.place_of(notebook))}",
        f"--ContentsManager.pre_save_hook={_HOOK}",
        "--Application.log_level=ERROR",
    ]
    if port:
        given += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        given.append("--ServerApp.open_browser=False")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        given.append(
            "--ServerApp.allow_root=True"
        )  # as in a container; it answers this machine only
    return given


def _check(port: int) -> None:
    try:
        for socket in bind_sockets(port, "localhost"):
            socket.close()
    except OSError as error:
        raise InputError(
            f"port {port} cannot be used ({error.strerror}); accepted is a free one: --port N"
        ) from None
