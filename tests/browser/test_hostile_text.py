"""What respondents write is text: planted in a copy of the data, it appears as typed on every page and does nothing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from playwright.sync_api import Browser, Locator

from projects import ProjectFolder, project_in
from readytochange.language import typographic
from readytochange.publish.site import render
from visits import Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Plant(NamedTuple):
    """A text in place of a published one."""

    table: str
    row: str
    column: str
    text: str


SCRIPT = "</script><script>window.hit = 1</script><svg onload='hit = 1'>, perché no?"
IMAGE = '<img src=x onerror="window.hit = 1"> & <b>caffè</b> &lt; &amp; "virgolette"'
LINK = "[clic](javascript:window.hit=1) [via](https://example.org) <https://example.org>"
MARKDOWN = "# **Titolo** _uno_ `due` ![tre](https://example.org/x.png) | a | b |"
VEGA = "datum.label + \"' + window.hit\" {'signal': 'width'} $& $1 \\n"
BRACES = "{{ 7 * 7 }} {% raw %} {0} {label} ${7 * 7} %s $x^2$ \\(y\\)"
FORMULA = '=HYPERLINK("https://example.org","x")+@SUM(1);-1'
LONG = "precipitevolissimevolmente" * 6

PLANTS = (
    Plant("answers", "mail", "label_it", SCRIPT),
    Plant("answers", "phone", "label_it", MARKDOWN),
    Plant("answers", "social", "label_it", VEGA),
    Plant("answers", "whatsapp", "label_it", LONG),
    Plant("answers", "web_ticket", "label_it", BRACES),
    Plant("questions", "channels", "label_it", IMAGE),
    Plant("quotes", "tender_partnerships", "text_it", LINK),
    Plant("quotes", "tax_advantages", "slide", SCRIPT),
    Plant("clusters", "data_security", "label_it", FORMULA),
    Plant("topics", "customer_contact", "label_it", IMAGE),
    Plant("topics", "operations", "label_it", VEGA),
    Plant("themes", "cs_past_01", "item_it", SCRIPT),
)
IN_BARS = [typographic(plant.text) for plant in PLANTS if plant.table == "answers"]
IN_GRID = [typographic(plant.text) for plant in PLANTS if plant.table == "topics"]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pages are that were made from the copy: `site`, and `single` for those of one file each."""
    small = project_in(tmp_path_factory.mktemp("hostile"), "notebooks")
    for plant in PLANTS:
        plant_in(small, plant)
    small.accept_tables()
    ran = small.readytochange("refresh", "2-quantitative", "4-synthesis", "--lang", "it")
    assert ran.returncode == 0, ran.stderr
    for folder in ("site", "single"):
        render(small.project, small.project.outputs, small.root / folder, single=folder == "single")
    return small.root


@pytest.fixture(scope="module", params=["site", "single"])
def folder(request: pytest.FixtureRequest, planted: Path) -> Path:
    return planted / str(request.param) / "it"


@pytest.fixture(scope="module")
def survey(chromium: Browser, folder: Path) -> Iterator[Visit]:
    place = folder / "2-quantitative.html"
    with visit(chromium, place.as_uri()) as seen:
        yield seen


@pytest.fixture(scope="module")
def synthesis(chromium: Browser, folder: Path) -> Iterator[Visit]:
    place = folder / "4-synthesis.html"
    with visit(chromium, place.as_uri()) as seen:
        yield seen


def plant_in(small: ProjectFolder, plant: Plant) -> None:
    place = small.root / "data" / "report" / f"{plant.table}.csv"
    table = pd.read_csv(place, dtype=str, keep_default_na=False)
    key = table.columns[1] if plant.table in ("answers", "clusters") else table.columns[0]
    rows = table[key] == plant.row
    assert rows.any()
    table.loc[rows, plant.column] = plant.text
    table.to_csv(place, index=False, lineterminator="\n")


def unquoted(text: str | None) -> str:
    """Without quotation marks, which are others where a text stands within quotation marks."""
    return re.sub("[\"“”«»‘’']", "", text or "")


def squeezed(text: str | None) -> str:
    """Without spaces, which a break of line takes away."""
    return "".join((text or "").split())


def tooltip(seen: Visit, mark: Locator) -> list[str]:
    mark.hover(force=True, position={"x": 16, "y": 16})  # within its edge
    return seen.page.locator(".tip.visible > b").all_text_contents()


def nothing_happened(seen: Visit) -> bool:
    """Nothing ran, was asked for, or became markup."""
    made = seen.page.locator(
        "[onerror], [onload], [href^='javascript'], [href*='example.org'], [src*='example.org'], td :not([role=img]), "
        "option *, main svg image"
    )
    return (
        seen.page.evaluate("window.hit === undefined")
        and seen.schemes <= {"file", "data"}
        and seen.complaints == []
        and made.count() == 0
    )


def test_in_tables_it_stands_as_typed(survey: Visit, synthesis: Visit) -> None:
    for seen, tables in (
        (survey, {"answers", "clusters", "quotes"}),
        (synthesis, {"topics", "themes"}),
    ):
        cells = seen.page.locator("td, th, .lists li, .quotes p, .card dd").all_text_contents()
        texts = {typographic(plant.text) for plant in PLANTS if plant.table in tables}
        assert {text for text in texts if not any(text in cell for cell in cells)} == set()


def test_in_a_chart_it_stands_as_typed(survey: Visit, synthesis: Visit) -> None:
    for seen, name, texts in (
        (survey, "2-channels", IN_BARS),
        (synthesis, "4-grid", IN_GRID),
    ):
        labels = seen.page.locator(f"#figure-{name} .role-axis-label text").all()
        shown = {squeezed(label.text_content()) for label in labels}
        assert set(map(squeezed, texts)) <= shown


def test_in_a_tooltip_it_stands_as_typed(survey: Visit) -> None:
    marks = survey.page.locator("#figure-2-channels .mark-rect path[aria-label]")
    told = [tooltip(survey, mark)[0] for mark in marks.all()]
    assert set(IN_BARS) <= set(told)


def test_in_a_list_of_texts_it_stands_as_typed(synthesis: Visit) -> None:
    chart = synthesis.page.locator("#figure-4-grid")
    menu = chart.locator("select").first
    options = set(map(squeezed, menu.locator("option").all_text_contents()))
    assert set(map(squeezed, IN_GRID)) <= options
    menu.select_option(label=IMAGE)
    listed = squeezed(chart.locator(".chosen").text_content())
    assert squeezed(typographic(SCRIPT)) in listed


def test_in_descriptions_titles_and_prose_it_stands_as_typed(survey: Visit) -> None:
    figure = survey.page.locator("#figure-2-channels")
    for text in map(typographic, (SCRIPT, BRACES)):  # of the largest and of the smallest share
        assert text in str(figure.locator("img").get_attribute("alt"))
        assert text in str(survey.page.locator("#description-2-channels").text_content())
    prose = "".join(survey.page.locator(".prose").all_text_contents())
    assert unquoted(IMAGE) in unquoted(prose)


def test_on_the_first_page_it_stands_as_typed(chromium: Browser, planted: Path) -> None:
    with visit(chromium, (planted / "site" / "index.html").as_uri()) as seen:
        assert unquoted(FORMULA) in unquoted(seen.page.locator("main").text_content())
        assert nothing_happened(seen)


def test_whatever_it_says_nothing_happens(survey: Visit, synthesis: Visit) -> None:
    for seen in (survey, synthesis):
        assert nothing_happened(seen)


def test_a_long_word_does_not_widen_the_page(chromium: Browser, planted: Path) -> None:
    place = planted / "site" / "it" / "2-quantitative.html"
    with visit(chromium, place.as_uri(), viewport={"width": 320, "height": 256}) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
