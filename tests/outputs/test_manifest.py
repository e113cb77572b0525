"""A manifest says what came from what, and names no file but those of its folder."""

import json
from pathlib import Path

import pytest

from readytochange.errors import InputError
from readytochange.outputs.manifest import MANIFEST, Manifest
from readytochange.outputs.storage import Folder

RECORD = {"notebook": "", "parameters": {}, "inputs": {}, "versions": {}, "files": {}}


@pytest.mark.parametrize("place", ["../notes.txt", "it/../../notes.txt", "/notes.txt", "it/..", ""])
def test_it_cannot_name_files_outside_its_folder(tmp_path: Path, place: str) -> None:
    for runs in ({"it/0-project": {**RECORD, "files": {place: ""}}}, {place: RECORD}):
        (tmp_path / MANIFEST).write_text(json.dumps({"runs": runs}))
        with pytest.raises(InputError, match="is not a manifest"):
            Manifest(Folder(tmp_path))


def test_its_files_and_runs_are_known_by_their_places(tmp_path: Path) -> None:
    whole = {"it/0-project": {**RECORD, "files": {"it/tables/1-a.csv": ""}}}
    (tmp_path / MANIFEST).write_text(json.dumps({"runs": whole}))
    manifest = Manifest(Folder(tmp_path))
    assert set(manifest.runs) == {"it/0-project"}
    assert json.loads(manifest.text()) == {"runs": whole}


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"runs": []}', '{"runs": {"xx/a": {}}}', "[" * 100_000]
)
def test_one_that_is_spoilt_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(InputError, match=r"manifest.json is not a manifest: delete it"):
        Manifest(Folder(tmp_path))
