"""Every page of both languages, opened in a real browser without a network: drawn, silent, usable by everyone."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from accessibility import violations
from nights import NIGHTLY
from pages import contrast
from projects import CHAPTERS, FRONTS, PROJECT
from readytochange.publish.site import render
from visits import DESK, PHONE, ZOOMED, Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACES = [*FRONTS, *CHAPTERS]
ONE_LANGUAGE = [*FRONTS, *(place for place in CHAPTERS if place.startswith("it/"))]
"""Where only the page's frame matters: the longer language stands for both."""
WITH_MENUS = "it/4-synthesis.html"
SIDEWAYS_BY_KEYBOARD = """[...document.querySelectorAll(".scroll, pre")].every(box =>
    !box.checkVisibility() || box.scrollWidth <= box.clientWidth + 1 || box.tabIndex === 0)"""
MARK = ".role-mark > :is(path, line, text, rect)"


@pytest.fixture(scope="module", params=PLACES)
def visited(request: pytest.FixtureRequest, chromium: Browser, site: Path) -> Iterator[Visit]:
    """Each page once, for the tests that leave it as it is."""
    with visit(chromium, (site / request.param).as_uri()) as seen:
        yield seen


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that each hold everything."""
    out = tmp_path_factory.mktemp("alone") / "single"
    render(PROJECT, PROJECT.outputs, out, single=True)
    return out


@pytest.fixture(scope="module")
def quantitative(chromium: Browser, site: Path) -> Iterator[Page]:
    """A page for the tests that leave it as they found it."""
    with visit(chromium, (site / "it/2-quantitative.html").as_uri()) as seen:
        yield seen.page


def all_drawn(page: Page) -> bool:
    """Whether each chart has marks, or is a list, and stands in place of its image."""
    shown = page.evaluate(
        """mark => [...document.querySelectorAll("figure.chart")].map(figure => ({
            state: figure.dataset.state,
            picture: figure.querySelector("img").checkVisibility(),
            listed: figure.classList.contains("listed"),
            marks: [...figure.querySelectorAll(mark)].filter(each => {
                const { width, height } = each.getBoundingClientRect();
                return width + height > 0;
            }).length,
        }))""",
        MARK,
    )
    return all(
        each["state"] == "drawn" and not each["picture"] and (each["listed"] or each["marks"] > 0)
        for each in shown
    )


# ---- every page


def has_charts(page: Page) -> bool:
    """Not every notebook has one."""
    return page.locator("figure.chart").count() > 0


def test_every_chart_is_drawn_from_the_page_alone(visited: Visit) -> None:
    assert all_drawn(visited.page)
    assert visited.schemes == {"file"}
    assert visited.complaints == []


def test_no_chart_shows_the_words_of_a_broken_one(visited: Visit) -> None:
    texts = visited.page.eval_on_selector_all(
        ".drawing svg text", "all => all.map(e => e.textContent)"
    )
    assert bool(texts) == has_charts(visited.page)
    assert not [text for text in texts if re.search(r"undefined|\bNaN\b|\bnull\b|\[object", text)]


def test_no_two_texts_of_a_chart_overlap(visited: Visit) -> None:
    overlapping = visited.page.evaluate(
        """() => [...document.querySelectorAll(".drawing svg")].flatMap(svg => {
            const texts = [...svg.querySelectorAll("text")].filter(text => text.textContent.trim());
            const boxes = texts.map(text => text.getBoundingClientRect());
            return boxes.flatMap((one, first) => boxes.slice(0, first).flatMap((other, second) =>
                Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
                Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4
                    ? [[texts[first].textContent, texts[second].textContent]] : []));
        })"""
    )
    assert overlapping == []


def test_a_tooltip_says_what_a_screen_reader_is_told(visited: Visit) -> None:
    for figure in visited.page.locator("figure.chart").all():
        said = point_at_a_mark(figure)
        shown = visited.page.locator(".tip.visible > *").all_text_contents()
        lines = [": ".join(pair) for pair in zip(shown[::2], shown[1::2], strict=True)]
        assert "; ".join(lines) == said
        visited.page.mouse.move(0, 0)
        assert visited.page.locator(".tip.visible").count() == 0


def test_text_in_a_chart_can_be_read_on_what_is_behind_it(visited: Visit) -> None:
    """What axe cannot judge, as it is drawn, in both schemes."""
    for scheme in ("light", "dark"):
        visited.page.emulate_media(color_scheme=scheme)
        pairs = painted(visited.page)
        assert bool(pairs) == has_charts(visited.page)
        faint = [pair for pair in pairs if contrast(pair[1], pair[2]) < 4.5]
        assert faint == [], scheme
    visited.page.emulate_media(color_scheme="light")


def test_the_keyboard_reaches_everything(visited: Visit) -> None:
    """All that can be pressed, opened, chosen or scrolled, and it shows where one is."""
    page = visited.page
    expected = page.evaluate(
        """() => {
            const usable = "a[href], button, summary, select, input, [class*=_legend_symbols] path";
            const scrolls = e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === "auto";
            const all = [...document.querySelectorAll("body *")].filter(e =>
                (e.matches(usable) || scrolls(e)) && e.checkVisibility({ visibilityProperty: true }));
            window.missed = new Set(all);
            window.unseen = [];
            window.order = [];
            document.addEventListener("focusin", ({ target }) => {
                window.missed.delete(target);
                window.order.push(target);
                if (getComputedStyle(target).outlineStyle === "none") window.unseen.push(target.outerHTML);
            });
            document.activeElement.blur();
            return all.length;
        }"""
    )
    assert expected > 10
    for _ in range(expected):
        page.keyboard.press("Tab")
    assert page.evaluate("[...missed].map(e => e.outerHTML.slice(0, 200))") == []
    assert page.evaluate("unseen") == []
    assert page.evaluate(
        "order.every((e, n) => !n || order[n - 1].compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)"
    )


def test_axe_finds_nothing(visited: Visit) -> None:
    """With all tables and code unfolded, by every rule there is: on a desk, light and dark, and on a phone.

    By day the longer language on a desk, the other on a phone.
    """
    page = visited.page
    unfold = """open => {
        document.body.classList.toggle("with-code", open);
        for (const each of document.querySelectorAll("main details")) each.open = open;
        return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    }"""
    page.evaluate(unfold, True)
    english = "/en/" in page.url
    if NIGHTLY or not english:
        assert violations(page) == []
    if not english:  # colours have no language
        page.emulate_media(color_scheme="dark")
        colours = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
        assert violations(page, runOnly=colours) == []
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.wait_for_function("document.documentElement.clientWidth === innerWidth")
    page.wait_for_function(SIDEWAYS_BY_KEYBOARD)
    if NIGHTLY or english:
        assert violations(page) == []
    page.evaluate(unfold, False)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.wait_for_function("innerWidth === 1280")


def test_a_screen_reader_hears_a_chart_by_its_title_and_description(visited: Visit) -> None:
    """And nothing of Vega's own English; a figure is one stop at most."""
    for figure in visited.page.locator("figure.chart").all():
        drawing = figure.locator(".drawing svg")
        title = figure.locator(".title").text_content()
        described = figure.locator("[id^=description-]").text_content()
        assert (
            drawing.evaluate(
                "svg => document.getElementById(svg.getAttribute('aria-labelledby')).textContent"
            )
            == title
        )
        assert (
            drawing.evaluate(
                "svg => document.getElementById(svg.getAttribute('aria-describedby')).textContent"
            )
            == described
        )
        heard = drawing.evaluate(
            """svg => [...svg.querySelectorAll("[aria-label]")]
                .filter(each => !each.closest("[aria-hidden=true], .role-mark, .role-legend-symbol"))
                .map(each => each.outerHTML.slice(0, 200))"""
        )
        assert heard == []
        stops = figure.locator(".drawing-scroll, .drawing-scroll [tabindex='0']")
        assert sum(stop.get_attribute("tabindex") == "0" for stop in stops.all()) <= 1


@pytest.fixture(scope="module", params=ONE_LANGUAGE)
def on_a_phone(request: pytest.FixtureRequest, chromium: Browser, site: Path) -> Iterator[Visit]:
    with visit(chromium, (site / request.param).as_uri(), viewport=PHONE) as seen:
        yield seen


def test_what_a_phone_cuts_it_says_or_lists(on_a_phone: Visit) -> None:
    """No drawing runs on beyond the edge without a word; one that does not fit is a list."""
    page = on_a_phone.page
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".scroll")].filter(box => box.checkVisibility())
            .filter(box => box.scrollWidth > box.clientWidth + 1)
            .filter(box => !box.previousElementSibling?.matches(".cue"))
            .map(box => box.outerHTML.slice(0, 200))"""
    )
    assert cut == []
    for figure in page.locator("figure.listed").all():
        assert not figure.locator(".drawing").is_visible()
        assert figure.locator("details.data[open] table, .chosen").first.is_visible()


def test_on_a_phone_and_at_400_percent_no_text_runs_sideways(on_a_phone: Visit) -> None:
    """What scrolls, scrolls in its own place: tables of numbers, charts, code."""
    for size in (PHONE, ZOOMED):
        on_a_phone.page.set_viewport_size(size)  # type: ignore[arg-type]
        on_a_phone.page.wait_for_function("document.documentElement.clientWidth === innerWidth")
        assert outside(on_a_phone.page) == []
        on_a_phone.page.wait_for_function(SIDEWAYS_BY_KEYBOARD)  # a chart is drawn anew
    assert all_drawn(on_a_phone.page)
    assert on_a_phone.complaints == []


def test_a_tap_shows_what_a_mark_says(chromium: Browser, site: Path) -> None:
    place = (site / "it/2-quantitative.html").as_uri()
    with visit(chromium, place, viewport=PHONE, has_touch=True, is_mobile=True) as seen:
        mark = seen.page.locator('#figure-2-channels .mark-rect path[aria-label*="Canali"]').first
        mark.scroll_into_view_if_needed()
        mark.tap(force=True)
        assert "Canali" in seen.page.locator(".tip.visible").inner_text()


@pytest.mark.parametrize("place", ONE_LANGUAGE)
def test_without_scripts_every_figure_shows_its_image(
    chromium: Browser, site: Path, place: str
) -> None:
    drawn = "footer"
    with visit(chromium, (site / place).as_uri(), drawn, java_script_enabled=False) as seen:
        figures = seen.page.locator("figure.chart")
        pictures = seen.page.locator("figure.chart img:visible")
        assert figures.count() == pictures.count()
        for picture in pictures.all():
            assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
            box = picture.bounding_box()
            assert box is not None
            assert box["width"] > 300
        assert seen.schemes == {"file"}


@pytest.mark.parametrize("place", ONE_LANGUAGE)
def test_a_page_that_is_one_file_works_anywhere(
    chromium: Browser, alone: Path, tmp_path: Path, place: str
) -> None:
    moved = Path(shutil.copy(alone / place, tmp_path / "elsewhere.html"))
    with visit(chromium, moved.as_uri()) as seen:
        assert all_drawn(seen.page)
        assert [address for address in seen.asked if not address.startswith("data:")] == [
            moved.as_uri()
        ]
        assert seen.complaints == []


# ---- what a reader does


def test_a_tooltip_tells_the_numbers_of_its_bar(quantitative: Page) -> None:
    quantitative.hover('#figure-2-channels .mark-rect path[aria-label*="WhatsApp"]', force=True)
    assert quantitative.locator(".tip.visible > *").all_text_contents() == [
        "risposta", "WhatsApp", "aziende", "9", "quota", "27,3%", "intervallo da", "15,1%",
        "intervallo a", "44,2%", "stato", "pubblicato",
    ]  # fmt: skip
    quantitative.keyboard.press("Escape")
    assert quantitative.locator(".tip.visible").count() == 0


def test_menus_choose_the_texts_behind_a_box_and_outline_it(chromium: Browser, site: Path) -> None:
    with visit(chromium, (site / WITH_MENUS).as_uri()) as seen:
        chart = seen.page.locator("#figure-4-grid")
        told = chart.locator(".chosen")
        assert told.get_attribute("aria-live") == "polite"
        assert "nuove modalità di contatto con il cliente" in str(told.text_content())
        edge = outlined(chart)
        menu(chart, "tema").select_option(label="Ambiente e filiera")
        assert told.text_content() == "Qui non è elencato niente."
        menu(chart, "fonte").select_option(label="interviste CSR")
        assert "riduzione della produzione di rifiuti" in str(told.text_content())
        seen.page.wait_for_function(
            f"before => ({OUTLINED})(document.querySelector('#figure-4-grid')) !== before",
            arg=edge,
        )


def test_menus_stand_before_the_chart_and_are_reached_by_keyboard(
    chromium: Browser, site: Path
) -> None:
    with visit(chromium, (site / WITH_MENUS).as_uri()) as seen:
        chart = seen.page.locator("#figure-4-grid")
        first = menu(chart, "tema")
        [menus, drawing] = [
            each.evaluate("part => part.getBoundingClientRect().top")
            for each in (first, chart.locator(".drawing"))
        ]
        assert menus < drawing
        first.focus()
        seen.page.keyboard.press("End")
        assert "Qui non è elencato niente." in str(chart.locator(".chosen").text_content())


def test_a_box_sets_the_menus_and_the_texts(chromium: Browser, site: Path) -> None:
    with visit(chromium, (site / WITH_MENUS).as_uri()) as seen:
        chart = seen.page.locator("#figure-4-grid")
        box = chart.locator('.mark-rect path[aria-label*="Ambiente e filiera"]').nth(1)
        box.click()
        for name, label in (("tema", "Ambiente e filiera"), ("fonte", "interviste CSR")):
            chosen = menu(chart, name).evaluate("menu => menu.selectedOptions[0].text")
            assert chosen == label
        told = str(chart.locator(".chosen").text_content())
        assert "riduzione della produzione di rifiuti" in told


@pytest.mark.parametrize(("lang", "other"), [("it", "en"), ("en", "it")])
def test_a_switch_of_language_stays_in_its_section(
    chromium: Browser, site: Path, lang: str, other: str
) -> None:
    with visit(chromium, (site / lang / "2-quantitative.html").as_uri()) as seen:
        place = seen.page.locator("main h2").nth(4)
        name = place.get_attribute("id")
        place.evaluate("heading => heading.scrollIntoView()")
        link = seen.page.locator("a.language").bounding_box()
        assert link is not None
        seen.page.mouse.click(link["x"] + 5, link["y"] + 5)
        seen.page.wait_for_url(lambda url: url.endswith(f"/{other}/2-quantitative.html#{name}"))
        seen.page.wait_for_selector("html[data-state=ready]", state="attached")
        assert seen.page.locator("html").get_attribute("lang") == other
        top = seen.page.locator(f"[id='{name}']").bounding_box()
        assert top is not None
        assert 0 <= top["y"] < DESK["height"] / 3


def test_the_code_button_shows_and_hides_the_code(quantitative: Page) -> None:
    code, button = quantitative.locator(".code").first, quantitative.locator("#code-button")
    for shown in (False, True):
        assert code.is_visible() == shown
        assert button.get_attribute("aria-pressed") == str(shown).lower()
        button.press("Enter")
    assert not code.is_visible()


def test_the_sign_of_a_status_explains_itself_when_pressed(quantitative: Page) -> None:
    sign = quantitative.locator("main button.status").first
    note = quantitative.locator(f"#{sign.get_attribute('popovertarget')}")
    sign.press("Enter")
    assert note.is_visible()
    assert note.inner_text().startswith(f"{sign.get_attribute('aria-label')}: ")
    quantitative.keyboard.press("Escape")
    assert not note.is_visible()


def test_a_table_is_unfolded_by_keyboard(quantitative: Page) -> None:
    figure = quantitative.locator("#figure-2-channels")
    cell = figure.locator("td", has_text="WhatsApp")
    assert not cell.is_visible()
    figure.locator("details.data > summary").press("Enter")
    assert cell.is_visible()


def test_a_chart_fits_itself_into_another_window(chromium: Browser, site: Path) -> None:
    with visit(chromium, (site / "it/2-quantitative.html").as_uri()) as seen:
        chart = seen.page.locator("#figure-2-compared svg")
        wide = chart.bounding_box()
        seen.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        seen.page.wait_for_function(
            "document.querySelector('#figure-2-compared svg').clientWidth < innerWidth"
        )
        assert wide is not None
        assert wide["width"] > PHONE["width"]
        assert all_drawn(seen.page)


def test_where_vega_is_missing_images_stay(chromium: Browser, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    (tmp_path / "site/assets/charts.js").write_text("", encoding="utf-8")
    with visit(chromium, (tmp_path / "site/it/2-quantitative.html").as_uri()) as seen:
        figures = seen.page.locator("figure.chart[data-state=failed]")
        assert figures.count() == figures.locator("img:visible").count() > 0


# ---- the fence


LOCAL = {
    "a script": "element('script', { textContent: 'intruded = true' })",
    "a handler": "element('div').setAttribute('onclick', 'intruded = true'), document.body.lastChild.click()",
    "an address": "element('a', { href: 'javascript:intruded = true' }).click()",
    "a text run as code": "eval('intruded = true')",
    "markup": "element('div').innerHTML = '<img src=x onerror=\"intruded = true\">'",
    "a frame": "element('iframe', { srcdoc: '<script>parent.intruded = true</script>' })",
}
REMOTE = {
    "a script": "element('script', { src: 'https://example.org/x.js' })",
    "a picture": "element('img', { src: 'https://example.org/x.png' })",
    "a question": "fetch('https://example.org/').catch(() => 0)",
    "a form": "element('form', { action: 'https://example.org/' }).submit()",
}


@pytest.fixture(scope="module", params=["beside", "alone"])
def fenced(
    request: pytest.FixtureRequest, chromium: Browser, site: Path, alone: Path
) -> Iterator[Visit]:
    folder = site if request.param == "beside" else alone
    with visit(chromium, (folder / "it/0-project.html").as_uri()) as seen:
        yield seen


@pytest.fixture(scope="module")
def unfenced(
    chromium: Browser, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visit]:
    copy = tmp_path_factory.mktemp("unfenced") / "site"
    shutil.copytree(site, copy)
    page = copy / "it/0-project.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("Content-Security-Policy", "x"), encoding="utf-8")
    script = copy / "assets/page.js"
    script.write_text(
        script.read_text(encoding="utf-8").replace("window.trustedTypes", "null"), encoding="utf-8"
    )
    with visit(chromium, page.as_uri()) as seen:
        yield seen


def intrude(seen: Visit, code: str) -> bool:
    """Whether code that slipped into a page runs what it wants to."""
    seen.complaints.clear()
    seen.page.evaluate(
        """code => {
            window.intruded = false;
            window.element = (name, parts = {}) => {
                const made = document.createElement(name);
                document.body.append(Object.assign(made, parts));
                return made;
            };
            setTimeout(new Function(code));
        }""",
        code,
    )
    seen.page.wait_for_timeout(150)
    return bool(seen.page.evaluate("intruded"))


@pytest.mark.parametrize("code", LOCAL.values(), ids=LOCAL)
def test_nothing_runs_that_slipped_into_a_page(fenced: Visit, code: str) -> None:
    assert not intrude(fenced, code)


@pytest.mark.parametrize("code", LOCAL.values(), ids=LOCAL)
def test_without_its_fence_it_would_run(unfenced: Visit, code: str) -> None:
    assert intrude(unfenced, code)


@pytest.mark.parametrize("code", REMOTE.values(), ids=REMOTE)
def test_nothing_that_slipped_into_a_page_asks_the_network(fenced: Visit, code: str) -> None:
    intrude(fenced, code)
    for _ in range(50):  # the browser says it when it is at it
        if refused := [
            said
            for said in fenced.complaints
            if "Content Security Policy" in said or "Trusted" in said
        ]:
            break
        fenced.page.wait_for_timeout(100)
    assert refused
    assert "https" not in fenced.schemes
    assert fenced.page.url.startswith("file:")


# ---- how it is looked at


def point_at_a_mark(figure: Any) -> str:
    """Move the mouse onto the first mark that nothing covers; what a screen reader is told of it."""
    place = figure.evaluate(
        """figure => {
            for (const mark of figure.querySelectorAll(".role-mark > [aria-label]")) {
                mark.scrollIntoView({ block: "center" });
                const { x, y, width, height } = mark.getBoundingClientRect();
                for (const part of [0.5, 0.15]) {
                    const [left, top] = [x + width * part, y + height * 0.5];
                    if (document.elementFromPoint(left, top) === mark)
                        return { left, top, said: mark.getAttribute("aria-label") };
                }
            }
        }"""
    )
    assert place, "no mark has a tooltip"
    figure.page.mouse.move(place["left"], place["top"])
    said: str = place["said"]
    return said


def menu(figure: Any, name: str) -> Any:
    return figure.locator(".choices label", has_text=name).locator("select")


EDGE = '.drawing path[aria-label][stroke-width="2"]:not([stroke-opacity="0"])'
OUTLINED = f"figure => figure.querySelector('{EDGE}')?.outerHTML ?? ''"


def outlined(figure: Any) -> str:
    """Where the edge of the chosen box is."""
    where: str = figure.evaluate(OUTLINED)
    assert where
    return where


def painted(page: Page) -> list[tuple[str, str, str]]:
    """Every text drawn in a chart, its colour, and the colour of the last shape painted behind its middle."""
    found: list[tuple[str, str, str]] = page.evaluate(
        """() => {
            const hex = colour => "#" + colour.match(/[\\d.]+/g).slice(0, 3)
                .map(part => Math.round(part).toString(16).padStart(2, "0")).join("");
            const paper = getComputedStyle(document.body).backgroundColor;
            return [...document.querySelectorAll(".drawing svg")].flatMap(svg => {
                const shapes = [...svg.querySelectorAll("path")].map(shape => ({
                    shape, box: shape.getBoundingClientRect(), style: getComputedStyle(shape),
                })).filter(({ style }) =>
                    style.fill.startsWith("rgb(") && style.fillOpacity > 0.5 && style.opacity > 0.5);
                return [...svg.querySelectorAll("text")].filter(text => text.textContent.trim()).map(text => {
                    const { x, y, width, height } = text.getBoundingClientRect();
                    const behind = shapes.filter(({ shape, box }) =>
                        text.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_PRECEDING &&
                        box.left <= x + width / 2 && x + width / 2 <= box.right &&
                        box.top <= y + height / 2 && y + height / 2 <= box.bottom).pop();
                    return [text.textContent, hex(getComputedStyle(text).fill), hex(behind?.style.fill ?? paper)];
                });
            });
        }"""
    )
    return found


def outside(page: Page) -> list[str]:
    """What stands beyond the right edge of the window, without a place of its own in which it scrolls."""
    found: list[str] = page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll("body *")]
            .filter(each => !each.closest(".skip, .tip") && !each.parentElement?.closest(".scroll, pre, svg"))
            .filter(each => each.checkVisibility() && each.getBoundingClientRect().width > 1)
            .filter(each => each.getBoundingClientRect().right > innerWidth + 1 ||
                (each === document.documentElement && each.scrollWidth > innerWidth))
            .map(each => each.outerHTML.slice(0, 120))"""
    )
    return found
