"""The rendered pages, served beside the explorers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from apps import App, serving_app
from projects import ProjectFolder, project_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, site: Path) -> ProjectFolder:
    project = project_in(tmp_path_factory.mktemp("read") / "small", "notebooks")
    shutil.copytree(site, project.root / "outputs/site")
    return project


@pytest.fixture(scope="module")
def app(own: ProjectFolder) -> Iterator[App]:
    options = ("--base-path", "/study/")
    with serving_app(own, own.root.parent / "log", *options, base="/study/") as served:
        yield served


@pytest.mark.parametrize(
    ("page", "explorers", "said"),
    [
        ("", "/study/?lang=it", "Esplora lo studio"),
        ("index.html", "/study/?lang=it", "Esplora lo studio"),
        ("en/", "/study/?lang=en", "Explore the study"),
        ("en/index.html", "/study/?lang=en", "Explore the study"),
        ("it/2-quantitative.html", "/study/2-quantitative?lang=it", "Esplora questa parte"),
    ],
)
def test_a_page_has_a_link_to_its_explorers(app: App, page: str, explorers: str, said: str) -> None:
    answer, html = app.get(f"/pages/{page}")
    assert answer.status == 200
    [link] = BeautifulSoup(html, "html.parser").select(f'.tools a[href="{explorers}"]')
    assert link.text == said


def test_the_explorers_lead_to_the_page_and_back(app: App) -> None:
    _, html = app.get("/2-quantitative?lang=en")
    assert 'href="/study/pages/en/2-quantitative.html"' in html
    assert app.get("/pages/en/2-quantitative.html")[0].status == 200


def test_a_page_that_has_not_changed_is_not_sent_again(app: App) -> None:
    answer, _ = app.get("/pages/it/0-project.html")
    again, text = app.get(
        "/pages/it/0-project.html", **{"If-None-Match": answer.headers["Etag"] or ""}
    )
    assert (again.status, text) == (304, "")


@pytest.mark.parametrize("place", ["en/3-stakeholders.html", "en/tables/3-areas.csv"])
def test_a_page_that_was_rendered_again_is_sent_again(
    app: App, own: ProjectFolder, place: str
) -> None:
    answer, before = app.get(f"/pages/{place}")
    with (own.root / "outputs/site" / place).open("a") as file:
        file.write("again")
    again, text = app.get(f"/pages/{place}", **{"If-None-Match": answer.headers["Etag"] or ""})
    assert (again.status, text) == (200, f"{before}again")


@pytest.mark.parametrize(
    ("method", "path", "status", "lang"),
    [
        ("GET", "/pages/it/0-project.html%00", 404, "it"),
        ("GET", "/pages/%00", 404, "it"),
        ("GET", "/pages/foo/it/0-project.html", 404, "it"),
        ("GET", "/pages/en/none.html", 404, "en"),
        ("GET", "/pages/../study.toml", 403, "it"),
        ("GET", "/pages/..%2fstudy.toml?lang=en", 403, "en"),
        ("GET", "/assets/none.css", 404, "it"),
        ("GET", "/nowhere?lang=en", 404, "en"),
        ("GET", "/voila/static/none.js", 403, "it"),
        ("GET", "/voila/api/shutdown/none", 405, "it"),
        ("POST", "/nowhere", 404, "it"),
        ("POST", "/2-quantitative?lang=en", 403, "en"),
        ("POST", "/health", 405, "it"),
        ("DELETE", "/pages/en/0-project.html", 405, "en"),
    ],
)
def test_every_error_is_a_page_in_the_language_of_its_address(
    app: App, method: str, path: str, status: int, lang: str
) -> None:
    answer, html = app.ask(method, path)
    assert answer.status == status
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    page = BeautifulSoup(html, "html.parser")
    assert page.select_one(f"html[lang={lang}] [role=alert]")
    assert page.select_one(f'[role=alert] a[href="/study/?lang={lang}"]')


def test_an_error_of_the_app_is_a_page_too(app: App, own: ProjectFolder) -> None:
    (own.root / "notebooks/3-stakeholders.ipynb").unlink()
    answer, html = app.get("/3-stakeholders?lang=en")
    assert answer.status == 500
    assert "Something went wrong here." in html
