"""Executed notebooks on paper: a PDF of each, and of each language one report with a cover and contents.

Chromium prints the pages that `pages` makes, by the part for paper of the style sheet: tagged, with bookmarks, charts
as drawings; `pdf_structure` mends what it leaves. So the same outputs make the same bytes with the same browser.
Another one may break lines elsewhere: PDFs are not committed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pypdf import PdfReader

from readytochange.errors import InputError
from readytochange.outputs.storage import replaced
from readytochange.project import Project, Study
from readytochange.publish import browser, pages, pdf_structure
from readytochange.publish.assets import SharedAssets, shared_files
from readytochange.publish.chapters import SCREEN, Chapter, load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route


WIDTH = 673
"""Of the text on A4 between the margins of the style sheet, in CSS pixels: charts are drawn to fit it."""

_HERE = "http://localhost/"
"""Where a page to be printed believes to be."""

_ASSETS = "assets"
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_UNPRESSED = "buttons => buttons.forEach((button) => button.replaceWith(...button.childNodes))"
"""What can be pressed on a screen is text on paper."""

_NAMED = """figures => figures.forEach((figure) => {
    figure.setAttribute("aria-label", figure.querySelector(".title").textContent);
})"""
"""A figure on paper is described by its tag alone."""

_PATIENCE = 300_000  # milliseconds, for all charts of a page


@dataclass(frozen=True)
class Pdf:
    """A PDF: its place in the folder, its pages and bytes."""

    path: str
    pages: int
    size: int


def render(project: Project, outputs: Path, out: Path) -> Iterator[Pdf]:
    """Print all executed notebooks, one file at a time.

    Parameters
    ----------
    project : whose outputs they are
    outputs : what `refresh` wrote
    out : folder for `<lang>/<notebook>.pdf` and `<title>-<lang>.pdf`; other files in it stay

    Yields
    ------
    Pdf
        each file when it is in its place, the report of a language after its notebooks

    Raises
    ------
    InputError
        if an output is missing or cannot be shown, there is no browser, or `out` cannot be written to
    """
    study = project.study
    editions, _ = load(project, outputs)
    to_print = {
        name: html
        for chapters in editions.values()
        for name, html in _to_print(study, chapters).items()
    }
    files = {**_assets(), **to_print}
    with browser.chromium() as chromium:
        for name in to_print:
            content = _print(chromium, name, files, study)
            path = Path(name).with_suffix(".pdf").as_posix()
            with replaced(out / path) as new:
                new.write_bytes(content)
            yield Pdf(path, len(PdfReader(BytesIO(content)).pages), len(content))


def _assets() -> dict[str, str]:
    return {f"{_ASSETS}/{name}": text for name, text in shared_files().items()}


def _to_print(study: Study, chapters: Sequence[Chapter]) -> dict[str, str]:
    """Every page to be printed of a language, by its place."""
    lang = chapters[0].lang
    chapters = [each.without(SCREEN) for each in chapters]
    made = {
        f"{lang}/{each.name}.html": pages.page(
            study, each, chapters, [], "#content", SharedAssets("../")
        )
        for each in chapters
    }
    parts = [each for each in chapters if each.name in study.parts] or chapters  # waves are none
    report = pages.report(study, parts, SharedAssets(""))
    return {**made, f"{pages.report_name(study, lang)}.html": report}


def _print(chromium: "Browser", name: str, files: Mapping[str, str], study: Study) -> bytes:
    """Print a page when its charts are drawn; and again once its contents name the pages.

    The browser gets all files from here: none is written, so that none stays when this process is killed.
    """
    from playwright.sync_api import Error

    page = chromium.new_page(
        offline=True, color_scheme="light", viewport={"width": WIDTH, "height": 1000}
    )
    try:
        page.route("**/*", lambda route: _answer(route, files))
        page.emulate_media(media="print")
        page.goto(_HERE + name)
        page.wait_for_selector("html[data-state]", state="attached", timeout=_PATIENCE)
        failed = page.locator("figure.chart:not([data-state=drawn])")
        if failed.count():
            name = str(failed.first.get_attribute("id")).removeprefix("figure-")
            raise InputError(f"the figure {name} cannot be drawn: refresh its notebook")
        page.locator("figure:not([aria-label])").evaluate_all(_NAMED)
        page.locator("button.status").evaluate_all(_UNPRESSED)
        content = _printed(page)
        while _write_page_numbers(page, content):
            content = _printed(page)
        titles = [text for text in page.locator(_HEADINGS).all_text_contents() if text.strip()]
        properties = {
            "/Title": page.title(),
            "/Author": study.authors,
            "/Subject": study.subject[str(page.locator("html").get_attribute("lang"))],
        }
        return pdf_structure.mended(content, properties, titles, _HERE)
    except Error as error:
        reason = error.message.splitlines()[0]
        raise InputError(
            f"{Path(name).stem} cannot be printed: the browser says: {reason}"
        ) from None
    finally:
        with suppress(Error):
            page.close()


def _answer(route: "Route", files: Mapping[str, str]) -> None:
    """Give a page a file that it asks for."""
    name = unquote(route.request.url.removeprefix(_HERE))
    if name in files:
        kind, _ = guess_type(name)
        route.fulfill(body=files[name], content_type=f"{kind}; charset=utf-8")
    else:
        route.abort()


def _printed(page: "Page") -> bytes:
    return page.pdf(
        format="A4", prefer_css_page_size=True, print_background=True, tagged=True, outline=True
    )


def _write_page_numbers(page: "Page", content: bytes) -> bool:
    """Write into the contents on which pages things stand; whether that changed any.

    They have room of their own, so that they move nothing: the second time nothing changes.
    """
    reader = PdfReader(BytesIO(content))
    pages_of = {
        name.removeprefix("/"): (reader.get_destination_page_number(destination) or 0) + 1
        for name, destination in reader.named_destinations.items()
    }
    links = page.locator("a:has(> .leaf)")
    names: list[str] = links.evaluate_all("links => links.map((link) => link.hash.slice(1))")
    numbers = [str(pages_of[name]) for name in names]
    leaves = page.locator(".leaf")
    if leaves.all_text_contents() == numbers:
        return False
    leaves.evaluate_all(
        "(leaves, numbers) => leaves.forEach((leaf, place) => { leaf.textContent = numbers[place]; })",
        numbers,
    )
    return True
