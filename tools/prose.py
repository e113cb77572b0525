"""Records which Italian and which English stand side by side in the notebooks: `make prose`.

Prose stands in pairs of cells, `text-it-03` and `text-en-03`. `notebooks/prose.json` holds a fingerprint of both. Where
one of them is known and the other is not, only one was edited: then nothing is recorded, and a test says so.
"""

import argparse
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import nbformat

from readytochange.project import Project, find

_LANGUAGES = ("it", "en")


class Pair(NamedTuple):
    """The fingerprints of a text in both languages."""

    it: str
    en: str


def record(project: Project) -> Path:
    """Where the fingerprints are kept."""
    return project.notebooks / "prose.json"


def pairs(project: Project) -> dict[str, Pair]:
    """The fingerprint of either language of every pair, by the pair's name: '0-project text-03'."""
    found: dict[str, dict[str, str]] = {}
    for place in sorted(project.notebooks.glob("*.ipynb")):
        for cell in nbformat.read(place, as_version=4).cells:
            for lang in _LANGUAGES:
                if f"lang-{lang}" in cell.metadata.get("tags", []):
                    name = f"{place.stem} {cell.id.replace(f'-{lang}-', '-')}"
                    found.setdefault(name, {})[lang] = _fingerprint(cell.source)
    return {name: Pair(**each) for name, each in found.items()}


def recorded(project: Project) -> dict[str, Pair]:
    """The pairs as they were when both languages said the same."""
    place = record(project)
    kept = json.loads(place.read_text(encoding="utf-8")) if place.exists() else {}
    return {name: Pair(*each) for name, each in kept.items()}


def edited_alone(project: Project) -> dict[str, str]:
    """The pairs of which one language was edited and the other not, each with a line that says which.

    A text is known by what it says and not by its place: a pair that moves is the same pair.
    """
    before = set(recorded(project).values())
    italian, english = ({pair[at] for pair in before} for at in (0, 1))
    found = {}
    for name, pair in pairs(project).items():
        if pair not in before and (pair.it in italian) != (pair.en in english):
            edited, other = ("English", "Italian") if pair.it in italian else ("Italian", "English")
            found[name] = f"{name}: the {edited} was edited, the {other} not"
    return found


def write(project: Project, reviewed: bool = False) -> list[str]:
    """Record every pair that is new or was edited in both languages; say which were edited in one.

    Parameters
    ----------
    project : whose notebooks
    reviewed : record those edited in one language too: the other still says the same
    """
    alone = {} if reviewed else edited_alone(project)
    if not alone:
        lines = (f"{json.dumps(name)}: {json.dumps(pair)}" for name, pair in pairs(project).items())
        text = "{\n" + ",\n".join(lines) + "\n}\n"
        record(project).write_text(text, encoding="utf-8", newline="\n")
    return list(alone.values())


def _fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def main() -> None:
    """Write the record; exit code 1 where a pair was edited in one language only."""
    parser = argparse.ArgumentParser(description=__doc__)
    said = "record pairs edited in one language too: the other still says the same"
    parser.add_argument("--reviewed", action="store_true", help=said)
    alone = write(find(), parser.parse_args().reviewed)
    if alone:
        sys.exit("\n".join([*alone, "edit the other too; if it still says the same: --reviewed"]))


if __name__ == "__main__":
    main()
