"""A notebook is added as README says, no file of the library touched: the tests of notebooks pass, the app has it."""

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import nbformat
import pytest
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from apps import serving_app
from projects import LIBRARY, NOTEBOOKS, PROJECT, ProjectFolder

pytestmark = pytest.mark.slow

README = (PROJECT.root / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("\n## Adding a notebook\n")[2].partition("\n## ")[0]
PARAMETERS, GUARD = (
    textwrap.dedent(block).strip()
    for block in re.findall(r"^ +```python\n(.*?)^ +```$", SECTION, re.M | re.S)
)
[NAME] = re.findall(r'check\("([\w-]+)"', GUARD)

PROSE = {
    "title": ("# Le parole: dove stanno", "# The words: where they are\n\nA trial of a notebook."),
    "summary": ("## In breve", "## In short"),
    "found": ("## Dove stanno?\n\nOgni punto.", "## Where are they?\n\nEvery point."),
    "explore": ("## Per provare", "## To try"),
    "next": ("Ora il [progetto](0-project.ipynb).", "Now [the project](0-project.ipynb)."),
}
FOUND = "found = interviews.texts(settings).head(settings.most)"
FINDING = 'interviews.figures.points_to_search("5-points", found, settings)'
SENTENCE = 't.say("Points that were looked at: {n}.", n=len(found))'


def the_notebook() -> nbformat.NotebookNode:
    """A notebook of the form that README describes, with the cells it shows."""

    def prose(name: str) -> list[nbformat.NotebookNode]:
        return [
            new_markdown_cell(text, id=f"text-{lang}-{name}", metadata={"tags": [f"lang-{lang}"]})
            for lang, text in zip(("it", "en"), PROSE[name], strict=True)
        ]

    imports = (
        "from typing import Literal\n\nfrom readytochange import interviews, language, parameters"
    )
    tagged = [{"tags": [tag]} for tag in ("parameters", "explorer")]
    cells = [
        *prose("title"),
        new_code_cell(imports, id="code-01"),
        new_code_cell(PARAMETERS, id="code-02", metadata=tagged[0]),
        new_code_cell(GUARD, id="code-03"),
        new_code_cell(FOUND, id="code-04"),
        *prose("summary"),
        new_code_cell(SENTENCE, id="code-05", metadata={"tags": ["summary"]}),
        *prose("found"),
        new_code_cell(FINDING, id="code-06"),
        *prose("explore"),
        new_code_cell(
            "interviews.explorers.points(settings, '5-explorer')", id="code-07", metadata=tagged[1]
        ),
        *prose("next"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made: nbformat.NotebookNode = new_notebook(
        cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}}
    )
    return made


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> ProjectFolder:
    """A copy of the project to which the notebook was added, step by step."""
    root = tmp_path_factory.mktemp("added") / "project"
    ignored = shutil.ignore_patterns(
        ".venv", ".git", "__pycache__", ".*_cache", ".hypothesis", "site", "pdf", "*.log"
    )
    shutil.copytree(PROJECT.root, root, ignore=ignored, symlinks=True)
    own = ProjectFolder(root)
    nbformat.write(the_notebook(), root / f"notebooks/{NAME}.ipynb")
    study = root / "study.toml"
    text = study.read_text(encoding="utf-8")
    study.write_text(text.replace('"4-synthesis"]', f'"4-synthesis", "{NAME}"]'), encoding="utf-8")
    tool(own, "messages")
    translate(root / "notebooks/locale/it/LC_MESSAGES/notebooks.po")
    tool(own, "messages")
    tool(own, "prose")
    for command in (["refresh", NAME], ["render"]):
        ended = own.readytochange(*command)
        assert ended.returncode == 0, ended.stderr + ended.stdout
    return own


def tool(own: ProjectFolder, name: str) -> None:
    """What `make` calls for `make messages` and `make prose`."""
    command = [sys.executable, str(own.root / f"tools/{name}.py")]
    subprocess.run(command, cwd=own.root, env=own.environment, check=False, capture_output=True)


def translate(catalogue: Path) -> None:
    """Give what the notebook says its Italian."""
    with catalogue.open("rb") as file:
        found = read_po(file)
    found["Points that were looked at: {n}."].string = "Punti che sono stati guardati: {n}."
    with catalogue.open("wb") as file:
        write_po(file, found)


def test_it_has_parameters_of_every_type_and_no_model() -> None:
    types = set(re.findall(r": (\w+)", PARAMETERS))
    assert {"bool", "int", "float", "str", "Literal", "list"} <= types
    assert "Words" not in (LIBRARY / "parameters.py").read_text(encoding="utf-8")


def test_it_runs_in_both_languages_and_has_pages(added: ProjectFolder) -> None:
    for lang in ("it", "en"):
        for place in (f"outputs/{lang}/{NAME}.ipynb", f"outputs/site/{lang}/{NAME}.html"):
            assert (added.root / place).is_file()


def test_all_tests_of_notebooks_pass(added: ProjectFolder) -> None:
    """Those of this notebook, and those of all together; the others' own are run without it."""
    tests = ["tests/notebooks", "tests/app/test_tabs.py", "tests/test_parameters.py", "tests/project/test_messages.py",
             "tests/project/test_readme.py", *(f"outputs/{lang}/{NAME}.ipynb" for lang in ("it", "en"))]  # fmt: skip
    others = [
        *NOTEBOOKS,
        "purpose_has_one_explorer",
        "refresh_that_is_shown",
        "nbval_sees",
        "command_says_what_to_do",
    ]
    environment = {**added.environment, "PYTEST_ADDOPTS": ""}
    environment.pop("PYTEST_XDIST_WORKER", None)
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, "-k", f"not ({' or '.join(others)})",
         "--ignore=tests/notebooks/test_fewer_rows.py"],
        cwd=added.root, env=environment, capture_output=True, text=True, check=False, timeout=800,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout[-6000:]
    assert " skipped" not in ended.stdout


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["-p", "most", "many"], "parameter 'most' of 5-words is 'many'; accepted: a whole number"),
        (
            ["-p", "whole", "perhaps"],
            "parameter 'whole' of 5-words is 'perhaps'; accepted: true or false",
        ),
        (
            ["-p", "order", "frist"],
            "parameter 'order' of 5-words is 'frist'; did you mean 'first'? Accepted: first, last",
        ),
        (
            ["-p", "confidence", "2"],
            "parameter 'confidence' of 5-words is '2'; accepted: a number between 0 and 1",
        ),
        (["-p", "wrods", "x"], "unknown parameter 'wrods'; did you mean 'words'?"),
    ],
)
def test_its_parameters_are_checked_before_it_runs(
    typed: list[str], said: str, added: ProjectFolder
) -> None:
    ended = added.invoke("refresh", NAME, *typed, "--out", "elsewhere")
    assert (ended.exit_code, ended.stderr.count("\n")) == (2, 1)
    assert said in ended.stderr


def test_its_parameters_reach_it(added: ProjectFolder) -> None:
    typed = [("words", "a, b"), ("most", "3"), ("whole", "true"), ("order", "last")]
    words = [word for name, value in typed for word in ("-p", name, value)]
    ended = added.readytochange("refresh", NAME, "--lang", "en", *words, "--out", "elsewhere")
    assert ended.returncode == 0, ended.stderr
    made = nbformat.read(added.root / f"elsewhere/en/{NAME}.ipynb", as_version=4)
    code = "\n".join(cell.source for cell in made.cells)
    for name, value in (("words", "'a, b'"), ("most", "3"), ("whole", "True"), ("order", "'last'")):
        assert re.search(rf"^{name}.* = {value}".replace("'", "[\"']"), code, re.M), code


def test_the_app_has_its_page_with_its_explorer(added: ProjectFolder, tmp_path: Path) -> None:
    with serving_app(added, tmp_path / "log") as app:
        answer, html = app.get(f"/{NAME}?lang=en&words=prison&most=3&whole=true&order=last")
        assert answer.status == 200
        page = BeautifulSoup(html, "html.parser")
        assert page.select_one("h1").text == "The words"  # type: ignore[union-attr]
        [shown] = [each.text for each in page.select(".explorers script")]
        assert "widget-view" in shown
        assert app.get(f"/{NAME}?order=middle")[0].status == 400
        index = BeautifulSoup(app.get("/?lang=en")[1], "html.parser")
        [offer] = [each.text for each in index.select(".offers div") if "The words" in each.text]
        assert "To try" in offer


def test_the_library_is_as_it_was(added: ProjectFolder) -> None:
    for place in LIBRARY.rglob("*.py"):
        copied = added.root / "lib/readytochange" / place.relative_to(LIBRARY)
        assert copied.read_bytes() == place.read_bytes()
