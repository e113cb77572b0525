"""Outputs lie in a folder or below a URL, and in each they are read, written and removed the same way."""

import socket
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest

from projects import ProjectFolder
from readytochange.errors import InputError
from readytochange.outputs import storage
from readytochange.outputs.storage import Folder, ObjectStore, Storage


@pytest.fixture
def s3(bucket: str) -> Iterator[str]:
    """The bucket, as the environment says when a test asks: fsspec would keep what it said before."""
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    yield bucket
    fsspec.get_filesystem_class("s3").clear_instance_cache()


@pytest.fixture(params=["folder", "file", "memory", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    urls: dict[str, Callable[[], str]] = {
        "folder": lambda: str(tmp_path / "out"),
        "file": lambda: (tmp_path / "with a space").as_uri(),
        "memory": lambda: f"memory://{uuid.uuid4()}/out",
        "s3": lambda: request.getfixturevalue("s3") + "/places/of/",
    }
    return storage.at(urls[request.param]())


def test_what_is_written_is_there_and_what_is_removed_is_not(place: Storage) -> None:
    odd = "confidence=0.9,search=a~1b/it/2-trial.csv"
    with place.locked():
        assert place.names() == []
        assert place.read(["it/a.csv"]) == {}
        place.write({"it/a.csv": b"1", odd: b"2", ".hidden/b.csv": b"3"})
        place.write({"it/a.csv": b"4"})
        assert place.read(["it/a.csv", odd, "it/none.csv"]) == {"it/a.csv": b"4", odd: b"2"}
        assert place.names() == [odd, "it/a.csv"]
        place.remove(["it/a.csv", "it/none.csv"])
        assert place.names() == [odd]
    assert [name for name in place.names() if "lock" in name] == []


def test_a_file_url_is_a_folder(tmp_path: Path) -> None:
    place = storage.at((tmp_path / "with a space").as_uri())
    assert isinstance(place, Folder)
    assert place.path == tmp_path / "with a space"


def refused(url: str) -> str:
    with pytest.raises(InputError) as mistake, storage.at(url).locked():
        pass
    assert "\n" not in str(mistake.value)
    return str(mistake.value)


def test_a_bucket_that_is_not_there_is_refused_in_one_line(s3: str) -> None:
    said = refused("s3://no-such-bucket/out")
    assert said.startswith("cannot use s3://no-such-bucket/out: ")
    assert "bucket does not exist" in said


def test_a_store_without_credentials_is_refused_in_one_line(
    s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert "Unable to locate credentials" in refused("s3://bucket/out")


def test_a_store_that_does_not_answer_is_refused_in_one_line(
    s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{taken.getsockname()[1]}")
        monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
        assert "Could not connect to the endpoint" in refused("s3://bucket/out")


def test_a_kind_of_url_that_nobody_knows_is_refused_in_one_line() -> None:
    assert "Protocol not known: s4" in refused("s4://bucket/out")


@pytest.mark.parametrize("arguments", [("--out", "s3://bucket/out"), ("--dask", "tcp://a:1")])
def test_without_the_extra_a_line_says_how_to_install_it(
    make_project: Callable[..., ProjectFolder],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    for module in ("fsspec", "distributed"):
        monkeypatch.setitem(sys.modules, module, None)
    ended = make_project("notebooks").invoke("refresh", *arguments)
    assert ended.exit_code == 2
    assert ended.stderr.splitlines() == [
        f"readytochange: {'--dask' if '--dask' in arguments else 's3://bucket/out'} needs packages of an extra: "
        "pip install 'readytochange[dask]'"
    ]


def test_a_place_is_a_store_only_where_it_is_a_url() -> None:
    assert isinstance(storage.at("memory://x"), ObjectStore)
    assert isinstance(storage.at("outputs"), Folder)


@pytest.mark.parametrize("made", ["file", "folder"])
def test_what_is_not_whole_takes_no_place(tmp_path: Path, made: str) -> None:
    def write(path: Path, text: str) -> None:
        if made == "folder":
            path.mkdir(exist_ok=True)
        (path / "a" if made == "folder" else path).write_text(text)

    def begin(path: Path) -> None:
        write(path, "three")
        raise KeyboardInterrupt

    def content() -> dict[str, str]:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        return {path.relative_to(tmp_path).as_posix(): path.read_text() for path in files}

    for text in ("one", "two"):
        with storage.replaced(tmp_path / "deep" / "out") as new:
            write(new, text)
    whole = content()
    assert list(whole.values()) == ["two"]
    with pytest.raises(KeyboardInterrupt), storage.replaced(tmp_path / "deep" / "out") as new:
        begin(new)
    assert content() == whole


def test_a_file_never_takes_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with (
        pytest.raises(InputError, match="accepted is a file there, or nothing"),
        storage.replaced(tmp_path / "out") as new,
    ):
        new.write_text("a file")
    assert (tmp_path / "out" / "thesis.txt").read_text() == "mine"
