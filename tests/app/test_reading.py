"""The rendered pages, served beside the explorers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from apps import App, serving_app
from projects import project_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Iterator[App]:
    root = tmp_path_factory.mktemp("read")
    own = project_in(root / "small", "notebooks")
    shutil.copytree(site, own.root / "outputs/site")
    options = ("--base-path", "/study/")
    with serving_app(own, root / "log", *options, base="/study/") as served:
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


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("it/0-project.html%00", 404),
        ("%00", 404),
        ("foo/it/0-project.html", 404),
        ("it/none.html", 404),
        ("../study.toml", 403),
        ("..%2fstudy.toml", 403),
    ],
)
def test_what_is_no_page_is_not_there(app: App, path: str, status: int) -> None:
    assert app.get(f"/pages/{path}")[0].status == status
