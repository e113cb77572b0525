"""A matrix: what is refused before anything runs, how folders are named, what is run, and what a kill leaves to do."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from projects import PROJECT, Copy, wait_for
from readytochange.errors import InputError
from readytochange.outputs.manifest import MANIFEST
from readytochange.publish import assets
from readytochange.run import grid, plan

Make = Callable[..., Copy]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is None; accepted: notebooks: a list"),
        ("- confidence", "is ['confidence']; accepted: notebooks: a list"),
        ("parameters: [", ", line 1, column 14: "),
        ("? [a, b]\n: 1", ", line 1, column 3: a name is not a text"),
        ("parameters: " + "[" * 3000, "accepted is YAML"),
        ("parameters: {search: 2020-99-99}", "month must be in 1..12; accepted is YAML"),
        ("parameters: {confidence: " + "1" * 5000 + "}", "accepted is YAML"),
        ("parameters: {search: !!int abc}", "accepted is YAML"),
        ("parameters: {search: !!bool abc}", "not what its tag says; accepted is YAML"),
        ("parameters: {search: !!timestamp abc}", "not what its tag says; accepted is YAML"),
        ("parameters: !!map [a, b]", ", line 1, column 13: names with values are missing"),
        ('"a\\nb\\e[31m": 3', r"'a\nb\x1b[31m'; accepted: notebooks, parameters"),
        ("parameters:\n  lang: it\n  lang: en", ", line 3, column 3: 'lang' stands twice"),
        ("parametres: {lang: it}", "did you mean 'parameters'?"),
        ("parameters: 3", ", parameters is 3; accepted: names of parameters"),
        ("parameters: {lang: []}", ", parameters, lang is []; accepted: names of parameters"),
        ("parameters: {lang: {it: 1}}", "accepted: names of parameters"),
        ("notebooks: [0-project]", ", parameters is missing"),
        ("notebooks: 0-project\nparameters: {lang: it}", ", notebooks is '0-project'; accepted"),
        ("notebooks: [0-projekt]\nparameters: {lang: it}", "did you mean '0-project'?"),
        ("parameters: {confidnce: 0.9}", ", confidnce, value 1: unknown parameter 'confidnce'"),
        ("parameters: {confidence: [0.9, 1.5]}", ", confidence, value 2: parameter 'confidence'"),
        ("parameters: {confidence: [yes]}", "is True; accepted: a number between 0 and 1"),
        ("parameters: {interval: [exact, wilsn]}", ", interval, value 2: unknown interval"),
        ("parameters: {lang: [it, fr]}", ", lang, value 2: "),
        ("parameters: {search: [no]}", "is False; accepted: a text of at most 80 letters"),
        ("notebooks: [0-project]\nparameters: {interval: exact}", "unknown parameter 'interval'"),
    ],
)
def test_a_matrix_that_cannot_be_used_is_refused_with_the_place(
    tmp_path: Path, text: str, said: str
) -> None:
    place = tmp_path / "matrix.yml"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        grid.read(place)
    assert str(place) in str(refused.value)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_matrix_that_is_not_a_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "matrix.yml").write_bytes(b"\xff\x00")
    with pytest.raises(InputError, match="accepted is YAML in UTF-8"):
        grid.read(tmp_path / "matrix.yml")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--matrix", "nowhere.yml", "--out", "out"), "nowhere.yml: No such file or directory"),
        (("-p", "confidence", "0.9,", "--out", "out"), "accepted: a number between 0 and 1"),
        (("-p", "confidence", "0.9,1.5", "--out", "out"), "is '1.5'; accepted: a number"),
        (("-p", "confidence", "0.95,0.9"), "name another folder with --out"),
    ],
)
def test_a_mistake_on_the_command_line_ends_in_one_line(
    copied: Make, arguments: tuple[str, ...], said: str
) -> None:
    copy = copied("notebooks")
    ended = copy.readytochange("refresh", *arguments)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert not (copy.home / "out").exists()


def test_a_parameter_makes_no_more_runs_of_the_notebooks_that_lack_it() -> None:
    values: dict[str, list[Any]] = {
        "lang": ["it"],
        "confidence": ["0.9", 0.95, "0.90"],
        "interval": ["exact", "wilson"],
    }
    planned = plan.plan(["0-project", "2-quantitative"], values, apart=True)
    assert [str(run) for run in planned] == [
        "confidence=0.9/it/0-project",
        "confidence=0.95/it/0-project",
        "confidence=0.9,interval=exact/it/2-quantitative",
        "confidence=0.9,interval=wilson/it/2-quantitative",
        "confidence=0.95,interval=exact/it/2-quantitative",
        "confidence=0.95,interval=wilson/it/2-quantitative",
    ]


def test_languages_alone_make_no_folders() -> None:
    planned = plan.plan(["0-project"], grid.typed([("lang", "it,en")]))
    assert [str(run) for run in planned] == ["it/0-project", "en/0-project"]
    assert plan.is_default(planned)


def test_a_text_keeps_its_commas_and_may_be_given_again() -> None:
    assert grid.typed([("search", "a, b"), ("search", "c"), ("interval", "exact, wilson")]) == {
        "search": ["a, b", "c"],
        "interval": ["exact", "wilson"],
    }


def test_what_is_typed_stands_before_the_file(tmp_path: Path) -> None:
    place = tmp_path / "matrix.yml"
    place.write_text("notebooks: [0-project]\nparameters: {lang: it, confidence: [0.9, 0.8]}")
    read = grid.read(place, ["3-stakeholders"])
    assert read.notebooks == ["3-stakeholders"]
    assert read.parameters == {"lang": ["it"], "confidence": [0.9, 0.8]}


@given(st.lists(st.text(max_size=80), min_size=2, max_size=2, unique=True))
def test_two_texts_never_have_one_folder_on_any_disk(texts: list[str]) -> None:
    first, second = (plan.folder_of({"search": text}) for text in texts)
    assert first.lower() != second.lower()


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,20}", fullmatch=True), st.text(), max_size=6))
def test_a_folders_name_is_short_and_of_letters_that_every_disk_takes(
    values: dict[str, str],
) -> None:
    name = plan.folder_of(values)
    assert re.fullmatch(r"[a-z0-9_=,.~+-]{1,100}", name)
    assert name[-1] not in ". "


@pytest.mark.slow
def test_a_matrix_killed_half_way_is_finished_by_the_same_call(copied: Make) -> None:
    copy = copied()
    copy.notebook("0-project", "1 + 1")
    wait = "import os, time\nwhile interval == 'exact' and not os.path.exists('go'):\n    time.sleep(.1)"
    show = "from readytochange import figures, report\nroles = report.roles()\n"
    show += "figures.table(roles, name='2-trial', title='T', lang=lang)"
    copy.notebook("2-quantitative", wait, show)
    (copy.home / "matrix.yml").write_text(
        "parameters:\n  lang: en\n  interval: [wilson, exact]\n  confidence: 0.9\n"
    )
    arguments = ("refresh", "--matrix", "matrix.yml", "--out", "out", "--jobs", "2")
    out = copy.home / "out"
    with subprocess.Popen(
        copy.command(*arguments), cwd=copy.home, env=copy.environment, start_new_session=True
    ) as running:
        wait_for(out / "confidence=0.9/manifest.json")
        wait_for(out / "confidence=0.9,interval=wilson/manifest.json")
        os.killpg(running.pid, signal.SIGKILL)
    assert not (out / "index.html").exists()
    assert not list(out.glob("confidence=0.9,interval=exact/**/*.*"))

    (copy.home / "go").touch()
    said = copy.readytochange(*arguments).stdout.splitlines()
    assert said[0] == "kept    confidence=0.9/en/0-project: nothing changed"
    assert said[1] == "kept    confidence=0.9,interval=wilson/en/2-quantitative: nothing changed"
    assert said[2].startswith("done    confidence=0.9,interval=exact/en/2-quantitative: 2 files, ")
    assert said[-1] == "  out/index.html  every run and what it made"

    page = BeautifulSoup((out / "index.html").read_text(encoding="utf-8"), "html.parser")
    links = {str(link["href"]) for link in page.select("main a")}
    assert len(links) == 5
    assert "confidence%3D0.9%2Cinterval%3Dexact/en/tables/2-trial.csv" in links
    assert page.select("html")[0]["lang"] == "en"
    assert "script-src 'none'" in page.select("meta[http-equiv]")[0]["content"]

    made = (out / "index.html").read_bytes()
    (out / "index.html").write_bytes(made.replace(b"exact", b"wrong"))
    assert "Nothing changed" in copy.readytochange(*arguments).stdout
    assert (out / "index.html").read_bytes() == made
    record = json.loads((out / "confidence=0.9,interval=exact" / MANIFEST).read_text())
    assert record["runs"]["en/2-quantitative"]["parameters"] == {
        "confidence": 0.9,
        "interval": "exact",
        "lang": "en",
    }


@pytest.mark.parametrize("page", ["<h1>mine</h1>", assets.MADE_HERE])
def test_a_page_of_someone_else_or_of_rendered_notebooks_is_not_replaced(
    tmp_path: Path, page: str
) -> None:
    (tmp_path / "index.html").write_text(page)
    arguments = ("refresh", "-p", "confidence", "0.9,0.8", "--out", str(tmp_path))
    ended = Copy(PROJECT.root).readytochange(*arguments)
    assert ended.returncode == 2
    assert "index.html is another's page: name another folder" in ended.stderr
    assert (tmp_path / "index.html").read_text() == page


@pytest.mark.slow
def test_the_page_of_a_matrix_passes_over_what_is_not_ours_and_is_made_again_when_edited(
    copied: Make, tmp_path: Path
) -> None:
    copy = copied()
    copy.notebook("0-project", "confidence")
    foreign = {
        "other/foo/a.failed.ipynb": "{}",
        "deep/manifest.json": "[" * 100_000,
        "named/manifest.json": '{"runs": {"xx/foo": {}}}',
    }
    for place, text in foreign.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text)
    arguments = ("refresh", "-p", "confidence", "0.9,0.8", "--lang", "it", "--out", str(tmp_path))
    ended = copy.readytochange(*arguments)
    assert (ended.returncode, ended.stderr) == (0, "")
    page = tmp_path / "index.html"
    made = page.read_bytes()
    assert b"other/" not in made
    assert b"xx/" not in made
    page.write_bytes(made + b"x")
    assert copy.readytochange(*arguments).returncode == 0
    assert page.read_bytes() == made
