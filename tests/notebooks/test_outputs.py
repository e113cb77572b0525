"""nbval over `outputs/` proves something: no cell is compared on nothing, and a changed number is seen."""

import re
from collections.abc import Callable

import nbformat
import pytest

from projects import NOTEBOOKS, PROJECT, ProjectFolder
from readytochange import language

EXECUTED = sorted(path for path in PROJECT.outputs.glob("??/*.ipynb") if ".failed" not in path.name)
NOT_COMPARED = {"image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json"}


@pytest.fixture(params=EXECUTED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def executed(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    read: nbformat.NotebookNode = nbformat.read(request.param, as_version=4)
    return read


def test_each_notebook_is_there_in_both_languages() -> None:
    assert [path.stem for path in EXECUTED] == sorted(NOTEBOOKS) * len(language.LANGUAGES)


def test_no_cell_is_compared_on_nothing(executed: nbformat.NotebookNode) -> None:
    for cell in executed.cells:
        if cell.cell_type != "code":
            continue
        assert cell.execution_count is not None, cell.id
        for output in cell.outputs:
            assert output.output_type != "error", cell.id
            if "data" in output:
                compared = set(output.data) - NOT_COMPARED
                assert compared, cell.id
                assert not set(output.data) & NOT_COMPARED or compared - {"text/plain"}, cell.id


def test_no_chart_is_wider_than_a_cell_of_jupyterlab() -> None:
    """In a window of 1280 with its list of files open, a cell has 802 points beside the chart's menu."""
    charts = [*PROJECT.outputs.glob("??/figures/*.svg")]
    widths = {
        path.relative_to(PROJECT.outputs).as_posix(): float(
            re.findall(r'^<svg[^>]* width="([\d.]+)"', path.read_text(encoding="utf-8"))[0]
        )
        for path in charts
    }
    assert len(widths) == len(charts) > 0
    assert {name: width for name, width in widths.items() if width > 802} == {}


def test_no_object_is_shown_by_its_address(executed: nbformat.NotebookNode) -> None:
    texts = [
        output.data.get("text/plain", "")
        for cell in executed.cells
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    assert [text for text in texts if " object at " in text] == []


@pytest.mark.slow
def test_nbval_sees_one_changed_number(make_project: Callable[..., ProjectFolder]) -> None:
    small = make_project("outputs")
    notebook = small.root / "outputs/en/2-quantitative.ipynb"
    answers = small.root / "data/report/answers.csv"
    text = answers.read_text(encoding="utf-8")
    assert text.count(",27,9,") == 1
    answers.write_text(text.replace(",27,9,", ",24,8,"), encoding="utf-8")
    small.accept_tables()
    ended = small.nbval(notebook)
    assert ended.returncode == 1
    assert re.search(r"[1-9]\d* failed, [1-9]\d* passed", ended.stdout)


def test_an_executed_notebook_has_one_language(executed: nbformat.NotebookNode) -> None:
    languages = {
        tag
        for cell in executed.cells
        for tag in cell.metadata.get("tags", [])
        if tag.startswith("lang-")
    }
    assert len(languages) == 1


def test_widgets_leave_no_random_id(executed: nbformat.NotebookNode) -> None:
    assert "widgets" not in executed.metadata
    assert "model_id" not in nbformat.writes(executed)
