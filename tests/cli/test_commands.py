"""The command line: what it refuses, in one line and before anything is written, and what it says at the end."""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from executions import Executions, executed
from processes import posix, wait_until
from projects import PROJECT, ProjectFolder
from readytochange.errors import InputError
from readytochange.outputs.manifest import MANIFEST

Make = Callable[..., ProjectFolder]


def refused(small: ProjectFolder, *arguments: str) -> str:
    """The line in which a command is refused."""
    ended = small.invoke(*arguments)
    assert ended.exit_code == 2
    assert ended.stdout == ""
    [line] = ended.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-p", "confidnce", "0.9"), "did you mean 'confidence'?"),
        (("-p", "confidence", "nine"), "accepted: a number between 0 and 1"),
        (("-p", "confidence", "1.5"), "accepted: a number between 0 and 1"),
        (("-p", "confidence", "0.9,"), "accepted: a number between 0 and 1"),
        (("-p", "confidence", "0.9,1.5"), "is '1.5'; accepted: a number"),
        (("-p", "interval", "wilsn"), "did you mean 'wilson'?"),
        (("--parameter=confidence", "nine"), "accepted: a number between 0 and 1"),
        (("-p", "confidence"), "a name and a value"),
        (("--lang", "itt"), "did you mean 'it'?"),
        (("2-quantitive",), "did you mean '2-quantitative'?"),
        (("-p", "lang", "itt"), "did you mean 'it'?"),
        (("-p", "lang", "en", "--lang", "it"), "one of the two"),
        (("--matrix", "nowhere.yml"), "nowhere.yml: No such file or directory"),
        (("--dask", ""), "--dask is empty"),
        (("--dask", "tcp://127.0.0.1:1", "--jobs", "2"), "--jobs and --dask"),
        (("--check",), "--check and --out: accepted is one of the two"),
        (("-p", "interval=exact", "--lang", "en"), "as in: -p interval exact"),
        (("--parameter=interval=exact", "2-quantitative"), "as in: -p interval exact"),
        (("-p", "interval=exact", "2-quantitative"), "as in: -p interval exact"),
        (("-p", "confidence", "--lang", "en"), "as in: -p confidence VALUE"),
    ],
)
def test_input_is_refused_in_one_line_before_anything_is_written(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "out"
    assert said in refused(ProjectFolder(PROJECT.root), "refresh", "--out", str(out), *arguments)
    assert not out.exists()


def test_the_command_itself_ends_with_2_and_one_line(tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = ProjectFolder(PROJECT.root).readytochange("refresh", "--lang", "itt", "--out", str(out))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "readytochange: unknown language 'itt'; did you mean 'it'? Accepted: it, en\n"
    )
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--dask", "tcp://127.0.0.1:1"), "--check and --dask"),
        (("--force",), "--check and --force"),
    ],
)
def test_a_check_is_made_here_and_writes_nowhere(arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(ProjectFolder(PROJECT.root), "refresh", "--check", *arguments)


@pytest.mark.parametrize("option", ["--cell-timeout", "--cell-output"])
@pytest.mark.parametrize("value", ["-1", "much", "nan", "inf", "1e3"])
def test_a_bound_of_a_cell_is_a_whole_number(option: str, value: str) -> None:
    ended = ProjectFolder(PROJECT.root).invoke("refresh", option, value)
    assert ended.exit_code == 2
    assert f"Invalid value for '{option}'" in ended.stderr


@pytest.mark.parametrize("out", [(), ("--out", "outputs"), ("--out", "outputs/deep")])
def test_other_parameters_than_the_default_need_a_folder_of_their_own(out: tuple[str, ...]) -> None:
    said = refused(ProjectFolder(PROJECT.root), "refresh", "-p", "confidence", "0.9", *out)
    assert "outputs/ holds the default parameters: name another folder with --out" in said


def test_an_empty_folder_is_not_one_that_is_left_out() -> None:
    assert "--out is empty" in refused(ProjectFolder(PROJECT.root), "refresh", "--out", "")


def test_a_spoilt_manifest_is_named_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("")
    said = refused(ProjectFolder(PROJECT.root), "refresh", "0-project", "--out", str(tmp_path))
    assert f"{MANIFEST} is not a manifest" in said
    assert not list(tmp_path.rglob("*.ipynb"))


def test_a_folder_that_cannot_be_written_is_named(make_project: Make) -> None:
    small = make_project("notebooks")
    (small.root / "taken").write_text("a file, not a folder")
    assert f"cannot write to {small.root / 'taken'}: " in refused(
        small, "refresh", "--out", "taken"
    )


@pytest.mark.parametrize("folder", [".", "data", "data/new", "notebooks", "lib", "tests/new"])
def test_no_output_goes_among_the_sources(make_project: Make, folder: str) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    before = set(small.root.rglob("*"))
    said = refused(small, "refresh", "--out", folder)
    assert "holds sources, and no outputs: name another folder" in said
    assert set(small.root.rglob("*")) == before


def test_a_notebook_without_a_model_takes_what_every_notebook_takes(
    make_project: Make, executions: Executions
) -> None:
    small = make_project()
    small.notebook("5-extra", "1")
    out = ["--out", "out", "--lang", "en"]
    assert small.invoke("refresh", "-p", "confidence", "0.9", *out).exit_code == 0
    assert "accepted: confidence, lang" in refused(small, "refresh", "-p", "only", "1", *out)


def test_a_language_that_the_project_is_not_in_is_refused(make_project: Make) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    study = small.root / "study.toml"
    text = study.read_text(encoding="utf-8").replace('["it", "en"]', '["en"]')
    kept = [line for line in text.splitlines() if not line.startswith("it = ")]
    study.write_text("\n".join(kept), encoding="utf-8")
    assert "unknown language 'it'; accepted: en" in refused(small, "refresh", "--lang", "it")


def test_a_project_without_a_notebook_says_so(make_project: Make) -> None:
    assert "holds no notebook" in refused(make_project(), "refresh")


def test_a_refresh_says_what_to_open_only_where_a_run_is_done_or_kept(
    make_project: Make, executions: Executions
) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    executions["0-project"] = executed("0-project", error="no")
    failed = small.invoke("refresh", "--lang", "it")
    assert failed.exit_code == 1
    assert "failed  it/0-project: no" in failed.stdout
    assert "Open:" not in failed.stdout
    small.notebook("2-quantitative", "1")
    for state in ("done", "kept"):
        ended = small.invoke("refresh", "--lang", "it")
        assert ended.exit_code == 1
        assert f"{state:<7} it/2-quantitative" in ended.stdout
        assert ended.stdout.endswith("\nOpen:\n  outputs/it/  notebooks, tables/ and figures/\n")


def test_where_all_that_went_wrong_was_refused_the_end_is_2(
    make_project: Make, executions: Executions
) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    small.notebook("2-quantitative", "1")
    executions["0-project"] = InputError("row 3 is empty")
    ended = small.invoke("refresh", "--lang", "it")
    assert ended.exit_code == 2
    assert "refused it/0-project: row 3 is empty\n" in ended.stdout
    assert "done    it/2-quantitative" in ended.stdout


def test_it_says_when_nothing_changed_but_not_when_something_was_removed(
    make_project: Make, executions: Executions
) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    small.notebook("2-quantitative", "1")
    nothing = "Nothing changed: all is as a refresh would make it (--force makes it anew)."
    assert nothing not in small.invoke("refresh", "--lang", "it").stdout
    assert nothing in small.invoke("refresh", "--lang", "it").stdout
    small.project.source("2-quantitative").unlink()
    removed = small.invoke("refresh", "--lang", "it").stdout
    assert removed.startswith("removed it/2-quantitative: ")
    assert nothing not in removed


def test_a_name_that_the_terminal_cannot_show_is_written_another_way(
    make_project: Make, executions: Executions
) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    arguments = ("refresh", "--lang", "it", "--out", "è")
    assert small.invoke(*arguments).exit_code == 0
    ended = subprocess.run(
        small.command(*arguments),
        cwd=small.root,
        env={**small.environment, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Open:\n  \\xe8/it/" in ended.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
def test_what_cannot_be_read_or_written_is_told_in_one_line(
    make_project: Make, executions: Executions
) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    arguments = ("refresh", "--lang", "it")
    assert small.invoke(*arguments).exit_code == 0
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            small.command(*arguments),
            cwd=small.root,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert (
        ended.stderr
        == "readytochange: No space left on device; accepted is what you may read and write\n"
    )


HOMELESS = """
import os, pwd

def getpwuid(uid):
    raise KeyError(uid)

os.environ.pop("HOME", None)
pwd.getpwuid = getpwuid
"""


@posix
@pytest.mark.parametrize(
    ("before", "said"),
    [
        (HOMELESS, "this user has no home folder: set HOME to one, as in: HOME=/tmp"),
        (
            "import resource as r\nr.setrlimit(r.RLIMIT_NOFILE, (32, 32))",
            "allow more, as in: ulimit -n",
        ),
        (
            "import resource as r\nr.setrlimit(r.RLIMIT_AS, (10**9, 10**9))",
            "only 1 GB of addresses may be used",
        ),
        (
            "from readytochange.run import plan\nplan.plan = lambda *_, **__: [0] * 10**15",
            "the memory that may",
        ),
    ],
    ids=["no home", "few files", "little memory", "no memory"],
)
def test_a_machine_that_cannot_run_notebooks_is_told_in_one_line(
    make_project: Make, before: str, said: str
) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    ended = small.python(
        f"{before}\nimport sys; sys.argv[1:] = ['refresh', '--lang', 'en']\n"
        "from readytochange.cli.commands import app; app()"
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("readytochange: ")
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert not (small.root / "outputs").exists()


@posix
def test_few_open_files_are_made_more_where_they_may_be(make_project: Make) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    ended = small.python(
        "import resource as r, sys; r.setrlimit(r.RLIMIT_NOFILE, (32, 4096))\n"
        "sys.argv[1:] = ['refresh', '--lang', 'en']\n"
        "from readytochange.cli.commands import app; app()"
    )
    assert (ended.returncode, ended.stderr) == (0, "")


@posix
def test_a_refresh_leaves_nothing_in_the_temporary_folder_and_reads_nobodys_profile(
    make_project: Make, tmp_path: Path
) -> None:
    small = make_project()
    small.notebook("0-project", "print(get_ipython().ipython_dir); assert 'mine' not in globals()")
    profile = tmp_path / "home/.ipython/profile_default/startup"
    profile.mkdir(parents=True)
    (profile / "mine.py").write_text("mine = 1")
    temporary = Path(tempfile.mkdtemp(prefix="t"))  # a short name: sockets are made in it
    profile.parents[2].chmod(0o555)
    try:
        ended = subprocess.run(
            small.command("refresh", "--lang", "en"),
            cwd=small.root,
            env={**small.environment, "HOME": str(tmp_path / "home"), "TMPDIR": str(temporary)},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        profile.parents[2].chmod(0o755)
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
    wait_until(lambda: not list(temporary.iterdir()))
    temporary.rmdir()


@pytest.mark.parametrize(
    ("place", "is_folder"),
    [
        ("en/0-project.ipynb", True),
        ("en", False),
        ("manifest.json", True),
        ("refresh.log", True),
        (".staging", False),
        (".refresh.lock", True),
    ],
)
def test_what_is_in_the_way_of_an_output_is_named(
    make_project: Make, executions: Executions, place: str, is_folder: bool
) -> None:
    small = make_project()
    small.notebook("0-project", "1")
    path = small.project.outputs / place
    path.parent.mkdir(parents=True)
    if is_folder:
        path.mkdir()
    else:
        path.touch()
    ended = small.invoke("refresh", "--lang", "en")
    assert ended.exit_code == 2
    accepted = f"a {'file' if is_folder else 'folder'} there, or nothing"
    [line] = ended.stderr.splitlines()
    assert line.startswith(f"readytochange: cannot write to {path}: ")
    assert line.endswith(f"accepted is {accepted}")
