"""The library is nobody's study: it names none of its people, and its public face is what its `.pyi` files say."""

import ast
import inspect
import re
import subprocess
import sys
from importlib import import_module, metadata
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

import readytochange
from projects import LIBRARY, PROJECT
from public import PACKAGES, declared, documented
from readytochange.study import tables

TEXTS = {".py", ".pyi", ".po", ".j2", ".js", ".css", ".json", ".typed"}


SPARSE_ROWS = "sparse.csr_array"
"""What SciPy calls a matrix, with letters that are a group's in this study."""


def names_of_this_study() -> set[str]:
    """Its owners; the people heard and their institutions; the groups of interviewees and what they are called."""
    heard, groups = tables.stakeholders(), tables.interviews()
    spoken = tables.sources().query("group_it != ''")
    columns = [heard["name"], heard["organisation"], heard["organisation_en"], groups["group"]]
    columns += [spoken["group_it"], spoken["group_en"]]
    return {name for column in columns for name in column} | set(PROJECT.study.owners)


def named_in(folder: Path) -> dict[str, set[str]]:
    """Which of the names stand in which text file below a folder."""
    names = "|".join(map(re.escape, names_of_this_study()))
    pattern = re.compile(rf"(?<![a-z])({names})(?![a-z])", re.IGNORECASE)
    texts = [path for path in folder.rglob("*") if path.suffix in TEXTS]
    found = {
        path.relative_to(folder).as_posix(): set(
            pattern.findall(path.read_text(encoding="utf-8").replace(SPARSE_ROWS, ""))
        )
        for path in texts
    }
    return {name: names for name, names in found.items() if names}


def test_the_library_names_no_firm_group_or_person_of_this_study() -> None:
    assert named_in(LIBRARY) == {}


@pytest.mark.parametrize(
    "name", ["bee.4", "Fondazione Cariplo", "csr", "Customer service", "Cristina Toscano"]
)
def test_a_name_of_this_study_would_be_seen(name: str, tmp_path: Path) -> None:
    for folder, text in (("one", f'GROUPS = ("{name}",)\n'), ("other", "")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "module.py").write_text(text, encoding="utf-8")
    assert named_in(tmp_path) == {"one/module.py": {name}}


MODULES = [
    f"{package}.{name}".lstrip(".")
    for package in ("", *PACKAGES)
    for name, value in inspect.getmembers(import_module(f"readytochange.{package}".rstrip(".")))
    if inspect.ismodule(value) and not hasattr(value, "__path__")
]
"""Modules that are no packages, and public."""


@pytest.mark.parametrize("package", PACKAGES)
def test_the_public_face_of_a_package_is_the_documented_one(package: str) -> None:
    module = import_module(f"readytochange.{package}")
    assert set(module.__all__) == declared(package) == documented(package)
    assert all(hasattr(module, name) for name in module.__all__)


def test_the_first_names_are_an_analysts() -> None:
    parts = {"figures", "interviews", "language", "parameters", "stakeholders", "study", "survey"}
    assert {*dir(readytochange)} == {*parts, "synthesis", "use"}
    assert readytochange.__version__ == metadata.version("readytochange")


def completed(shell: InteractiveShell, text: str) -> set[str]:
    with provisionalcompleter():
        return {each.text for each in shell.Completer.completions(text, len(text))}


def test_a_tab_offers_what_is_public_and_nothing_else() -> None:
    shell = InteractiveShell.instance()
    shell.user_ns["rtc"] = readytochange
    try:
        assert completed(shell, "rtc.") == {*dir(readytochange)}
        for package in PACKAGES:
            assert completed(shell, f"rtc.{package}.") == declared(package)
        for module in MODULES:
            offered = {*dir(import_module(f"readytochange.{module}"))}
            assert offered == completed(shell, f"rtc.{module}.")
            assert offered == own(module), module
    finally:
        InteractiveShell.clear_instance()


def own(module: str) -> set[str]:
    """What a module makes itself and no underscore hides: all its names, less what it imports."""
    loaded = import_module(f"readytochange.{module}")
    code = ast.parse(Path(str(loaded.__file__)).read_text(encoding="utf-8")).body
    imported = [line for line in code if isinstance(line, ast.Import | ast.ImportFrom)]
    lent = {each.asname or each.name for line in imported for each in line.names}
    return {name for name in vars(loaded) if not name.startswith("_")} - lent


@pytest.mark.parametrize("package", ["", *(name for name in PACKAGES if name != "language")])
def test_what_a_package_says_of_its_functions_runs(package: str) -> None:
    module = import_module(f"readytochange.{package}".rstrip("."))
    said = re.findall(r"^    (?:\S+ )+ +(\S.*)$", str(module.__doc__), re.MULTILINE)
    assert said or "." in package
    frame = pd.DataFrame({"n": [1]})
    printed = pd.DataFrame({"option": ["a"], "percent": ["48,5"]})
    given = {"frame": frame, "printed": printed, "chart": alt.Chart(frame).mark_bar()}
    here = vars(readytochange) | {name: getattr(readytochange, name) for name in dir(readytochange)}
    for code in said:
        if ".save(" not in code:
            assert eval(code, {**here, **given, "rtc": readytochange}) is not None, code


def test_importing_the_library_loads_no_pandas_or_altair_and_opens_no_data() -> None:
    code = f"""
import sys
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
import readytochange
for package in {PACKAGES}:
    __import__(f"readytochange.{{package}}")
print([name for name in ("pandas", "altair", "numpy", "pydantic") if name in sys.modules])
print([name for name in opened if not name.endswith((".py", ".pyc", ".pyi"))])
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT.root
    )
    assert ended.stdout.splitlines() == ["[]", "[]"]


def test_asked_for_a_name_a_package_loads_it() -> None:
    code = "import sys, readytochange; readytochange.survey.shares; print('pandas' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "True"
