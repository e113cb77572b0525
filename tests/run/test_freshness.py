"""A run is kept only while nothing that decides its outputs has changed: each thing is changed once, and seen."""

import ast
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest

from projects import PROJECT, Copy
from readytochange import paths
from readytochange.errors import InputError
from readytochange.outputs.manifest import MANIFEST, Manifest
from readytochange.outputs.storage import Folder
from readytochange.run import inputs, plan
from readytochange.run.inputs import Sources

COUNT = "from readytochange import survey\nsurvey.shares('channels', lang)['count'].sum().item()"
HEARD = (
    "from readytochange import figures, report\n"
    "figures.table(report.areas()[['area', 'order']], name='3-trial', title='T', lang=lang)"
)
LIST = (
    "from readytochange import paths\n"
    "sorted(path.name for path in (paths.DATA / 'waves').glob('*.csv'))\n"
    "try:\n    print(open(paths.DATA / 'note.txt').read())\nexcept OSError:\n    print('no note')"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A project with three small notebooks, refreshed once."""
    home = tmp_path_factory.mktemp("made") / "copy"
    for folder in ("lib", "data"):
        shutil.copytree(
            PROJECT.root / folder, home / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    (home / "data/waves").mkdir()
    copy = Copy(home)
    copy.notebook("0-project", LIST)
    copy.notebook("2-quantitative", COUNT)
    copy.notebook("3-stakeholders", HEARD)
    ended = copy.readytochange("refresh", "--lang", "it")
    assert ended.returncode == 0, ended.stderr
    return copy


@pytest.fixture
def spoilt(made: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copy:
    """A copy of it that a test may change, and that this process takes for the project."""
    home = Path(shutil.copytree(made.home, tmp_path / "spoilt")).resolve()
    monkeypatch.setattr(paths, "PROJECT", home)
    monkeypatch.setattr(paths, "LIBRARY", home / "lib/readytochange")
    for name in ("DATA", "NOTEBOOKS", "OUTPUTS"):
        monkeypatch.setattr(paths, name, home / name.lower())
    return Copy(home)


def why(copy: Copy) -> dict[str, str]:
    """The runs that a refresh would make anew, and why."""
    manifest, sources = Manifest(Folder(copy.home / "outputs")), Sources()
    reasons = {
        run.notebook: manifest.why_run(run.name, run.notebook, run.settings.model_dump(), sources)
        for run in plan.plan(values={"lang": ["it"]})
    }
    return {notebook: reason for notebook, reason in reasons.items() if reason}


def append(place: Path, text: str = "\n") -> None:
    place.parent.mkdir(exist_ok=True)
    with place.open("a", encoding="utf-8") as file:
        file.write(text)


def test_when_nothing_changed_nothing_runs_and_no_heavy_library_is_imported(spoilt: Copy) -> None:
    heavy = ("altair", "IPython", "nbformat", "nbclient", "pandas", "papermill", "scipy", "fsspec")
    ended = spoilt.python(
        "import sys\nfrom readytochange.cli import app\n"
        "app(['refresh', '--lang', 'it'], standalone_mode=False)\n"
        f"print(sorted(set(sys.modules) & set({heavy})))"
    )
    said = ended.stdout.splitlines()
    assert said[:3] == [
        "kept    it/0-project: nothing changed",
        "kept    it/2-quantitative: nothing changed",
        "kept    it/3-stakeholders: nothing changed",
    ]
    assert said[4].startswith("Nothing changed: ")
    assert said[-1] == "[]"


@pytest.mark.parametrize(
    ("place", "run_again"),
    [
        ("notebooks/2-quantitative.ipynb", {"2-quantitative"}),
        ("lib/readytochange/survey.py", {"2-quantitative"}),
        ("lib/readytochange/proportions.py", {"2-quantitative"}),
        ("lib/readytochange/figures.py", {"3-stakeholders"}),
        ("lib/readytochange/report.py", {"2-quantitative", "3-stakeholders"}),
        ("lib/readytochange/execution.py", {"0-project", "2-quantitative", "3-stakeholders"}),
        ("lib/readytochange/engine.py", {"0-project", "2-quantitative", "3-stakeholders"}),
        ("lib/readytochange/it.po", {"2-quantitative", "3-stakeholders"}),
        ("lib/readytochange/preparation.py", set()),
        ("lib/readytochange/fonts/ReadyToChangeSans-Bold.ttf", None),
        ("lib/readytochange/pages.py", set()),
        ("lib/readytochange/site/style.css", set()),
        ("lib/readytochange/cli.py", set()),
        ("lib/readytochange/refresh.py", set()),
        ("data/report/answers.csv", {"2-quantitative"}),
        ("data/report/areas.csv", {"3-stakeholders"}),
        ("data/report/roles.csv", set()),
        ("data/datapackage.json", {"2-quantitative", "3-stakeholders"}),
        ("data/note.txt", {"0-project"}),
        ("data/waves/new.csv", {"0-project"}),
        ("outputs/it/2-quantitative.ipynb", {"2-quantitative"}),
        ("outputs/it/tables/3-trial.csv", {"3-stakeholders"}),
        ("outputs/it/2-quantitative.failed.ipynb", {"2-quantitative"}),
        ("outputs/it/tables/mine.csv", set()),
    ],
)
def test_what_changes_is_run_again_and_nothing_else(
    spoilt: Copy, place: str, run_again: set[str] | None
) -> None:
    append(spoilt.home / place)
    expected = {"0-project", "2-quantitative", "3-stakeholders"} if run_again is None else run_again
    assert set(why(spoilt)) == expected


@pytest.mark.parametrize(
    ("place", "run_again"),
    [
        ("data/report/areas.csv", {"3-stakeholders"}),
        ("lib/readytochange/survey.py", {"2-quantitative"}),
        ("outputs/it/tables/3-trial.csv", {"3-stakeholders"}),
        ("outputs/it/0-project.ipynb", {"0-project"}),
        ("outputs/manifest.json", {"0-project", "2-quantitative", "3-stakeholders"}),
        ("outputs/refresh.log", set()),
    ],
)
def test_what_is_deleted_is_run_again_and_nothing_else(
    spoilt: Copy, place: str, run_again: set[str]
) -> None:
    (spoilt.home / place).unlink()
    assert set(why(spoilt)) == run_again


def test_another_version_of_a_library_runs_everything(spoilt: Copy) -> None:
    text = (spoilt.home / "outputs" / MANIFEST).read_text()
    version = Sources().versions["altair"]
    changed = text.replace(f'"altair": "{version}"', '"altair": "5.0.0"')
    (spoilt.home / "outputs" / MANIFEST).write_text(changed)
    assert set(why(spoilt).values()) == {f"altair is now {version}"}


def test_a_file_put_back_as_it_was_is_no_change(spoilt: Copy) -> None:
    place = spoilt.home / "data/report/areas.csv"
    content = place.read_bytes()
    append(place)
    assert why(spoilt) == {"3-stakeholders": "data/report/areas.csv changed"}
    place.write_bytes(content)
    assert why(spoilt) == {}


@pytest.mark.slow
def test_only_what_changed_is_made_and_the_bytes_are_those_of_making_all(spoilt: Copy) -> None:
    table = spoilt.home / "outputs/it/tables/3-trial.csv"
    before = table.read_bytes()
    append(table, "by hand")
    (spoilt.home / "outputs/it/tables/mine.csv").write_text("mine")
    ended = spoilt.readytochange("refresh", "--lang", "it")
    said = ended.stdout.splitlines()
    assert said[:2] == [
        "kept    it/0-project: nothing changed",
        "kept    it/2-quantitative: nothing changed",
    ]
    assert said[2].startswith("done    it/3-stakeholders: 2 files, ")
    assert said[2].endswith("(it/tables/3-trial.csv is not what it made)")
    assert said[3] == "stray   it/tables/mine.csv: no notebook has made it; left as it is"
    assert table.read_bytes() == before


@pytest.mark.slow
def test_force_runs_what_nothing_has_changed_for(spoilt: Copy) -> None:
    before = (spoilt.home / "outputs" / MANIFEST).read_bytes()
    ended = spoilt.readytochange("refresh", "0-project", "--lang", "it", "--force")
    assert ended.stdout.startswith("done    it/0-project: 1 files, ")
    assert "(--force)" in ended.stdout
    assert (spoilt.home / "outputs" / MANIFEST).read_bytes() == before


def test_other_parameters_are_other_outputs(spoilt: Copy) -> None:
    manifest = Manifest(Folder(spoilt.home / "outputs"))
    said = manifest.why_run("it/0-project", "0-project", {"lang": "it"}, Sources())
    assert said == "other parameters"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "changed"),
    [
        ("DATA / 'note.txt'", "data/note.txt changed"),
        ("LIBRARY / 'paths.py'", "lib/readytochange/paths.py changed"),
        ("NOTEBOOKS / '0-project.ipynb'", "notebooks/0-project.ipynb changed"),
    ],
)
def test_what_changes_while_a_notebook_runs_is_seen_by_the_next_refresh(
    spoilt: Copy, place: str, changed: str
) -> None:
    late = f"from readytochange import paths\nwith open(paths.{place}, 'a') as file:\n    file.write('\\n')\n"
    spoilt.notebook("0-project", late + LIST)
    assert spoilt.readytochange("refresh", "0-project", "--lang", "it").returncode == 0
    assert why(spoilt)["0-project"] == changed


def test_outputs_of_a_notebook_that_is_no_more_are_removed_save_what_was_edited(
    spoilt: Copy,
) -> None:
    (spoilt.home / "notebooks/3-stakeholders.ipynb").unlink()
    append(spoilt.home / "outputs/it/tables/3-trial.csv", "by hand")
    said = spoilt.readytochange("refresh", "--lang", "it").stdout.splitlines()
    assert said[0] == "removed it/3-stakeholders: notebooks/3-stakeholders.ipynb is no more"
    assert "stray   it/tables/3-trial.csv: no notebook has made it; left as it is" in said
    assert not [line for line in said if line.startswith("Nothing changed")]
    assert not (spoilt.home / "outputs/it/3-stakeholders.ipynb").exists()
    assert (spoilt.home / "outputs/it/tables/3-trial.csv").exists()
    assert "it/3-stakeholders" not in Manifest(Folder(spoilt.home / "outputs")).runs


@pytest.mark.slow
def test_a_figure_may_move_to_another_notebook_but_not_be_in_both(spoilt: Copy) -> None:
    spoilt.notebook("2-quantitative", HEARD)
    ended = spoilt.readytochange("refresh", "2-quantitative", "--lang", "it")
    assert ended.returncode == 1
    assert "it/tables/3-trial.csv is made by it/3-stakeholders too" in ended.stdout
    spoilt.notebook("3-stakeholders", "1")
    ended = spoilt.readytochange("refresh", "--lang", "it", "--jobs", "1")
    assert ended.returncode == 0, ended.stdout
    assert (spoilt.home / "outputs/it/tables/3-trial.csv").exists()
    assert why(spoilt) == {}


@pytest.mark.parametrize("place", ["../notes.txt", "it/../../notes.txt", "/notes.txt", "it/..", ""])
def test_a_manifest_cannot_name_files_outside_its_folder(tmp_path: Path, place: str) -> None:
    record = {"notebook": "", "parameters": {}, "inputs": {}, "versions": {}, "files": {}}
    for runs_in_it in ({"it/0-project": {**record, "files": {place: ""}}}, {place: record}):
        (tmp_path / MANIFEST).write_text(json.dumps({"runs": runs_in_it}))
        with pytest.raises(InputError, match="is not a manifest"):
            Manifest(Folder(tmp_path))
    whole = {"it/0-project": {**record, "files": {"it/tables/1-a.csv": ""}}}
    (tmp_path / MANIFEST).write_text(json.dumps({"runs": whole}))
    assert set(Manifest(Folder(tmp_path)).runs) == {"it/0-project"}


def test_a_part_of_the_study_is_run_again_for_its_own_code_only() -> None:
    sources = Sources()
    needed = {name: sources.code(name) for name in plan.notebooks()}
    by_module = {
        module: {name for name in needed if f"lib/readytochange/{module}.py" in needed[name]}
        for module in ("interviews", "survey", "stakeholders", "gaps", "tabs")
    }
    assert by_module == {
        "interviews": {"1-qualitative"},
        "survey": {"0-project", "2-quantitative", "4-synthesis"},
        "stakeholders": {"3-stakeholders", "4-synthesis"},
        "gaps": {"4-synthesis"},
        "tabs": set(),
    }


@pytest.mark.slow
def test_a_data_file_may_have_any_name(spoilt: Copy) -> None:
    place = spoilt.home / "data/p|q, “è”.csv"
    place.write_text("1")
    spoilt.notebook("0-project", f"open({str(place)!r}).read()")
    spoilt.readytochange("refresh", "--lang", "it")
    assert why(spoilt) == {}
    append(place)
    assert why(spoilt) == {"0-project": "data/p|q, “è”.csv changed"}


@pytest.mark.slow
def test_without_its_manifest_everything_is_made_again_and_nothing_is_called_stray(
    spoilt: Copy,
) -> None:
    (spoilt.home / "outputs" / MANIFEST).unlink()
    append(spoilt.home / "outputs/it/mine.txt")
    said = spoilt.readytochange("refresh", "--lang", "it").stdout.splitlines()
    assert [line[:8] for line in said[:4]] == ["done    "] * 3 + ["stray   "]
    assert said[3].startswith("stray   it/mine.txt: ")


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_every_library_that_a_notebook_reaches_is_one_whose_version_counts() -> None:
    called = {
        "IPython": "ipython",
        "PIL": "pillow",
        "ipykernel_launcher": "ipykernel",
        "jupyter_client": "jupyter-client",
        "vl_convert": "vl-convert-python",
    }
    only_configuration = {"traitlets"}
    reached = set()
    for name in plan.notebooks():
        source = paths.NOTEBOOKS / f"{name}.ipynb"
        cells = nbformat.read(source, as_version=4).cells
        code = [cell.source for cell in cells if cell.cell_type == "code"]
        modules = [path for path in inputs.library(source) if path.suffix == ".py"]
        texts = [*code, *(path.read_text(encoding="utf-8") for path in modules)]
        reached |= {name for text in texts for name in imports(ast.parse(text))}
    others = reached - set(sys.stdlib_module_names) - {"readytochange"} - only_configuration
    assert {called.get(name, name) for name in others} <= set(inputs.LIBRARIES)


@pytest.mark.parametrize(
    "code", ["%run other.py", "from importlib import import_module", "__import__('x')", "exec('')"]
)
def test_code_that_does_not_say_what_it_imports_needs_everything(
    copied: Callable[..., Copy], code: str
) -> None:
    copy = copied()
    copy.notebook("0-project", code)
    ended = copy.python(
        "from readytochange import paths, provenance\n"
        "print(*provenance.library(paths.NOTEBOOKS / '0-project.ipynb'), sep='\\n')"
    )
    assert str((copy.home / "lib/readytochange/pages.py").resolve()) in ended.stdout


def test_a_module_that_does_not_parse_is_its_notebooks_failure(spoilt: Copy) -> None:
    append(spoilt.home / "lib/readytochange/figures.py", "def (\n")
    ended = spoilt.readytochange("refresh", "--lang", "it")
    assert ended.returncode == 1
    assert "failed  it/3-stakeholders: " in ended.stdout
    assert "SyntaxError" in ended.stdout
    assert "Traceback" not in ended.stderr


def test_every_file_beside_the_modules_is_known_to_be_read_by_one() -> None:
    modules = [f"readytochange.{path.stem}" for path in paths.LIBRARY.glob("*.py")]
    found = {path for path in paths.LIBRARY.rglob("*") if path.is_file()}
    found = {path for path in found if "__pycache__" not in path.parts}
    assert found - set(inputs.reached(modules)) == {paths.LIBRARY / "py.typed"}
