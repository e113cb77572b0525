"""`readytochange audit`: how it ends, what it says and writes, and that a label is shown and never run."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from projects import ProjectFolder
from readytochange.cli.commands import app

Make = Callable[..., ProjectFolder]
TRUE = "option;percent\nMail;93,9\nPhone;87,9\n"
FALSE = 'option;percent\n=HYPERLINK("https://example.org");93,9\n<script>alert(1)</script>;50,0\n'


@pytest.fixture
def small(make_project: Make) -> ProjectFolder:
    return make_project()


def run(small: ProjectFolder, content: str, *options: str) -> Result:
    (small.root / "table.csv").write_text(content, encoding="utf-8")
    return small.invoke("audit", "table.csv", *options)


def files(folder: Path) -> set[str]:
    return {each.name for each in folder.rglob("*") if "audit" in each.name}


def test_a_table_that_can_be_so_ends_with_0_and_leaves_a_page_and_a_csv(
    small: ProjectFolder,
) -> None:
    ended = run(small, TRUE, "--base", "33")
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert ended.stdout.startswith("All 2 figures are possible\n")
    assert ended.stdout.endswith("done    table.audit.html\ndone    table.audit.csv\n")
    with (small.root / "table.audit.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["option"], row["percent"], row["count"]) for row in rows] == [
        ("Mail", "93,9", "31"),
        ("Phone", "87,9", "29"),
    ]


def test_one_that_cannot_ends_with_1_and_names_what_is_wrong(small: ProjectFolder) -> None:
    ended = run(small, FALSE, "--base", "33", "--out", "made/here", "--lang", "en")
    assert (ended.exit_code, ended.stderr) == (1, "")
    assert "50.0% is no share of 33 respondents" in ended.stdout
    assert re.search(r"^<script>alert\(1\)</script> +50,0 +no count makes it$", ended.stdout, re.M)
    assert files(small.root / "made/here") == {"table.audit.html", "table.audit.csv"}
    assert files(small.root) == files(small.root / "made/here")


def test_a_label_is_shown_as_a_text_and_never_run(small: ProjectFolder) -> None:
    run(small, FALSE, "--base", "33", "--lang", "en")
    page = (small.root / "table.audit.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(page, "html.parser")
    assert soup.find_all("script", string=True) == [soup.find(id="narrow")]
    assert "<script>alert(1)</script>" in soup.get_text()
    assert soup.find_all("a", href=lambda each: each and "example.org" in each) == []
    with (small.root / "table.audit.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["option"].startswith("'=")


@pytest.mark.parametrize(("lang", "title"), [("it", "Una cifra su 2"), ("en", "One of 2 figures")])
def test_the_page_is_in_the_language_that_is_asked_for(
    small: ProjectFolder, lang: str, title: str
) -> None:
    run(small, FALSE, "--base", "33", "--lang", lang)
    soup = BeautifulSoup((small.root / "table.audit.html").read_text("utf-8"), "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == lang
    assert [each.get_text()[: len(title)] for each in soup.find_all("h1")] == [title]
    assert soup.find("a", href="table.audit.csv") is not None
    assert len(soup.find_all("table")) == 1


def test_of_a_count_that_the_file_holds_no_other_source_is_named(small: ProjectFolder) -> None:
    run(small, "option;percent;count\nMail;93,9;31\n", "--base", "33", "--lang", "en")
    page = (small.root / "table.audit.html").read_text(encoding="utf-8")
    assert "another source" not in page
    assert "^" not in BeautifulSoup(page, "html.parser").find("main").get_text()  # type: ignore[union-attr]


def test_a_range_of_bases_is_looked_through(small: ProjectFolder) -> None:
    ended = run(small, "option,percent\na,93.9\nb,87.9\nc,69.7\n", "--base", "25-40")
    assert ended.exit_code == 0
    assert ended.stdout.startswith("Only a base of 33 could have given the table\n")
    page = (small.root / "table.audit.html").read_text(encoding="utf-8")
    assert len(BeautifulSoup(page, "html.parser").find_all("table")) == 2
    assert run(small, TRUE, "--base", "34-40").exit_code == 1


def test_a_single_choice_question_that_does_not_sum_ends_with_1(small: ProjectFolder) -> None:
    assert run(small, TRUE, "--base", "33", "--kind", "single").exit_code == 1


def test_the_same_table_makes_the_same_bytes(small: ProjectFolder) -> None:
    run(small, TRUE)
    before = {name: (small.root / name).read_bytes() for name in files(small.root)}
    run(small, TRUE)
    assert before == {name: (small.root / name).read_bytes() for name in files(small.root)}


@pytest.mark.parametrize(
    ("content", "options", "told"),
    [
        (
            "option;percent\na;x\n",
            (),
            "row 2: percent is “x”; accepted: a number as it is published",
        ),
        ("a;b\n1;2\n", (), "table.csv: column “a” is not known; accepted: option, percent"),
        ("option,percent\nMail,48,5\n", (), "'table.csv'"),
        ("", (), "table.csv is empty; accepted: a header with option and percent"),
        (TRUE, ("--base", "0"), "base is “0”; accepted: a whole number from 1"),
        (
            TRUE,
            ("--base", "40-25"),
            "or a range, the lower first, as 25-40",
        ),
        (TRUE, ("--lang", "fr"), "unknown language 'fr'"),
        (TRUE, ("--kind", "sinle"), "--kind is 'sinle'; did you mean 'single'?"),
        (TRUE, ("--out", "table.csv"), "table.csv"),
        (
            f"{TRUE}mail;50\n",
            ("--base", "33"),
            "row 4: option “mail” stands in row 2 already; accepted: each once in its question",
        ),
    ],
)
def test_what_cannot_be_used_ends_with_2_in_a_line_and_nothing_is_written(
    small: ProjectFolder, content: str, options: tuple[str, ...], told: str
) -> None:
    ended = run(small, content, *options)
    assert (ended.exit_code, ended.stdout) == (2, "")
    [line] = ended.stderr.splitlines()
    assert told in line
    assert files(small.root) == set()


@pytest.mark.parametrize(
    ("table", "said"),
    [("nowhere.csv", "nowhere.csv: there is no such file"), ("data", "data: is a folder")],
)
def test_a_file_that_there_is_not_is_named(small: ProjectFolder, table: str, said: str) -> None:
    ended = small.invoke("audit", table)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr == (
        f"readytochange: {said}; accepted: a CSV file with the columns option and percent\n"
    )


@pytest.mark.parametrize("kind", ["single", "Singola"])
def test_a_kind_may_be_said_in_either_language(small: ProjectFolder, kind: str) -> None:
    ended = run(small, "option;percent\na;50\nb;40\n", "--base", "10", "--kind", kind)
    assert ended.exit_code == 1
    assert "1 short of 10" in ended.stdout


@pytest.mark.parametrize(("lang", "said"), [((), "it"), (("--lang", "en"), "en")])
def test_a_table_outside_of_any_project_is_audited_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("table.csv").write_text(FALSE, encoding="utf-8")
    ended = CliRunner().invoke(app, ["audit", "table.csv", "--base", "33", *lang])
    assert (ended.exit_code, ended.stderr) == (1, "")
    soup = BeautifulSoup(Path("table.audit.html").read_text("utf-8"), "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == said
    assert [each.get_text() for each in soup.select(".wordmark")] == ["readytochange"]
