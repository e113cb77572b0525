"""Where the project's folders are, anchored to this file, and which files of `data/` a process has read."""

import sys
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

_opened: set[Path] = set()
_watching = False


def record_reads() -> None:
    """Begin to note which files under `data/` this process opens; a second call changes nothing."""
    global _watching
    if not _watching:
        sys.addaudithook(_note)
        _watching = True


def reads() -> list[str]:
    """The files noted so far, below the project's folder, with forward slashes, sorted."""
    return sorted(path.relative_to(PROJECT).as_posix() for path in _opened)


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "open" or not isinstance(arguments[0], str | PathLike):
        return
    path = Path(arguments[0]).resolve()
    if path.is_relative_to(DATA) and path.is_file():
        _opened.add(path)
