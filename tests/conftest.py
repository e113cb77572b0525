"""What several tests share: a copy of the project that may be spoilt, and small notebooks."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import fsspec
import nbformat
import nbval.kernel
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_client.utils import run_sync  # type: ignore[attr-defined]
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbval.plugin import IPyNbCell
from playwright.sync_api import Browser

from readytochange import browser, drawing, engine, forks, paths, wording
from readytochange.kernels import WARM
from readytochange.mistakes import Mistake
from readytochange.render import render

PROJECT = Path(__file__).parents[1]
NOTEBOOKS = sorted(path.stem for path in paths.NOTEBOOKS.glob("*.ipynb"))
CHAPTERS = [f"{lang}/{name}.html" for lang in wording.LANGUAGES for name in NOTEBOOKS]
FRONTS = ["index.html", "en/index.html"]
"""Where the pages are, in a folder of pages."""


class Client(BlockingKernelClient):
    wait_for_ready = run_sync(engine.wait_for_ready)


class Manager(KernelManager):
    client_factory = Client


class Quick:
    """Makes nbval quick: libraries are imported before its kernels need them; these draw no pictures, as it compares
    all but those and `test_refresh` compares their bytes; no message is laid out for a log that nobody reads."""

    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        if any(isinstance(item, IPyNbCell) for item in items):
            nbval.kernel.KernelManager = Manager
            nbval.kernel.pformat = lambda message: message
            with suppress(forks.NoForkError):
                forks.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        if isinstance(item, IPyNbCell):
            os.environ[drawing.UNDRAWN] = "1"
        try:
            return (yield)
        finally:
            os.environ.pop(drawing.UNDRAWN, None)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Quick())  # for outputs/ too, which a hook in this file is not


@dataclass(frozen=True)
class Copy:
    """A copy of the project in a folder of its own; what runs in it reads and writes only there."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.home / "lib"), "NO_COLOR": "1"}

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        return self._run([sys.executable, "-c", code])

    def readytochange(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run(self.command(*arguments))

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-c", "from readytochange.cli import app; app()", *arguments]

    def nbval(self, notebook: Path) -> subprocess.CompletedProcess[str]:
        options = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(self.home)]
        options += ["--nbval", f"--nbval-kernel-name={WARM}"]
        return self._run([sys.executable, "-m", "pytest", *options, str(notebook)])

    def notebook(self, name: str, *cells: str) -> Path:
        """Replace every notebook by one small one, or add to those made before."""
        folder = self.home / "notebooks"
        (self.home / "notebooks").mkdir(exist_ok=True)
        parameters = 'lang: str = "it"  # language\nconfidence: float = 0.95  # coverage'
        extra = {
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
            cwd=self.home,
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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of what is kept in `outputs/`, made once."""
    out = tmp_path_factory.mktemp("pages") / "site"
    render(paths.OUTPUTS, out)
    return out


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's browser, without a network. Without one its tests are left out aloud, but not in CI."""
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(browser.chromium())
        except Mistake as mistake:
            if "CI" in os.environ:
                raise
            pytest.skip(str(mistake))
        yield opened


@pytest.fixture(scope="session")
def bucket() -> Iterator[str]:
    """An empty bucket of an S3 server on this machine, which the environment names from then on."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    settings = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        fsspec.filesystem("s3").mkdir("bucket")
        yield "s3://bucket"
    server.stop()


@pytest.fixture
def copied(tmp_path: Path) -> Callable[..., Copy]:
    """Copies the named folders of the project, `lib` and `data` always."""
    return partial(copy_of, tmp_path / "copy")


def copy_of(home: Path, *folders: str) -> Copy:
    for folder in ("lib", "data", *folders):
        shutil.copytree(
            PROJECT / folder, home / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    return Copy(home)
