"""Names and paths by which the app is reached."""

import pytest

from projects import PROJECT, ProjectFolder
from readytochange.app import hosts
from readytochange.errors import InputError


@pytest.mark.parametrize(
    "name",
    ["", "https://study.example.org", "study.example.org:80", "a b", "*", "x/y", "a" * 300, "-a"],
)
def test_a_host_name_that_is_none_is_refused_in_a_line(name: str) -> None:
    with pytest.raises(
        InputError, match=r"host name is '.*accepted is a name without scheme, port"
    ) as refused:
        hosts.known([name])
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "path"),
    [("/", "/"), ("/study", "/study/"), ("/a/b-1/", "/a/b-1/"), ("/~me/", "/~me/")],
)
def test_a_base_path_has_a_slash_at_both_ends(text: str, path: str) -> None:
    assert hosts.base_path(text) == path


@pytest.mark.parametrize(
    "text", ["", "study", "//", "/../", "/a//b", "/a b/", "/a?b", "/(.*)", "/à/"]
)
def test_a_base_path_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"base path is '.*accepted is a path, as /study/"):
        hosts.base_path(text)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--port", "1" * 20_000), ("--port", "0"), ("--visitors", "0"), ("--visitors", "many"), ("--idle", "-1"),
        ("--base-path", "x" * 20_000), ("--host-name", "x/" * 10_000),
    ],
)  # fmt: skip
def test_an_option_that_cannot_be_used_is_one_short_line(option: str, value: str) -> None:
    ended = ProjectFolder(PROJECT.root).invoke("app", "--no-browser", option, value)
    assert ended.exit_code == 2
    assert ended.stderr.count("\n") == 1
    assert len(ended.stderr) < 300
