"""Pages made of executed notebooks: complete, the same every time, and nothing in them but what this project wrote."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag
from nbformat.v4 import new_code_cell, new_notebook, new_output

from pages import HOSTILE, RECORD, contrast, small
from projects import CHAPTERS, FRONTS, NOTEBOOKS, PROJECT, Copy
from readytochange import language
from readytochange.errors import InputError
from readytochange.figures import drawing, theme
from readytochange.publish import assets, markdown, notebook_figures
from readytochange.publish.site import GOAL, GOAL_ALONE, Written, render


@cache
def read(place: Path) -> BeautifulSoup:
    return BeautifulSoup(place.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that each hold everything."""
    out = tmp_path_factory.mktemp("alone") / "single"
    render(PROJECT, PROJECT.outputs, out, single=True)
    return out


@pytest.fixture(params=[*FRONTS, *CHAPTERS])
def page(request: pytest.FixtureRequest, site: Path) -> BeautifulSoup:
    return read(site / request.param)


@pytest.fixture(params=CHAPTERS)
def chapter(request: pytest.FixtureRequest, site: Path) -> BeautifulSoup:
    return read(site / request.param)


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """What one small notebook left, to be spoilt."""
    return small(tmp_path / "outputs")


def shown(data: dict[str, object], *tags: str) -> nbformat.NotebookNode:
    output = new_output("execute_result", data, execution_count=1)
    cell: nbformat.NotebookNode = new_code_cell(
        "x", id="shown", outputs=[output], metadata={"tags": list(tags)}
    )
    return cell


def attributes(page: BeautifulSoup, *names: str) -> Iterator[str]:
    for name in names:
        for tag in page.select(f"[{name}]"):
            yield str(tag[name])


def main(page: BeautifulSoup) -> Tag:
    found = page.find("main")
    assert isinstance(found, Tag)
    return found


def test_every_notebook_has_a_page_in_every_language_and_a_way_in(site: Path) -> None:
    made = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert made == {*FRONTS, *CHAPTERS}


def test_the_same_outputs_make_the_same_bytes(site: Path, tmp_path: Path) -> None:
    render(PROJECT, PROJECT.outputs, tmp_path / "again")
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert files
    for file in files:
        assert (site / file).read_bytes() == (tmp_path / "again" / file).read_bytes(), file


def test_a_page_says_its_language_and_its_title(page: BeautifulSoup) -> None:
    titles = page.find_all("h1")
    assert page.html is not None
    assert page.html["lang"] in language.LANGUAGES
    assert len(titles) == 1
    assert page.title is not None
    assert "Ready to change" in page.title.text


def test_headings_go_down_one_level_at_a_time(page: BeautifulSoup) -> None:
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile(r"^h\d$"))]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_name_is_given_once(page: BeautifulSoup) -> None:
    names = list(attributes(page, "id"))
    assert len(names) == len(set(names))


def test_every_link_leads_somewhere(page: BeautifulSoup, site: Path) -> None:
    here = next(path for path in site.rglob("*.html") if read(path) is page)
    for address in attributes(page, "href", "src"):
        parts = urlsplit(address)
        assert not parts.scheme, address
        target = (here.parent / unquote(parts.path)).resolve() if parts.path else here
        assert target.is_file(), address
        if parts.fragment:
            assert read(target).find(id=parts.fragment), address


def test_nothing_names_a_website(site: Path) -> None:
    """But where a name is all it is: the namespaces of SVG and MathML, the schema of a chart."""
    names = {
        "http://www.w3.org/1998/Math/MathML",
        f"https://vega.github.io/schema/vega-lite/v{drawing.VEGA_LITE[0]}.json",
    }
    for place in [*FRONTS, *CHAPTERS]:
        text = (site / place).read_text(encoding="utf-8")
        assert set(re.findall(r"https?://[^\"'\s<)]+", text)) <= names, place


def test_a_page_is_fenced_in(page: BeautifulSoup) -> None:
    fence = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert isinstance(fence, Tag)
    rules = dict(rule.strip().split(" ", 1) for rule in str(fence["content"]).split(";"))
    assert "unsafe" not in str(fence["content"])
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self' file:"
    assert rules["require-trusted-types-for"] == "'script'"


def test_nothing_runs_or_is_dressed_outside_the_assets(page: BeautifulSoup) -> None:
    assert not page.find("style")
    assert not page.find(style=True)
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")], tag
    for script in page.find_all("script"):
        assert script.get("src") or script["type"] == "application/json"


def test_a_language_switch_stays_in_its_section(site: Path) -> None:
    for name in NOTEBOOKS:
        italian, english = (read(site / lang / f"{name}.html") for lang in ("it", "en"))
        names = [
            [tag["id"] for tag in main(page).find_all(["h1", "h2", "h3"])]
            for page in (italian, english)
        ]
        assert names[0] == names[1]
        assert italian.find("a", class_="language", href=f"../en/{name}.html", lang="en")
        assert english.find("a", class_="language", href=f"../it/{name}.html", lang="it")


def test_every_section_has_a_link_that_says_so(chapter: BeautifulSoup) -> None:
    for heading in main(chapter).find_all(["h1", "h2", "h3"]):
        link = heading.find_next_sibling("a", class_="anchor")
        assert isinstance(link, Tag)
        assert link["href"] == f"#{heading['id']}"
        assert heading.get_text() in str(link["aria-label"])


def test_the_contents_name_every_section(chapter: BeautifulSoup) -> None:
    listed = [str(link["href"])[1:] for link in chapter.select(".sections a")]
    assert listed == [heading["id"] for heading in main(chapter).find_all(["h2", "h3"])]


def test_one_can_read_from_the_first_page_to_the_last(site: Path) -> None:
    for lang in language.LANGUAGES:
        for name, after in pairwise(NOTEBOOKS):
            assert read(site / lang / f"{name}.html").find("a", rel="next", href=f"{after}.html")
            assert read(site / lang / f"{after}.html").find("a", rel="prev", href=f"{name}.html")


def test_every_figure_of_a_notebook_is_on_its_page_with_all_its_parts(site: Path) -> None:
    for place in CHAPTERS:
        page, folder = read(site / place), (site / place).parent
        notebook = nbformat.read(PROJECT.outputs / place.replace(".html", ".ipynb"), as_version=4)
        data = [
            output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])
        ]
        figures = [each for each in data if drawing.FIGURE_MIME in each]
        assert figures
        for each in figures:
            shown = each[drawing.FIGURE_MIME]
            figure = page.find(id=f"figure-{shown['name']}")
            assert isinstance(figure, Tag)
            assert shown["title"] in figure.get_text()
            assert len(figure.select("tbody tr")) == len(shown["rows"])
            assert figure.find("caption").get_text() == shown["title"]  # type: ignore[union-attr]
            assert (folder / "tables" / f"{shown['name']}.csv").is_file()
            if drawing.CHART_MIME in each:
                picture = figure.find("img")
                assert isinstance(picture, Tag)
                assert picture["alt"] == shown["description"]
                assert shown["description"] in figure.find("figcaption").get_text()  # type: ignore[union-attr]
                assert (folder / "figures" / f"{shown['name']}.png").is_file()
                assert (folder / "figures" / f"{shown['name']}.svg").is_file()


def test_a_figure_names_its_place_in_the_study(site: Path) -> None:
    figure = read(site / "en" / "2-quantitative.html").find(id="figure-2-channels")
    assert isinstance(figure, Tag)
    place = figure.find("cite")
    assert isinstance(place, Tag)
    assert place.get_text() == "Ricerca quantitativa: canali presidiati (as is)"
    assert place["lang"] == "it"


def test_numbers_are_written_as_the_language_writes_them(site: Path) -> None:
    whatsapp = {
        lang: read(site / lang / "2-quantitative.html")
        .select("#figure-2-channels tbody tr")[4]
        .get_text("|", strip=True)
        for lang in language.LANGUAGES
    }
    assert "|pubblicato|33|calcolato|27,3%|15,1%|44,2%|calcolato" in whatsapp["it"]
    assert "|published|33|computed|27.3%|15.1%|44.2%|computed" in whatsapp["en"]


def test_status_words_say_what_they_mean_where_they_stand(chapter: BeautifulSoup) -> None:
    buttons = chapter.select("main button.status")
    assert buttons
    for button in buttons:
        note = chapter.find(id=button["popovertarget"])
        assert isinstance(note, Tag)
        assert button["aria-describedby"] == note["id"]
        assert note.get_text().startswith(f"{button.get_text()}: ")


def test_code_and_looks_at_data_are_there_to_be_shown(site: Path) -> None:
    page = read(site / "it" / "2-quantitative.html")
    assert any("survey.shares" in code.get_text() for code in page.select(".code"))
    assert page.select(".code.look table th[scope=col]")


def test_the_first_page_asks_the_question_and_answers_with_figures(site: Path) -> None:
    for front, question in zip(FRONTS, ("Come possiamo", "How can we"), strict=True):
        page = read(site / front)
        assert page.h1 is not None
        assert page.h1.get_text().startswith(question)
        assert len(page.select("figure.chart")) == len(NOTEBOOKS)  # one finding for each
        for lang in language.LANGUAGES:
            for name in NOTEBOOKS[1:]:
                assert page.select(f'a[hreflang="{lang}"][href$="{lang}/{name}.html"]')


def test_pages_are_as_small_as_they_should_be(site: Path, alone: Path) -> None:
    for place in [*FRONTS, *CHAPTERS]:
        assert (site / place).stat().st_size <= GOAL, place
        assert (alone / place).stat().st_size <= GOAL_ALONE, place


def test_a_page_that_is_one_file_needs_no_other(alone: Path) -> None:
    assert {path.suffix for path in alone.rglob("*") if path.is_file()} == {".html"}
    for place in [*FRONTS, *CHAPTERS]:
        page = read(alone / place)
        assert all(address.startswith("data:image/png") for address in attributes(page, "src"))
        assert not page.find("link", rel="stylesheet")
        for address in attributes(page, "href"):
            assert address.startswith(("data:", "#")) or urlsplit(address).path.endswith(".html")


def test_what_a_page_holds_is_what_its_fence_lets_run(alone: Path) -> None:
    text = unescape((alone / "index.html").read_text(encoding="utf-8"))
    for held in (assets.texts()[assets.PAGE], assets.texts()[assets.STYLE]):
        assert held in text
        assert assets._hash(held) in text
    assert assets._hash(assets.charts()) in text


# ---- prose


def test_survey_text_in_prose_appears_as_typed() -> None:
    html = markdown.MarkdownWriter([], "en", "").html(f"They said: {language.escape(HOSTILE)}")
    page = BeautifulSoup(html, "html.parser")
    assert page.get_text().strip() == f"They said: {HOSTILE}"
    assert {tag.name for tag in page.find_all(True)} == {"p"}


def test_html_in_prose_appears_as_typed() -> None:
    html = markdown.MarkdownWriter([], "en", "").html(
        "An <b onclick=x>old</b> tag.\n\n<iframe src=x></iframe>"
    )
    assert BeautifulSoup(html, "html.parser").get_text().split("\n") == [
        "An <b onclick=x>old</b> tag.",
        "<iframe src=x></iframe>",
        "",
    ]


@pytest.mark.parametrize(
    ("written", "leads"),
    [
        ("3-stakeholders.ipynb", "3-stakeholders.html"),
        ("2-quantitative.ipynb#who-answered", "2-quantitative.html#who-answered"),
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("#who-answered", "#who-answered"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("../data/README.md", None),
        ("//example.org", None),
    ],
)
def test_a_link_in_prose_leads_to_a_notebook_a_section_or_a_website(
    written: str, leads: str | None
) -> None:
    html = markdown.MarkdownWriter([], "en", "").html(f"[there]({written})")
    links = [tag["href"] for tag in BeautifulSoup(html, "html.parser").find_all("a")]
    assert links == ([leads] if leads else [])
    assert "there" in html


def test_maths_is_mathml() -> None:
    html = markdown.MarkdownWriter([], "en", "").html(r"A share is $\frac{k}{n}$, and costs 3\$.")
    assert "<mfrac>" in html
    assert "3$" in html


@pytest.mark.parametrize("text", ["![a picture](x.png)", r"$\frac$"])
def test_prose_that_a_page_cannot_show_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        markdown.MarkdownWriter([], "en", "").html(text)


def test_only_status_words_in_brackets_explain_themselves() -> None:
    html = markdown.MarkdownWriter([], "en", "").html(
        "The study published 9 (count published, *recovered*); see [it (computed)](#a)."
    )
    words = [tag.get_text() for tag in BeautifulSoup(html, "html.parser").find_all("button")]
    assert words == ["published", "recovered"]


def test_a_bracket_stays_with_its_word() -> None:
    html = markdown.MarkdownWriter([], "en", "").html("9 firms (published).")
    assert BeautifulSoup(html, "html.parser").select_one(".together").get_text() == "(published)."  # type: ignore[union-attr]


def test_headings_without_a_counterpart_are_named_by_their_own_words() -> None:
    italian = markdown.outline(["# Uno", "## Due"], names=("one",))
    assert [heading.name for heading in italian] == ["uno", "due"]


# ---- figures


def test_an_id_stays_in_the_csv_and_a_heading_shared_by_all_rows_goes_under_the_figure() -> None:
    figure = {
        "name": "2-trial", "lang": "en", "title": "Trial", "description": "", "slide": "",
        "columns": ["option", "label", "percent", "count", "status", "slide"],
        "rows": [["a", "A", "48,5", 16, "published", "Canali"], ["b", "B", "3", None, "bounded", "Canali"]],
    }  # fmt: skip
    read = notebook_figures.read({drawing.FIGURE_MIME: figure})
    assert [(cell.text, cell.number) for cell in read.columns] == [
        ("answer", False),
        ("printed percentage", True),
        ("count", True),
        ("status", False),
    ]
    assert read.slide == "Canali"
    assert dict(read.statuses) == {"published": "published", "bounded": "bounded"}


def test_a_heading_in_italian_says_so_on_an_english_page() -> None:
    figure = {
        "name": "2-trial", "lang": "en", "title": "Trial", "description": "", "slide": "",
        "columns": ["label", "slide"], "rows": [["A", "Uno"], ["B", "Due"]],
    }  # fmt: skip
    rows = notebook_figures.read({drawing.FIGURE_MIME: figure}).rows
    assert [[cell.lang for cell in row] for row in rows] == [["", "it"], ["", "it"]]


def test_a_figure_without_a_part_is_refused() -> None:
    with pytest.raises(InputError, match="without its slide"):
        notebook_figures.read(
            {drawing.FIGURE_MIME: {"name": "a", "lang": "it", "columns": [], "rows": []}}
        )


# ---- colours


SCHEMES = [{colour: colour for colour in theme.DARK}, theme.DARK]


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_text_can_be_read_in_both_schemes(scheme: dict[str, str]) -> None:
    paper = scheme[theme.PAPER]
    for ink in (theme.INK, theme.MUTED, theme.BLUE):
        assert contrast(scheme[ink], paper) >= 4.5
    assert contrast(paper, scheme[theme.BLUE]) >= 4.5, "a text in a filled box"
    assert contrast(scheme[theme.PURPLE], paper) >= 4.5, "a text in the code"


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_marks_can_be_seen_in_both_schemes(scheme: dict[str, str]) -> None:
    for colour in theme.CATEGORIES:
        assert contrast(scheme[colour], scheme[theme.PAPER]) >= 3
    assert contrast(scheme[theme.INK], scheme[theme.BLUE]) >= 3, "an interval over its bar"


def test_every_colour_has_its_dark() -> None:
    colours = {value for value in vars(theme).values() if re.fullmatch("#[0-9a-f]{6}", str(value))}
    assert colours == set(theme.DARK)


# ---- mistakes


def test_rendering_says_what_it_made(outputs: Path) -> None:
    (made, *_) = render(PROJECT, outputs, outputs / "site")
    assert made == Written("index.html", (outputs / "site" / "index.html").stat().st_size, GOAL)


def test_a_file_in_place_of_the_outputs_is_named(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("not a folder")
    with pytest.raises(InputError, match="accepted is a folder that refresh wrote"):
        render(PROJECT, tmp_path / "page", tmp_path / "site")


@pytest.mark.parametrize(
    "runs",
    [
        ["a"],
        {"it/0-project": {}},
        {"it": RECORD},
        {"../x": RECORD},
        {"it/0-project": {**RECORD, "files": {"../../evil.csv": ""}}},
    ],
)
def test_a_manifest_that_names_something_else_is_refused(outputs: Path, runs: object) -> None:
    (outputs / "manifest.json").write_text(json.dumps({"runs": runs}))
    with pytest.raises(InputError, match=r"manifest.json (is not a manifest|names a run)"):
        render(PROJECT, outputs, outputs / "site")


def test_a_folder_of_outputs_is_not_replaced(outputs: Path, tmp_path: Path) -> None:
    render(PROJECT, outputs, tmp_path / "matrix")  # a page as of this project, and beside it runs
    small(tmp_path / "matrix" / "confidence=0.9")
    with pytest.raises(InputError, match="holds outputs: name another folder"):
        render(PROJECT, outputs, tmp_path / "matrix")
    assert (tmp_path / "matrix" / "confidence=0.9" / "it" / "0-project.ipynb").exists()


@pytest.mark.parametrize("lost", ["manifest.json", "it/0-project.ipynb"])
def test_a_missing_output_is_named(outputs: Path, lost: str) -> None:
    (outputs / lost).unlink()
    with pytest.raises(InputError, match=f"{lost} is missing: run readytochange refresh"):
        render(PROJECT, outputs, outputs / "site")


@pytest.mark.parametrize("spoilt", ["manifest.json", "it/0-project.ipynb"])
def test_a_broken_output_is_named(outputs: Path, spoilt: str) -> None:
    (outputs / spoilt).write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=f"{spoilt} is not a"):
        render(PROJECT, outputs, outputs / "site")


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        (shown({"application/pdf": "x"}), "shows application/pdf"),
        (shown({"text/html": "<b>x</b>", "text/plain": "x"}), "shows text/html, text/plain"),
        (
            new_code_cell(
                "x", id="shown", outputs=[new_output("error", ename="E", evalue="", traceback=[])]
            ),
            "shows error",
        ),
    ],
)
def test_an_output_of_no_known_kind_is_refused(
    tmp_path: Path, cell: nbformat.NotebookNode, named: str
) -> None:
    folder = small(tmp_path / "outputs", cell)
    with pytest.raises(InputError, match=f"it/0-project.ipynb, cell shown {named}"):
        render(PROJECT, folder, folder / "site")


def test_a_notebook_without_a_title_is_refused(tmp_path: Path) -> None:
    folder = small(tmp_path / "outputs")
    nbformat.write(new_notebook(), folder / "it" / "0-project.ipynb")
    with pytest.raises(InputError, match="does not begin with its title"):
        render(PROJECT, folder, folder / "site")


def test_a_mistake_leaves_the_earlier_pages(outputs: Path) -> None:
    render(PROJECT, outputs, outputs / "site")
    before = (outputs / "site" / "index.html").read_bytes()
    (outputs / "it" / "0-project.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(InputError):
        render(PROJECT, outputs, outputs / "site")
    assert (outputs / "site" / "index.html").read_bytes() == before
    assert {path.name for path in outputs.iterdir()} == {"it", "manifest.json", "site"}


def test_pages_of_an_earlier_kind_are_replaced(outputs: Path) -> None:
    render(PROJECT, outputs, outputs / "site")
    render(PROJECT, outputs, outputs / "site", single=True)
    assert not (outputs / "site" / "assets").exists()


@pytest.mark.parametrize("place", [".", "other"])
def test_a_folder_of_something_else_is_not_replaced(outputs: Path, place: str) -> None:
    (outputs / "other").mkdir()
    (outputs / "other" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="name another folder with --out"):
        render(PROJECT, outputs, outputs / place)
    assert (outputs / "other" / "thesis.txt").read_text() == "mine"


def test_the_command_says_what_to_open(copied: Callable[..., Copy], outputs: Path) -> None:
    copy = copied()
    shutil.copytree(outputs, copy.home / "outputs")
    ran = copy.readytochange("render")
    assert ran.returncode == 0
    assert re.search(r"done    it/0-project.html: \d+ of 250 kB\n", ran.stdout)
    assert ran.stdout.endswith("Open:\n  outputs/site/index.html\n")


def test_the_command_ends_with_one_line_on_a_mistake(copied: Callable[..., Copy]) -> None:
    ran = copied().readytochange("render")
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "manifest.json is missing: run readytochange refresh" in ran.stderr
