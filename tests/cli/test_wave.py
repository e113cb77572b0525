"""`readytochange wave …`: what each command says and writes, and what it refuses, in one line."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

import fielded
from executions import Executions, executed
from fielded import put
from projects import ProjectFolder
from readytochange.survey.waves import storage

Make = Callable[..., ProjectFolder]
FIRMS = 12
WITH_WAVE = ("0-project", "2b-wave", "4-synthesis")
"""The notebooks that read a wave where one is named; the second of them always."""

ADD = ("--name", "2027", "--start", "2027-01", "--end", "2027-03")


@pytest.fixture
def small(make_project: Make) -> ProjectFolder:
    """A project with an export in its folder."""
    made = make_project()
    fielded.exported(made.root / "export.csv", FIRMS)
    return made


def export(small: ProjectFolder, change: fielded.Change | None = None) -> None:
    fielded.exported(small.root / "export.csv", FIRMS, change)


def said(small: ProjectFolder, *arguments: str) -> str:
    """What a command says that ends well."""
    ended = small.invoke("wave", *arguments)
    assert (ended.exit_code, ended.stderr) == (0, ""), ended.output
    return ended.stdout


def refused(small: ProjectFolder, *arguments: str) -> str:
    """The line in which a command is refused; nothing is written then."""
    before = files(small)
    ended = small.invoke("wave", *arguments)
    assert (ended.exit_code, ended.stdout) == (2, ""), ended.output
    assert files(small) == before
    [line] = ended.stderr.splitlines()
    assert line.startswith("readytochange: ")
    return line


def files(small: ProjectFolder) -> dict[Path, int]:
    return {
        place: place.stat().st_mtime_ns
        for place in small.root.rglob("*")
        if place.is_file() and not place.name.endswith(".lock")
    }


# ---- form


def test_the_form_is_a_workbook_in_both_languages(small: ProjectFolder) -> None:
    assert said(small, "form", "form.xlsx").startswith("done    form.xlsx\n")
    book = openpyxl.load_workbook(small.root / "form.xlsx")
    assert {"survey", "choices", "settings"} <= set(book.sheetnames)
    headers = [str(cell.value) for cell in book["survey"][1]]
    assert [each for each in headers if each.startswith("label")] == [
        "label::Italiano (it)",
        "label::English (en)",
    ]


@pytest.mark.parametrize(
    ("lang", "question"),
    [((), "Dimensioni"), (("--lang", "it"), "Dimensioni"), (("--lang", "en"), "Small (fewer")],
)
def test_the_form_as_a_text_is_in_one_language(
    small: ProjectFolder, lang: tuple[str, ...], question: str
) -> None:
    said(small, "form", "--text", "form.txt", *lang)
    text = (small.root / "form.txt").read_text(encoding="utf-8")
    assert question.lower() in text.lower()
    assert ("fewer than 15 employees" in text) == ("en" in lang)


def test_blanks_of_the_privacy_notice_are_told_of(small: ProjectFolder) -> None:
    assert "the privacy notice has blanks in [brackets]" in said(small, "form", "form.xlsx")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("form.docx",), "form.docx: accepted is a name that ends in .xlsx"),
        (
            ("--text", "form.xlsx"),
            "form.xlsx: accepted is a name that ends in .xlsx, or with --text in .txt",
        ),
        (("form.xlsx", "--lang", "en"), "--lang: accepted is with --text"),
        (("--text", "form.txt", "--lang", "fr"), "unknown language 'fr'"),
        (("nowhere/form.xlsx",), "nowhere/form.xlsx: No such file or directory"),
    ],
)
def test_a_form_is_refused(small: ProjectFolder, arguments: tuple[str, ...], line: str) -> None:
    assert line in refused(small, "form", *arguments)


# ---- check


def test_a_clean_export_is_taken_as_it_is(small: ProjectFolder) -> None:
    shown = said(small, "check", "export.csv")
    assert "done    mapping.yml" in shown
    assert f"rows    {FIRMS} in the file, {FIRMS} to keep" in shown
    assert "wrong" not in shown
    assert not list(small.root.glob("*problems*"))
    assert storage.names(small.project) == ["demo"]
    said(small, "check", "export.csv", "--mapping", "mapping.yml")
    said(small, "add", "export.csv", *ADD, "--mapping", "mapping.yml")


def test_who_did_not_consent_is_no_respondent(small: ProjectFolder) -> None:
    export(small, put(3, {"consent": "no", "size": "tiny"}))
    shown = said(small, "check", "export.csv")
    assert f"rows    {FIRMS} in the file, {FIRMS - 1} to keep" in shown
    assert "left    1 out: no consent to take part" in shown
    assert f"respondents {FIRMS - 1}, rows left out 1" in said(small, "add", "export.csv", *ADD)
    rows = pl.read_parquet(small.project.data / "waves/2027" / storage.ROWS)
    assert 5 not in rows["respondent"].to_list()


def test_a_mapping_that_is_there_is_kept(small: ProjectFolder) -> None:
    (small.root / "mapping.yml").write_text("# mine\n")
    shown = said(small, "check", "export.csv")
    assert "kept    mapping.yml" in shown
    assert (small.root / "mapping.yml").read_text() == "# mine\n"


def test_where_something_is_undecided_and_a_mapping_is_there_all_that_is_said_is_to_use_it(
    small: ProjectFolder,
) -> None:
    export(small, lambda made: made.rename({"section_service/management": "Chi gestisce?"}))
    first = small.invoke("wave", "check", "export.csv")
    assert (first.exit_code, "done    mapping.yml" in first.stdout) == (2, True)
    mapping = small.root / "mapping.yml"
    decided = mapping.read_text().replace('"Chi gestisce?": "?"', '"Chi gestisce?": management')
    mapping.write_text(decided)
    again = small.invoke("wave", "check", "export.csv")
    assert (again.exit_code, again.stdout) == (
        2,
        "\nNext: check with mapping.yml, which is there\n"
        "  readytochange wave check export.csv --mapping mapping.yml\n",
    )
    assert mapping.read_text() == decided
    said(small, "check", "export.csv", "--mapping", "mapping.yml")


def test_all_that_is_to_be_decided_is_said_at_once(small: ProjectFolder) -> None:
    made = put(3, {"size": "tiny"})
    export(small, lambda frame: made(frame).rename({"section_service/management": "Chi?"}))
    shown = small.invoke("wave", "check", "export.csv").stdout
    assert "decide what 'Chi?' is for and what 1 text under 'values' means: in mapping.yml" in shown


def test_a_wrong_row_is_not_one_to_keep_and_its_text_is_shown_whole(small: ProjectFolder) -> None:
    text = "Canali telefonici, canali mail e, se proprio serve, il piccione viaggiatore ai clienti"
    export(small, put(3, {"section_service/management": text}))
    shown = small.invoke("wave", "check", "export.csv").stdout
    assert f"rows    {FIRMS} in the file, {FIRMS - 1} to keep, 1 wrong\n" in shown
    assert f"row 5   unknown option: '{text}', in 'section_service/management'\n" in shown


FORMULA = '=HYPERLINK("https://example.org")'


def test_problems_are_listed_and_written_beside_the_file(small: ProjectFolder) -> None:
    export(small, put(3, {"size": FORMULA}))
    source = (small.root / "export.csv").read_bytes()
    ended = small.invoke("wave", "check", "export.csv")
    assert (ended.exit_code, ended.stderr) == (2, "")
    assert "unknown option" in ended.stdout
    assert "wrong   1 in all: export.problems.csv" in ended.stdout
    assert (small.root / "export.csv").read_bytes() == source
    with (small.root / "export.problems.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["row"], row["rule"]) == ("5", "unknown option")
    assert row["accepted"].startswith("small, medium, large")
    export(small)
    said(small, "check", "export.csv")
    assert not (small.root / "export.problems.csv").exists()


def test_a_cluster_is_looked_for_where_a_file_has_parts_only(small: ProjectFolder) -> None:
    export(small)
    assert "12 to keep" in said(small, "check", "export.csv", "--dask", "nowhere")


@pytest.mark.parametrize("cell", [FORMULA, "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1"])
def test_a_cell_that_looks_like_a_formula_is_none_in_the_list_of_problems(
    small: ProjectFolder, cell: str
) -> None:
    export(small, put(3, {"size": cell}))
    assert small.invoke("wave", "check", "export.csv").exit_code == 2
    with (small.root / "export.problems.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["value"][0] not in "=+-@\t\r"
    assert row["value"].endswith(cell.strip())


def test_rows_with_problems_are_left_out_where_that_is_asked(small: ProjectFolder) -> None:
    export(small, put(3, {"size": "tiny"}))
    shown = said(small, "check", "export.csv", "--exclude-invalid")
    assert f"rows    {FIRMS} in the file, {FIRMS - 1} to keep" in shown
    assert "left    1 out: a text that no option of the question has" in shown


HOSTILE = "\x1b[31mred\x1b]0;title\x07 [bold]b[/bold] <b>\u202eevil"


@pytest.mark.parametrize("place", ["header", "cell", "problem"])
def test_nothing_in_a_file_steers_the_terminal(small: ProjectFolder, place: str) -> None:
    def change(made: pl.DataFrame) -> pl.DataFrame:
        if place == "header":
            return made.with_columns(pl.lit("x").alias(HOSTILE))
        if place == "cell":
            return put(0, {"comments": HOSTILE})(made)
        return put(0, {"size": HOSTILE})(made)

    export(small, change)
    ended = small.invoke("wave", "check", "export.csv")
    assert ended.exit_code in (0, 2)
    assert ("evil" in ended.stdout) == (place != "cell")
    assert not {"\x1b", "\x07", "\u202e"} & set(ended.stdout + ended.stderr)
    added = small.invoke("wave", "add", "export.csv", *ADD)
    assert not {"\x1b", "\x07", "\u202e"} & set(added.stdout + added.stderr)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("nowhere.csv",), "nowhere.csv"),
        ((".",), "."),
        (("export.csv", "--mapping", "nowhere.yml"), "nowhere.yml cannot be read: "),
        (("export.csv", "--mapping", "export.csv"), "export.csv"),
    ],
)
def test_a_check_is_refused(small: ProjectFolder, arguments: tuple[str, ...], line: str) -> None:
    assert line in refused(small, "check", *arguments)


# ---- add, list, remove


def test_a_wave_is_added_listed_and_removed(small: ProjectFolder) -> None:
    shown = said(small, "add", "export.csv", *ADD, "--title-en", "Second round")
    assert shown.splitlines() == [
        f"done    data/waves/2027: respondents {FIRMS}, rows left out 0",
        "",
        "Next: show it",
        "  readytochange refresh -p wave 2027 --out wave-2027",
        "  readytochange render wave-2027",
    ]
    record = storage.kept("2027", small.project).record
    assert record.title == {"it": "Rilevazione 2027", "en": "Second round"}
    listed = [line.split() for line in said(small, "list").splitlines()]
    assert listed[1] == ["2027", "2027-01", "to", "2027-03", str(FIRMS), "0", "wave", "here"]
    assert listed[2][:1] + listed[2][-2:] == ["demo", "simulated", "here"]
    (small.project.data / "waves/2027" / storage.ROWS).unlink()
    assert "not on this machine" in said(small, "list")
    assert said(small, "remove", "2027", "--yes") == "done    data/waves/2027 is deleted\n"
    assert storage.names(small.project) == ["demo"]


def test_without_waves_there_are_none_to_list(small: ProjectFolder) -> None:
    shutil.rmtree(small.project.data / "waves")
    assert said(small, "list").split() == [
        *("wave", "field", "work", "respondents", "left", "out", "status", "rows"),
    ]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("nowhere.csv", *ADD), "nowhere.csv"),
        (("export.csv", *ADD, "--name", "Two words"), "accepted: small letters, digits and hyph"),
        (("export.csv", *ADD, "--name", "demo"), "there is a wave 'demo' already"),
        (("export.csv", *ADD, "--start", "2027-13"), "start is '2027-13'; accepted: "),
        (
            ("export.csv", *ADD, "--population", "3"),
            "population is 3; accepted: 12, the respondents, or more",
        ),
    ],
)
def test_a_wave_is_not_added(small: ProjectFolder, arguments: tuple[str, ...], line: str) -> None:
    assert line in refused(small, "add", *arguments)


def test_a_file_with_problems_is_not_added_or_without_their_rows(small: ProjectFolder) -> None:
    export(small, put(3, {"size": "tiny"}))
    line = refused(small, "add", "export.csv", *ADD)
    assert "1 problem in 1 of 12 rows, the first in row 5" in line
    shown = said(small, "add", "export.csv", *ADD, "--exclude-invalid")
    assert f"respondents {FIRMS - 1}, rows left out 1" in shown


def test_remove_asks(small: ProjectFolder) -> None:
    ended = small.invoke("wave", "remove", "demo")  # whose question nobody answers
    assert ended.exit_code == 1
    assert "Delete data/waves/demo with all rows of wave 'demo'? [y/N]" in ended.stdout
    assert storage.names(small.project) == ["demo"]
    assert "unknown wave '2027'" in refused(small, "remove", "2027", "--yes")


def test_a_wave_with_a_broken_record_can_be_removed(small: ProjectFolder) -> None:
    said(small, "add", "export.csv", *ADD)
    (small.project.data / "waves/2027" / storage.RECORD).write_text("{")
    assert "data/waves/2027/wave.yml cannot be read" in refused(small, "list")
    said(small, "remove", "2027", "--yes")
    assert storage.names(small.project) == ["demo"]


# ---- simulate


def test_a_simulated_export_is_added_as_one(small: ProjectFolder) -> None:
    shown = said(small, "simulate", "simulated.csv", "--firms", "12")
    assert shown.startswith("done    simulated.csv: 12 simulated firms\n")
    said(small, "add", "simulated.csv", *ADD)
    assert storage.kept("2027", small.project).record.status == "simulated"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("export2.csv",), "accepted is a name with 'simulated' in it that ends in .csv"),
        (("simulated.xlsx",), "accepted is a name with 'simulated' in it that ends in .csv"),
        (("simulated.csv", "--firms", "0"), "respondents is 0; accepted: from 1"),
        (("simulated.csv", "--seed", "-1"), "seed is -1; accepted: from 0"),
    ],
)
def test_nothing_is_simulated(small: ProjectFolder, arguments: tuple[str, ...], line: str) -> None:
    assert line in refused(small, "simulate", *arguments)


# ---- refresh


@pytest.mark.parametrize("notebook", WITH_WAVE)
@pytest.mark.parametrize("name", ["nope", "../demo", "demo/../demo", "demo,nope"])
def test_a_refresh_with_a_wave_that_is_not_there_is_refused_before_anything_is_written(
    make_project: Make, notebook: str, name: str
) -> None:
    small = make_project("notebooks")
    before = files(small)
    ended = small.invoke("refresh", notebook, "-p", "wave", name, "--out", "out")
    assert (ended.exit_code, ended.stdout) == (2, "")
    [line] = ended.stderr.splitlines()
    assert line.endswith(f"parameter 'wave' of {notebook} is '{name}'; accepted: demo")
    assert files(small) == before


def test_rows_that_changed_run_what_reads_them_and_only_that(
    make_project: Make, executions: Executions
) -> None:
    """What a kernel is seen to read is here what `synthesis.waves.named` and `waves.load` read."""
    small = make_project("notebooks")
    fielded.add(small)
    read = ("data/waves/2027/wave.yml", "data/waves/2027/answers.parquet")
    with_wave = ("-p", "wave", "2027", "--out", "beside")

    def ran(*how: str) -> list[str]:
        executions.executed.clear()
        for name in WITH_WAVE:
            executions[name] = executed(name, reads=read if how else ())
        notebooks = WITH_WAVE if how else ("0-project", "4-synthesis")
        ended = small.invoke("refresh", *notebooks, "--lang", "en", *(how or ("--out", "alone")))
        assert ended.exit_code == 0, ended.output
        return sorted(executions.executed)

    assert ran() == ["0-project", "4-synthesis"]
    assert ran(*with_wave) == [*WITH_WAVE]
    assert ran() == ran(*with_wave) == []
    rows = small.project.data / "waves/2027" / storage.ROWS
    rows.write_bytes(rows.read_bytes() + b"x")
    assert ran() == []
    assert ran(*with_wave) == [*WITH_WAVE]
    demo = small.project.data / "waves/demo" / storage.RECORD
    demo.write_bytes(demo.read_bytes() + b"\n")
    assert ran() == ran(*with_wave) == []
