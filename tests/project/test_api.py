"""The pages of what an analyst may call: every public name has its place, and nothing is asked of the network."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

import api
from public import PACKAGES, documented


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("api")
    api.write(out)
    return out


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_is_there(folder: Path, package: str) -> None:
    place = folder / "readytochange" / f"{package.replace('.', '/')}.html"
    page = BeautifulSoup(place.read_text(encoding="utf-8"), "html.parser")
    shown = {str(each["id"]) for each in page.select("[id]")}
    linked = {Path(str(each["href"])).stem for each in page.select("a[href$='.html']")}
    assert documented(package) - shown - linked == set()


def test_of_the_machinery_there_is_no_page(folder: Path) -> None:
    names = {path.stem for path in folder.rglob("*.html")}
    assert not names & {
        *("run", "publish", "app", "cli", "outputs"),
        *("accepted", "declared", "arguments", "reads"),
    }


def test_the_pages_refer_to_nothing_elsewhere(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r"""(?:src=|url\(|@import )["']?(?:https?:)?//[^"')]*""", text), page
        assert str(api.PROJECT) not in text


@pytest.mark.browser
def test_a_page_can_be_read_and_searched_offline(folder: Path, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "readytochange/survey.html").as_uri())
    page.wait_for_selector("#shares .docstring")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})
    page.fill("input[type=search]", "interval")
    page.wait_for_selector("text=readytochange.survey.proportions")
    assert all(url.startswith("file:") for url in asked)
    page.close()
