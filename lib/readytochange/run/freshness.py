"""Whether a run would make again what is there already; and if not, why it has to be made."""

from collections.abc import Mapping
from typing import Any

from readytochange.outputs.manifest import FAILED, Manifest, Record, sha256
from readytochange.run.inputs import Sources


def why_run(
    manifest: Manifest, name: str, notebook: str, parameters: Mapping[str, Any], sources: Sources
) -> str:
    """Why a run cannot be left as it is.

    Parameters
    ----------
    manifest : of the folder of its outputs
    name : of the run: 'it/2-quantitative'
    notebook : the name of its source
    parameters : what it would get
    sources : the project as it is now

    Returns
    -------
    str
        what is not as it was when the outputs were made; '' if nothing is
    """
    record = manifest.runs.get(name)
    if record is None:
        return "not made before"
    if record.parameters != parameters:
        return "other parameters"
    now = sources.now(notebook, record.inputs)
    for place in sorted(record.inputs.keys() | now.keys()):
        if place not in record.inputs or place not in now or record.inputs[place] != now[place]:
            return f"{place} changed"
    for library, version in sources.versions.items():
        if record.versions.get(library) != version:
            return f"{library} is now {version}"
    return _why_incomplete(manifest, name, record)


def _why_incomplete(manifest: Manifest, name: str, record: Record) -> str:
    """Which of its files is not there as it was made."""
    failed = name + FAILED
    names = {manifest.folder + place: place for place in [*record.files, failed]}
    found = {names[at]: content for at, content in manifest.storage.read(names).items()}
    if failed in found:
        return "it failed before"
    for place, known in record.files.items():
        if place not in found:
            return f"{place} is missing"
        if sha256(found[place]) != known:
            return f"{place} is not what it made"
    return ""
