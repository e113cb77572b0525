"""The index page of a parameter grid: every run with what it made, and each figure of all runs side by side."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from readytochange import language
from readytochange.errors import InputError
from readytochange.language import LANGUAGES
from readytochange.outputs.manifest import FAILED, MANIFEST, Manifest, Record
from readytochange.outputs.storage import Storage
from readytochange.project import Study
from readytochange.publish import SITE, templating
from readytochange.publish.assets import GENERATOR, StyleOnly

PAGE = "index.html"

_OURS = (GENERATOR.encode(), b'<body class="overview"')
"""What this page holds, and no other."""


@dataclass(frozen=True)
class Row:
    """A run on the page: its notebook, what it got, what it made."""

    notebook: str
    lang: str
    parameters: Mapping[str, Any]
    path: str
    """Its page where there is one, else its notebook."""

    tables: Mapping[str, Sequence[str]] = field(default_factory=dict)
    figures: Mapping[str, Sequence[str]] = field(default_factory=dict)
    failed: str = ""

    @property
    def set(self) -> dict[str, Any]:
        """The parameters that set it apart: not the language, nor what is empty."""
        others = self.parameters.items()
        return {name: value for name, value in others if name != "lang" and value != ""}

    @property
    def told(self) -> str:
        """These parameters in a line."""
        return ", ".join(f"{name}: {value}" for name, value in self.set.items())


@dataclass(frozen=True)
class Made:
    """A figure as one run made it."""

    run: Row
    picture: str
    page: str


def check(out: Storage) -> None:
    """Refuse to replace a page that is not ours."""
    page = out.read([PAGE]).get(PAGE)
    if page is not None and not all(sign in page for sign in _OURS):
        raise InputError(f"{out}/{PAGE} is another's page: name another folder with --out")


def write(out: Storage, study: Study) -> None:
    """Write the page, unless it is there as it would be written.

    Parameters
    ----------
    out : holds the folders; where all runs are in one language, the page is as well
    study : whose title it bears
    """
    rows = _rows(out)
    languages = {row.lang for each in rows.values() for row in each}
    page = _page(rows, languages.pop() if len(languages) == 1 else study.languages[0], study)
    if out.read([PAGE]).get(PAGE) != page:
        with out.locked():
            out.write({PAGE: page})


def _rows(out: Storage) -> dict[str, list[Row]]:
    """The runs by their folder, those that failed after those that did not."""
    paths = dict.fromkeys(out.names())
    rows: dict[str, list[Row]] = {}
    for path in paths:
        folder, slash, name = path.partition("/")
        if slash and name == MANIFEST:
            try:
                manifest = Manifest(out, f"{folder}/")
            except InputError:  # another program's
                continue
            rows[folder] = [
                Row(
                    PurePosixPath(record.notebook).stem,
                    run.split("/")[0],
                    {key: record.parameters[key] for key in sorted(record.parameters)},
                    _page_of(folder, run, paths),
                    _files(folder, record, "tables", paths),
                    _files(folder, record, "figures", paths),
                )
                for run, record in sorted(manifest.runs.items())
            ]
    for path in paths:
        if path.count("/") == 2 and path.endswith(FAILED):
            folder, lang, name = path.split("/")
            if lang not in LANGUAGES:
                continue
            failed = Row(name.removesuffix(FAILED), lang, {}, path, failed=path)
            rows.setdefault(folder, []).append(failed)
    return rows


def _page_of(folder: str, run: str, there: Container[str]) -> str:
    page = f"{folder}/{SITE}/{run}.html"
    return page if page in there else f"{folder}/{run}.ipynb"


def side_by_side(rows: Mapping[str, Sequence[Row]]) -> dict[str, dict[str, list[Made]]]:
    """Each figure that several runs made, by its name and the language: as each of them made it."""
    found: dict[str, dict[str, list[Made]]] = {}
    for row in (row for each in rows.values() for row in each):
        for name, paths in row.figures.items():
            for picture in (path for path in paths if path.endswith(".png")):
                page = f"{row.path}#figure-{name}" if row.path.endswith(".html") else row.path
                shown = found.setdefault(name, {}).setdefault(row.lang, [])
                shown.append(Made(row, picture, page))
    return {name: each for name, each in found.items() if max(map(len, each.values())) > 1}


def _files(folder: str, record: Record, kind: str, there: Container[str]) -> dict[str, list[str]]:
    """The files of each table or figure of a run that are there, by its name."""
    found: dict[str, list[str]] = {}
    for place in sorted(record.files):
        if f"/{kind}/" in place and f"{folder}/{place}" in there:
            found.setdefault(PurePosixPath(place).stem, []).append(f"{folder}/{place}")
    return found


def _page(rows: Mapping[str, Sequence[Row]], lang: str, study: Study) -> bytes:
    html = templating.filled(
        "grid_index.html.j2",
        **templating.page_context(study, lang, [], "#content", StyleOnly()),
        folders=rows,
        compared=side_by_side(rows),
        count=sum(map(len, rows.values())),
        names=language.LANGUAGES,
    )
    return html.encode()
