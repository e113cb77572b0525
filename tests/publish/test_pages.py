"""Pages of executed notebooks: complete, in their language, and nothing in them but what this project wrote."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag
from nbformat.v4 import new_code_cell, new_output

from pages import attributes, small, soup
from projects import CHAPTERS, FRONTS, NOTEBOOKS, PROJECT
from readytochange import language
from readytochange.errors import InputError
from readytochange.figures import drawing
from readytochange.publish.site import render
from readytochange.statuses import SIGNS


@pytest.fixture(params=[*FRONTS, *CHAPTERS])
def page(request: pytest.FixtureRequest, site: Path) -> BeautifulSoup:
    return soup(site / request.param)


@pytest.fixture(params=CHAPTERS)
def chapter(request: pytest.FixtureRequest, site: Path) -> BeautifulSoup:
    return soup(site / request.param)


def shown(data: dict[str, object], *tags: str) -> nbformat.NotebookNode:
    output = new_output("execute_result", data, execution_count=1)
    cell: nbformat.NotebookNode = new_code_cell(
        "x", id="shown", outputs=[output], metadata={"tags": list(tags)}
    )
    return cell


def main(page: BeautifulSoup) -> Tag:
    found = page.find("main")
    assert isinstance(found, Tag)
    return found


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
    here = next(path for path in site.rglob("*.html") if soup(path) is page)
    for address in attributes(page, "href", "src"):
        parts = urlsplit(address)
        assert not parts.scheme, address
        target = (here.parent / unquote(parts.path)).resolve() if parts.path else here
        assert target.is_file(), address
        if parts.fragment:
            assert soup(target).find(id=parts.fragment), address


def test_nothing_names_a_website(site: Path) -> None:
    """But where a name is all it is: the schema of a chart."""
    names = {f"https://vega.github.io/schema/vega-lite/v{drawing.VEGA_LITE[0]}.json"}
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
        italian, english = (soup(site / lang / f"{name}.html") for lang in ("it", "en"))
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
            assert soup(site / lang / f"{name}.html").find("a", rel="next", href=f"{after}.html")
            assert soup(site / lang / f"{after}.html").find("a", rel="prev", href=f"{name}.html")


def figures_of(place: str, *without: str) -> list[dict[str, Any]]:
    """What a notebook shows as figures, without its explorers and without cells of other tags."""
    notebook = nbformat.read(PROJECT.outputs / place.replace(".html", ".ipynb"), as_version=4)
    left_out = {"explorer", *without}
    cells = [cell for cell in notebook.cells if not left_out & {*cell.metadata.get("tags", [])}]
    data = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    return [each for each in data if drawing.FIGURE_MIME in each]


def test_every_figure_of_a_notebook_is_on_its_page_with_all_its_parts(site: Path) -> None:
    for place in CHAPTERS:
        page, folder = soup(site / place), (site / place).parent
        figures = figures_of(place)
        assert figures
        for each in figures:
            shown = each[drawing.FIGURE_MIME]
            name = shown["name"]
            figure = page.find(id=f"figure-{name}")
            assert isinstance(figure, Tag)
            assert shown["title"] in figure.get_text()
            assert shown["reading"] in figure.get_text()
            for ending in ("csv", "xlsx"):
                assert (folder / "tables" / f"{name}.{ending}").is_file()
                assert figure.select(f'a[download="{name}.{ending}"][aria-label]')
            if drawing.CHART_MIME in each:
                picture, described = figure.find("img"), figure.find(id=f"description-{name}")
                assert isinstance(picture, Tag)
                assert isinstance(described, Tag)
                assert picture["alt"] == described.get_text() == shown["description"]
                assert (folder / "figures" / f"{name}.png").is_file()
                assert (folder / "figures" / f"{name}.svg").is_file()


def test_what_is_to_be_searched_has_no_number(site: Path) -> None:
    for lang in language.LANGUAGES:
        figure = soup(site / lang / "1-qualitative.html").find(id="figure-1-search")
        assert isinstance(figure, Tag)
        assert not figure.select(".number")


def test_every_question_leads_to_what_is_shown_of_its_answers(site: Path) -> None:
    for lang in language.LANGUAGES:
        page = soup(site / lang / "0-project.html")
        links = [str(link["href"]) for link in page.select("#figure-0-register td a")]
        assert len(links) == len(page.select("#figure-0-register td:first-child"))
        for link in links:
            name, _, there = link.partition("#")
            assert soup(site / lang / name).find(id=there), link


def test_figures_are_numbered_from_the_first_page_to_the_last(site: Path) -> None:
    for lang, word in (("it", "Figura"), ("en", "Figure")):
        places = [place for place in CHAPTERS if place.startswith(lang)]
        numbers = [
            number.get_text()
            for place in places
            for number in soup(site / place).select("main figure > .number")
        ]
        assert numbers == [f"{word} {n}" for n in range(1, len(numbers) + 1)]
        assert len(numbers) == sum(len(figures_of(place, "screen")) for place in places)


def test_descriptions_and_tables_are_closed_and_say_whose_they_are(chapter: BeautifulSoup) -> None:
    for figure in chapter.select("main figure.chart"):
        title = figure.select_one(".title")
        assert title is not None
        folded = figure.select(".notes > details")
        assert folded
        for each in folded:
            assert not each.has_attr("open")
            summary = each.find("summary")
            assert isinstance(summary, Tag)
            assert summary.get_text().endswith(f": {title.get_text()}")


def test_no_page_shows_an_explorer_or_speaks_of_kernels(page: BeautifulSoup) -> None:
    assert not page.select("figure[id$=-explorer]")
    text = main(page).get_text()
    assert not re.search("kernel|make lab", text)


def test_a_link_is_called_by_the_words_that_are_seen(page: BeautifulSoup) -> None:
    named = page.select("a[aria-label], button[aria-label]:not(.status)")
    assert named
    for each in named:
        seen = each.get_text(" ", strip=True)
        assert seen == "#" or str(each["aria-label"]).startswith(seen), each


def test_only_the_statuses_that_a_page_uses_are_explained_on_it(page: BeautifulSoup) -> None:
    explained = {str(note["id"]) for note in page.select(".note")}
    keys = " ".join(key.get_text() for key in page.select(".key"))
    signs = {f"status-{name}" for name, sign in SIGNS.items() if sign and f"{sign} " in keys}
    pressed = {str(button["popovertarget"]) for button in page.select("main button.status")}
    assert explained == signs | pressed
    assert len(page.select(".statuses div")) == len(explained)


def test_a_figure_names_its_place_in_the_study(site: Path) -> None:
    figure = soup(site / "en" / "2-quantitative.html").find(id="figure-2-channels")
    assert isinstance(figure, Tag)
    place = figure.find("cite")
    assert isinstance(place, Tag)
    assert place.get_text() == "Ricerca quantitativa: canali presidiati (as is)"
    assert place["lang"] == "it"


def test_numbers_are_written_as_the_language_writes_them(site: Path) -> None:
    whatsapp = {
        lang: next(
            row.get_text("|", strip=True)
            for row in soup(site / lang / "2-quantitative.html").select("#figure-2-channels tr")
            if "WhatsApp" in row.get_text()
        )
        for lang in language.LANGUAGES
    }
    assert "27,3%" in whatsapp["it"]
    assert "27.3%" in whatsapp["en"]


def test_status_words_say_what_they_mean_where_they_stand(chapter: BeautifulSoup) -> None:
    for button in chapter.select("main button.status"):
        note = chapter.find(id=button["popovertarget"])
        assert isinstance(note, Tag)
        assert button["aria-describedby"] == note["id"]
        assert note.get_text().startswith(f"{button['aria-label']}: ")


def test_code_is_there_to_be_shown(site: Path) -> None:
    page = soup(site / "it" / "2-quantitative.html")
    assert any("survey.shares" in code.get_text() for code in page.select(".code"))


def test_a_look_at_data_is_there_with_the_code(tmp_path: Path) -> None:
    table = pd.DataFrame({"n": [1]})
    looked = shown({"text/html": table.to_html(), "text/plain": str(table)}, "look")
    folder = small(tmp_path / "outputs", looked)
    render(PROJECT, folder, folder / "site")
    page = soup(folder / "site" / "it" / "0-project.html")
    assert page.select(".code.look table th[scope=col]")


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        (shown({"application/pdf": "x"}), "shows application/pdf"),
        (shown({"text/markdown": "![a](b.png)"}), "prose holds the image 'b.png'"),
        (
            new_code_cell(
                "x", id="shown", outputs=[new_output("error", ename="E", evalue="", traceback=[])]
            ),
            "shows an error",
        ),
    ],
)
def test_an_output_of_no_known_kind_is_refused(
    tmp_path: Path, cell: nbformat.NotebookNode, named: str
) -> None:
    folder = small(tmp_path / "outputs", cell)
    place = re.escape("it/0-project.ipynb, cell 2 (under 'Prova: una', x)")
    with pytest.raises(InputError, match=f"{place}:? {named}"):
        render(PROJECT, folder, folder / "site")
