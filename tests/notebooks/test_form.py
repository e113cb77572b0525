"""The source notebooks keep the house's form."""

import ast
import re
from itertools import pairwise
from pathlib import Path
from statistics import median

import nbformat
import pytest
from nbformat import NotebookNode

from projects import PROJECT
from readytochange import parameters
from readytochange.study import tables

SOURCES = sorted(PROJECT.notebooks.glob("*.ipynb"))
LANGUAGES = ("it", "en")


@pytest.fixture(params=SOURCES, ids=lambda path: path.stem)
def source(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def notebook(source: Path) -> NotebookNode:
    read: NotebookNode = nbformat.read(source, as_version=4)
    return read


def tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


def code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tree(cell: NotebookNode) -> ast.AST:
    return ast.parse(str(cell.source))


def headings(notebook: NotebookNode, lang: str) -> list[tuple[int, str]]:
    prose = [
        c.source for c in notebook.cells if c.cell_type == "markdown" and f"lang-{lang}" in tags(c)
    ]
    found = re.findall(r"^(#+) +(.+)$", "\n\n".join(prose), re.MULTILINE)
    return [(len(marks), title) for marks, title in found]


def test_a_source_has_no_output(notebook: NotebookNode) -> None:
    nbformat.validate(notebook)
    assert [cell.id for cell in code(notebook) if cell.outputs or cell.execution_count] == []


def test_cells_are_short(notebook: NotebookNode) -> None:
    lengths = {
        cell.id: len([line for line in cell.source.splitlines() if line.strip()])
        for cell in code(notebook)
    }
    assert {name: n for name, n in lengths.items() if n > 10} == {}
    assert median(lengths.values()) <= 3


def test_a_cell_asserts_nothing(notebook: NotebookNode) -> None:
    """What holds of this wave's data is tested in tests/data: the next one must run through."""
    nodes = [(cell.id, node) for cell in code(notebook) for node in ast.walk(tree(cell))]
    assert [name for name, node in nodes if isinstance(node, ast.Assert)] == []


def test_a_chart_and_its_title_and_slide_are_the_librarys(notebook: NotebookNode) -> None:
    """A notebook calls the figure function of a question: an explorer and the app call the same one."""
    loaded = [tables.load(name) for name in tables.tables()]
    slides = {slide for table in loaded if "slide" in table for slide in table["slide"]}
    source = "\n".join(cell.source for cell in code(notebook))
    texts = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    assert texts & slides == set()
    assert not re.search(r"\balt\.|figures\.(show|table)\(|title=t\(", source)


def test_every_prose_cell_has_one_language_and_its_other_beside_it(notebook: NotebookNode) -> None:
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    languages = [tags(cell) & {"lang-it", "lang-en"} for cell in prose]
    assert languages == [{"lang-it"}, {"lang-en"}] * (len(prose) // 2)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_are_in_order_under_one_title(notebook: NotebookNode, lang: str) -> None:
    levels = [level for level, _ in headings(notebook, lang)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_both_languages_have_the_same_outline(notebook: NotebookNode) -> None:
    italian, english = headings(notebook, "it"), headings(notebook, "en")
    assert [level for level, _ in italian] == [level for level, _ in english]


@pytest.mark.parametrize(("lang", "title"), [("it", "In breve"), ("en", "In short")])
def test_it_opens_with_its_summary_and_ends_with_a_way_on(
    notebook: NotebookNode, lang: str, title: str
) -> None:
    assert headings(notebook, lang)[1] == (2, title)
    last = [cell.source for cell in notebook.cells if f"lang-{lang}" in tags(cell)][-1]
    [target] = re.findall(r"\]\(([^)]+\.ipynb)\)", last)
    assert (PROJECT.notebooks / target).exists()


def test_what_stands_under_the_summarys_heading_is_tagged(notebook: NotebookNode) -> None:
    """The first page and the report take their summaries by these tags."""
    sections: list[list[NotebookNode]] = [[]]
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and "lang-it" in tags(cell) and "## " in cell.source:
            sections.append([])
        sections[-1].append(cell)
    [summary] = [each for each in sections[1:] if each[0].source.startswith("## In breve")]
    under = [tags(cell) for cell in summary if cell.cell_type == "code"]
    assert "summary" in under[0]
    assert all(found & {"summary", "in-short", "notice", "answer"} for found in under)


def test_the_first_page_finds_what_it_shows_by_its_tag() -> None:
    found = {
        tag
        for place in SOURCES
        for cell in code(nbformat.read(place, as_version=4))
        for tag in tags(cell)
    }
    assert {"in-short", "next-steps", "notice", "summary", "explorer"} <= found


def test_it_opens_with_imports_parameters_and_guard(notebook: NotebookNode) -> None:
    imports, given, guard = code(notebook)[:3]
    assert all(
        isinstance(node, ast.Import | ast.ImportFrom) for node in ast.parse(imports.source).body
    )
    assert tags(given) == {"parameters"}
    assert re.search(r"^settings = parameters\.\w+\(", guard.source, re.MULTILINE)
    later = [cell.id for cell in code(notebook)[3:] if "parameters" in tags(cell)]
    assert later == []


def test_parameters_are_literals_with_a_meaning_and_the_models_own(
    source: Path, notebook: NotebookNode
) -> None:
    model = parameters.model_of(source.stem, PROJECT)
    [cell] = [cell for cell in code(notebook) if "parameters" in tags(cell)]
    assigned = {}
    for node, line in zip(ast.parse(cell.source).body, cell.source.splitlines(), strict=True):
        assert isinstance(node, ast.AnnAssign), line
        assert isinstance(node.target, ast.Name), line
        assert node.value is not None, line
        assert re.search(r"  # \w", line), line
        assigned[node.target.id] = ast.literal_eval(node.value)
    assert assigned == model().model_dump()


def test_prose_has_no_typed_figures(notebook: NotebookNode) -> None:
    allowed = re.compile(
        r"bee\.4|\d[a-z]?-[a-z]+\.ipynb(?:#figure-\d)?|^#+ .*$|\b20\d\d\b", re.MULTILINE
    )
    prose = {c.id: allowed.sub("", c.source) for c in notebook.cells if c.cell_type == "markdown"}
    assert {name: text for name, text in prose.items() if re.search(r"\d", text)} == {}


def test_every_figure_has_the_notebooks_number_and_a_name_of_its_own(
    source: Path, notebook: NotebookNode
) -> None:
    calls = [
        node
        for cell in code(notebook)
        for node in ast.walk(tree(cell))
        if isinstance(node, ast.Call) and ".figures." in ast.unparse(node.func)
    ]
    first = [call.args[0] for call in calls]
    names = [node.value for node in first if isinstance(node, ast.Constant)]
    assert len(names) == len(set(names)) > 0
    assert [
        name for name in names if not str(name).startswith(source.stem.partition("-")[0] + "-")
    ] == []


def test_nothing_touches_the_search_path_or_the_data(notebook: NotebookNode) -> None:
    text = "\n".join(cell.source for cell in code(notebook))
    assert not re.search(
        r"sys\.path|to_csv|write_text|\bopen\(|%%|^!|interact\(|JupyterChart", text, re.MULTILINE
    )
