"""Where the project's folders are, anchored to this file, and what of `data/` a process has looked at."""

import os
import sys
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
DATA = PROJECT / "data"
REPORT = DATA / "report"
DATAPACKAGE = DATA / "datapackage.json"
NOTEBOOKS = PROJECT / "notebooks"
OUTPUTS = PROJECT / "outputs"
LIBRARY = Path(__file__).resolve().parent
SOURCES = ("data", "docs", "lib", "notebooks", "tests", "tools")
"""Folders of the project into which nothing is put that was made."""

_LOOKS = frozenset({"open", "os.listdir", "os.scandir"})
_LOOKING_FOR_MODULES = frozenset({"pkgutil", "importlib._bootstrap_external"})

_seen: set[Path] = set()
_watching = False


def record_reads() -> None:
    """Begin to note which files under `data/` this process opens, there or not, and which folders it lists.

    A second call changes nothing.
    """
    global _watching
    if not _watching:
        sys.addaudithook(_note)
        _watching = True


def reads() -> list[str]:
    """What was noted so far, below the project's folder, with forward slashes, sorted."""
    return sorted(path.relative_to(PROJECT).as_posix() for path in _seen)


def note(places: Iterable[Path]) -> None:
    """Note files as opened whose content this process has from an earlier time, or from the one it was forked from."""
    if _watching:
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
    _seen.update(each for each in (Path(path), Path(path).resolve()) if each.is_relative_to(DATA))


def holds_sources(place: Path) -> bool:
    """Whether a folder is the project's own or in one of `SOURCES`."""
    return place == PROJECT or any(place.is_relative_to(PROJECT / name) for name in SOURCES)
