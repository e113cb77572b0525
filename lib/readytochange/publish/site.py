"""From executed notebooks to a folder of pages that opens anywhere, without a network.

Reads the outputs that the manifest names, computes no figure, and replaces the folder as a whole. Each page is measured
against its goal.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from readytochange.errors import InputError
from readytochange.language import LANGUAGES
from readytochange.outputs.manifest import MANIFEST
from readytochange.outputs.storage import replaced
from readytochange.project import Project, Study
from readytochange.publish import PDF, pages
from readytochange.publish.assets import (
    GENERATOR,
    EmbeddedAssets,
    NotebookAssets,
    SharedAssets,
    shared_files,
)
from readytochange.publish.chapters import Chapter, load
from readytochange.publish.templating import Link

INDEX = "index.html"
GOAL = 250_000

GOAL_SINGLE = 1_800_000
"""Bytes of a page without the assets it shares, and of one that holds everything."""

_ASSETS = "assets"


@dataclass(frozen=True)
class Page:
    """A page: its place in the folder, its bytes, and how many it should have at most."""

    path: str
    size: int
    goal: int


def render(project: Project, outputs: Path, out: Path, single: bool = False) -> list[Page]:
    """Write the pages of all executed notebooks.

    Parameters
    ----------
    project : whose outputs they are
    outputs : what `refresh` wrote
    out : folder for the pages: `index.html` and `<lang>/<notebook>.html`; replaced if it holds pages, made if it is
        not there
    single : whether each page holds everything in one file, instead of sharing `assets/`. Pages that do not, have the
        report beside them where `pdf` printed it of the same outputs

    Returns
    -------
    list of Page
        the pages, in reading order

    Raises
    ------
    InputError
        if an output is missing, cannot be shown, or `out` holds something else
    """
    editions, files = load(project, outputs)
    _check(out, outputs)
    _check_tables(editions, files)
    printed = {} if single else _printed(project.study, editions, outputs)
    made = _pages(project.study, editions, outputs if single else None, printed)
    written = {path: html.encode() for path, html in made.items()}
    shared: dict[str, bytes] = {}
    if not single:
        shared = {path: file.read_bytes() for path, file in printed.items()}
        shared |= {f"{_ASSETS}/{name}": text.encode() for name, text in shared_files().items()}
        shared |= {path: (outputs / path).read_bytes() for path in files}
    with replaced(out) as new:
        for path, content in {**shared, **written}.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(content)
    goal = GOAL_SINGLE if single else GOAL
    return [Page(path, len(content), goal) for path, content in written.items()]


def _pages(
    study: Study,
    editions: dict[str, list[Chapter]],
    embedded_from: Path | None,
    printed: Container[str],
) -> dict[str, str]:
    """Every page by its place; each holds everything where the folder to take it from is given."""

    def assets(root: str) -> NotebookAssets:
        return EmbeddedAssets(embedded_from) if embedded_from else SharedAssets(root)

    indexes = {lang: f"{lang}/{INDEX}" if number else INDEX for number, lang in enumerate(editions)}
    made = {}
    for lang, chapters in editions.items():
        root = _root(indexes[lang])
        made[indexes[lang]] = pages.index(
            study,
            chapters,
            partial(_editions, editions, root=root),
            [Link(other, root + indexes[other], LANGUAGES[other]) for other in editions],
            root,
            assets(root),
            root + report if (report := _report(study, lang)) in printed else "",
        )
    for lang, chapters in editions.items():
        for chapter in chapters:
            links = _editions(editions, chapter, root="../")
            home = f"../{indexes[lang]}"
            made[f"{lang}/{chapter.name}.html"] = pages.page(
                study, chapter, chapters, links, home, assets("../")
            )
    return made


def _printed(study: Study, editions: dict[str, list[Chapter]], outputs: Path) -> dict[str, Path]:
    """The reports that `pdf` printed of these very outputs, each by its place among the pages."""
    made = (outputs / MANIFEST).stat().st_mtime
    files = {_report(study, lang): outputs / _report(study, lang) for lang in editions}
    return {
        path: file
        for path, file in files.items()
        if file.is_file() and file.stat().st_mtime >= made
    }


def _report(study: Study, lang: str) -> str:
    """Where the report of a language is, among the outputs and among the pages."""
    return f"{PDF}/{pages.report_name(study, lang)}.pdf"


def _editions(editions: dict[str, list[Chapter]], chapter: Chapter, root: str) -> list[Link]:
    """The page of a notebook in every language, from a page that is so far from the folder of all."""
    return [
        Link(
            lang,
            f"{root}{lang}/{other.name}.html",
            LANGUAGES[lang],
            f"{LANGUAGES[lang]}: {other.title}",
        )
        for lang, chapters in editions.items()
        for other in chapters
        if other.name == chapter.name
    ]


def _root(path: str) -> str:
    return "../" * path.count("/")


def _check_tables(editions: dict[str, list[Chapter]], files: Sequence[str]) -> None:
    """Refuse outputs of an earlier version, which lack files that the pages offer."""
    for chapters in editions.values():
        for chapter in chapters:
            for name in chapter.figures:
                for ending in ("csv", "xlsx"):
                    place = f"{chapter.lang}/tables/{name}.{ending}"
                    if place not in files:
                        raise InputError(f"{place} is missing: run readytochange refresh")


def _check(out: Path, outputs: Path) -> None:
    """Refuse to replace what is not a folder of pages."""
    if outputs.resolve().is_relative_to(out.resolve()):
        raise InputError(f"{out} holds the outputs: name another folder with --out")
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    index = out / INDEX
    if any(out.glob(MANIFEST)) or any(out.glob(f"*/{MANIFEST}")):
        raise InputError(f"{out} holds outputs: name another folder with --out")
    if not index.is_file() or GENERATOR not in index.read_text(encoding="utf-8", errors="replace"):
        raise InputError(f"{out} holds something else than pages: name another folder with --out")
