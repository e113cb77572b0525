"""From executed notebooks to a folder of pages that opens anywhere, without a network.

Reads the outputs that the manifest names, computes no figure, and replaces the folder as a whole. Each page is measured
against its goal.
"""

import re
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

from readytochange import pages
from readytochange.assets import MADE_HERE, Beside, Dress, Within, texts
from readytochange.frames import Link
from readytochange.manifest import MANIFEST, Manifest, Record
from readytochange.mistakes import Mistake
from readytochange.pages import Chapter
from readytochange.places import Folder
from readytochange.wording import LANGUAGES

FRONT = "index.html"
GOAL = 250_000
GOAL_ALONE = 1_300_000
"""Bytes of a page without the assets it shares, and of one that holds everything."""

_RUN = re.compile(r"[a-z]{2}/[^/]+")
_ASSETS = "assets"
_SHOWN = (".csv", ".png", ".svg", ".ipynb")


@dataclass(frozen=True)
class Written:
    """A page: its place in the folder, its bytes, and how many it should have at most."""

    place: str
    size: int
    goal: int


def render(outputs: Path, out: Path, single: bool = False) -> list[Written]:
    """Write the pages of all executed notebooks.

    Parameters
    ----------
    outputs : what `refresh` wrote
    out : folder for the pages: `index.html` and `<lang>/<notebook>.html`; replaced if it holds pages, made if it is
        not there
    single : whether each page holds everything in one file, instead of sharing `assets/`

    Returns
    -------
    list of Written
        the pages, in reading order

    Raises
    ------
    Mistake
        if an output is missing, cannot be shown, or `out` holds something else
    """
    editions, files = read(outputs)
    _check(out, outputs)
    made = _pages(editions, outputs if single else None)
    goal = GOAL_ALONE if single else GOAL
    shared: dict[str, bytes] = {}
    if not single:
        shared = {f"{_ASSETS}/{name}": text.encode() for name, text in texts().items()}
        shared |= {place: (outputs / place).read_bytes() for place in files}
    _replace(out, {**shared, **{place: text.encode() for place, text in made.items()}})
    return [Written(place, len(text.encode()), goal) for place, text in made.items()]


def read(outputs: Path) -> tuple[dict[str, list[Chapter]], list[str]]:
    """The executed notebooks of a folder, by language and in reading order, and the places of all their files.

    Parameters
    ----------
    outputs : what `refresh` wrote

    Raises
    ------
    Mistake
        if there is no manifest, or a file that it names is missing or is no notebook
    """
    runs = _records(outputs)
    named = [place for record in runs.values() for place in record.files]
    missing = [place for place in named if not (outputs / place).is_file()]
    if missing:
        raise Mistake(f"{outputs / missing[0]} is missing: run readytochange refresh")
    editions: dict[str, list[Chapter]] = {}
    for lang in LANGUAGES:
        names = sorted(run.split("/")[1] for run in runs if run.split("/")[0] == lang)
        if names:
            editions[lang] = [
                _chapter(outputs, lang, name, runs[f"{lang}/{name}"].parameters) for name in names
            ]
    return _with_shared_names(editions), sorted(p for p in named if p.endswith(_SHOWN))


def _records(outputs: Path) -> dict[str, Record]:
    """What the manifest says of the runs that have pages: '<lang>/<notebook>', each with its files below the folder."""
    place = outputs / MANIFEST
    if outputs.exists() and not outputs.is_dir():
        raise Mistake(f"{outputs} is not a folder; accepted is a folder that refresh wrote")
    if not place.is_file():
        raise Mistake(f"{place} is missing: run readytochange refresh")
    runs = Manifest(Folder(outputs)).runs
    wrong = [name for name in runs if not _RUN.fullmatch(name)]
    if wrong or not runs:
        named = f"a run '{wrong[0]}'" if wrong else "no notebook"
        raise Mistake(f"{place} names {named}: delete it, and run readytochange refresh")
    return runs


def _chapter(outputs: Path, lang: str, name: str, parameters: dict[str, Any]) -> Chapter:
    place = outputs / lang / f"{name}.ipynb"
    try:
        notebook = nbformat.read(place, as_version=4)
    except (OSError, ValueError, AttributeError, KeyError):
        raise Mistake(f"{place} is not a notebook: run readytochange refresh") from None
    return Chapter(name, lang, notebook, parameters)


def _with_shared_names(editions: dict[str, list[Chapter]]) -> dict[str, list[Chapter]]:
    """Give a notebook's headings the same names in every language: so a switch of language stays in its section."""
    names = {
        chapter.name: tuple(heading.name for heading in chapter.headings)
        for chapter in editions.get("en", [])
    }
    return {
        lang: [replace(chapter, names=names.get(chapter.name, ())) for chapter in chapters]
        for lang, chapters in editions.items()
    }


def _pages(editions: dict[str, list[Chapter]], holding: Path | None) -> dict[str, str]:
    """Every page by its place; each holds everything where the folder to take it from is given."""

    def dressed(root: str) -> Dress:
        return Within(holding) if holding else Beside(root)

    fronts = {lang: f"{lang}/{FRONT}" if number else FRONT for number, lang in enumerate(editions)}
    made = {}
    for lang, chapters in editions.items():
        root = _root(fronts[lang])
        made[fronts[lang]] = pages.front(
            chapters,
            partial(_editions, editions, root=root),
            [Link(other, root + fronts[other], LANGUAGES[other]) for other in editions],
            root,
            dressed(root),
        )
    for lang, chapters in editions.items():
        for chapter in chapters:
            links = _editions(editions, chapter, root="../")
            home = f"../{fronts[lang]}"
            made[f"{lang}/{chapter.name}.html"] = pages.page(
                chapter, chapters, links, home, dressed("../")
            )
    return made


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


def _root(place: str) -> str:
    return "../" * place.count("/")


def _check(out: Path, outputs: Path) -> None:
    """Refuse to replace what is not a folder of pages."""
    if outputs.resolve().is_relative_to(out.resolve()):
        raise Mistake(f"{out} holds the outputs: name another folder with --out")
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    front = out / FRONT
    if any(out.glob(MANIFEST)) or any(out.glob(f"*/{MANIFEST}")):
        raise Mistake(f"{out} holds outputs: name another folder with --out")
    if not front.is_file() or MADE_HERE not in front.read_text(encoding="utf-8", errors="replace"):
        raise Mistake(f"{out} holds something else than pages: name another folder with --out")


def _replace(out: Path, files: dict[str, bytes]) -> None:
    """Write everything beside the folder, then put it in its place."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as beside:
            new = Path(beside) / "new"
            for place, content in files.items():
                (new / place).parent.mkdir(parents=True, exist_ok=True)
                (new / place).write_bytes(content)
            if out.exists():
                out.replace(Path(beside) / "old")
            new.replace(out)
    except OSError as error:
        raise Mistake(
            f"cannot write to {out}: {error.strerror}; accepted is a folder you may write to"
        ) from None
