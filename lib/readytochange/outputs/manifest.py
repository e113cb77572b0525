"""Of every output, what it was made from: one `manifest.json` a folder of outputs."""

import hashlib
import json
from collections.abc import Container, Iterable, Mapping
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter

from readytochange.errors import InputError
from readytochange.language import LANGUAGES

Sums = dict[str, str | None]
"""SHA-256 of each file by its place in the project; of a folder, of the names in it; None where nothing is."""


def sha256(content: bytes) -> str:
    """The sum by which a file is known."""
    return hashlib.sha256(content).hexdigest()


MANIFEST = "manifest.json"

FAILED = ".failed.ipynb"
"""How the name of a notebook ends whose run failed; it lies beside the good one, and no manifest names it."""

_Path = Annotated[str, StringConstraints(pattern=r"^\w+/([\w-]+/)*[\w-][^/\\]*$")]
"""Below the folder, and nowhere else: a manifest says which files a refresh may remove."""

_Name = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(LANGUAGES)})/[\w-][^/\\]*$")]
"""Of a run."""


class Files(Protocol):
    """What holds a folder's files."""

    def read(self, names: Iterable[str], /) -> Mapping[str, bytes]:
        """The files that are there, of those named."""


class Record(BaseModel):
    """What a run was made from, and what it made."""

    model_config = ConfigDict(extra="forbid")

    notebook: str
    parameters: dict[str, Any]
    inputs: Sums
    versions: dict[str, str]
    files: dict[_Path, str]


_Runs = TypeAdapter(dict[_Name, Record])


class Manifest:
    """The records of one folder of outputs, by run: 'it/2-quantitative'.

    Parameters
    ----------
    storage : of the folder's files
    folder : its place there: '' or 'confidence=0.9/'

    Raises
    ------
    InputError
        if the folder has a manifest that cannot be used
    """

    def __init__(self, storage: Files, folder: str = "") -> None:
        self.storage = storage
        self.folder = folder
        self.path = folder + MANIFEST
        content = storage.read([self.path]).get(self.path, b'{"runs": {}}')
        try:
            self.runs = _Runs.validate_python(json.loads(content)["runs"])
        except (ValueError, TypeError, KeyError, RecursionError):
            raise InputError(
                f"{storage}/{self.path} is not a manifest: delete it, and the next refresh writes it anew"
            ) from None

    def text(self) -> bytes:
        """As it is written: the same bytes for the same records."""
        runs = {name: record.model_dump() for name, record in self.runs.items()}
        text = json.dumps({"runs": runs}, indent=1, sort_keys=True, ensure_ascii=False)
        return text.encode() + b"\n"

    def record(self, name: str, record: Record, settled: Container[str]) -> None:
        """Take a run in, with its files; one that was another's goes over to it.

        Parameters
        ----------
        name : of the run
        record : what it was made from, and what it made
        settled : the runs that will not be made anew; their files stay theirs

        Raises
        ------
        InputError
            if a file is made by one of those too
        """
        others = {other: self.runs[other].files for other in self.runs if other != name}
        shared = {other: files.keys() & record.files for other, files in others.items()}
        for other, paths in shared.items():
            if paths and other in settled:
                raise InputError(
                    f"{min(paths)} is made by {other} too: accepted is one name a figure"
                )
        for other, paths in shared.items():
            for path in paths:
                del self.runs[other].files[path]
        self.runs[name] = record
