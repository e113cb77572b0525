"""Executed notebooks on paper: a PDF of each, and of each language one report with a cover and contents.

Chromium prints the pages that `pages` makes, by the part for paper of the style sheet: tagged, with bookmarks, charts
as drawings. pypdf then mends what Chromium leaves: titles of bookmarks that lost a space or stand twice, links to pages
that were there only to be printed, a date and a program's name where author and subject should be, numbers of tags that
differ from run to run. So the same outputs make the same bytes with the same browser. Another one may break lines
elsewhere: PDFs are not committed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from readytochange.errors import InputError
from readytochange.outputs.storage import replaced
from readytochange.project import Project, Study
from readytochange.publish import browser, pages
from readytochange.publish.assets import SharedAssets, shared_files
from readytochange.publish.chapters import Chapter, load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route


WIDTH = 673
"""Of the text on A4 between the margins of the style sheet, in CSS pixels: charts are drawn to fit it."""

_HERE = "http://localhost/"
"""Where a page to be printed believes to be."""

_ASSETS = "assets"
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_UNPRESSED = "buttons => buttons.forEach((button) => button.replaceWith(...button.childNodes))"

_ONLY_DRAWN = """symbols => symbols.forEach((symbol) => {
    for (const name of ["aria-pressed", "tabindex"]) symbol.removeAttribute(name);
    symbol.setAttribute("role", "graphics-symbol");
})"""
"""What can be pressed on a screen is text, or a mark, on paper."""

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
    made = {
        f"{lang}/{each.name}.html": pages.page(
            study, each, chapters, [], "#content", SharedAssets("../")
        )
        for each in chapters
    }
    report = pages.report(study, chapters, SharedAssets(""))
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
        page.locator(".drawing [role=button]").evaluate_all(_ONLY_DRAWN)
        content = _printed(page)
        while _write_page_numbers(page, content):
            content = _printed(page)
        return _with_titles_and_links(content, page, study)
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


def _with_titles_and_links(content: bytes, page: "Page", study: Study) -> bytes:
    """The same PDF with titles as they are written, links that lead somewhere, and no date."""
    writer = PdfWriter(clone_from=BytesIO(content))
    writer.metadata = {
        "/Title": page.title(),
        "/Author": study.authors,
        "/Subject": study.subject[str(page.locator("html").get_attribute("lang"))],
    }
    titles = [text for text in page.locator(_HEADINGS).all_text_contents() if text.strip()]
    for item, title in zip(_bookmarks(writer.root_object["/Outlines"]), titles, strict=True):
        item[NameObject("/Title")] = TextStringObject(" ".join(title.split()))
    for link in _links(writer):
        address = str(link["/A"]["/URI"])
        link[NameObject("/A")] = _link_action(address, writer.named_destinations)
    _number_tags(writer.root_object["/StructTreeRoot"])
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _number_tags(tree: Any) -> None:
    """Number the tags that others name, as cells name their column's, in reading order.

    Chromium numbers them as it does the nodes of its page, which depends on what it looked at first.
    """
    tags = list(_tags(tree.get("/K")))
    numbers: dict[str, TextStringObject] = {}
    for tag in tags:
        if "/ID" in tag:
            number = numbers[str(tag["/ID"])] = TextStringObject(f"tag{len(numbers) + 1:08}")
            tag[NameObject("/ID")] = number
    for tag in tags:
        for attributes in tag.get("/A", []):
            if "/Headers" in attributes:
                named = ArrayObject(numbers[str(each)] for each in attributes["/Headers"])
                attributes.get_object()[NameObject("/Headers")] = named
    if "/IDTree" in tree:
        index = tree["/IDTree"].get_object()
        places = sorted((numbers[name], place) for name, place in _indexed(index))
        _write_index(index, iter(places))


def _tags(node: Any) -> Iterator[DictionaryObject]:
    """The elements of a structure tree, in reading order."""
    found = node.get_object() if node is not None else None
    for each in found if isinstance(found, list) else []:
        yield from _tags(each)
    if isinstance(found, DictionaryObject) and "/S" in found:
        yield found
        yield from _tags(found.get("/K"))


def _indexed(index: Any) -> Iterator[tuple[str, Any]]:
    """What a name tree holds: names, and references to what they name."""
    names = index.get("/Names", [])
    yield from zip(map(str, names[::2]), names[1::2], strict=True)
    for kid in index.get("/Kids", []):
        yield from _indexed(kid.get_object())


def _write_index(index: Any, places: Iterator[tuple[TextStringObject, Any]]) -> list[Any]:
    """Put other names into a name tree, sorted; the names that a branch of it has."""
    here = list(islice(places, len(index.get("/Names", [])) // 2))
    if here:
        index[NameObject("/Names")] = ArrayObject(chain.from_iterable(here))
    names = [name for name, _ in here]
    for kid in index.get("/Kids", []):
        names += _write_index(kid.get_object(), places)
    if "/Limits" in index:
        index[NameObject("/Limits")] = ArrayObject([names[0], names[-1]])
    return names


def _bookmarks(outline: Any) -> Iterator[DictionaryObject]:
    """The entries of an outline, in reading order."""
    item = outline.get("/First")
    while item:
        yield item.get_object()
        yield from _bookmarks(item.get_object())
        item = item.get_object().get("/Next")


def _links(writer: PdfWriter) -> Iterator[Any]:
    """The links to pages that were there only to be printed."""
    for page in writer.pages:
        for annotation in page.get("/Annots", []):
            link = annotation.get_object()
            if str(link.get("/A", {}).get("/URI", "")).startswith(_HERE):
                yield link


def _link_action(address: str, destinations: Mapping[str, Any]) -> DictionaryObject:
    """To the part of this file that a notebook is, or to its file beside this one."""
    name = Path(unquote(urlsplit(address).path)).stem
    inside = NameObject(f"/{name}")
    if inside in destinations:
        return _action("/GoTo", {"/D": inside})
    beside = TextStringObject(f"{name}.pdf")
    start = ArrayObject([NumberObject(0), NameObject("/Fit")])
    return _action("/GoToR", {"/F": beside, "/D": start})


def _action(kind: str, to: Mapping[str, Any]) -> DictionaryObject:
    entries = {"/Type": NameObject("/Action"), "/S": NameObject(kind), **to}
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})
