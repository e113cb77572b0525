"""The page of a folder that holds a folder for each set of parameters: every run, and the files it made.

It shows what the manifests say, and is written only when it would be another. Used by `refresh`; what makes pages is
imported when there is one to make.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from readytochange.assets import MADE_HERE
from readytochange.manifest import FAILED, MANIFEST, Manifest
from readytochange.mistakes import Mistake
from readytochange.parameters import LANGUAGES
from readytochange.places import Place
from readytochange.provenance import Sources, place_of, reached, sha256
from readytochange.runs import Run

PAGE = "index.html"
_OURS = (MADE_HERE.encode(), b'<body class="overview">')
"""What this page holds, and no other."""


@dataclass(frozen=True)
class Row:
    """A run on the page: its notebook, what it got, what it made."""

    notebook: str
    lang: str
    parameters: Mapping[str, Any]
    place: str
    tables: Sequence[str] = ()
    figures: Sequence[str] = ()
    failed: str = ""


def check(out: Place) -> None:
    """Refuse to replace a page that is not ours."""
    page = out.read([PAGE]).get(PAGE)
    if page is not None and not all(sign in page for sign in _OURS):
        raise Mistake(f"{out}/{PAGE} is another's page: name another folder with --out")


def write(out: Place, runs: Sequence[Run], sources: Sources) -> None:
    """Write the page, unless it is there as it would be written.

    Parameters
    ----------
    out : holds the folders
    runs : of this refresh; where all are in one language, the page is as well
    sources : the project as it is now
    """
    languages = {run.lang for run in runs}
    lang = languages.pop() if len(languages) == 1 else "it"
    rows = _rows(out)
    code = sources.of(map(place_of, reached(["readytochange.overview"])))
    known = json.dumps([lang, code, sources.versions, str(rows)], sort_keys=True).encode()
    before, _, seal = out.read([PAGE]).get(PAGE, b"").rpartition(b"\n<!-- ")
    if seal != _seal(before, known):
        page = _page(rows, lang)
        out.write({PAGE: page + b"\n<!-- " + _seal(page, known)})


def _seal(page: bytes, known: bytes) -> bytes:
    """The page's last line: by it, one that was edited or came from other sources is recognised."""
    return f"{sha256(page + known)} -->\n".encode()


def _rows(out: Place) -> dict[str, list[Row]]:
    """The runs by their folder, those that failed after those that did not."""
    there = out.names()
    rows: dict[str, list[Row]] = {}
    for place in there:
        folder, slash, name = place.partition("/")
        if slash and name == MANIFEST:
            try:
                manifest = Manifest(out, f"{folder}/")
            except Mistake:  # another program's
                continue
            rows[folder] = [
                Row(
                    PurePosixPath(record.notebook).stem,
                    run.split("/")[0],
                    {key: record.parameters[key] for key in sorted(record.parameters)},
                    f"{folder}/{run}.ipynb",
                    [f"{folder}/{file}" for file in record.files if "/tables/" in file],
                    [f"{folder}/{file}" for file in record.files if "/figures/" in file],
                )
                for run, record in sorted(manifest.runs.items())
            ]
    for place in there:
        if place.count("/") == 2 and place.endswith(FAILED):
            folder, lang, name = place.split("/")
            if lang not in LANGUAGES:
                continue
            failed = Row(name.removesuffix(FAILED), lang, {}, place, failed=place)
            rows.setdefault(folder, []).append(failed)
    return rows


def _page(rows: Mapping[str, Sequence[Row]], lang: str) -> bytes:
    from readytochange import frames, wording
    from readytochange.assets import Plain

    html = frames.framed(
        "overview.html.j2",
        **frames.furniture(lang, [], "#content", Plain()),
        folders=rows,
        count=sum(map(len, rows.values())),
        names=wording.LANGUAGES,
    )
    return html.encode()
