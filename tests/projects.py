"""Projects for tests: the one this is, and small ones in folders of their own that may be spoilt."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import nbformat
from click.testing import CliRunner, Result
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from readytochange import language, project
from readytochange.cli.commands import app
from readytochange.run import kernel
from readytochange.study import loading

PROJECT = project.find(Path(__file__).parent)


LIBRARY = Path(project.__file__).parent


NOTEBOOKS = sorted(
    (path.stem for path in PROJECT.notebooks.glob("*.ipynb")),
    key=lambda name: (name not in PROJECT.study.parts, name),
)
"""In the order in which they are read: the parts of the study, then the others."""


CHAPTERS = [f"{lang}/{name}.html" for lang in language.LANGUAGES for name in NOTEBOOKS]


FRONTS = ["index.html", "en/index.html"]
"""Where the pages are, in a folder of pages."""


@dataclass(frozen=True)
class ProjectFolder:
    """A project in a folder of its own; what runs in it reads and writes only there.

    Parameters
    ----------
    root : its folder; where that holds `lib/`, this is the library of the processes that are started in it
    """

    root: Path

    @property
    def project(self) -> project.Project:
        return project.Project(self.root)

    @property
    def environment(self) -> dict[str, str]:
        lib = self.root / "lib"
        return {**os.environ, "NO_COLOR": "1"} | ({"PYTHONPATH": str(lib)} if lib.is_dir() else {})

    def invoke(self, *arguments: str) -> Result:
        """The command line in this process: for what is refused before a notebook runs."""
        with chdir(self.root):
            return CliRunner().invoke(app, arguments, catch_exceptions=False)

    def accept_tables(self) -> None:
        """Take its changed tables for the published ones."""
        with chdir(self.root):
            loading.accept()

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        return self._run([sys.executable, "-c", code])

    def readytochange(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run(self.command(*arguments))

    def command(self, *arguments: str) -> list[str]:
        return [
            sys.executable,
            "-c",
            "from readytochange.cli.commands import app; app()",
            *arguments,
        ]

    def nbval(self, notebook: Path) -> subprocess.CompletedProcess[str]:
        options = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(self.root)]
        options += ["--nbval", f"--nbval-kernel-name={kernel.NAME}"]
        return self._run([sys.executable, "-m", "pytest", *options, str(notebook)])

    def notebook(self, name: str, *cells: str) -> Path:
        """Replace every notebook by one small one, or add to those made before."""
        folder = self.root / "notebooks"
        (self.root / "notebooks").mkdir(exist_ok=True)
        parameters = 'lang: str = "it"  # language\nconfidence: float = 0.95  # coverage'
        extra = {
            **dict.fromkeys(("0-project", "4-synthesis"), '\nwave: str = ""  # none'),
            "1-qualitative": '\nsearch: str = "digital"  # words',
            "2-quantitative": '\ninterval: str = "wilson"  # method',
        }
        made = new_notebook(
            cells=[
                new_markdown_cell("# Prova", id="text-it", metadata={"tags": ["lang-it"]}),
                new_markdown_cell("# Trial", id="text-en", metadata={"tags": ["lang-en"]}),
                new_code_cell(
                    parameters + extra.get(name, ""), id="p", metadata={"tags": ["parameters"]}
                ),
                *(new_code_cell(cell, id=f"code-{n}") for n, cell in enumerate(cells)),
            ],
            metadata={
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
            },
        )
        place = folder / f"{name}.ipynb"
        nbformat.write(made, place)
        return place

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )


def wait_for(place: Path) -> None:
    """Wait until a file or a folder is there."""
    deadline = time.monotonic() + 120
    while not place.exists():
        assert time.monotonic() < deadline, f"{place} did not come"
        time.sleep(0.05)


def project_in(root: Path, *folders: str) -> ProjectFolder:
    """A project with this one's data, and the named folders of it."""
    for folder in ("data", *folders):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT.root / folder, root / folder, ignore=ignored)
    shutil.copy(PROJECT.root / project.FILE, root)
    return ProjectFolder(root.resolve())


def table_file(table: str, data: Path = PROJECT.data) -> Path:
    """The file of a table."""
    [place] = (*data.glob(f"*/{table}.csv"), *data.glob(f"{table}.csv"))
    return place
