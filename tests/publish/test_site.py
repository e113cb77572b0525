"""A folder of pages: every page and what it needs, the same every time, and nothing replaced but pages."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from pages import attributes, part_of_outputs, small, soup
from projects import CHAPTERS, FRONTS, PROJECT
from readytochange.errors import InputError
from readytochange.outputs.manifest import MANIFEST
from readytochange.publish.site import GOAL, GOAL_SINGLE, Page, render


def test_every_notebook_has_a_page_in_every_language_and_a_way_in(site: Path) -> None:
    made = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert made == {*FRONTS, *CHAPTERS}


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize(
    "runs",
    [
        ["en/2-quantitative"],
        ["it/0-project"],
        ["it/1-qualitative", "en/4-synthesis"],
        ["it/2-quantitative", "en/2-quantitative", "en/3-stakeholders"],
    ],
    ids=" ".join,
)
def test_pages_of_a_part_link_only_to_pages_and_files_that_there_are(
    tmp_path: Path, runs: list[str], single: bool
) -> None:
    out = tmp_path / "site"
    render(PROJECT, part_of_outputs(tmp_path / "outputs", *runs), out, single)
    made = sorted(out.rglob("*.html"))
    assert len(made) == len(runs) + len({run[:2] for run in runs})
    for page in made:
        for address in attributes(soup(page), "href", "src"):
            parts = urlsplit(address)
            if parts.scheme == "data":
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file(), f"{page.name}: {address}"
            if parts.fragment:
                assert soup(target).find(id=parts.fragment), f"{page.name}: {address}"


def test_the_same_outputs_make_the_same_bytes(site: Path, tmp_path: Path) -> None:
    render(PROJECT, PROJECT.outputs, tmp_path / "again")
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert files
    for file in files:
        assert (site / file).read_bytes() == (tmp_path / "again" / file).read_bytes(), file


def test_pages_are_as_small_as_they_should_be(site: Path, single: Path) -> None:
    for place in [*FRONTS, *CHAPTERS]:
        assert (site / place).stat().st_size <= GOAL, place
        assert (single / place).stat().st_size <= GOAL_SINGLE, place


def test_a_page_that_is_one_file_needs_no_other(single: Path) -> None:
    assert {path.suffix for path in single.rglob("*") if path.is_file()} == {".html"}
    for place in [*FRONTS, *CHAPTERS]:
        page = soup(single / place)
        assert all(address.startswith("data:image/png") for address in attributes(page, "src"))
        assert not page.find("link", rel="stylesheet")
        for address in attributes(page, "href"):
            assert address.startswith(("data:", "#")) or urlsplit(address).path.endswith(".html")


def test_rendering_says_what_it_made(outputs: Path) -> None:
    (made, *_) = render(PROJECT, outputs, outputs / "site")
    assert made == Page("index.html", (outputs / "site" / "index.html").stat().st_size, GOAL)


def test_a_folder_of_outputs_is_not_replaced(outputs: Path, tmp_path: Path) -> None:
    render(PROJECT, outputs, tmp_path / "matrix")  # a page as of this project, and beside it runs
    small(tmp_path / "matrix" / "confidence=0.9")
    with pytest.raises(InputError, match="holds outputs: name another folder"):
        render(PROJECT, outputs, tmp_path / "matrix")
    assert (tmp_path / "matrix" / "confidence=0.9" / "it" / "0-project.ipynb").exists()


def test_a_mistake_leaves_the_earlier_pages(outputs: Path) -> None:
    render(PROJECT, outputs, outputs / "site")
    before = (outputs / "site" / "index.html").read_bytes()
    (outputs / "it" / "0-project.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(InputError):
        render(PROJECT, outputs, outputs / "site")
    assert (outputs / "site" / "index.html").read_bytes() == before
    assert {path.name for path in outputs.iterdir()} == {"it", "manifest.json", "site"}


def test_pages_of_an_earlier_kind_are_replaced(outputs: Path) -> None:
    render(PROJECT, outputs, outputs / "site")
    render(PROJECT, outputs, outputs / "site", single=True)
    assert not (outputs / "site" / "assets").exists()


@pytest.mark.parametrize("place", [".", "other"])
def test_a_folder_of_something_else_is_not_replaced(outputs: Path, place: str) -> None:
    (outputs / "other").mkdir()
    (outputs / "other" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="name another folder with --out"):
        render(PROJECT, outputs, outputs / place)
    assert (outputs / "other" / "thesis.txt").read_text() == "mine"


def test_the_report_is_linked_where_it_was_printed_of_the_same_outputs(outputs: Path) -> None:
    name = "pdf/ready-to-change-it.pdf"
    report = outputs / name
    report.parent.mkdir()
    report.write_bytes(b"printed")

    def linked() -> list[str]:
        render(PROJECT, outputs, outputs / "site")
        page = outputs / "site" / "index.html"
        soup.cache_clear()
        return [address for address in attributes(soup(page), "href") if address.endswith(".pdf")]

    assert linked() == [name]
    assert (outputs / "site" / name).read_bytes() == b"printed"
    made = (outputs / MANIFEST).stat().st_mtime
    os.utime(report, (made - 1, made - 1))
    assert linked() == []
    assert not (outputs / "site" / name).exists()
