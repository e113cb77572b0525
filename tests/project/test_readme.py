"""What the README and the documents say is so: their commands run, their paths and links exist, their code works."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

import findings
from nights import some
from projects import PROJECT, ProjectFolder
from readytochange import parameters, statuses
from readytochange.cli import lab
from readytochange.outputs.manifest import Manifest
from readytochange.outputs.storage import Folder
from readytochange.run import grid, plan
from readytochange.survey.waves import mapping, simulation

README = (PROJECT.root / "README.md").read_text(encoding="utf-8")
DOCUMENTS = {
    path: path.read_text(encoding="utf-8")
    for path in (PROJECT.root / "README.md", *sorted(PROJECT.root.glob("docs/*.md")))
}
BLOCKS = [
    block
    for text in DOCUMENTS.values()
    for block in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
]
COMMANDS = [
    line.split("  #")[0].strip() for kind, text in BLOCKS if not kind for line in text.splitlines()
]

REFRESHES = [command for command in COMMANDS if command.startswith("readytochange refresh")]


def made_by_make() -> set[str]:
    return set(
        re.findall(r"^([a-z-]+):.*##", (PROJECT.root / "Makefile").read_text(), re.MULTILINE)
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_its_links_lead_to_files(document: Path) -> None:
    targets = re.findall(r"\]\((?!#|https?:)([^)#]+)", DOCUMENTS[document])
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("anchor", re.findall(r"\]\(#([^)]+)\)", README))
def test_an_anchor_is_a_heading(anchor: str) -> None:
    titles = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    assert anchor in [re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles]


def test_its_findings_are_those_of_the_ledger_now() -> None:
    assert findings.written(README) == README, "run make findings"


def test_a_finding_that_was_edited_by_hand_would_be_seen() -> None:
    edited = README.replace("16 of at most 17§", "15 of at most 17§")
    assert edited != README == findings.written(edited)


NAMED = re.findall(r"`([\w./-]+(?:/|\.(?:po|py|yml|cff|ipynb|json|log)))`", README)


@pytest.mark.parametrize("name", sorted(set(NAMED)))
def test_a_path_that_is_named_exists(name: str) -> None:
    made_elsewhere = {
        "mapping.yml",
        "matrix/index.html",
        "outputs/api/",
        "outputs/pdf/",
        "outputs/refresh.log",
        "outputs/site/",
        "site/",
        "Untitled.ipynb",
        "5-which-firms-might-hand-over-more.ipynb",
        "work/",
    }
    places = [
        PROJECT.root / name,
        *PROJECT.root.glob(f"outputs/en/{name}"),
        PROJECT.root / ".venv" / name,
    ]
    assert name in made_elsewhere or name == ".venv/bin" or any(place.exists() for place in places)


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make")])
def test_a_make_target_that_is_named_exists(command: str) -> None:
    assert command.split()[1] in made_by_make()


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    some([c for c in REFRESHES if "--out" in c and "--dask" not in c and "2b-wave" not in c], 1),
)
def test_a_refresh_that_is_shown_works(command: str, tmp_path: Path) -> None:
    words = shlex.split(command)
    words[words.index("--out") + 1] = str(tmp_path / "out")
    ended = ProjectFolder(PROJECT.root).readytochange(*words[1:])
    assert ended.returncode == 0, ended.stderr
    assert list((tmp_path / "out").rglob("*.ipynb"))


def test_the_audits_that_are_shown_end_as_it_says(tmp_path: Path) -> None:
    shown = [shlex.split(c) for c in COMMANDS if c.startswith("readytochange audit")]
    ended = []
    for words in shown:
        words[words.index("--out") + 1] = str(tmp_path)
        ended.append(ProjectFolder(PROJECT.root).invoke(*words[1:]))
    assert [each.exit_code for each in ended] == [1, 0]
    assert ended[0].stdout.startswith("6 of 6 figures are impossible")
    assert "Possible bases: 351 and 702." in ended[1].stdout


def test_the_refresh_on_a_cluster_that_is_shown_is_understood(tmp_path: Path) -> None:
    [command] = [c for c in COMMANDS if "--dask" in c]
    words = shlex.split(command)
    words[words.index("--out") + 1] = str(tmp_path / "out")
    words[words.index("--dask") + 1] = "nowhere"
    (tmp_path / "matrix.yml").write_text("parameters: {lang: it}")
    words[words.index("--matrix") + 1] = str(tmp_path / "matrix.yml")
    ended = ProjectFolder(PROJECT.root).invoke(*words[1:])
    assert ended.exit_code == 2
    assert "no Dask scheduler answers at nowhere" in ended.stderr


@pytest.mark.slow
def test_a_wave_goes_the_way_that_is_shown(make_project: Callable[..., ProjectFolder]) -> None:
    """From an export to its page and to those of the study beside it, in one language."""
    shown = [shlex.split(c) for c in COMMANDS if " wave " in c or "wave-2027" in c]
    assert [words[1] for words in shown] == ["wave"] * 4 + ["refresh", "render"]
    small = make_project("notebooks")
    firms = simulation.in_form(simulation.simulate(60, seed=1)).drop(mapping.SIMULATED)
    firms.write_csv(small.root / "export.csv")
    for words in shown:
        if words[1] == "refresh":
            words += ["--lang", "en"]
        ended = (small.readytochange if words[1] == "refresh" else small.invoke)(*words[1:])
        assert getattr(ended, "exit_code", 0) == getattr(ended, "returncode", 0) == 0, ended.stderr
    site, notebooks = small.root / "wave-2027/site/en", ("0-project", "2b-wave", "4-synthesis")
    assert [
        name for name in notebooks if "Wave 2027" not in (site / f"{name}.html").read_text()
    ] == []
    runs = Manifest(Folder(small.root / "wave-2027")).runs
    read = {"data/waves/2027/answers.parquet", "data/waves/2027/wave.yml"}
    for name in notebooks:
        waves = {each for each in runs[f"en/{name}"].inputs if each.startswith("data/waves")}
        assert read <= waves <= read | {"data/waves/2027/mapping.yml", "data/waves/2027/export.csv"}


def test_the_notebook_of_ones_own_that_is_shown_has_the_name_that_is_shown(
    make_project: Callable[..., ProjectFolder],
) -> None:
    [command] = [c for c in COMMANDS if c.startswith("readytochange notebook")]
    small = make_project("notebooks")
    ended = small.invoke(*shlex.split(command)[1:])
    assert ended.exit_code == 0, ended.stderr
    [made] = small.project.work.glob("en/*.ipynb")
    words = made.stem.partition("-")[2]  # its number is the next in the collection
    assert re.search(rf"`\d-{words}\.ipynb`", README)


def test_the_options_of_lab_that_are_shown_are_known() -> None:
    shown = [c for c in COMMANDS if c.startswith("readytochange lab")]
    assert len(shown) > 2
    for command in shown:
        lab.lab.make_context("lab", shlex.split(command)[2:])


def test_every_command_is_known() -> None:
    programs = {"make", "readytochange", "conda", "pip", "dask"}
    assert {command.split()[0] for command in COMMANDS} <= programs


CODE = {
    path.name: blocks
    for path, text in DOCUMENTS.items()
    if (blocks := re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
}
"""The code that a document shows, block by block."""


def test_code_is_shown_where_it_is_looked_for() -> None:
    """That of the questions is run by `test_questions`, which compares what it prints."""
    assert {*CODE} == {"README.md", "library.md", "questions.md"}


@pytest.mark.parametrize("document", sorted({*CODE} - {"questions.md"}))
def test_the_code_that_is_shown_runs_and_saves_nothing(document: str, elsewhere: Path) -> None:
    before = {*elsewhere.iterdir()}
    known: dict[str, object] = {}
    for code in CODE[document]:
        exec(code, known)
    assert {*elsewhere.iterdir()} == before


def test_the_matrix_that_is_shown_can_be_used(tmp_path: Path) -> None:
    [text] = [text for kind, text in BLOCKS if kind == "yaml"]
    (tmp_path / "matrix.yml").write_text(text, encoding="utf-8")
    shown = grid.read(tmp_path / "matrix.yml", PROJECT)
    assert len(plan.plan(PROJECT, shown.notebooks, shown.parameters, apart=True)) == 6


def test_every_status_and_parameter_is_named() -> None:
    for word in statuses.STATUSES:
        assert f"*{word}*" in README
    for model in parameters.MODELS.values():
        for name in model.model_fields:
            assert f"`{name}`" in README
