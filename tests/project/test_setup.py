"""The set-up: what is ignored, what is locked, what `make` does on a bare machine."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

import environment

PROJECT = Path(__file__).resolve().parents[2]
LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
SIX = ["altair", "ipywidgets", "jupyterlab", "nbval", "pandas", "papermill"]

# Not what the make that runs these tests tells the makes below it.
SURROUNDINGS = {n: v for n, v in os.environ.items() if not re.match("MAKE|MFLAGS|PYTHON$", n)}


def run(*command, cwd=PROJECT, **variables):
    """A command's end, with what it printed; its environment is `SURROUNDINGS` and `variables`."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**SURROUNDINGS, **{name: str(value) for name, value in variables.items()}},
        capture_output=True,
        text=True,
        timeout=600,
    )


def locked():
    """The lock's requirements and the lines under each."""
    blocks = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    return {environment.requirements(block)[0]: block for block in blocks}


def yaml_of(place):
    return YAML(typ="safe").load(PROJECT / place)


# ---- git


@pytest.fixture(scope="module")
def is_ignored(tmp_path_factory):
    """Asks git about a path of the project, also where the project is no repository."""
    repository = tmp_path_factory.mktemp("repository")
    run("git", "init", "--quiet", repository)

    def ask(path):
        asked = run(
            *("git", "-c", "core.excludesFile=", f"--git-dir={repository}/.git"),
            *(f"--work-tree={PROJECT}", "check-ignore", "--quiet", "--no-index", path),
        )
        assert asked.returncode in (0, 1), asked.stderr
        return asked.returncode == 0

    return ask


def test_nothing_that_is_ignored_is_in_the_repository():
    tracked = run("git", "-C", PROJECT, "ls-files", "--cached", "--ignored", "--exclude-standard")
    assert tracked.stdout == ""


@pytest.mark.parametrize(
    "path",
    [
        "lib/readytochange/__init__.py",
        "data/report/answers.csv",
        "data/datapackage.json",
        "data/waves/2027/wave.yml",
        "data/waves/demo/mapping.yml",
        "data/waves/demo/simulated-60.csv",
        "notebooks/2-quantitative.ipynb",
        "outputs/it/2-quantitative.ipynb",
        "outputs/it/figures/2-channels.png",
        "outputs/manifest.json",
        "requirements.lock",
    ],
)
def test_what_the_project_is_made_of_is_not_ignored(is_ignored, path):
    assert not is_ignored(path)


@pytest.mark.parametrize(
    "path",
    [
        "data/waves/2027/export.csv",
        "data/waves/.2027-x1/.answers-x2/0.parquet",
        "export.csv",
        "export.problems.csv",
        "mapping.yml",
        ".venv/bin/python",
        "data/waves/2027/answers.parquet",
        "data/waves/2027/mapping.yml",
        "lib/readytochange/__pycache__/paths.cpython-311.pyc",
        "notebooks/.ipynb_checkpoints/0-project.ipynb",
        "outputs/it/2-quantitative.failed.ipynb",
        "outputs/refresh.log",
        "outputs/site/index.html",
        "outputs/pdf/ready-to-change-it.pdf",
    ],
)
def test_what_is_built_is_ignored(is_ignored, path):
    assert is_ignored(path)


@pytest.mark.parametrize("wave", ["2027", ".2027-x1/2027"])
def test_rows_of_respondents_are_ignored_where_they_lie_and_where_they_are_made(is_ignored, wave):
    assert is_ignored(f"data/waves/{wave}/answers.parquet")


# ---- the lock


def test_every_locked_requirement_has_a_hash():
    assert len(locked()) > 100
    assert [name for name, block in locked().items() if "--hash=sha256:" not in block] == []


def test_the_lock_names_no_address_and_no_index():
    assert not re.search(r"\w+://", LOCK)
    assert not re.search(r"^-", LOCK, flags=re.MULTILINE)


def test_the_lock_has_what_pyproject_asks_for():
    versions = {Requirement(line).name: Requirement(line).specifier for line in locked()}
    project = PYPROJECT["project"]
    groups = [
        project["dependencies"],
        *project["optional-dependencies"].values(),
        *PYPROJECT["dependency-groups"].values(),
        PYPROJECT["build-system"]["requires"],
    ]
    asked = [Requirement(line) for group in groups for line in group]
    missing = [
        str(requirement)
        for requirement in asked
        if not requirement.specifier.contains(
            str(versions.get(canonicalize_name(requirement.name), "==0")).removeprefix("==")
        )
    ]
    assert missing == []


def test_every_direct_dependency_has_both_ends_of_its_range():
    asked = [Requirement(line) for line in PYPROJECT["project"]["dependencies"]]
    operators = {r.name: {clause.operator for clause in r.specifier} for r in asked}
    assert {name for name, ends in operators.items() if ends != {">=", "<"}} == set()


# ---- environment.yml


def pip_part():
    """What environment.yml asks of pip."""
    described = yaml_of("environment.yml")
    return next(d["pip"] for d in described["dependencies"] if isinstance(d, dict))


def test_environment_is_what_the_lock_says():
    written = (PROJECT / "environment.yml").read_text(encoding="utf-8")
    assert written == environment.environment(LOCK), "run `make lock`"


def test_environment_asks_pip_for_the_whole_lock_each_file_by_its_hash():
    assert [line.partition(" --hash=")[0] for line in pip_part()] == list(locked())
    for line, block in zip(pip_part(), locked().values(), strict=True):
        hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}", line)
        assert hashes
        assert hashes == re.findall(r"--hash=sha256:[0-9a-f]{64}", block)


@pytest.mark.parametrize("name", SIX)
def test_environment_names_the_package_at_one_version(name):
    assert len([line for line in pip_part() if re.match(rf"{name}==[\d.]+ --hash=", line)]) == 1


def test_environment_has_a_python_that_the_project_supports():
    described = yaml_of("environment.yml")
    pythons = [str(d) for d in described["dependencies"] if str(d).startswith("python=")]
    assert len(pythons) == 1
    version = pythons[0].removeprefix("python=")
    assert f"Programming Language :: Python :: {version}" in PYPROJECT["project"]["classifiers"]
    assert "pip" in described["dependencies"]
    assert described["channels"] == ["conda-forge", "nodefaults"]


@pytest.mark.environments
@pytest.mark.nightly
def test_the_pip_part_of_environment_installs_into_an_empty_venv(tmp_path):
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv/bin/python"
    asked = tmp_path / "requirements.txt"
    asked.write_text("\n".join(pip_part()), encoding="utf-8")
    uv = [sys.executable, "-m", "uv", "pip"]
    into = ("install", "--python", python)
    for wanted in (
        ("--require-hashes", "--requirement", asked),
        ("--no-deps", "--no-build-isolation", "--editable", PROJECT),
    ):
        installed = run(*uv, *into, *wanted, cwd=tmp_path)
        assert installed.returncode == 0, installed.stderr
    checked = run(*uv, "check", "--python", python, cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
    imported = run(python, "-I", "-c", f"import readytochange, {', '.join(SIX)}", cwd=tmp_path)
    assert imported.returncode == 0, imported.stderr


def test_binder_and_conda_get_the_project_itself_by_the_same_command():
    command = "pip install --no-deps --no-build-isolation --editable ."
    assert command in (PROJECT / "README.md").read_text(encoding="utf-8").splitlines()
    assert command in (PROJECT / "postBuild").read_text(encoding="utf-8").splitlines()
    assert os.access(PROJECT / "postBuild", os.X_OK)


# ---- make


make = pytest.mark.skipif(not shutil.which("make"), reason="there is no make on this machine")


@make
def test_make_alone_lists_every_target():
    targets = re.findall(r"^([a-z][\w-]*):", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    helped = run("make", "--no-print-directory")
    assert helped.returncode == 0
    assert re.findall(r"^  make ([\w-]+)", helped.stdout, re.MULTILINE) == targets
    assert {"setup", "refresh", "test", "lab", "lint", "lock", "clean"} <= set(targets)


def project_in(folder):
    """A copy of the set-up with a project that needs nothing but what it is built with."""
    shutil.copy(PROJECT / "Makefile", folder)
    (folder / "lib/readytochange").mkdir(parents=True)
    (folder / "lib/readytochange/__init__.py").touch()
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "readytochange"\nversion = "1"\n'
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[tool.hatch.build.targets.wheel]\npackages = ["lib/readytochange"]\n'
    )
    needed = "editables|hatchling|packaging|pathspec|pluggy|trove-classifiers|uv"
    blocks = [block for line, block in locked().items() if re.match(f"({needed})==", line)]
    (folder / "requirements.lock").write_text("".join(blocks))
    return folder


def python3_that(folder, answer):
    """A folder with a `python3` that answers by a piece of shell, and is else the real one."""
    fake = folder / "bin/python3"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\n{answer}\nexec "{sys.executable}" "$@"\n')
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    return f"{fake.parent}:{os.environ['PATH']}"


OLD = f"""
case "$*" in
    --version | -V) echo Python 3.9.2 ;;
    *version_info*) exec "{sys.executable}" -c "import sys; sys.version_info = (3, 9, 2); $2" ;;
    *) exit 3 ;;
esac
exit"""
UNFIT = {
    "too old": OLD,
    "does not start": "exit 127",
    "cannot make a venv": '[ "$1 $2" = "-m venv" ] && mkdir .venv && exit 1',
}


@make
@pytest.mark.parametrize("target", ["setup", "test"])
@pytest.mark.parametrize("answer", UNFIT.values(), ids=UNFIT)
def test_a_python_that_cannot_serve_gives_one_clear_line(tmp_path, target, answer):
    project = project_in(tmp_path)
    ended = run("make", "-s", target, cwd=project, PATH=python3_that(tmp_path, answer))
    assert ended.returncode != 0
    ours = [line for line in ended.stderr.splitlines() if not line.startswith("make")]
    assert len(ours) == 1
    assert ours[0].startswith("setup: python3 is not Python 3.11 or newer that makes virtual env")
    assert "apt-get install python3-venv" in ours[0]
    assert ended.stdout == ""
    assert not (project / ".venv").exists()


def record(project):
    """What says that a .venv is made."""
    return list(project.glob(".venv/made-in-*"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project that `make setup` has just made from nothing."""
    project = project_in(tmp_path_factory.mktemp("made"))
    ended = run("make", "setup", cwd=project, PYTHON=sys.executable)
    assert ended.returncode == 0, ended.stderr
    assert "made .venv" in ended.stdout
    return project


def library_of(project):
    """Where the library comes from when the project's Python imports it."""
    code = "import readytochange; print(readytochange.__file__)"
    return run(project / ".venv/bin/python", "-c", code, cwd="/").stdout.strip()


@pytest.mark.environments
def test_a_venv_has_the_project_editable(made):
    assert library_of(made) == str(made / "lib/readytochange/__init__.py")


@pytest.mark.environments
def test_a_venv_that_is_made_is_left_alone(made):
    [before] = [place.stat().st_mtime_ns for place in record(made)]
    for python in ({}, {"PYTHON": sys.executable}):
        ended = run("make", "setup", cwd=made, **python)
        assert (ended.returncode, ended.stdout) == (0, "")
    assert [place.stat().st_mtime_ns for place in record(made)] == [before]


@pytest.mark.environments
def test_a_changed_lock_is_followed(made):
    (added,) = (block for line, block in locked().items() if line.startswith("iniconfig=="))
    with (made / "requirements.lock").open("a") as lock:
        lock.write(added)
    ended = run("make", "setup", cwd=made)
    assert ended.returncode == 0, ended.stderr
    assert "made .venv" not in ended.stdout
    assert run(made / ".venv/bin/python", "-c", "import iniconfig").returncode == 0


@pytest.mark.environments
def test_a_copied_venv_is_made_again(made, tmp_path):
    project = shutil.copytree(made, tmp_path / "copy", symlinks=True)
    (project / ".venv/left-by-the-first").touch()
    ended = run("make", "setup", cwd=project, PYTHON=sys.executable)
    assert ended.returncode == 0, ended.stderr
    assert library_of(project) == str(project / "lib/readytochange/__init__.py")
    assert not (project / ".venv/left-by-the-first").exists()


@make
@pytest.mark.parametrize("python", ["none", "other"])
def test_a_venv_of_another_python_than_is_asked_for_is_not_made_yet(tmp_path, python):
    project = project_in(tmp_path)
    fakes = tmp_path / ".venv/bin"
    fakes.mkdir(parents=True)
    for name, said in (("python", "Python 3.11.7"), ("other", "Python 3.13.1")):
        (fakes / name).write_text(f"#!/bin/sh\necho {said}\n")
        (fakes / name).chmod(0o755)
    planned = run("make", "-n", "setup", cwd=project)
    [place] = re.findall(r"touch (\S+)", planned.stdout)
    (project / place).touch()
    assert run("make", "-n", "setup", cwd=project).stdout == ":\n"
    asked = run("make", "-n", "setup", cwd=project, PYTHON=fakes / python)
    assert place in asked.stdout


def with_a_wrong_hash(lock, package):
    """A lock in which every file of the package has another hash."""
    (block,) = (block for line, block in locked().items() if line.startswith(f"{package}=="))
    return lock.replace(block, re.sub(r"sha256:\w+", f"sha256:{'0' * 64}", block))


@pytest.mark.environments
@pytest.mark.parametrize(
    ("package", "said"),
    [
        ("uv", "DO NOT MATCH THE HASHES"),
        pytest.param("hatchling", "Hash mismatch", marks=pytest.mark.nightly),
    ],
)
def test_a_package_with_another_hash_is_refused_and_nothing_is_called_made(tmp_path, package, said):
    project = project_in(tmp_path)
    lock = project / "requirements.lock"
    lock.write_text(with_a_wrong_hash(lock.read_text(), package))
    refused = run("make", "setup", cwd=project, PYTHON=sys.executable)
    assert refused.returncode != 0
    assert said in refused.stderr
    assert record(project) == []


# ---- the rest


def test_the_citation_names_the_software_and_the_study():
    cited = yaml_of("CITATION.cff")
    assert {"cff-version", "message", "title", "authors", "type", "license"} <= set(cited)
    assert str(cited["cff-version"]) == "1.2.0"
    assert cited["type"] == "software"
    assert cited["version"] == PYPROJECT["project"]["version"]
    (study,) = cited["references"]
    assert {"type", "title", "authors"} <= set(study)
    assert [owner["name"] for owner in study["authors"]] == ["bee.4", "Fondazione Cariplo"]


def test_the_pre_commit_file_is_valid_and_runs_what_make_lint_runs():
    valid = run(sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml")
    assert valid.returncode == 0, valid.stdout
    hooks = yaml_of(".pre-commit-config.yaml")["repos"][0]["hooks"]
    tools = {hook["entry"].removeprefix(".venv/bin/").split(" --")[0] for hook in hooks}
    makefile = (PROJECT / "Makefile").read_text()
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe
    assert tools == {c.split(" --")[0] for c in re.findall(r"@\$\(BIN\)/(.*)", recipe[1])}


@pytest.mark.skipif(os.name == "nt", reason="the script is for Debian")
def test_the_ci_script_can_be_run():
    assert os.access(PROJECT / ".ci/run", os.X_OK)
    assert run("bash", "-n", PROJECT / ".ci/run").returncode == 0


def test_every_workflow_has_time_limits_and_cancels_what_is_overtaken():
    workflows = [yaml_of(path) for path in (PROJECT / ".github/workflows").glob("*.yml")]
    assert len(workflows) == 4
    for workflow in workflows:
        assert workflow["concurrency"]["cancel-in-progress"]
        assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


def test_what_is_tried_in_part_by_day_is_tried_whole_every_night():
    jobs = yaml_of(".github/workflows/nightly.yml")["jobs"].values()
    steps = [step for job in jobs for step in job["steps"]]
    commands = [step["run"] for step in steps if "NIGHTLY" in step.get("env", {})]
    assert [command for command in commands if not re.search(r" tests/", command)]
    left_out = re.findall(r"--ignore=(\S+)", " ".join(commands))
    assert left_out == re.findall(r" (tests/\S+)", " ".join(commands))


ACTIONS = [*(PROJECT / ".github").rglob("*.yml")]


@pytest.mark.parametrize("place", ACTIONS, ids=lambda path: path.name)
def test_what_a_workflow_takes_from_others_is_pinned(place):
    used = re.findall(r"^\s*-? ?uses: (\S+)(.*)$", place.read_text(encoding="utf-8"), re.MULTILINE)
    for action, comment in used:
        if not action.startswith("./"):
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", action)
            assert re.match(r" # v\d", comment)


@pytest.mark.parametrize("place", ACTIONS, ids=lambda path: path.name)
def test_a_checkout_keeps_no_credentials(place):
    described = YAML(typ="safe").load(place)
    jobs = described.get("jobs", {"": described.get("runs", {})})
    steps = [step for job in jobs.values() for step in job.get("steps", [])]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert [
        step for step in checkouts if step.get("with", {}).get("persist-credentials") is not False
    ] == []
    assert place.name == "action.yml" or checkouts


@pytest.mark.parametrize("place", [PROJECT / "Makefile", *ACTIONS], ids=lambda path: path.name)
def test_pip_and_uv_install_only_what_has_a_hash_and_the_project_itself(place):
    text = place.read_text(encoding="utf-8").replace("\\\n", " ")
    calls = re.findall(r"^.*\bpip (?:install|sync)\b.*$", text, re.MULTILINE)
    assert [
        call for call in calls if "--require-hashes" not in call and "--editable ." not in call
    ] == []
