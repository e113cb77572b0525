"""A notebook of one's own: named by its question, refused where it would write over one, run as it is."""

from collections.abc import Callable

import nbformat
import pytest

from projects import ProjectFolder
from readytochange.errors import InputError
from readytochange.lab import copies, own


@pytest.fixture
def small(make_project: Callable[..., ProjectFolder]) -> ProjectFolder:
    """A project with one small notebook."""
    made = make_project()
    made.notebook("1-qualitative", "1 + 1")
    return made


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("My question", "2-my-question"),
        ("Perché la «qualità»?", "2-perche-la-qualita"),
        ("../../etc/passwd", "2-etc-passwd"),
        (r"C:\con.ipynb", "2-c-con-ipynb"),
        ("a 'quoted' \"title\"\nof two lines", "2-a-quoted-title-of-two-lines"),
        ("word " * 400, "2-word-word-word-word-word-word-word-word"),
        ("x" * 400, "2-" + "x" * own.LONGEST),
    ],
)
def test_a_file_is_named_by_its_question(small: ProjectFolder, title: str, name: str) -> None:
    made = own.start(small.project, title, "en")
    assert made == small.project.work / "en" / f"{name}.ipynb"
    notebook = nbformat.read(made, as_version=4)
    nbformat.validate(notebook)
    first = notebook.cells[0].source.splitlines()[0]
    assert first.startswith("# ")
    assert len([each for each in notebook.cells[0].source.splitlines() if each]) == 2


@pytest.mark.parametrize("title", ["", " \n", "???", "日本語"])
def test_a_title_that_names_no_file_is_refused(small: ProjectFolder, title: str) -> None:
    with pytest.raises(InputError, match="accepted is one with letters from a to z"):
        own.start(small.project, title, "en")
    assert not small.project.work.exists()


def test_a_second_one_of_the_same_name_is_refused(small: ProjectFolder) -> None:
    made = own.start(small.project, "My question", "en")
    before = made.read_bytes()
    for title, lang in (("My question", "en"), ("My, question!", "it")):
        with pytest.raises(InputError, match=r"work/en/2-my-question\.ipynb already"):
            own.start(small.project, title, lang)
    assert made.read_bytes() == before
    with pytest.raises(InputError, match=r"notebooks/1-qualitative\.ipynb already"):
        own.start(small.project, "Qualitative", "en")


def test_markup_in_a_title_is_shown_as_typed(small: ProjectFolder) -> None:
    made = own.start(small.project, "a <b>bold</b> *title*", "en")
    first = nbformat.read(made, as_version=4).cells[0].source.splitlines()[0]
    assert "<b>" not in first
    assert "*title*" not in first.replace(r"\*", "")


def test_making_copies_leaves_it_alone(small: ProjectFolder) -> None:
    made = own.start(small.project, "My question", "en")
    before = made.read_bytes()
    assert [copy.path.name for copy in copies.make(small.project, "en")] == ["1-qualitative.ipynb"]
    assert made.read_bytes() == before


@pytest.mark.slow
def test_moved_to_the_collection_a_refresh_runs_it(small: ProjectFolder) -> None:
    """As README says how, and as it stands: nothing in it is edited."""
    for title, lang in (("My question", "en"), ("La mia domanda", "it")):
        own.start(small.project, title, lang)
    small.project.source("1-qualitative").unlink()
    for made in small.project.work.glob("*/*.ipynb"):
        made.rename(small.project.source(made.stem))
    ended = small.readytochange("refresh")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    for name in ("it/figures/2-first.png", "en/figures/3-first.png"):
        assert (small.project.outputs / name).exists()
