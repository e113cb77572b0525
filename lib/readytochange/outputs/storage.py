"""Where outputs lie: a folder of this machine, or a URL that fsspec knows. A file appears whole or not at all."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from urllib.request import url2pathname

from filelock import FileLock, Timeout

from readytochange.errors import InputError, first_line

LOG = "refresh.log"
_LOCK = ".refresh.lock"
_STAGING = ".staging"


@contextmanager
def writable(path: Path) -> Iterator[None]:
    """Say of a place of this machine that it cannot be written to; of what is in its way where something is."""
    try:
        yield
    except Timeout:
        raise
    except OSError as error:
        accepted = "a folder you may write to"
        if isinstance(error, IsADirectoryError):
            path, accepted = (
                Path(error.filename2 or error.filename or path),
                "a file there, or nothing",
            )
        elif isinstance(error, FileExistsError | NotADirectoryError):
            path, accepted = Path(error.filename or path), "a folder there, or nothing"
        raise InputError(
            f"cannot write to {path}: {error.strerror or error}; accepted is {accepted}"
        ) from None


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Put a file or a folder in its place when it is whole: the one that is made at the path that this gives."""
    with writable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
            new = Path(folder) / "new"
            yield new
            if new.is_dir() and path.exists():
                path.replace(Path(folder) / "old")
            new.replace(path)


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
        """Put each file in its place, within `locked`."""
        new_file = self.path / _STAGING / "being-written"
        for name, content in files.items():
            path = self.path / name
            with writable(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                new_file.write_bytes(content)
                new_file.replace(path)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, those that are there."""
        for name in names:
            with writable(self.path / name):
                (self.path / name).unlink(missing_ok=True)

    def log(self, line: str) -> None:
        """Add a line to what is not committed."""
        with writable(self.path), (self.path / LOG).open("a", encoding="utf-8") as file:
            file.write(line)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one refresh; InputError if another holds it, or it cannot be written."""
        staging = self.path / _STAGING
        lock = FileLock(self.path / _LOCK, timeout=0)
        try:
            with writable(self.path):
                self.path.mkdir(parents=True, exist_ok=True)
                lock.acquire()
        except Timeout:
            raise InputError(
                f"another refresh is writing to {self}: wait for it, or name another folder with --out"
            ) from None
        with lock:
            shutil.rmtree(staging, ignore_errors=True)
            with writable(self.path):
                staging.mkdir()
            try:
                yield
            finally:
                shutil.rmtree(staging, ignore_errors=True)


class ObjectStore:
    """Objects below a URL, as `s3://bucket/prefix`; with the extra `dask`.

    An object store puts an object whole, and has no lock: of two refreshes at once each may do again what the other
    does. They make the same bytes; where they ran different sources, the sums in the manifest show it, and the next
    refresh puts it right. Objects cannot be added to, so there is no log.

    Parameters
    ----------
    url : of the folder
    """

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        try:
            from fsspec.core import url_to_fs

            with self._reached():
                self._files, root = url_to_fs(self._url)
        except ImportError:
            raise missing_extra(self._url) from None
        self._root = root.rstrip("/") + "/"

    def __str__(self) -> str:
        return self._url

    def read(self, names: Iterable[str]) -> dict[str, bytes]:
        """The files that are there, of those named."""
        paths = {self._root + name: name for name in names}
        if not paths:
            return {}
        with self._reached():
            found = self._files.cat(list(paths), on_error="return")
            for content in found.values():
                if isinstance(content, Exception) and not isinstance(content, FileNotFoundError):
                    raise content
        return {
            paths[path]: content for path, content in found.items() if isinstance(content, bytes)
        }

    def names(self) -> list[str]:
        """The places of all files below, hidden ones aside."""
        with self._reached():
            self._files.invalidate_cache()
            found = [path.removeprefix(self._root) for path in self._files.find(self._root)]
        return sorted(path for path in found if not _is_hidden(path.split("/")))

    def write(self, files: Mapping[str, bytes]) -> None:
        """Put each file in its place."""
        with self._reached():
            self._files.pipe({self._root + name: content for name, content in files.items()})

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, those that are there."""
        with self._reached():
            for name in names:
                with suppress(FileNotFoundError):
                    self._files.rm_file(self._root + name)

    def log(self, line: str) -> None:
        """Say nothing: no line can be added to an object."""

    @contextmanager
    def locked(self) -> Iterator[None]:
        """See that the place can be written to; nothing holds others off."""
        self.write({_LOCK: b""})
        self.remove([_LOCK])
        yield

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except ImportError:
            raise
        except Exception as error:  # each kind of store has errors of its own
            raise InputError(
                f"cannot use {self}: {first_line(error)}; accepted is a place that exists and that you may write to"
            ) from None


Storage = Folder | ObjectStore
"""Where outputs lie."""


def at(text: str) -> Storage:
    """The place of that name.

    Parameters
    ----------
    text : a folder, or a URL
    """
    if "://" not in text:
        return Folder(Path(text).resolve())
    if not text.partition("://")[2].strip("/"):
        raise InputError(
            f"{text} names no place: accepted is a URL as s3://bucket/prefix, or a folder"
        )
    if text.startswith("file:"):
        return Folder(Path(url2pathname(urlsplit(text).path)).resolve())
    return ObjectStore(text)


def missing_extra(what: str) -> InputError:
    """The error of wanting what is not installed."""
    return InputError(f"{what} needs packages of an extra: pip install 'readytochange[dask]'")


def _is_hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith(".") for part in parts)
