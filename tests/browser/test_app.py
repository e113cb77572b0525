"""The app in a browser: a page for each part, for several visitors, that asks nobody but its server for anything."""

import csv
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page, expect

from accessibility import violations
from apps import App, serving_app
from projects import PROJECT, ProjectFolder
from readytochange import language
from readytochange.app import hosts, server, tabs
from readytochange.errors import InputError

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PARTS = list(tabs.parts(PROJECT, "en"))
PAGES = [*((part, "en") for part in PARTS), ("2-quantitative", "it")]
PATIENCE = 60_000
MARK = "svg path[role='graphics-symbol'][aria-label]"
HOSTILE = (
    "<img src=x onerror='window.hit = 1'> <script>window.hit = 2</script> {{ 7*7 }} ${window.hit} *d* &lt; "
    "datum['label'] \" + window.hit + \""
)


OUTSOURCED = "Channels outsourced or open to outsourcing"


@dataclass
class Visit:
    """A page in a browser, with all it asked for and all it complained of."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> "Visit":
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda opened: self.asked.append(opened.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        self.page.goto(self.address + path)
        self.page.wait_for_selector(".explorers figure:visible")
        return self

    def _hear(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.complaints.append(getattr(message, "text", ""))

    def tab(self, title: str) -> None:
        """Bring a tab to the front, its charts drawn."""
        self.page.get_by_role("tab", name=title, exact=True).click()
        self.drawn()

    def drawn(self) -> None:
        expect(self.page.locator("figure:visible").first).to_be_visible()
        waiting = self.page.locator("figure.chart:visible:not([data-state='drawn'])")
        expect(waiting).to_have_count(0, timeout=PATIENCE)

    def marks(self) -> list[str]:
        """What a screen reader says of each mark of the chart in front."""
        found = self.page.locator("figure:visible").locator(MARK)
        return [mark.get_attribute("aria-label") or "" for mark in found.all()]

    def title(self) -> str:
        return self.page.locator("figure:visible .title").first.inner_text()

    def table(self) -> list[list[str]]:
        rows = self.page.locator("figure:visible tbody tr:has(td)").all()
        return [row.locator("td").all_text_contents() for row in rows]

    def choose(self, label: str, option: str) -> None:
        """Choose in a menu and wait until the figure is another."""
        self._until_new(lambda: self._control(label).select_option(label=spaced(option)))

    def write(self, label: str, text: str) -> None:
        def typed() -> None:
            self._control(label).fill(text)
            self._control(label).press("Enter")

        self._until_new(typed)

    def _control(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True).locator("visible=true")

    def _until_new(self, act: Callable[[], object]) -> None:
        front = self.page.locator(".explorers .rtc-results .widget-html-content:visible")
        front.evaluate("box => box.firstElementChild.dataset.old = ''")
        act()
        expect(front.locator("> [data-old]")).to_have_count(0, timeout=PATIENCE)
        if self.page.locator("figure:visible").count():
            self.drawn()


def place(locator: Locator) -> FloatRect:
    """Where it stands; measured again where what was measured is drawn anew meanwhile."""
    for _ in range(20):
        expect(locator).to_be_visible()
        if found := locator.bounding_box():
            return found
    raise AssertionError("is never drawn to the end")


def titles(part: str, lang: str) -> list[str]:
    """What the tabs of a page are called."""
    return [tab.title for tab in tabs.parts(PROJECT, lang)[part].tabs]


SET = language.typographic(HOSTILE)
"""As texts of the study are set."""


def spaced(text: str) -> str:
    """As ipywidgets writes the options of a menu."""
    return text.replace(" ", "\u00a0")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with serving_app(ProjectFolder(PROJECT.root), tmp_path_factory.mktemp("app") / "log") as served:
        yield served


@pytest.fixture(scope="module")
def visits(app: App, chromium: Browser) -> Iterator[Callable[[str, str], Visit]]:
    """A visit to each page, opened when it is first asked for and left open for the tests that follow."""
    context = chromium.new_context(viewport={"width": 1100, "height": 900})
    opened: dict[tuple[str, str], Visit] = {}

    def visit(part: str, lang: str) -> Visit:
        if (part, lang) not in opened:
            made = Visit(context.new_page(), app.address).open(f"/{part}?lang={lang}")
            opened[part, lang] = made
        return opened[part, lang]

    yield visit
    context.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    fresh = chromium.new_context(viewport={"width": 1100, "height": 900})
    yield fresh
    fresh.close()


# ---- every page


@pytest.mark.parametrize(("part", "lang"), PAGES)
def test_a_page_opens_with_its_tabs_and_draws_its_figures(
    part: str, lang: str, app: App, visits: Callable[[str, str], Visit]
) -> None:
    visit = visits(part, lang)
    page, expected = visit.page, tabs.parts(PROJECT, lang)[part]
    assert page.title() == f"{expected.title} · Ready to change"
    assert page.get_attribute("html", "lang") == lang
    assert page.locator("h1").all_inner_texts() == [expected.title]
    assert page.get_by_role("tab").all_inner_texts() == titles(part, lang)
    assert page.locator("#loading").count() == 0
    for title in titles(part, lang):
        visit.tab(title)
        charted = page.locator("figure.chart:visible").count()
        drawn = page.locator("figure.chart[data-state=drawn]:visible")
        expect(drawn).to_have_count(charted, timeout=PATIENCE)
        listed = page.locator("figure:visible li, figure:visible td")
        assert visit.marks() if charted else listed.count()
    assert visit.complaints == []
    assert {urlsplit(url).netloc for url in visit.asked if not url.startswith("data:")} == {
        urlsplit(app.address).netloc
    }


def unfolded_violations(page: Page) -> list[str]:
    """What axe holds against a page that shows all results: what is scrolled out of sight has no colour for it."""
    unfolded = page.add_style_tag(content=".rtc-results { height: auto !important; }")
    found = violations(page)
    unfolded.evaluate("style => style.remove()")
    return found


@pytest.mark.parametrize("part", PARTS)
def test_a_page_is_accessible_and_fits_a_phone(
    part: str, visits: Callable[[str, str], Visit]
) -> None:
    visit = visits(part, "en")
    for title in titles(part, "en"):
        visit.tab(title)
        charts = visit.page.locator("figure.chart:visible")
        drawn = visit.page.locator("figure.chart[data-state=drawn]:visible")
        expect(drawn).to_have_count(charts.count(), timeout=PATIENCE)
        assert unfolded_violations(visit.page) == []
        visit.page.set_viewport_size({"width": 360, "height": 800})
        visit.page.wait_for_function("document.documentElement.scrollWidth <= 360")  # drawn anew
        visit.page.set_viewport_size({"width": 1100, "height": 900})


@pytest.mark.parametrize("path", ["/", "/?lang=en", "/2-quantitative?confidence=9"])
def test_the_pages_without_explorers_are_accessible_too(
    path: str, app: App, context: BrowserContext
) -> None:
    page = context.new_page()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(app.address + path)
        assert violations(page) == []


def test_the_dark_scheme_is_accessible(visits: Callable[[str, str], Visit]) -> None:
    visit = visits("2-quantitative", "it")
    visit.page.emulate_media(color_scheme="dark")
    for title in titles("2-quantitative", "it"):
        visit.tab(title)
        assert unfolded_violations(visit.page) == []
    visit.page.emulate_media(color_scheme="light")


def test_the_first_page_leads_to_every_part_in_its_language(
    app: App, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"{app.address}/")
    assert page.get_attribute("html", "lang") == "it"
    page.get_by_role("link", name="English").click()
    assert page.get_attribute("html", "lang") == "en"
    links = [link.get_attribute("href") for link in page.locator(".offers dt a").all()]
    assert links == [f"/{part}?lang=en" for part in PARTS]
    page.get_by_role("link", name="Check a percentage").click()
    chosen = page.get_by_role("tab", selected=True)
    expect(chosen).to_have_text("Check a percentage", timeout=PATIENCE)


# ---- the controls


def test_the_controls_change_chart_and_table_and_nothing_else(
    visits: Callable[[str, str], Visit],
) -> None:
    visit = visits("2-quantitative", "en")
    page = visit.page
    visit.tab("Explore the shares")
    places = (
        "() => [...document.querySelectorAll('.rtc-controls, .colophon')].map((e) => e.offsetTop)"
    )
    before = page.evaluate(places)
    page.locator("figure:visible details.data summary").click()
    page.evaluate(WATCH)
    visit.choose("question", OUTSOURCED)
    assert visit.title() == OUTSOURCED
    assert len(visit.marks()) == len(visit.table()) == 8
    assert page.locator("figure:visible details.data").get_attribute("open") is not None
    assert page.evaluate("window.blank") == 0  # a drawing stands there all the time
    assert page.evaluate(places) == before
    wilson = visit.table()
    visit.choose("method", "exact")
    assert visit.table() != wilson
    assert [row[:4] for row in visit.table()] == [row[:4] for row in wilson]
    page.get_by_role("button", name="Hide answers").click()
    box = page.get_by_role("checkbox", name="Everything managed in house")
    visit._until_new(box.check)
    assert len(visit.marks()) == len(visit.table()) == 7
    address = f"{visit.address}/2-quantitative?lang=en&tab=shares"
    wait_for_address(
        page, f"{address}&question=outsourceable_channels&interval=exact&hide=all_internal"
    )
    visit._until_new(box.uncheck)
    visit.choose("method", "Wilson")
    visit.choose("question", "Channels in use")
    wait_for_address(page, address)


WATCH = """() => {
  window.blank = 0;
  const look = () => {
    const there = [...document.querySelectorAll("figure.chart .drawing-scroll")].filter((e) => e.offsetParent);
    window.blank += there.some((e) => !e.querySelector("svg")) ? 1 : 0;
    requestAnimationFrame(look);
  };
  look();
}"""
"""Counts the frames in which a chart is not there."""


def wait_for_address(page: Page, address: str) -> None:
    page.wait_for_function("address => location.href === address", arg=address)


def test_a_shared_address_opens_what_was_shown_in_either_language(
    app: App, context: BrowserContext
) -> None:
    before = set(app.kernels())
    words = "<b>digital</b>"
    visit = Visit(context.new_page(), app.address)
    visit.open(f"/1-qualitative?lang=en&search={quote(words)}&group=csr")
    page = visit.page
    assert page.get_by_label("words").input_value() == words
    assert visit.title() == f"Points that contain “{words}”: 0 of 62"
    assert "Try the beginning of a word" in page.locator("figure:visible").inner_text()
    visit.write("words", "digital")
    assert visit.title() == "Points that contain “digital”: 2 of 62"
    assert page.locator("figure:visible td strong").all_inner_texts() == ["digital", "digital"]
    state = "tab=points&group=csr"  # the words are those that the page opens with
    wait_for_address(page, f"{app.address}/1-qualitative?lang=en&{state}")
    page.reload()
    page.wait_for_selector(".explorers figure:visible")
    assert visit.title() == "Points that contain “digital”: 2 of 62"
    page.get_by_role("link", name="Italiano").click()
    page.wait_for_selector(".explorers figure:visible")
    assert visit.title() == "Punti che contengono «digital»: 2 su 62"
    assert page.get_by_label("gruppo").input_value() == "interviste CSR"
    [kernel] = set(app.kernels()) - before
    page.goto(f"{app.address}/")
    kernel.wait(timeout=60)


def test_back_leads_to_the_tab_that_was_in_front(app: App, context: BrowserContext) -> None:
    visit = Visit(context.new_page(), app.address)
    visit.open("/2-quantitative?lang=en")
    page = visit.page
    visit.choose("method", "Jeffreys")
    wait_for_address(page, f"{app.address}/2-quantitative?lang=en&tab=shares&interval=jeffreys")
    before = page.url
    visit.tab("Compare two lists")
    page.wait_for_function("location.search.includes('tab=two_lists')")
    page.go_back()
    expect(page.get_by_role("tab", selected=True)).to_have_text("Explore the shares")
    assert page.url == before
    page.go_forward()
    expect(page.get_by_role("tab", selected=True)).to_have_text("Compare two lists")
    page.reload()
    page.wait_for_selector(".explorers figure:visible", timeout=PATIENCE)
    page.go_back()
    expect(visit._control("method")).to_have_value("Jeffreys", timeout=PATIENCE)
    assert page.url == before


def test_what_is_ticked_stands_under_its_button_which_stays(
    visits: Callable[[str, str], Visit],
) -> None:
    visit = visits("2-quantitative", "en")
    visit.tab("Explore the shares")
    button = visit.page.get_by_role("button", name="Hide answers")
    before = place(button)
    button.click()
    box = visit.page.get_by_role("checkbox", name="WhatsApp")
    below = place(box)
    assert place(button) == before
    assert below["y"] >= before["y"] + before["height"]
    button.click()


def test_results_are_a_region_with_the_name_of_their_tab(
    visits: Callable[[str, str], Visit],
) -> None:
    visit = visits("2-quantitative", "en")
    visit.tab("Compare two lists")
    region = visit.page.get_by_role("region", name="Compare two lists", exact=True)
    assert region.locator("figure").is_visible()


def test_a_wrong_state_is_a_line_with_a_link_to_the_defaults(
    app: App, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(
        f"{app.address}/4-synthesis?lang=it&topic={quote('<img src=x onerror=window.hit=1>')}"
    )
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("L’indirizzo dice topic=«<img src=x", timeout=PATIENCE)
    assert page.evaluate("window.hit") is None
    alert.get_by_role("link", name="Apri con i valori iniziali").click()
    page.wait_for_selector(".explorers figure:visible", timeout=PATIENCE)


def test_a_printed_percentage_is_checked_for_any_base(visits: Callable[[str, str], Visit]) -> None:
    visit = visits("2-quantitative", "en")
    visit.tab("Check a percentage")
    assert visit.table() == [["48.5%", "33", "16", "48.5%"]]
    visit.write("base", "33.7")
    alert = visit.page.get_by_role("alert")
    assert alert.inner_text() == (
        "Base: “33.7” cannot be used; accepted is a whole number from 1 to 100,000."
    )
    assert visit.page.get_by_label("base").input_value() == "33.7"
    visit.write("base", "40")
    assert visit.title() == "No count of 40 makes 48.5%"
    visit.write("percentage", "<i>48</i>")
    assert alert.inner_text() == (
        "Percentage: “<i>48</i>” cannot be used; accepted is a number from 0 to 100, as 48.5."
    )
    visit.write("percentage", "48")
    assert visit.title() == "One count of 40 makes 48%"


def test_a_mark_sets_the_menus_and_its_texts_are_listed(
    visits: Callable[[str, str], Visit],
) -> None:
    visit = visits("4-synthesis", "en")
    page = visit.page
    visit.tab("Explore topics and sources")
    box = page.locator("svg path[aria-label*='Quality and measurement; source: CSR interviews']")
    box.click()
    expect(visit._control("topic")).to_have_value("Quality and measurement")
    expect(visit._control("source")).to_have_value("CSR interviews")
    title = page.locator("#title-4-texts-explorer")
    expect(title).to_have_text("Texts on “Quality and measurement”: 2", timeout=PATIENCE)
    wait_for_address(
        page,
        f"{visit.address}/4-synthesis?lang=en&tab=topics&topic=quality_metrics&source=csr",
    )


def test_what_is_shown_can_be_downloaded(visits: Callable[[str, str], Visit]) -> None:
    visit = visits("2-quantitative", "en")
    page = visit.page
    visit.tab("Compare two lists")
    page.locator(".rtc-controls:visible").get_by_role("button", name="Files").click()
    links = page.locator(".rtc-links:visible a")
    expect(links).to_have_text(["CSV", "XLSX", "PNG", "SVG"], timeout=PATIENCE)
    starts = {"csv": b"label,list,", "xlsx": b"PK", "png": b"\x89PNG", "svg": b"<svg"}
    for link, (ending, start) in zip(links.all(), starts.items(), strict=True):
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == f"2-lists-explorer.{ending}"
        assert download.value.path().read_bytes().startswith(start)


def test_on_a_phone_a_tap_shows_what_a_mark_says(app: App, chromium: Browser) -> None:
    phone = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    visit = Visit(phone.new_page(), app.address).open("/2-quantitative?lang=it&tab=shares")
    visit.drawn()
    visit.page.locator("figure:visible").locator(MARK).first.tap()
    expect(visit.page.locator(".tip.visible")).to_contain_text("94%")
    phone.close()


def test_two_visitors_see_each_their_own(
    app: App, visits: Callable[[str, str], Visit], context: BrowserContext
) -> None:
    one, two = visits("2-quantitative", "en"), Visit(context.new_page(), app.address)
    one.tab("Explore the shares")
    two.open("/2-quantitative?lang=it&confidence=0.5&interval=exact")
    before = two.table()
    one.choose("question", OUTSOURCED)
    assert (len(one.table()), two.table()) == (8, before)
    two.choose("metodo", "Jeffreys")
    assert (len(one.table()), len(two.table())) == (8, 11)
    assert two.table() != before
    assert "50%" in two.page.locator("figure:visible .reading").inner_text()
    assert one.page.get_by_label("method", exact=True).input_value() == "Wilson"
    one.choose("question", "Channels in use")


def test_the_keyboard_reaches_every_tab_and_control(visits: Callable[[str, str], Visit]) -> None:
    visit = visits("2-quantitative", "en")
    visit.tab("Explore the shares")
    page = visit.page
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.locator("main").focus()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    for name in ("Explore the shares", "question", "order", "confidence", "method", "Files"):
        assert name in reached
    assert any(name.startswith("The data as a table: ") for name in reached)
    page.get_by_label("confidence").focus()
    visit._until_new(lambda: page.keyboard.press("ArrowUp"))
    assert "95%" not in page.locator("figure:visible .reading").inner_text()
    visit._until_new(lambda: page.keyboard.press("ArrowDown"))
    page.get_by_role("tab", name="Explore the shares", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", selected=True)).to_have_text("Compare two lists")


FOCUSED = """() => {
  const it = document.activeElement;
  return it.ariaLabel ?? it.labels?.[0]?.textContent ?? it.textContent;
}"""


# ---- addresses


REFUSED = {
    "?lang=fr": "L’indirizzo dice lang=«fr», che non si può usare; valori accettati: it, en.",
    "?lang=en&confidence=2": (
        "The address says confidence=“2”, which cannot be used; accepted: a number between 0 and 1."
    ),
    "?lang=it&lang=en": "The address says something twice; accepted is once.",
    "?interval=": (
        "L’indirizzo dice interval=«», che non si può usare; valori accettati: wilson, exact, jeffreys."
    ),
    f"?lang=en&interval={quote('<img src=x onerror=alert(1)>')}": (
        "The address says interval=“<img src=x onerror=alert(1)>”, which cannot be used; "
        "accepted: wilson, exact, jeffreys."
    ),
    f"?lang=en&{quote('</p><script>alert(1)</script>')}={'1' * 1001}": (
        "The address says </p><script>alert(1)</script>=“"
        f"{'1' * 40}…{'1' * 40}”, which cannot be used."
    ),
    "?lang=en"
    + "".join(f"&n{n}=1" for n in range(20)): "The address says more than a page can show.",
}


@pytest.mark.parametrize("query", REFUSED)
def test_a_wrong_address_is_answered_in_one_line_and_starts_no_kernel(query: str, app: App) -> None:
    before = app.kernels()
    answer, html = app.get(f"/2-quantitative{query}")
    assert answer.status == 400
    page = BeautifulSoup(html, "html.parser")
    [alert] = page.select("[role=alert]")
    said, link = alert.contents[0], alert.select_one("a")
    assert str(said).strip() == REFUSED[query]
    lang = page.html["lang"]  # type: ignore[index]
    assert link is not None
    assert link["href"] == f"/2-quantitative?lang={lang}"
    assert page.select("main script, img") == []
    assert "Traceback" not in html
    assert app.kernels() == before


def test_a_wrong_address_of_the_first_page_is_answered_too(app: App) -> None:
    answer, html = app.get("/?lang=de")
    assert answer.status == 400
    said = BeautifulSoup(html, "html.parser").select_one("[role=alert]")
    assert said is not None
    assert "lang=«de»" in said.text


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/voila/tree/", "/voila/files/page.ipynb", "/voila/render/page.ipynb", "/page.ipynb",
     "/voila/api/contents/", "/api/kernels", "/assets/../serving.py", "/assets/base.html.j2"],
)  # fmt: skip
def test_nothing_but_the_app_is_served(path: str, app: App) -> None:
    answer, html = app.get(path)
    assert answer.status == 404
    assert "import" not in html


@pytest.mark.parametrize("path", ["/", "/2-quantitative?lang=fr", "/nowhere"])
def test_the_policy_lets_no_script_in_but_the_servers_files(path: str, app: App) -> None:
    answer, _ = app.get(path)
    policy = answer.headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == "'self'"
    assert not re.search(r"unsafe-eval|https?:|\*", policy)


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80.5", "", "²"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(InputError, match=f"port is '{port}': accepted is a whole number from 1 to"):
        server.number_of("port", port, 65535)


def test_a_port_that_is_taken_is_refused_in_a_line() -> None:
    with socket.socket() as taken:
        taken.bind((hosts.ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = ProjectFolder(PROJECT.root).readytochange(
            "app", "--port", str(port), "--no-browser"
        )
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"readytochange: port {port} cannot be used (")
    assert ended.stderr.count("\n") == 1


# ---- hostile text


@pytest.fixture
def planted(make_project: Callable[..., ProjectFolder]) -> ProjectFolder:
    """A copy of the project whose labels of the survey are hostile."""
    small = make_project("notebooks")
    for table in ("answers", "questions"):
        spoil(small, table, "label_it", "label_en")
    small.accept_tables()
    return small


def spoil(small: ProjectFolder, table: str, *columns: str) -> None:
    place = small.root / "data" / "report" / f"{table}.csv"
    with place.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update({column: f"{row[column]} {HOSTILE}" for column in columns if row[column]})
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_hostile_text_appears_as_typed_and_a_broken_table_is_named(
    planted: ProjectFolder, tmp_path: Path, context: BrowserContext
) -> None:
    with serving_app(planted, tmp_path / "log") as app:
        visit = Visit(context.new_page(), app.address).open("/2-quantitative?lang=en")
        page = visit.page
        visit.drawn()
        assert all(row[0].endswith(SET) for row in visit.table())
        labels = page.locator("figure:visible svg text").all()
        words = [
            "".join(line.text_content() or "" for line in label.locator("tspan").all())
            for label in labels
        ]
        unspaced = SET.replace(" ", "")
        assert any(unspaced in word.replace(" ", "") for word in words)
        assert any(SET in mark for mark in visit.marks())
        page.locator("figure:visible").locator(MARK).first.hover()
        expect(page.locator(".tip.visible")).to_contain_text(SET)
        page.get_by_role("button", name="Hide answers").click()
        box = page.get_by_role("checkbox", name=f"Email channels {SET}")
        visit._until_new(box.check)
        assert len(visit.table()) == 10
        assert page.evaluate("window.hit") is None
        assert visit.complaints == []
        assert not [url for url in visit.asked if url.endswith("/x")]

        answers = planted.root / "data" / "report" / "answers.csv"
        answers.write_text(answers.read_text(encoding="utf-8").replace("percent", "perc", 1))
        page.goto(f"{app.address}/2-quantitative?lang=en")
        expect(page.get_by_role("alert")).to_contain_text("answers.csv", timeout=PATIENCE)
        assert page.locator("#loading").count() == 0
