"""Printed notebooks and reports, read back: complete, in order, tagged, and laid out for paper."""

import re
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import altair as alt
import nbformat
import pandas as pd
import psutil
import pymupdf
import pypdf
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from playwright.sync_api import Page

from nights import NIGHTLY
from pages import HOSTILE, figures_in, small
from projects import NOTEBOOKS, PROJECT, ProjectFolder
from readytochange import figures, language
from readytochange.errors import InputError
from readytochange.figures import drawing
from readytochange.project import Study
from readytochange.publish import front, notebook_figures, pdf
from readytochange.publish.chapters import SCREEN, Chapter, load, numbers
from readytochange.publish.markdown import outline

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("chromium")]

LANGUAGES = list(language.LANGUAGES)
LOADED, _ = load(PROJECT, PROJECT.outputs)
EDITIONS = {
    lang: [each.without(SCREEN) for each in chapters if each.name in PROJECT.study.parts]
    for lang, chapters in LOADED.items()
}
"""What is on paper: the parts of the study."""

CHAPTERS = [chapter for chapters in EDITIONS.values() for chapter in chapters]
REPORTS = [f"ready-to-change-{lang}.pdf" for lang in LANGUAGES]
NOTEBOOK = next(chapter for chapter in CHAPTERS if str(chapter) == "it/2-quantitative.ipynb")
FILES = ["it/2-quantitative.pdf", *REPORTS]
"""A notebook, and of each language the report, which holds every part of the study."""

AGAIN = FILES if NIGHTLY else FILES[:2]
"""What is printed twice: by day the report of one language only."""

MARGIN = 16 / 25.4 * 72
FOOTER = 278 / 25.4 * 72
"""Points from the left and right of a page where nothing stands, and from its top where its number does."""


def everything(outputs: Path, out: Path) -> list[str]:
    """Print in a thread of its own: Playwright works once in a thread, and other tests hold a browser in this one."""
    with ThreadPoolExecutor(1) as thread:
        printed = thread.submit(lambda: [each.path for each in pdf.render(PROJECT, outputs, out)])
        return printed.result()


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of what is kept in `outputs/`, these files, printed once."""
    return printed(tmp_path_factory.mktemp("printed") / "pdf")


@pytest.fixture(scope="session")
def pdfs_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same by a browser that looked at some nodes of its pages before, and numbers them otherwise."""
    print_page = pdf._printed

    def looked_at(page: Page) -> bytes:
        session = page.context.new_cdp_session(page)
        document = session.send("DOM.getDocument", {"depth": 2})["root"]["nodeId"]
        some = {"nodeId": document, "selector": "body, p, table *:nth-child(odd)"}
        session.send("DOM.querySelectorAll", some)
        return print_page(page)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_printed", looked_at)
        return printed(tmp_path_factory.mktemp("again") / "pdf", AGAIN)


def printed(out: Path, files: Sequence[str] = FILES) -> Path:
    """Print files of `outputs/` into a folder."""
    whole = pdf._to_print

    def some(study: Study, chapters: Sequence[Chapter]) -> dict[str, str]:
        pages = whole(study, chapters).items()
        return {name: html for name, html in pages if name.replace(".html", ".pdf") in files}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_to_print", some)
        assert everything(PROJECT.outputs, out) == list(files)
    return out


@pytest.fixture(params=FILES)
def place(request: pytest.FixtureRequest, pdfs: Path) -> Path:
    return pdfs / str(request.param)


@pytest.fixture(params=LANGUAGES)
def report(request: pytest.FixtureRequest, pdfs: Path) -> Path:
    return pdfs / f"ready-to-change-{request.param}.pdf"


@cache
def opened(place: Path) -> Any:  # its types do not know that it is a sequence of pages
    return pymupdf.open(place)


@cache
def root(place: Path) -> Any:
    """What a file says of itself as a whole."""
    return pypdf.PdfReader(place).root_object


def lang_of(place: Path) -> str:
    return place.stem[-2:] if place.name in REPORTS else place.parent.name


def squeezed(text: str) -> str:
    """A text without its spaces: lines break where they will."""
    return re.sub(r"[\s\u00ad]+", "", text)


def text(place: Path) -> str:
    """All of it, the foot of each page aside: a paragraph may go on over it."""
    return squeezed("".join(page.get_text(clip=above_foot(page)) for page in opened(place)))


def above_foot(page: pymupdf.Page) -> pymupdf.Rect:
    return pymupdf.Rect(0, 0, page.rect.width, FOOTER)


def lines(page: pymupdf.Page) -> Iterator[dict[str, Any]]:
    """The lines of text above the page's number, from the top."""
    found = [
        line
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", [])
        if line["bbox"][1] < FOOTER and "".join(span["text"] for span in line["spans"]).strip()
    ]
    yield from sorted(found, key=lambda line: float(line["bbox"][3]))


def is_heading(line: dict[str, Any]) -> bool:
    """Whether a line is set as headings and titles of figures are."""
    return all(
        "Bold" in span["font"] and span["size"] > 11
        for span in line["spans"]
        if span["text"].strip()
    )


def headings(page: pymupdf.Page) -> str:
    return squeezed(
        "".join(span["text"] for line in lines(page) if is_heading(line) for span in line["spans"])
    )


def part(chapter: Chapter) -> Chapter:
    """What the report prints of a notebook: without what it tells first."""
    told = any(any(each.tagged("in-short")) for each in EDITIONS[chapter.lang])
    return chapter.without(*front.TOLD) if told else chapter


def texts_of(figure: notebook_figures.NotebookFigure) -> list[str]:
    """What a table shows in its form, what is closed aside."""
    table = BeautifulSoup(figure.html, "html.parser")
    for closed in table.select("details"):
        closed.decompose()
    return list(table.stripped_strings)


def figures_of(place: Path) -> list[notebook_figures.NotebookFigure]:
    held = EDITIONS[lang_of(place)] if place.name in REPORTS else [NOTEBOOK]
    return [figure for chapter in held for figure in figures_in(chapter)]


def tags(place: Path) -> list[dict[str, Any]]:
    """What a screen reader meets: every element of the structure tree, in order."""
    met: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        for each in node if isinstance(node, list) else []:
            walk(each)
        if isinstance(node, dict):
            if "/S" in node:
                met.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(root(place)["/StructTreeRoot"])
    return met


def links(place: Path) -> Iterator[Any]:
    for page in pypdf.PdfReader(place).pages:
        for annotation in page.get("/Annots", []):
            link = annotation.get_object()
            inside = {"/S": "/GoTo", "/D": link["/Dest"]} if "/Dest" in link else {}
            yield link.get("/A", inside)


@pytest.mark.parametrize(
    ("file", "chapter"),
    [
        (FILES[0], NOTEBOOK),
        *((REPORTS[LANGUAGES.index(chapter.lang)], chapter) for chapter in CHAPTERS),
    ],
    ids=str,
)
def test_every_word_of_a_notebook_is_in_its_file_and_in_the_report(
    file: str, chapter: Chapter, pdfs: Path
) -> None:
    found = text(pdfs / file)
    for heading in part(chapter).headings if file in REPORTS else chapter.headings:
        assert squeezed(heading.text) in found
    for figure in figures_in(chapter):
        for said in (figure.title, figure.reading, *figure.slides[:3], f"{figure.name}.csv"):
            assert squeezed(said) in found
        for said in () if figure.spec else texts_of(figure):
            assert squeezed(said) in found, said


def test_what_is_to_be_searched_is_left_out_with_its_heading(pdfs: Path) -> None:
    for lang, report in zip(LANGUAGES, REPORTS, strict=True):
        [chapter] = [each for each in LOADED[lang] if each.name == "1-qualitative"]
        assert "1-search" in chapter.figures
        assert "1-search.csv" not in text(pdfs / report)
        gone = {each.text for each in chapter.headings} - {
            each.text for each in chapter.without(SCREEN).headings
        }
        assert len(gone) == 1


def test_accents_can_be_searched(pdfs: Path) -> None:
    found = [page.search_for("perché") for page in opened(pdfs / "ready-to-change-it.pdf")]
    assert any(found)


def test_code_stays_hidden(place: Path) -> None:
    assert "figures.show(" not in text(place)


def test_the_bookmarks_of_a_notebook_are_its_headings(pdfs: Path) -> None:
    t = language.translator(NOTEBOOK.lang)
    bookmarks = opened(pdfs / FILES[0]).get_toc()
    assert [(level, title) for level, title, _ in bookmarks] == [
        *((heading.level, heading.text) for heading in NOTEBOOK.headings),
        *((2, t(last)) for last in ("How to read the numbers", "This edition")),
    ]


def test_the_bookmarks_of_a_report_are_the_headings_of_its_parts(report: Path) -> None:
    bookmarks = [(level, title) for level, title, _ in opened(report).get_toc()]
    parts = [
        (heading.level, heading.text)
        for chapter in map(part, EDITIONS[lang_of(report)])
        for heading in chapter.headings
    ]
    start = bookmarks.index(parts[0])
    assert [level for level, _ in bookmarks[:2]] == [1, 2]
    assert bookmarks[start:-2] == parts
    t = language.translator(lang_of(report))
    assert [title for _, title in bookmarks[-2:]] == [
        t("How to read the numbers"),
        t("This edition"),
    ]


def test_the_answer_in_short_stands_on_page_3(report: Path) -> None:
    t = language.translator(lang_of(report))
    assert headings(opened(report)[2]).startswith(squeezed(t("In short")))


def test_figures_have_the_numbers_of_the_pages(report: Path) -> None:
    t = language.translator(lang_of(report))
    found = text(report)
    for chapter in EDITIONS[lang_of(report)]:
        for figure in figures_in(chapter):
            number = numbers(LOADED[lang_of(report)])[figure.name]
            assert squeezed(t("Figure {n}", n=number) + figure.title) in found


def test_paper_says_nothing_of_what_only_a_screen_can_do(place: Path) -> None:
    for words in ("kernel", "make lab", "scorri →", "scroll →"):
        assert squeezed(words) not in text(place)
    assert squeezed("I dati in tabella") not in text(place)


def test_no_text_is_smaller_than_eight_points(place: Path) -> None:
    small = {
        (page.number + 1, span["text"])
        for page in opened(place)
        for line in lines(page)
        for span in line["spans"]
        if span["text"].strip() and span["size"] < 7.95
    }
    assert small == set()


def test_no_page_is_less_than_half_full(report: Path) -> None:
    """But the cover."""
    pages = list(opened(report))[1:]
    filled = {page.number + 1: bottom(page) / FOOTER for page in pages}
    assert {number: round(part, 2) for number, part in filled.items() if part < 0.5} == {}


def bottom(page: pymupdf.Page) -> float:
    """How far down a page something stands."""
    drawn = [path["rect"].y1 for path in page.get_drawings() if path["rect"].y1 < FOOTER]
    return max([*(float(line["bbox"][3]) for line in lines(page)), *drawn], default=0.0)


def test_a_bookmark_leads_to_the_page_of_its_heading(place: Path) -> None:
    for _, title, number in opened(place).get_toc():
        assert squeezed(title) in headings(opened(place)[number - 1])


def test_the_contents_name_the_pages_where_things_stand(report: Path) -> None:
    entries = []
    for page in [opened(report)[1]]:
        for link in page.get_links():
            entry = page.get_textbox(link["from"]).split()
            title, number = squeezed("".join(entry[:-1])), int(entry[-1])
            assert link["page"] == number - 1
            assert title in headings(opened(report)[number - 1])
            entries.append(title)
    assert entries == [
        squeezed(heading.text)
        for chapter in map(part, EDITIONS[lang_of(report)])
        for heading in chapter.headings
        if heading.level <= 2
    ]


def test_a_page_says_its_number_in_its_language_and_the_cover_does_not(place: Path) -> None:
    said = {"it": "pagina {} di {}", "en": "page {} of {}"}[lang_of(place)]
    document = opened(place)
    for number, page in enumerate(document, 1):
        foot = page.get_textbox((0, FOOTER, *page.rect.br)).strip()
        if number == 1 and place.name in REPORTS:
            assert not foot
        else:
            assert set(foot.splitlines()) == {
                "Ready to change",
                said.format(number, len(document)),
            }


def test_a_file_says_its_title_language_author_and_subject(place: Path) -> None:
    lang = lang_of(place)
    found: Any = pypdf.PdfReader(place).metadata
    about = {name: str(value) for name, value in found.items()}
    assert "Ready to change" in about["/Title"]
    assert about["/Author"] == PROJECT.study.authors
    assert about["/Subject"] == PROJECT.study.subject[lang]
    assert set(about) == {"/Title", "/Author", "/Subject"}
    assert root(place)["/Lang"] == lang
    assert root(place)["/ViewerPreferences"]["/DisplayDocTitle"]


def test_a_file_is_tagged(place: Path) -> None:
    assert root(place)["/MarkInfo"]["/Marked"]
    kinds = {str(tag["/S"]) for tag in tags(place)}
    assert kinds >= {"/H1", "/H2", "/P", "/Figure"}
    if place.name in REPORTS:
        assert kinds >= {"/Table", "/TR", "/TH", "/TD"}
    assert "/Form" not in kinds


def test_a_chart_is_a_figure_with_its_title_and_its_marks_say_what_they_show(place: Path) -> None:
    said = [squeezed(str(tag.get("/Alt", ""))) for tag in tags(place) if tag["/S"] == "/Figure"]
    assert all(said)
    for figure in figures_of(place):
        assert squeezed(figure.title) in said
    assert len(said) > 2 * len(figures_of(place))


def test_charts_are_drawings(place: Path) -> None:
    assert not [page.number for page in opened(place) if page.get_images()]
    for title in [figure.title for figure in figures_of(place) if figure.spec]:
        pages = [page for page in opened(place) if squeezed(title) in headings(page)]
        filled = [[path for path in page.get_drawings() if path["fill"]] for page in pages]
        assert max(map(len, filled)) >= 3


def test_every_font_is_in_the_file(place: Path) -> None:
    fonts = {font[0]: font[3] for page in opened(place) for font in page.get_fonts()}
    assert fonts
    for number, name in fonts.items():
        assert opened(place).extract_font(number)[3], name


def test_no_page_ends_with_a_heading(place: Path) -> None:
    for page in opened(place):
        assert not is_heading(list(lines(page))[-1]), page.number + 1


def test_a_section_stands_on_the_page_of_the_figure_that_it_begins_with(place: Path) -> None:
    pages = [headings(page) for page in opened(place)]
    held = (
        [part(each) for each in EDITIONS[lang_of(place)]] if place.name in REPORTS else [NOTEBOOK]
    )
    begun = [pair for chapter in held for pair in begun_with_a_figure(chapter)]
    assert len(begun) > 5
    for pair in begun:
        assert any(all(squeezed(each) in page for each in pair) for page in pages), pair


def begun_with_a_figure(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Each heading with the figure under it, where at most one text stands between."""
    section, between = "", 0
    for cell in chapter.notebook.cells:
        is_text = cell.cell_type == "markdown"
        held = [
            notebook_figures.from_output(output.data)
            for output in cell.get("outputs", [])
            if drawing.FIGURE_MIME in output.get("data", {})
        ]
        if named := outline([cell.source] if is_text else []):
            section, between = named[-1].text, 0
        elif held:
            if section and between < 2:
                yield section, held[0].title
            section = ""
        elif is_text or cell.outputs:
            between += 1


def test_no_page_is_empty(place: Path) -> None:
    for page in opened(place):
        assert len(list(lines(page))) > 1, page.number + 1


def test_nothing_is_cut_at_the_side(place: Path) -> None:
    for page in opened(place):
        boxes = [pymupdf.Rect(line["bbox"]) for line in lines(page)]
        boxes += [path["rect"] for path in page.get_drawings() if path["fill"] != (1, 1, 1)]
        assert min(box.x0 for box in boxes) > MARGIN - 2, page.number + 1
        assert max(box.x1 for box in boxes) < page.rect.width - MARGIN + 2, page.number + 1


def test_a_long_table_says_its_columns_on_every_page_and_breaks_between_rows(
    tmp_path: Path,
) -> None:
    rows = [
        {"label": f"Row {n}", "text": f"{n}: " + "a text of some words " * 6} for n in range(80)
    ]
    made = figures.table(pd.DataFrame(rows), name="0-long", title="A long table", lang="it")
    output = new_output("display_data", made._repr_mimebundle_())
    folder = small(tmp_path / "outputs", new_code_cell("0", outputs=[output], id="long"))
    [file, *_] = everything(folder, tmp_path / "pdf")
    pages = list(opened(tmp_path / "pdf" / file))
    assert len(pages) > 2
    for page in pages:
        assert "rispostatesto" in squeezed(page.get_text())
    for page in pages[:-1]:
        rules = [path["rect"].y1 for path in page.get_drawings() if path["rect"].height < 2]
        assert max(rules) > list(lines(page))[-1]["bbox"][3]


def test_links_lead_to_parts_of_the_file_or_to_files_beside_it(place: Path) -> None:
    actions = [action for action in links(place) if action]
    for action in actions:
        assert action["/S"] != "/URI" or action["/URI"].startswith("http")
        if action["/S"] == "/GoToR":
            assert Path(action["/F"]).stem in NOTEBOOKS
    kinds = [action["/S"] for action in actions]
    assert kinds.count("/GoTo" if place.name in REPORTS else "/GoToR") > 0
    assert place.name not in REPORTS or "/GoToR" not in kinds


def test_links_between_parts_of_a_report_lead_to_their_first_pages(report: Path) -> None:
    reader = pypdf.PdfReader(report)
    titles = [chapter.title for chapter in EDITIONS[lang_of(report)]]
    starts = {
        number
        for level, title, number in opened(report).get_toc()
        if level == 1 and title in titles
    }
    places = reader.named_destinations
    led = {
        (reader.get_destination_page_number(places[action["/D"]]) or 0) + 1
        for action in links(report)
        if action.get("/S") == "/GoTo"
    }
    assert len(starts) == len(titles)
    assert led >= starts


# ---- what else is printed


def chart(*labels: str) -> nbformat.NotebookNode:
    frame = pd.DataFrame({"label": labels, "count": range(1, len(labels) + 1)})
    drawn = figures.show(
        alt.Chart(frame)
        .mark_bar()
        .encode(alt.X("count").title("n"), alt.Y("label").title(None), tooltip=["label"]),
        name="0-bars",
        title="Barre",
        description=f"Barre: {', '.join(labels)}.",
        table=frame,
        lang="it",
    )
    output = new_output("display_data", drawn._repr_mimebundle_())
    cell: nbformat.NotebookNode = new_code_cell("x", id="bars", outputs=[output])
    return cell


def said(markdown: str) -> nbformat.NotebookNode:
    output = new_output("display_data", {"text/markdown": markdown})
    cell: nbformat.NotebookNode = new_code_cell("x", id="said", outputs=[output])
    return cell


def test_hostile_text_is_printed_as_typed(tmp_path: Path) -> None:
    outputs = small(tmp_path / "outputs", said(language.escape(HOSTILE)), chart(HOSTILE))
    for name in everything(outputs, tmp_path):
        assert text(tmp_path / name).count(squeezed(HOSTILE)) >= 2
        assert {action["/S"] for action in links(tmp_path / name) if action} <= {"/GoTo"}


def test_contents_find_headings_whose_names_have_accents(tmp_path: Path) -> None:
    outputs = small(tmp_path / "outputs", new_markdown_cell("## Perché così?\n\nSì.", id="why"))
    everything(outputs, tmp_path)
    contents = opened(tmp_path / "ready-to-change-it.pdf")[1].get_text()
    assert re.search(r"Perché così\?\s+\d\n", contents)


@pytest.mark.parametrize("file", AGAIN)
def test_the_same_outputs_make_the_same_bytes(file: str, pdfs: Path, pdfs_again: Path) -> None:
    assert (pdfs / file).read_bytes() == (pdfs_again / file).read_bytes()


def test_the_tags_that_others_name_are_numbered_in_reading_order(place: Path) -> None:
    named = [str(tag["/ID"]) for tag in tags(place) if "/ID" in tag]
    assert named == [f"tag{number:08}" for number in range(1, len(named) + 1)]
    index = root(place)["/StructTreeRoot"].get("/IDTree")
    assert (indexed(index) if index else []) == named
    headers = {
        str(each)
        for tag in tags(place)
        for attributes in tag.get("/A", [])
        for each in attributes.get("/Headers", [])
    }
    assert bool(headers) == (place.name in REPORTS)
    assert headers <= set(named)


def indexed(index: Any) -> list[str]:
    """The names of a name tree, whose branches say which they have."""
    names = [str(name) for name in index.get("/Names", [])[::2]]
    names += [name for kid in index.get("/Kids", []) for name in indexed(kid.get_object())]
    assert index.get("/Limits", [names[0], names[-1]]) == [names[0], names[-1]]
    return names


def test_a_chart_that_cannot_be_drawn_is_named(tmp_path: Path) -> None:
    cell = chart("uno")
    cell.outputs[0].data[drawing.CHART_MIME]["mark"] = {"type": "no such mark"}
    outputs = small(tmp_path / "outputs", cell)
    with pytest.raises(InputError, match="the figure 0-bars cannot be drawn"):
        everything(outputs, tmp_path / "pdf")
    assert not list((tmp_path / "pdf").rglob("*.pdf"))


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(InputError, match=r"cannot write to .*taken.*accepted is a folder"):
        everything(small(tmp_path / "outputs"), tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "mine"


def started(own: ProjectFolder, scratch: str | None = None) -> subprocess.Popen[str]:
    """The command, running; with a folder for what it keeps while it works."""
    folder = {"TMPDIR": scratch} if scratch else {}
    return subprocess.Popen(
        own.command("pdf"),
        cwd=own.root,
        env={**own.environment, **folder},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_commands_at_once_leave_whole_files(make_project: Callable[..., ProjectFolder]) -> None:
    own = make_project()
    small(own.root / "outputs", said("Una prova."))
    running = [started(own), started(own)]
    for process in running:
        spoken, _ = process.communicate(timeout=300)
        assert process.returncode == 0
        assert re.search(r"done    it/0-project.pdf: 1 page, \d+ kB\n", spoken)
        assert spoken.endswith("Open:\n  outputs/pdf/\n")
    kept = sorted(path for path in (own.root / "outputs" / "pdf").rglob("*") if path.is_file())
    assert [path.name for path in kept] == ["0-project.pdf", "ready-to-change-it.pdf"]
    for path in kept:
        assert squeezed("Una prova.") in text(path)


def test_a_command_that_is_killed_leaves_the_earlier_files(
    make_project: Callable[..., ProjectFolder],
) -> None:
    own = make_project()
    small(own.root / "outputs", said("Una prova."))
    folder = own.root / "outputs" / "pdf"
    folder.mkdir()
    (folder / "ready-to-change-it.pdf").write_bytes(b"earlier")
    with TemporaryDirectory() as scratch:  # short: else the browser takes another place
        process = started(own, scratch)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("done    it/0-project.pdf")
        helpers = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.communicate(timeout=60)
        assert not psutil.wait_procs(helpers, timeout=60)[1]
    assert (folder / "ready-to-change-it.pdf").read_bytes() == b"earlier"
    assert squeezed("Una prova.") in text(folder / "it" / "0-project.pdf")
    assert {path.name for path in folder.iterdir()} == {"it", "ready-to-change-it.pdf"}


@pytest.mark.parametrize("after", [0, 0.1, 0.3, 0.6, 1, 1.5, 2] if NIGHTLY else [0.3])
def test_a_command_that_is_killed_at_any_moment_leaves_nothing(
    after: float, make_project: Callable[..., ProjectFolder]
) -> None:
    own = make_project()
    drawn = chart("uno")
    small(own.root / "outputs", *(deepcopy(drawn) for _ in range(20)))
    with TemporaryDirectory() as scratch:
        process = started(own, scratch)
        while not psutil.Process(process.pid).children():
            time.sleep(0.02)
        time.sleep(after)
        helpers = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.communicate(timeout=60)
        assert not psutil.wait_procs(helpers, timeout=60)[1]
        assert list(Path(scratch).iterdir()) == []


@pytest.mark.nightly  # by day `test_browser` opens one there
def test_a_long_path_for_temporary_files_is_no_obstacle(
    make_project: Callable[..., ProjectFolder], tmp_path: Path
) -> None:
    own = make_project()
    small(own.root / "outputs", said("Una prova."))
    scratch = tmp_path / ("a" * 100)
    scratch.mkdir()
    process = started(own, str(scratch))
    process.communicate(timeout=300)
    assert process.returncode == 0
    assert list(scratch.iterdir()) == []
