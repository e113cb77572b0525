"""The packages stand as `pyproject.toml` says and as `docs/architecture.md` draws them; a forbidden import is seen."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import architecture
from projects import LIBRARY, PROJECT

FORBIDDEN = {
    "The house, floor by floor": ("publish/site.py", "from readytochange.run import plan"),
    "What runs and publishes notebooks knows no study": (
        "run/freshness.py",
        "from readytochange.study import tables",
    ),
    "Analysis makes tables; only figures and explorers draw": (
        "survey/published.py",
        "from readytochange.figures import theme",
    ),
    "No circle": ("errors.py", "from readytochange import project"),
}
"""For each contract an import that breaks it: at the end of a module."""


def judged(folder: Path) -> dict[str, bool]:
    """Of each contract of a folder's `pyproject.toml`, whether its library keeps it."""
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ended = subprocess.run(
        [sys.executable, "-c", lint, "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "lib"), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"^(.+) (KEPT|BROKEN)$", ended.stdout, re.MULTILINE)
    assert found, ended.stdout + ended.stderr
    assert ended.returncode == int(any(word == "BROKEN" for _, word in found))
    return {name: word == "KEPT" for name, word in found}


def test_every_contract_is_kept() -> None:
    assert judged(PROJECT.root) == dict.fromkeys(FORBIDDEN, True)


def broken(folder: Path, *contracts: str) -> list[str]:
    """The contracts that a copy of the library breaks in which these have their forbidden imports."""
    shutil.copy(PROJECT.root / "pyproject.toml", folder)
    ignored = shutil.ignore_patterns("__pycache__", "*.ttf")
    library = Path(shutil.copytree(LIBRARY, folder / "lib" / LIBRARY.name, ignore=ignored))
    for place, line in map(FORBIDDEN.__getitem__, contracts):
        with (library / place).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    return [name for name, kept in judged(folder).items() if not kept]


def test_forbidden_imports_break_their_contracts(tmp_path: Path) -> None:
    assert broken(tmp_path, *FORBIDDEN) == [*FORBIDDEN]


@pytest.mark.nightly
@pytest.mark.parametrize("contract", FORBIDDEN)
def test_a_forbidden_import_breaks_no_other_contract(tmp_path: Path, contract: str) -> None:
    assert broken(tmp_path, contract) == [contract]


def test_the_list_of_modules_that_do_not_draw_is_whole() -> None:
    settings = tomllib.loads((PROJECT.root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    [listed] = [each["source_modules"] for each in contracts if "only figures" in each["name"]]
    graph = architecture.imports()
    wing = [f"{LIBRARY.name}.{package}" for package in architecture.WINGS["The study wing"]]
    modules = {module for package in wing for module in graph.find_descendants(package)}
    drawing = graph.find_downstream_modules(f"{LIBRARY.name}.figures", as_package=True)
    covered = {each for module in listed for each in {module, *graph.find_descendants(module)}}
    around = {each for each in modules if graph.find_descendants(each) & drawing}
    assert modules - drawing - around - {each for each in modules if "figures" in each} == covered
    assert covered


def test_the_map_has_every_package_and_module_of_the_base() -> None:
    paths = [path for path in LIBRARY.iterdir() if not path.name.startswith("_")]
    names = {
        path.stem for path in paths if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    drawn = [name for wing in architecture.WINGS.values() for name in wing]
    assert sorted(drawn) == sorted(names)


def test_there_are_at_most_seventeen_floors() -> None:
    assert 5 < len(architecture.floors(architecture.imports())) <= 17


def test_the_map_is_as_the_imports_are() -> None:
    page = architecture.PAGE.read_text(encoding="utf-8")
    assert architecture.written(page) == page, "run `make map`"
