"""The first page: the question, the answer in short, what can be done, the notice, the parts; each from its tag."""

import json
from pathlib import Path

import altair as alt
import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from pages import RECORD, small, soup
from projects import FRONTS, NOTEBOOKS, PROJECT
from readytochange import figures, language
from readytochange.publish import front, pages
from readytochange.publish.assets import SharedAssets
from readytochange.publish.chapters import load
from readytochange.publish.site import render

FRAME = pd.DataFrame(
    {"label": ["Mail", "SMS"], "count": [31, 1], "status": ["published", "computed"]}
)


def says(text: str, *tags: str) -> nbformat.NotebookNode:
    """A cell whose code shows a text."""
    output = new_output("display_data", {"text/markdown": text, "text/plain": text})
    cell: nbformat.NotebookNode = new_code_cell(
        "x", outputs=[output], metadata={"tags": list(tags)}
    )
    return cell


def draws(name: str, *tags: str) -> nbformat.NotebookNode:
    """A cell that shows a chart."""
    chart = alt.Chart(FRAME).mark_bar().encode(x="count", y="label")
    figure = figures.show(
        chart, name=name, title=f"Chart {name}", description="Bars.", table=FRAME, lang="it"
    )
    output = new_output("display_data", figure._repr_mimebundle_())
    cell: nbformat.NotebookNode = new_code_cell(
        "x", outputs=[output], metadata={"tags": list(tags)}
    )
    return cell


PROJECT_CELLS = [
    new_markdown_cell("# Prova: una\n\nPrime parole."),
    says("> «Come?»"),
    new_markdown_cell("## Testo\n\nLavoriamo sul testo.", metadata={"tags": ["notice"]}),
    draws("0-samples", "finding"),
]
SYNTHESIS_CELLS = [
    new_markdown_cell("# La sintesi\n\nTorna alla domanda."),
    new_markdown_cell("## In breve"),
    says(
        "1. **Uno.** [La figura](0-project.ipynb#figure-0-samples)\n2. Due 7† [via](9-no.ipynb)",
        "summary", "in-short",
    ),
    new_markdown_cell("## Che cosa si può fare"),
    says("- Un passo", "next-steps"),
    new_markdown_cell("## Il resto"),
    draws("4-open", "answer"),
    new_markdown_cell("## Esplorare\n\nA mano."),
    draws("4-explorer", "explorer"),
    new_markdown_cell("Alla [fine](0-project.ipynb)."),
]  # fmt: skip


def two(folder: Path) -> Path:
    """What two notebooks with every tag left."""
    runs = {}
    for name, cells in (("0-project", PROJECT_CELLS), ("4-synthesis", SYNTHESIS_CELLS)):
        files = [f"it/{name}.ipynb"]
        for number, cell in enumerate(cells):
            cell["id"] = f"cell-{number}"
            for output in cell.get("outputs", []):
                figure = output.data.get("application/vnd.readytochange.figure+json")
                if figure:
                    files += [
                        f"it/{kind}/{figure['name']}.{ending}"
                        for kind, ending in (
                            ("tables", "csv"), ("tables", "xlsx"), ("figures", "svg"), ("figures", "png")
                        )
                    ]  # fmt: skip
        for file in files:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(b"")
        nbformat.write(new_notebook(cells=cells), folder / f"it/{name}.ipynb")
        runs[f"it/{name}"] = RECORD | {
            "notebook": f"notebooks/{name}.ipynb",
            "files": dict.fromkeys(files, ""),
        }
    (folder / "manifest.json").write_text(json.dumps({"runs": runs}))
    return folder


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two(tmp_path_factory.mktemp("two") / "outputs")


@pytest.fixture(scope="module")
def first(outputs: Path) -> BeautifulSoup:
    render(PROJECT, outputs, outputs / "site")
    return soup(outputs / "site" / "index.html")


@pytest.fixture(scope="module")
def printed(outputs: Path) -> BeautifulSoup:
    editions, _ = load(PROJECT, outputs)
    html = pages.report(PROJECT.study, editions["it"], SharedAssets(""))
    return BeautifulSoup(html, "html.parser")


def test_it_tells_the_answer_before_the_parts(first: BeautifulSoup) -> None:
    assert first.h1 is not None
    assert first.h1.get_text() == "Come?"
    headings = [heading.get_text() for heading in first.select("main h2")]
    assert headings == [
        "In breve", "Che cosa si può fare", "Che cosa abbiamo dello studio", "Le parti", "Come è stato fatto"
    ]  # fmt: skip
    assert [item.get_text(" ", strip=True)[:3] for item in first.select(".in-short li")] == [
        "Uno",
        "Due",
    ]
    assert first.select_one(".next-steps li").get_text() == "Un passo"  # type: ignore[union-attr]
    assert first.select_one(".notice .prose").get_text().strip() == "Lavoriamo sul testo."  # type: ignore[union-attr]


def test_its_links_lead_to_figures_by_their_number(first: BeautifulSoup) -> None:
    (link,) = first.select(".in-short a")  # what leads to no page is text
    assert link["href"] == "it/0-project.html#figure-0-samples"
    assert link.get_text() == "Figura 1"


def test_beside_it_stands_the_chart_that_answers_and_last_the_samples(first: BeautifulSoup) -> None:
    titles = [title.get_text() for title in first.select("figure .title")]
    assert titles == ["Chart 4-open", "Chart 0-samples"]
    numbers = [number.get_text() for number in first.select("figure .number")]
    assert numbers == ["Figura 2", "Figura 1"]


def test_a_part_is_told_in_its_own_words_where_its_summary_is_the_answer(
    first: BeautifulSoup,
) -> None:
    told = [part.find("p").get_text() for part in first.select(".parts li")]  # type: ignore[union-attr]
    assert told[1] == "Torna alla domanda."


def test_a_project_of_one_notebook_without_tags_has_a_first_page(tmp_path: Path) -> None:
    folder = small(tmp_path / "outputs", says("Trovato *questo*."))
    render(PROJECT, folder, folder / "site")
    page = soup(folder / "site" / "index.html")
    assert page.h1 is not None
    assert page.h1.get_text() == "Ready to change"
    assert page.select_one(".in-short .prose").get_text().strip() == "Trovato questo."  # type: ignore[union-attr]
    assert not page.select(".next-steps, .notice, figure")


def test_an_explorer_and_its_heading_are_on_no_page_and_what_follows_is(
    outputs: Path, first: BeautifulSoup
) -> None:
    page = soup(outputs / "site" / "it" / "4-synthesis.html")
    assert "Esplorare" not in page.get_text()
    assert not page.find(id="figure-4-explorer")
    assert page.find("a", href="0-project.html", string="fine")


def test_the_report_tells_it_first_and_once(printed: BeautifulSoup) -> None:
    text = printed.get_text()
    assert text.index("Un passo") < text.index("Prime parole")
    for told in ("Un passo", "Lavoriamo sul testo"):
        assert text.count(told) == 1
    assert [link["href"] for link in printed.select(".brief a")] == ["#figure-0-samples"]
    assert len(set(ids := [tag["id"] for tag in printed.select("[id]")])) == len(ids)


def test_the_report_says_nothing_of_what_only_a_screen_can_do(printed: BeautifulSoup) -> None:
    entries = [entry.get_text(strip=True) for entry in printed.select(".directory a")]
    assert entries == ["Prova: una", "La sintesi", "Il resto"]


def test_every_part_is_named_with_its_pages(site: Path) -> None:
    for place in FRONTS:
        page = soup(site / place)
        assert len(page.select(".parts li h3")) == len(NOTEBOOKS)
        for lang in language.LANGUAGES:
            for name in NOTEBOOKS:
                assert page.select(f'a[hreflang="{lang}"][href$="{lang}/{name}.html"]')


def test_what_is_told_first_has_a_tag_of_its_own() -> None:
    assert {"in-short", "next-steps", "notice"} == set(front.TOLD)
