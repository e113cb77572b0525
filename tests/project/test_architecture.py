"""The packages stand as `pyproject.toml` says and as `docs/architecture.md` draws them; a forbidden import is seen."""

import os
import re
import shutil
import subprocess
import sys
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


@pytest.mark.parametrize("contract", FORBIDDEN)
def test_a_forbidden_import_breaks_its_contract(tmp_path: Path, contract: str) -> None:
    shutil.copy(PROJECT.root / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__", "*.ttf")
    library = Path(shutil.copytree(LIBRARY, tmp_path / "lib" / LIBRARY.name, ignore=ignored))
    place, line = FORBIDDEN[contract]
    with (library / place).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    assert [name for name, kept in judged(tmp_path).items() if not kept] == [contract]


def test_there_are_at_most_eleven_floors() -> None:
    assert 5 < len(architecture.floors(architecture.imports())) <= 11


def test_the_map_is_as_the_imports_are() -> None:
    page = architecture.PAGE.read_text(encoding="utf-8")
    assert architecture.written(page) == page, "run `make map`"
