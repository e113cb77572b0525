"""What JupyterLab is started with."""

import json
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

import readytochange
from projects import LIBRARY, PROJECT, ProjectFolder
from readytochange.errors import InputError
from readytochange.lab import server
from readytochange.project import Project


def test_it_is_rooted_at_the_project_and_opens_a_notebook() -> None:
    given = server.options(PROJECT, PROJECT.work / "en" / "0-project.ipynb", 9000, False)
    assert f"--ServerApp.root_dir={PROJECT.root}" in given
    [opened] = [each for each in given if "default_url" in each]
    place = (PROJECT.work / "en/0-project.ipynb").relative_to(PROJECT.root).as_posix()
    assert opened.endswith(f"-en/tree/{place}")
    assert {"--ServerApp.port=9000", "--ServerApp.open_browser=False"} <= {*given}


def test_a_place_stands_in_the_address_as_addresses_are_written() -> None:
    project = Project(Path("/a folder/è"))
    given = server.options(project, project.work / "it" / "0 à.ipynb")
    workspace = "/lab/workspaces/%C3%A8-it"
    assert f"--LabApp.default_url={workspace}/tree/{project.work.name}/it/0%20%C3%A0.ipynb" in given
    assert not [each for each in given if "port" in each or "browser" in each]


def test_its_extension_is_of_this_version_and_loads_fonts_that_are_there() -> None:
    place = LIBRARY / "lab/labextension"
    package = json.loads((place / "package.json").read_text(encoding="utf-8"))
    script = (place / package["jupyterlab"]["_build"]["load"]).read_text(encoding="utf-8")
    assert package["version"] == readytochange.__version__
    [name] = re.findall(r"fonts/(\S+)-\$\{name\}\.ttf", script)
    weights = re.findall(r'(\w+): "\d00"', script)
    fonts = {f"{name}-{weight}.ttf" for weight in weights}
    assert len(fonts) > 1
    assert fonts <= {font.name for font in (LIBRARY / "figures/fonts").iterdir()}


def test_copies_and_sources_have_tabs_of_their_own() -> None:
    places = [PROJECT.work / "en", PROJECT.work / "it", PROJECT.notebooks]
    opened = [server.options(PROJECT, place / "0-project.ipynb")[1] for place in places]
    assert len({each.partition("/tree/")[0] for each in opened}) == 3


def test_a_port_that_is_taken_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputError, match="accepted is a free one: --port N"):
            server.serve(PROJECT, PROJECT.source("0-project"), taken.getsockname()[1])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lab", "--lang", "fr"], "unknown language 'fr'; accepted: it, en"),
        (["lab", "--sources", "--lang", "en"], "--sources: accepted is without --lang"),
        (["lab", "--port", "0"], "0 is not in the range"),
        (["notebook", "My question", "--lang", "de"], "unknown language 'de'"),
        (["notebook", "?"], "accepted is one with letters from a to z"),
    ],
)
def test_what_cannot_be_used_ends_with_2(
    make_project: Callable[..., ProjectFolder], arguments: list[str], said: str
) -> None:
    small = make_project()
    small.notebook("1-qualitative", "1 + 1")
    ran = small.invoke(*arguments)
    assert ran.exit_code == 2
    assert said in ran.stderr
    assert not small.project.work.exists()


def test_of_copies_the_first_that_could_be_made_is_opened_and_none_where_there_is_none(
    make_project: Callable[..., ProjectFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = make_project()
    opened: list[Path] = []
    monkeypatch.setattr(server, "serve", lambda project, notebook, *_: opened.append(notebook))
    small.notebook("0-project", "1 + 1")
    small.notebook("1-qualitative", "1 + 1")
    place = small.project.source("0-project")
    place.write_text(place.read_text(encoding="utf-8").replace("cells", "cels"), encoding="utf-8")
    ran = small.invoke("lab")
    assert opened == [small.project.work / "it/1-qualitative.ipynb"], ran.output
    small.project.source("1-qualitative").unlink()
    shutil.rmtree(small.project.work)
    ran = small.invoke("lab")
    assert (ran.exit_code, len(opened)) == (2, 1)
    assert "there is no copy to open" in ran.stderr


def test_the_commands_say_what_they_made(make_project: Callable[..., ProjectFolder]) -> None:
    small = make_project()
    small.notebook("1-qualitative", "1 + 1")
    ran = small.invoke("lab", "--only-copies")
    place = Path("work/it/1-qualitative.ipynb")
    assert ran.stdout.splitlines() == [f"made    {place}: from notebooks/1-qualitative.ipynb"]
    ran = small.invoke("notebook", "My question", "--lang", "en")
    assert ran.stdout.splitlines()[0] == f"made    {Path('work/en/2-my-question.ipynb')}"
    assert "readytochange lab --lang en" in ran.stdout
