"""Where outputs lie: a folder of this machine. What is written appears whole or not at all.

Used by `refresh`.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from readytochange.mistakes import Mistake

LOG = "refresh.log"
_LOCK = ".refresh.lock"
_STAGING = ".staging"


class Folder:
    """A folder of this machine.

    Files are written beside their place and renamed into it; one refresh at a time writes.

    Parameters
    ----------
    path : made when something is written
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    def read(self, names: Iterable[str]) -> dict[str, bytes]:
        """The files that are there, of those named."""
        files = {name: self.path / name for name in names}
        return {name: file.read_bytes() for name, file in files.items() if file.is_file()}

    def names(self) -> list[str]:
        """The places of all files below, hidden ones aside."""
        below = (path.relative_to(self.path) for path in self.path.rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in below if not _is_hidden(path.parts))

    def write(self, files: Mapping[str, bytes]) -> None:
        """Put each file in its place, within `alone`."""
        beside = self.path / _STAGING / "being-written"
        with self._writable():
            for name, content in files.items():
                place = self.path / name
                place.parent.mkdir(parents=True, exist_ok=True)
                beside.write_bytes(content)
                beside.replace(place)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, those that are there."""
        with self._writable():
            for name in names:
                (self.path / name).unlink(missing_ok=True)

    def log(self, line: str) -> None:
        """Add a line to what is not committed."""
        with self._writable(), (self.path / LOG).open("a", encoding="utf-8") as file:
            file.write(line)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder for one refresh; Mistake if another holds it, or it cannot be written."""
        staging = self.path / _STAGING
        lock = FileLock(self.path / _LOCK, timeout=0)
        try:
            with self._writable():
                self.path.mkdir(parents=True, exist_ok=True)
                lock.acquire()
        except Timeout:
            raise Mistake(
                f"another refresh is writing to {self}: wait for it, or name another folder with --out"
            ) from None
        with lock:
            shutil.rmtree(staging, ignore_errors=True)
            with self._writable():
                staging.mkdir()
            try:
                yield
            finally:
                shutil.rmtree(staging, ignore_errors=True)

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except Timeout:
            raise
        except OSError as error:
            raise Mistake(
                f"cannot write to {self}: {error.strerror or error}; accepted is a folder you may write to"
            ) from None


def _is_hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith(".") for part in parts)
