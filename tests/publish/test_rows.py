"""Links that lead to a line: an echo, a reply, a question lead to the row of the figure that holds it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat
import pytest
from bs4 import Tag
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from pages import soup
from projects import PROJECT
from readytochange import interviews, language, stakeholders, survey, synthesis
from readytochange.figures.figure import Figure
from readytochange.outputs.manifest import MANIFEST, Manifest, Record
from readytochange.outputs.storage import Folder
from readytochange.parameters import Settings
from readytochange.publish.markdown import MarkdownWriter
from readytochange.publish.site import render
from readytochange.study import coded_texts, places

LED_TO = ("li", "blockquote", "section", "tr")
"""Elements that are one line of a list, a quotation, a card, a row."""


def figures(lang: str) -> Mapping[str, list[Figure]]:
    """The figures between which links lead, by the notebook that shows them under these names."""
    to = Settings(lang=lang)
    quotes, missing = survey.quotes(to), survey.without_figures(to)
    areas, echoes = stakeholders.areas(to), stakeholders.echoes(to)
    points, clusters = interviews.figures.points, survey.figures.clusters
    return {
        "0-project": [
            synthesis.figures.register("0-register", synthesis.fieldwork.register(to), to)
        ],
        "1-qualitative": [
            *(
                points(
                    f"1-past-{group.replace('_', '-')}", interviews.points("past", group, to), to
                )
                for group in interviews.group_names(to)
            ),
            points("1-future", interviews.by_group("future", to), to),
            points("1-opportunities", interviews.points("opportunities", "all", to), to),
            interviews.figures.criteria("1-criteria", interviews.criteria(to), to),
        ],
        "2-quantitative": [
            *(
                clusters(f"2-{each}", survey.clusters(each, to), to)
                for each in ("difficulties", "activities")
            ),
            survey.figures.quotes("2-quotes", quotes, to),
            survey.figures.without_figures("2-missing", missing, to),
        ],
        "3-stakeholders": [stakeholders.figures.areas("3-areas", areas, echoes, to)],
        "4-synthesis": [
            synthesis.figures.obstacles("4-obstacles", synthesis.obstacles.replies(to), to)
        ],
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of notebooks that show these figures and nothing else, in both languages."""
    folder = tmp_path_factory.mktemp("rows")
    runs = {}
    for lang in language.LANGUAGES:
        for name, shown in figures(lang).items():
            cells = [new_markdown_cell("# Title: one", id="title"), *cells_of(shown)]
            files = [
                f"{lang}/tables/{each.name}.{ending}"
                for each in shown
                for ending in ("csv", "xlsx")
            ]
            files.append(f"{lang}/{name}.ipynb")
            for place in files:
                (folder / place).parent.mkdir(parents=True, exist_ok=True)
                (folder / place).touch()
            nbformat.write(new_notebook(cells=cells), folder / files[-1])
            runs[f"{lang}/{name}"] = Record(
                notebook=f"notebooks/{name}.ipynb",
                parameters={"lang": lang},
                inputs={},
                versions={},
                files=dict.fromkeys(files, ""),
            )
    manifest = Manifest(Folder(folder))
    manifest.runs = runs
    (folder / MANIFEST).write_bytes(manifest.text())
    render(PROJECT, folder, folder / "site")
    return folder / "site"


def cells_of(shown: list[Figure]) -> Iterator[nbformat.NotebookNode]:
    for place, each in enumerate(shown):
        output = new_output("execute_result", each._repr_mimebundle_(), execution_count=1)
        yield new_code_cell("x", id=f"cell-{place}", outputs=[output])


def row(site: Path, lang: str, place: str) -> Tag:
    """What a link leads to, of which there is one."""
    page, _, name = place.partition("#")
    [found] = soup(site / lang / page).find_all(id=name)
    assert isinstance(found, Tag)
    assert found.name in LED_TO, place
    return found


def leading(site: Path, lang: str, figure: str, there: str = "_") -> list[tuple[str, str]]:
    """The links of a figure to rows of others: the words of each, and what the row says."""
    page = soup(site / lang / f"{PAGES[figure]}.html")
    links = page.select(f"#figure-{figure} a[href*='{there}']")
    return [
        (words(each.get_text()), words(row(site, lang, str(each["href"])).get_text()))
        for each in links
    ]


PAGES = {"0-register": "0-project", "3-areas": "3-stakeholders", "4-obstacles": "4-synthesis"}


def words(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_an_echo_leads_to_the_line_that_it_quotes(site: Path, lang: str) -> None:
    found = leading(site, lang, "3-areas")
    assert len(found) == len(stakeholders.echoes(Settings(lang=lang)))
    for quoted, line in found:
        assert line in quoted, quoted  # which says its theme before it and its source after it


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_reply_to_an_obstacle_leads_to_where_it_stands(site: Path, lang: str) -> None:
    found = leading(site, lang, "4-obstacles")
    assert len(found) == synthesis.obstacles.replies(Settings(lang=lang))["answered"].sum()
    for reply, line in found:
        assert reply in line


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_question_without_figures_leads_to_the_line_that_says_so(site: Path, lang: str) -> None:
    found = leading(site, lang, "0-register", "2-missing_")
    assert len(found) == len(survey.without_figures(Settings(lang=lang)))
    for question, line in found:
        assert line.startswith(question)


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_every_coded_text_has_a_row_of_its_own(site: Path, lang: str) -> None:
    texts = coded_texts.texts(Settings(lang=lang))
    links = [
        places.line(*each)
        for each in zip(texts["question"], texts["source"], texts["id"], strict=True)
    ]
    assert len({*links}) == len(links)
    for link, text in zip(links, texts["text"], strict=True):
        assert words(text) in words(row(site, lang, link.replace(".ipynb", ".html")).get_text())


def test_where_a_row_is_gone_its_link_leads_to_the_table() -> None:
    pages = {"1-qualitative": {"figure-1-opportunities"}}
    writer = MarkdownWriter([], "en", "{title}", pages, "3-stakeholders")
    lost = "1-qualitative.ipynb#figure-1-opportunities_opportunity_99"
    assert writer.leads_to(lost) == "1-qualitative.html#figure-1-opportunities"
