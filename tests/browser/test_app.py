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
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

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


OUTSOURCED = "Which channels are outsourced, or might the company consider outsourcing"


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
        self.page.wait_for_selector(".explorers figure")
        return self

    def _hear(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.complaints.append(getattr(message, "text", ""))

    def tab(self, title: str) -> None:
        """Bring a tab to the front, its charts drawn."""
        self.page.get_by_role("tab", name=title, exact=True).click()
        self.drawn()

    def drawn(self) -> None:
        expect(self.page.locator("figure:visible")).to_have_count(1)
        expect(self.page.locator("figure.chart:visible:not([data-state='drawn'])")).to_have_count(0)

    def marks(self) -> list[str]:
        """What a screen reader says of each mark of the chart in front."""
        found = self.page.locator("figure:visible").locator(MARK)
        return [mark.get_attribute("aria-label") or "" for mark in found.all()]

    def title(self) -> str:
        return self.page.locator("figure:visible .title").inner_text()

    def table(self) -> list[list[str]]:
        rows = self.page.locator("figure:visible tbody tr").all()
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
        front = self.page.locator(".explorers .widget-html-content:visible")
        front.evaluate("box => box.firstElementChild.dataset.old = ''")
        act()
        expect(front.locator("> [data-old]")).to_have_count(0)
        if self.page.locator("figure:visible").count():
            self.drawn()


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
    assert page.get_by_role("tab").all_inner_texts() == list(expected.tabs)
    assert page.locator("#loading").count() == 0
    for title in expected.tabs:
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


@pytest.mark.parametrize("part", PARTS)
def test_a_page_is_accessible_and_fits_a_phone(
    part: str, visits: Callable[[str, str], Visit]
) -> None:
    visit = visits(part, "en")
    for title in tabs.parts(PROJECT, "en")[part].tabs:
        visit.tab(title)
        charts = visit.page.locator("figure.chart:visible")
        drawn = visit.page.locator("figure.chart[data-state=drawn]:visible")
        expect(drawn).to_have_count(charts.count(), timeout=PATIENCE)
        assert violations(visit.page) == []
        visit.page.set_viewport_size({"width": 360, "height": 800})
        visit.page.wait_for_function("document.documentElement.scrollWidth <= 360")  # drawn anew
        visit.page.set_viewport_size({"width": 1100, "height": 900})


@pytest.mark.parametrize("path", ["/", "/?lang=en", "/2-quantitative?confidnce=0.9"])
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
    for title in tabs.parts(PROJECT, "it")["2-quantitative"].tabs:
        visit.tab(title)
        assert violations(visit.page) == []
    visit.page.emulate_media(color_scheme="light")


def test_the_first_page_leads_to_every_part_in_its_language(
    app: App, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"{app.address}/")
    assert page.get_attribute("html", "lang") == "it"
    page.get_by_role("link", name="English").click()
    assert page.get_attribute("html", "lang") == "en"
    links = [link.get_attribute("href") for link in page.locator(".offers a").all()]
    assert links == [f"/{part}?lang=en" for part in PARTS]


# ---- the controls


def test_the_controls_change_chart_and_table(visits: Callable[[str, str], Visit]) -> None:
    visit = visits("2-quantitative", "en")
    visit.tab("Shares")
    visit.choose("question", OUTSOURCED)
    assert visit.title() == OUTSOURCED
    assert len(visit.marks()) == len(visit.table()) == 8
    wilson = visit.table()
    visit.choose("method", "exact")
    assert visit.table() != wilson
    assert [row[:4] for row in visit.table()] == [row[:4] for row in wilson]
    visit.choose("question", "Channels covered (as is)")
    assert len(visit.marks()) == len(visit.table()) == 11
    visit.choose("method", "Wilson")


def test_a_page_begins_with_the_parameters_of_its_address_and_ends_its_kernel_when_it_is_left(
    app: App, context: BrowserContext
) -> None:
    before = set(app.kernels())
    words = "<b>digital</b>"
    visit = Visit(context.new_page(), app.address)
    visit.open(f"/1-qualitative?lang=en&search={quote(words)}")
    assert visit.page.get_by_label("words").input_value() == words
    assert visit.title() == f"Points that contain “{words}”: zero"
    visit.write("words", "digital")
    assert visit.title() == "Points that contain “digital”: seven"
    other = visit.page.get_by_role("link", name="Italiano").get_attribute("href")
    assert other == f"/1-qualitative?lang=it&search={quote(words, safe='')}"
    [kernel] = set(app.kernels()) - before
    visit.page.goto(f"{app.address}/")
    kernel.wait(timeout=60)


def test_a_printed_percentage_is_checked_for_any_base(visits: Callable[[str, str], Visit]) -> None:
    visit = visits("2-quantitative", "en")
    visit.tab("A percentage")
    assert visit.table() == [["48,5", "33", "16", "48.5%"]]
    visit.write("base", "40")
    assert visit.title() == "No count of 40 makes 48,5%"
    visit.write("percentage", "<i>48</i>")
    alert = visit.page.get_by_role("alert")
    assert alert.inner_text() == (
        "percentage is '<i>48</i>': accepted is a number between 0 and 100, as '48,5'"
    )
    visit.write("percentage", "48")
    assert visit.title() == "One count of 40 makes 48%"


def test_two_visitors_see_each_their_own(
    app: App, visits: Callable[[str, str], Visit], context: BrowserContext
) -> None:
    one, two = visits("2-quantitative", "en"), Visit(context.new_page(), app.address)
    one.tab("Shares")
    two.open("/2-quantitative?lang=it&confidence=0.5&interval=exact")
    before = two.table()
    one.choose("question", OUTSOURCED)
    assert (len(one.table()), two.table()) == (8, before)
    two.choose("metodo", "Jeffreys")
    assert (len(one.table()), len(two.table())) == (8, 11)
    assert two.table() != before
    assert "50%" in two.page.locator("figure:visible .reading").inner_text()
    assert one.page.get_by_label("method", exact=True).input_value() == "Wilson"
    one.choose("question", "Channels covered (as is)")


def test_the_keyboard_reaches_every_tab_and_control(visits: Callable[[str, str], Visit]) -> None:
    visit = visits("2-quantitative", "en")
    visit.tab("Shares")
    page = visit.page
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.locator("main").focus()
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    for name in ("Shares", "question", "confidence", "method"):
        assert name in reached
    assert any(name.startswith("The data as a table: ") for name in reached)
    page.get_by_role("slider", name="confidence").focus()
    visit._until_new(lambda: page.keyboard.press("ArrowLeft"))
    assert "95%" not in page.locator("figure:visible .reading").inner_text()
    page.get_by_role("tab", name="Shares", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", selected=True)).to_have_text("The two lists")


FOCUSED = """() => {
  const it = document.activeElement;
  return it.ariaLabel ?? it.labels?.[0]?.textContent ?? it.textContent;
}"""


# ---- addresses


REFUSED = {
    "?lang=fr": "unknown lang of 2-quantitative 'fr'; accepted: it, en",
    "?confidence=2": "parameter 'confidence' of 2-quantitative is '2'; accepted: a number between 0 and 1",
    "?confidnce=0.9": (
        "unknown parameter of 2-quantitative 'confidnce'; did you mean 'confidence'? "
        "Accepted: lang, confidence, interval"
    ),
    "?lang=it&lang=en": "a parameter stands twice in the address; accepted is once",
    "?interval=": "unknown interval of 2-quantitative ''; accepted: wilson, exact, jeffreys",
    f"?interval={quote('<img src=x onerror=alert(1)>')}": (
        "unknown interval of 2-quantitative '<img src=x onerror=alert(1)>'; accepted: wilson, exact, jeffreys"
    ),
    f"?{quote('</p><script>alert(1)</script>')}=1": (
        "unknown parameter of 2-quantitative '</p><script>alert(1)</script>'; accepted: lang, confidence, interval"
    ),
}


@pytest.mark.parametrize("query", REFUSED)
def test_a_wrong_address_is_answered_in_one_line_and_starts_no_kernel(query: str, app: App) -> None:
    before = app.kernels()
    answer, html = app.get(f"/2-quantitative{query}")
    assert answer.status == 400
    page = BeautifulSoup(html, "html.parser")
    assert [alert.text for alert in page.select("[role=alert]")] == [REFUSED[query]]
    assert page.select("main script, img") == []
    assert "Traceback" not in html
    assert app.kernels() == before


def test_a_wrong_address_of_the_first_page_is_answered_too(app: App) -> None:
    answer, html = app.get("/?lang=de")
    assert answer.status == 400
    assert "unknown lang" in BeautifulSoup(html, "html.parser").select_one("[role=alert]").text  # type: ignore[union-attr]


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
        assert visit.title() == f"Channels covered (as is) {SET}"
        options = page.locator(".controls select").first.locator("option").all_text_contents()
        assert len([option for option in options if option.endswith(spaced(SET))]) == 2
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
        visit.choose("question", f"{OUTSOURCED} {SET}")
        assert page.evaluate("window.hit") is None
        assert visit.complaints == []
        assert not [url for url in visit.asked if url.endswith("/x")]

        answers = planted.root / "data" / "report" / "answers.csv"
        answers.write_text(answers.read_text(encoding="utf-8").replace("percent", "perc", 1))
        page.goto(f"{app.address}/2-quantitative?lang=en")
        expect(page.get_by_role("alert")).to_contain_text("answers.csv", timeout=PATIENCE)
        assert page.locator("#loading").count() == 0
