"""What several tests share: pages, a browser, a bucket, a copy of the project."""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import fsspec
import pandas as pd
import pytest
from filelock import FileLock
from nbval.plugin import IPyNbCell
from playwright.sync_api import Browser

from changes import Change, How
from executions import Executions
from nights import NIGHTLY
from projects import PROJECT, ProjectFolder, project_in
from readytochange import parameters
from readytochange.errors import InputError
from readytochange.figures import drawing
from readytochange.project import FILE
from readytochange.publish import browser
from readytochange.publish.site import render
from readytochange.run import forkserver
from readytochange.study import tables


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: while one waits for a browser, a kernel or a server, another computes."""
    return (os.cpu_count() or 1) + 1


class Nbval:
    """Has the kernels of nbval find everything imported, and draw no pictures, which `test_refresh` compares."""

    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        if any(isinstance(item, IPyNbCell) for item in items):
            forkserver.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        if isinstance(item, IPyNbCell):
            os.environ[drawing.UNDRAWN] = "1"
        try:
            return (yield)
        finally:
            os.environ.pop(drawing.UNDRAWN, None)


SET_UP = (
    "Makefile",
    "environment.yml",
    "pyproject.toml",
    "requirements.lock",
    "tools/environment.py",
)
"""What decides how an environment is built."""


class Environments:
    """Leaves out, aloud, what builds environments and passed here before: on the same set-up, test and Python.

    Never where there is no cache of pytest's yet, nor in CI.
    """

    def __init__(self, cache: pytest.Cache) -> None:
        self.cache = cache

    @staticmethod
    def seen(item: pytest.Item) -> str:
        """The sum of all that such a test depends on."""
        content = [(PROJECT.root / place).read_bytes() for place in SET_UP]
        content += [item.path.read_bytes(), sys.version.encode()]
        return hashlib.sha256(b"\0".join(content)).hexdigest()

    @staticmethod
    def place(item: pytest.Item) -> str:
        return f"environments/{hashlib.sha256(item.nodeid.encode()).hexdigest()}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if "CI" in os.environ or not item.get_closest_marker("environments"):
            return
        if self.cache.get(self.place(item), None) == self.seen(item):
            pytest.skip("passed before on the same set-up; `pytest --cache-clear` forgets it")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        yield
        if item.get_closest_marker("environments"):
            self.cache.set(self.place(item), self.seen(item))


class Order:
    """Leaves to the night what is marked so, and begins with the files that take long: none is left at the end."""

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        later = [] if NIGHTLY else [item for item in items if item.get_closest_marker("nightly")]
        if later:
            config.hook.pytest_deselected(items=later)
        left = set(later)
        long = {item.path for item in items if item.get_closest_marker("slow")}
        items[:] = sorted(
            (item for item in items if item not in left), key=lambda item: item.path not in long
        )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Order())
    if cache := getattr(config, "cache", None):
        config.pluginmanager.register(Environments(cache))
    config.pluginmanager.register(Nbval())  # for outputs/ too, which a hook in this file is not


@pytest.fixture(autouse=True)
def defaults() -> Iterator[None]:
    """What `use` has set is afterwards as it was before."""
    before = parameters.SETTINGS.value.model_dump()
    yield
    parameters.use(**before)


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Change:
    """Puts other rows in the place of a published table's."""

    def put(name: str, how: How) -> None:
        published: pd.DataFrame = getattr(tables, name)()
        found = published.query(how) if isinstance(how, str) else how(published)
        monkeypatch.setattr(tables, name, found.copy)

    return put


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project from a working folder of its own, into which documents may save files."""
    place = tmp_path / "here"
    place.mkdir()
    for name in (FILE, "data", "notebooks"):
        (place / name).symlink_to(PROJECT.root / name)
    monkeypatch.chdir(place)
    return place


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of what is kept in `outputs/`."""
    return once(tmp_path_factory, "site", lambda out: render(PROJECT, PROJECT.outputs, out))


def once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that one worker makes for all, who only read it."""
    base = folders.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made-once" / name
    place.parent.mkdir(exist_ok=True)
    with FileLock(f"{place}.lock"):
        if not place.exists():
            part = place.with_suffix(".part")
            make(part)
            part.rename(place)
    return place


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's browser, without a network. Without one its tests are left out aloud, but not in CI."""
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(browser.chromium())
        except InputError as mistake:
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
def make_project(tmp_path: Path) -> Callable[..., ProjectFolder]:
    """Makes a project with the data of this one, and the named folders of it."""
    return partial(project_in, tmp_path / "small")


@pytest.fixture
def executions(monkeypatch: pytest.MonkeyPatch) -> Executions:
    """Executions in this process without a kernel: what a notebook makes is what the test sets."""
    made = Executions()
    made.stand_in(monkeypatch)
    return made
