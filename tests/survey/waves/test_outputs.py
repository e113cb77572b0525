"""What a refresh writes of a wave, its pages and the app's tab: nothing by which a firm is recognised."""

import csv
import io
import json
import re
import subprocess
from contextlib import chdir
from itertools import product
from pathlib import Path

import pytest

import planted
from nights import some
from projects import ProjectFolder, project_in
from readytochange import parameters
from readytochange.app import tabs
from readytochange.figures.explorer import Explorer, downloads
from readytochange.figures.figure import Figure
from readytochange.outputs.manifest import MANIFEST
from readytochange.publish.site import render

pytestmark = pytest.mark.slow

SMALL_COUNT = re.compile(r"· *[12]\D{0,3} (?:of|di) *\d")
"""A count of one or two firms as figures say counts: '33% · 1¤ of 3¤'."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ProjectFolder:
    """A project with the planted wave, refreshed with it, twice at once: into a/ and into b/."""
    made = project_in(tmp_path_factory.mktemp("planted") / "copy", "notebooks")
    planted.add(made)
    running = [
        subprocess.Popen(
            made.command(
                *("refresh", "2b-wave", "--lang", "en", "-p", "wave", planted.NAME),
                *("--jobs", "1", "--out", out),
            ),
            cwd=made.root,
            env={**made.environment, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for out, seed in (("a", "1"), ("b", "2"))
    ]
    said = [each.communicate(timeout=300)[0] for each in running]
    assert [each.returncode for each in running] == [0, 0], said
    return made


@pytest.fixture(scope="module")
def written(small: ProjectFolder) -> dict[str, str]:
    """What every file holds that was written of the wave, pages and single pages among them."""
    out = small.root / "a"
    for place, single in (("site", False), ("single", True)):
        render(small.project, out, out / place, single)
    return {str(place.relative_to(out)): text for place, text in planted.texts(out).items()}


def test_the_files_that_are_looked_through_are_all_there_are(written: dict[str, str]) -> None:
    kinds = {Path(name).suffix for name in written}
    assert kinds >= {".ipynb", ".csv", ".xlsx", ".svg", ".png", ".html", ".json"}
    assert {"site/en/2b-wave.html", "single/en/2b-wave.html", MANIFEST} <= written.keys()
    shown = {name for name, text in written.items() if planted.CLEARED in text}
    assert shown >= {
        "en/2b-wave.ipynb",
        "en/tables/2b-texts.csv",
        "en/tables/2b-texts.xlsx",
        "site/en/2b-wave.html",
        "single/en/2b-wave.html",
    }


def test_nothing_that_only_one_firm_wrote_is_in_any_file(written: dict[str, str]) -> None:
    told = (planted.SECRET, "@example.org", "uuid-")
    assert [
        name for name, text in written.items() if any(each in text.lower() for each in told)
    ] == []


def test_no_file_counts_one_or_two_firms(written: dict[str, str]) -> None:
    assert SMALL_COUNT.search("33% · 1¤ of 3¤")
    seen = {name: found[0] for name, text in written.items() if (found := SMALL_COUNT.search(text))}
    assert seen == {}
    counted = [
        (name, row)
        for name, text in written.items()
        if name.endswith(".csv") and name.startswith("en/tables/2b-")
        for row in csv.DictReader(io.StringIO(text))
        if "count" in row
    ]
    assert len(counted) > 30
    assert [each for each in counted if each[1]["count"] in ("1", "2")] == []


def test_the_firm_that_is_alone_in_its_sector_is_not_shown_to_be(written: dict[str, str]) -> None:
    [row] = [
        row
        for row in csv.DictReader(io.StringIO(written["en/tables/2b-sector.csv"]))
        if row["label"] == "Cosmetics"
    ]
    assert row["firms"] == "not shown"


def test_two_refreshes_write_the_same_bytes(small: ProjectFolder, written: dict[str, str]) -> None:
    first, second = small.root / "a/en", small.root / "b/en"
    names = sorted(each.relative_to(first) for each in first.rglob("*") if each.is_file())
    assert names == sorted(each.relative_to(second) for each in second.rglob("*") if each.is_file())
    assert [
        each for each in names if (first / each).read_bytes() != (second / each).read_bytes()
    ] == []
    runs = [json.loads((small.root / each / MANIFEST).read_text())["runs"] for each in "ab"]
    assert runs[0] == runs[1]


@pytest.fixture(scope="module")
def explorer(small: ProjectFolder) -> Explorer:
    """What the app shows of the wave, in its tab."""
    with chdir(small.root):
        [tab] = tabs.parts(small.project, "en")["2b-wave"].tabs
        given = {"lang": "en", "wave": planted.NAME}
        return tab.make(parameters.check("2b-wave", given, small.project))


def test_whatever_is_chosen_in_the_app_draws_and_tells_of_no_firm(explorer: Explorer) -> None:
    menus = explorer.controls.values()
    every = list(product(*([value for _, value in menu.options] for menu in menus)))
    for chosen in some(every, 30):
        for menu, value in zip(menus, chosen, strict=True):
            menu.value = value
        [shown] = explorer.made()
        assert isinstance(shown, Figure), chosen
        said = json.dumps([shown.parts, shown.description, shown.reading], ensure_ascii=False)
        assert planted.SECRET not in said
        assert not SMALL_COUNT.search(said), chosen
        if "count" in shown.table:
            assert not shown.table["count"].isin([1, 2]).any(), chosen


def test_the_files_that_the_app_offers_tell_of_no_firm(explorer: Explorer) -> None:
    for menu, value in zip(
        explorer.controls.values(), ("sector", "together", "firms", "", ""), strict=True
    ):
        menu.value = value
    [shown] = explorer.made()
    assert isinstance(shown, Figure)
    for name, content in downloads(shown).items():
        text = content.decode("utf-8", "replace")
        assert planted.SECRET not in text
        assert not SMALL_COUNT.search(text), name
