"""The index page of a parameter grid: every run and what it made; never in the place of another's page."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from executions import Executions, executed
from projects import PROJECT, ProjectFolder
from readytochange.errors import InputError
from readytochange.publish import assets, site

ARGUMENTS = ("refresh", "-p", "confidence", "0.9,0.8", "--lang", "it", "--out")


@pytest.fixture
def small(make_project: Callable[..., ProjectFolder], executions: Executions) -> ProjectFolder:
    small = make_project()
    small.notebook("0-project", "1")
    small.notebook("2-quantitative", "1")
    made = executed("0-project", "0-trial")
    workbook = {"tables/0-trial.xlsx": b"workbook"}
    executions["0-project"] = replace(made, files={**made.files, **workbook})
    executions["2-quantitative"] = executed("2-quantitative", error="no")
    return small


def test_it_links_to_every_run_and_table_also_of_one_that_failed(small: ProjectFolder) -> None:
    ended = small.invoke(*ARGUMENTS, "out")
    assert ended.stdout.endswith("\nOpen:\n  out/index.html  every run and what it made\n")
    text = (small.root / "out/index.html").read_text(encoding="utf-8")
    page = BeautifulSoup(text, "html.parser")
    assert {str(link["href"]) for link in page.select("main a")} == {
        f"confidence%3D{confidence}/it/{place}"
        for confidence in ("0.8", "0.9")
        for place in (
            "0-project.ipynb",
            "tables/0-trial.csv",
            "tables/0-trial.xlsx",
            "2-quantitative.failed.ipynb",
        )
    }
    assert "Tabelle: 1" in page.select_one("main summary").get_text()  # type: ignore[union-attr]
    assert page.select("html")[0]["lang"] == "it"
    assert "script-src 'none'" in page.select("meta[http-equiv]")[0]["content"]


def test_it_sets_the_same_figure_of_all_runs_side_by_side_and_links_to_their_pages(
    small: ProjectFolder, executions: Executions
) -> None:
    made = executed("0-project", "0-trial")
    drawn = {f"figures/0-{name}.png": b"picture" for name in ("trial", "second")}
    executions["0-project"] = replace(made, files={**made.files, **drawn})
    small.invoke(*ARGUMENTS, "out")
    page = small.root / "out/confidence=0.9/site/it/0-project.html"
    page.parent.mkdir(parents=True)
    page.touch()
    small.invoke(*ARGUMENTS, "out")
    text = (small.root / "out/index.html").read_bytes()
    shown = BeautifulSoup(text, "html.parser")
    assert [each["id"] for each in shown.select("h3")] == ["compared-0-second", "compared-0-trial"]
    assert [link["href"] for link in shown.select("#compared-0-trial ~ .runs a")] == [
        "confidence%3D0.8/it/0-project.ipynb",
        "confidence%3D0.9/site/it/0-project.html#figure-0-trial",
    ]
    assert [each.text for each in shown.select("#compared-0-trial ~ .runs figcaption")] == [
        "confidence: 0.8",
        "confidence: 0.9",
    ]
    small.invoke(*ARGUMENTS, "out")
    assert (small.root / "out/index.html").read_bytes() == text


def test_pages_are_made_where_a_run_changed_and_do_not_stay_where_they_cannot_be_made(
    small: ProjectFolder, executions: Executions, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[Path] = []

    def render(project: object, outputs: Path, out: Path) -> None:
        rendered.append(outputs)
        out.mkdir(exist_ok=True)
        if len(rendered) > 2:
            raise InputError("no page")

    monkeypatch.setattr(site, "render", render)
    places = [small.root / "out" / f"confidence={n}" for n in ("0.8", "0.9")]
    small.invoke(*ARGUMENTS, "out")
    small.invoke(*ARGUMENTS, "out")
    assert rendered == places
    assert all((place / "site").is_dir() for place in places)
    small.notebook("0-project", "2")
    executions["0-project"] = executed("0-project", "0-other")
    small.invoke(*ARGUMENTS, "out")
    assert rendered == places * 2
    assert not any((place / "site").exists() for place in places)


@pytest.mark.slow
def test_the_pages_of_each_run_are_made(tmp_path: Path) -> None:
    words = ("refresh", "3-stakeholders", *ARGUMENTS[1:], str(tmp_path))
    assert ProjectFolder(PROJECT.root).invoke(*words).exit_code == 0
    page = BeautifulSoup((tmp_path / "index.html").read_text(encoding="utf-8"), "html.parser")
    linked = [unquote(str(link["href"])) for link in page.select("th a")]
    assert linked == [f"confidence={n}/site/it/3-stakeholders.html" for n in ("0.8", "0.9")]
    assert all((tmp_path / place).is_file() for place in linked)


def test_it_passes_over_what_is_not_ours_and_is_made_again_when_edited(
    small: ProjectFolder, tmp_path: Path
) -> None:
    foreign = {
        "other/foo/a.failed.ipynb": "{}",
        "deep/manifest.json": "[" * 100_000,
        "named/manifest.json": '{"runs": {"xx/foo": {}}}',
    }
    for place, text in foreign.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text)
    arguments = (*ARGUMENTS, str(tmp_path))
    small.project.source("2-quantitative").unlink()
    ended = small.invoke(*arguments)
    assert (ended.exit_code, ended.stderr) == (0, "")
    page = tmp_path / "index.html"
    made = page.read_bytes()
    assert b"other/" not in made
    assert b"xx/" not in made
    page.write_bytes(made + b"x")
    again = small.invoke(*arguments)
    assert "Nothing changed" in again.stdout, again.stderr
    assert page.read_bytes() == made


@pytest.mark.parametrize("page", ["<h1>mine</h1>", assets.GENERATOR])
def test_a_page_of_someone_else_or_of_rendered_notebooks_is_not_replaced(
    tmp_path: Path, page: str
) -> None:
    (tmp_path / "index.html").write_text(page)
    ended = ProjectFolder(PROJECT.root).invoke(*ARGUMENTS, str(tmp_path))
    assert ended.exit_code == 2
    assert "index.html is another's page: name another folder" in ended.stderr
    assert (tmp_path / "index.html").read_text() == page
