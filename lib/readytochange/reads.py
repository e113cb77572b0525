"""Which files below a folder this process has looked at: what a run's outputs depend on."""

import os
import sys
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Any

from readytochange import project

IN_KERNEL = "_readytochange_reads"
"""What a kernel with this extension calls the function that lists, as JSON, what it has opened."""

_LOOKS = frozenset({"open", "os.listdir", "os.scandir"})
_LOOKING_FOR_MODULES = frozenset({"pkgutil", "importlib._bootstrap_external"})

_seen: set[Path] = set()
_folders: set[Path] = set()


def record(folder: str | PathLike[str]) -> None:
    """Begin to note which files below a folder this process opens, there or not, and which folders it lists.

    A second call changes nothing.

    Parameters
    ----------
    folder : absolute
    """
    if not _folders:
        sys.addaudithook(_note)
    _folders.add(Path(folder))


def recorded() -> list[Path]:
    """What was noted so far, sorted."""
    return sorted(_seen)


def load_ipython_extension(shell: Any) -> None:
    """As an extension of a kernel: note what it opens of its project's data, and give that list a name for who asks."""
    from IPython.display import JSON

    record(project.find().data)
    shell.push({IN_KERNEL: lambda: JSON(list(map(str, recorded())))}, interactive=False)


def note(places: Iterable[Path]) -> None:
    """Note files as opened whose content this process has from an earlier time, or from the one it was forked from."""
    if _folders:
        for place in places:
            _look(place)


def stamp(file: Path) -> tuple[int, ...]:
    """What differs when a file has changed; nothing where none is."""
    try:
        state = file.stat()
    except OSError:
        return ()
    return state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _LOOKS or not isinstance(arguments[0], str | PathLike):
        return
    if sys._getframe(1).f_globals.get("__name__") in _LOOKING_FOR_MODULES:
        return
    _look(arguments[0])


def _look(place: str | PathLike[str]) -> None:
    path = os.path.abspath(place)  # noqa: PTH100  (a link is read where it stands and where it leads)
    for each in (Path(path), Path(path).resolve()):
        if any(each.is_relative_to(folder) for folder in _folders):
            _seen.add(each)
