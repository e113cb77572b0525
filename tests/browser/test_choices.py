"""Menus, marks and a search that choose among what a page holds: by mouse, by keyboard, on a phone, by an address."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accessibility import violations
from visits import PHONE, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHANNELS = ("2-outsourceable", "2-channels", "2-compared")
LEAST = 24
"""Pixels that what is pressed measures either way."""


@pytest.fixture(scope="module")
def quantitative(chromium: Browser, site: Path) -> Iterator[Page]:
    with visit(chromium, (site / "en/2-quantitative.html").as_uri()) as seen:
        yield seen.page
        assert seen.complaints == []


@pytest.fixture(scope="module")
def searching(chromium: Browser, site: Path) -> Iterator[Page]:
    with visit(chromium, (site / "en/1-qualitative.html").as_uri()) as seen:
        yield seen.page
        assert seen.complaints == []


def menu(figure: Any, name: str) -> Any:
    return figure.locator(f"select[data-menu={name}]")


def texts(figure: Any) -> list[str]:
    found: list[str] = figure.locator(".chosen > li").all_inner_texts()
    return found


def rows(figure: Any) -> list[str]:
    """The rows of a table that are in sight."""
    found: list[str] = figure.locator("tbody tr:not(:has(> th)):visible").all_inner_texts()
    return found


def outlined(page: Page, name: str) -> list[str]:
    """What the places of a chart say that have an edge."""
    places = f"#figure-{name} .mark-rect path[aria-label][stroke-width='2']"
    found: list[str] = page.eval_on_selector_all(
        places,
        "all => all.filter(e => e.getAttribute('stroke-opacity') !== '0').map(e => e.getAttribute('aria-label'))",
    )
    return found


def test_a_bar_chooses_its_channel_in_every_chart(quantitative: Page) -> None:
    figures = {name: quantitative.locator(f"#figure-{name}") for name in CHANNELS}
    assert [texts(figure) for figure in figures.values()] == [[], [], []]
    bar = figures["2-channels"].locator('.mark-rect path[aria-label*="Telephone"]')
    bar.click(position={"x": 200, "y": 10})
    said = texts(figures["2-channels"])
    assert [each.split(":")[0] for each in said] == [
        "In use",
        "Handed over, or might be",
        "Both, of those that use it",
        "In the interviews",
    ]
    for name, figure in figures.items():
        assert menu(figure, "option").input_value() == "phone"
        quantitative.wait_for_function(
            "name => document.querySelector(`#figure-${name} path[stroke-opacity='1'][stroke-width='2']`)",
            arg=name,
        )
        assert ["Telephone" in each for each in outlined(quantitative, name)] == [True]
    assert texts(figures["2-outsourceable"]) == texts(figures["2-compared"]) == []
    assert quantitative.url.endswith("#figure-2-channels?option=phone")


def test_the_texts_stand_where_the_choice_is_made(quantitative: Page) -> None:
    figures = [quantitative.locator(f"#figure-{name}") for name in CHANNELS]
    menu(figures[2], "option").select_option("whatsapp")
    assert [bool(texts(figure)) for figure in figures] == [False, False, True]
    assert "(e.g. WhatsApp)" in texts(figures[2])[-1]


def test_words_are_looked_for_in_both_languages_and_marked(searching: Page) -> None:
    figure = searching.locator("#figure-1-search")
    every = rows(figure)
    search = figure.locator("input[type=search]")
    search.fill("Fòrmazione")
    found = rows(figure)
    assert 0 < len(found) < len(every)
    assert all("ormazione" in each for each in found)
    hits = figure.locator("mark.hit")
    assert {each.lower() for each in hits.all_inner_texts()} == {"formazione"}
    assert figure.locator(".elsewhere").first.get_attribute("lang") == "it"
    assert figure.locator(".count").inner_text() == f"Shown: {len(found)} of {len(every)}"
    search.fill("training")
    assert figure.locator(".elsewhere").count() == 0
    menu(figure, "source").select_option("csr")
    assert all("CSR" in each for each in rows(figure))
    assert searching.url.endswith("#figure-1-search?words=training&source=csr")
    search.fill("")
    menu(figure, "source").select_option("*")
    assert rows(figure) == every
    assert figure.locator(".hit").count() == 0
    assert searching.url.endswith("#figure-1-search")


def test_what_was_found_breaks_no_rule(chromium: Browser, site: Path) -> None:
    address = (site / "en/1-qualitative.html").as_uri() + "#figure-1-search?words=formazione"
    with visit(chromium, address) as seen:
        assert seen.page.locator(".hit").count() > 1
        for scheme in ("light", "dark"):
            seen.page.emulate_media(color_scheme=scheme)
            assert violations(seen.page) == []


def test_an_address_chooses_and_is_kept_in_the_other_language(
    chromium: Browser, site: Path
) -> None:
    place = "#figure-1-search?words=formazione&source=csr"
    with visit(chromium, (site / "it/1-qualitative.html").as_uri() + place) as seen:
        figure = seen.page.locator("#figure-1-search")
        box = figure.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 200
        found = len(rows(figure))
        assert found > 1
        seen.page.locator("a.language").first.click()
        seen.page.wait_for_url(lambda url: url.endswith(f"/en/1-qualitative.html{place}"))
        seen.page.wait_for_selector("html[data-state=ready]", state="attached")
        assert menu(figure, "source").input_value() == "csr"
        assert len(rows(figure)) == found


def test_a_finger_chooses_a_mark_and_reads_its_points(chromium: Browser, site: Path) -> None:
    address = (site / "it/1-qualitative.html").as_uri()
    with visit(chromium, address, viewport=PHONE, has_touch=True, is_mobile=True) as seen:
        figure = seen.page.locator("#figure-1-matrix")
        before = texts(figure)
        place = figure.locator('.mark-rect path[aria-label*="Ambiente e filiera"]').last
        place.scroll_into_view_if_needed()
        place.tap()
        assert menu(figure, "topic").input_value() == "environment_supply_chain"
        assert texts(figure) != before
        assert "trasparenza e tracciabilità" in " ".join(texts(figure)).lower()
        assert "Ambiente e filiera" in seen.page.locator(".tip.visible").inner_text()


@pytest.mark.parametrize("place", ["1-qualitative", "2-quantitative", "4-synthesis"])
def test_what_is_pressed_is_large_enough(chromium: Browser, site: Path, place: str) -> None:
    with visit(chromium, (site / "it" / f"{place}.html").as_uri(), viewport=PHONE) as seen:
        sizes = seen.page.eval_on_selector_all(
            "figure:has(> .choices) :is(.role-mark > [aria-label], select, input)",
            """all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())
                .map(({ width, height }) => Math.min(width, height))""",
        )
        assert sizes
        assert min(sizes) >= LEAST


def test_the_title_of_a_column_sorts_the_rows_and_gives_them_their_order_back(
    quantitative: Page,
) -> None:
    data = quantitative.locator("#figure-2-outsourceable details.data")
    data.locator("summary").click()
    standing = rows(data)
    high = data.locator("button.sort", has_text="interval to")
    orders = []
    for _ in range(3):
        high.press("Enter")
        orders.append((high.locator("..").get_attribute("aria-sort"), rows(data)))
    assert [order for order, _ in orders] == ["ascending", "descending", None]
    shares = [float(re.findall(r"([\d.]+)%", row)[-1]) for row in orders[0][1]]
    assert shares == sorted(shares)
    assert orders[0][1] != orders[1][1]
    assert orders[2][1] == standing
    assert violations(quantitative) == []


def test_questions_are_narrowed_down_and_lead_on(chromium: Browser, site: Path) -> None:
    with visit(chromium, (site / "it/0-project.html").as_uri()) as seen:
        figure = seen.page.locator("#figure-0-register")
        menu(figure, "published").select_option("counts")
        assert len(rows(figure)) == 3
        assert figure.locator("th[scope=rowgroup]:visible").all_inner_texts() == ["Survey"]
        figure.locator("a", has_text="Canali presidiati").click()
        seen.page.wait_for_url(lambda url: url.endswith("2-quantitative.html#figure-2-channels"))


def test_on_a_phone_the_grid_scrolls_and_its_boxes_choose(chromium: Browser, site: Path) -> None:
    with visit(chromium, (site / "en/4-synthesis.html").as_uri(), viewport=PHONE) as seen:
        figure = seen.page.locator("#figure-4-grid")
        expect(figure.locator(".cue")).to_be_visible()
        before = texts(figure)
        figure.locator(".role-mark > [aria-label]").nth(6).click()
        assert texts(figure) != before


def test_nothing_is_chosen_on_paper(chromium: Browser, site: Path) -> None:
    with visit(chromium, (site / "it/4-synthesis.html").as_uri()) as seen:
        edge = seen.page.locator("#figure-4-grid path[stroke-opacity='1'][stroke-width='2']")
        expect(edge).to_have_count(1)
        seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(edge).to_have_count(0)
        seen.page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(edge).to_have_count(1)


def test_paper_and_a_page_without_scripts_show_the_whole(chromium: Browser, site: Path) -> None:
    address = (site / "it/0-project.html").as_uri()
    with visit(chromium, address + "#figure-0-register?published=counts") as seen:
        figure = seen.page.locator("#figure-0-register")
        assert len(rows(figure)) == 3
        seen.page.emulate_media(media="print")
        whole = len(rows(figure))
        assert whole > 3
        assert not figure.locator(".choices").is_visible()
    with visit(chromium, address, "footer", java_script_enabled=False) as seen:
        figure = seen.page.locator("#figure-0-register")
        assert len(rows(figure)) == whole
        assert not figure.locator(".choices").is_visible()
