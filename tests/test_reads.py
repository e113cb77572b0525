"""Where things are, what was read, and that importing the library does nothing else."""

import json
from collections.abc import Callable

from projects import PROJECT, Copy
from readytochange import paths

READ = """
import json, os, pathlib
from readytochange import paths
early = paths.DATA / "report" / "roles.csv"
early.read_bytes()
paths.record_reads()
paths.record_reads()
from readytochange import report
report.answers()
report.answers()
pathlib.Path("aside.csv").write_text("not of the data")
pathlib.Path("aside.csv").read_bytes()
try:
    open(paths.DATA / "report" / "nothing.csv")
except FileNotFoundError:
    pass
os.listdir(paths.DATA / "report")
print(json.dumps(paths.reads()))
"""

IMPORT = """
import contextlib, io, json, os, pkgutil, importlib
import altair as alt
import pandas as pd
from readytochange import paths
paths.record_reads()

def options():
    return {
        "pandas": pd.describe_option(_print_desc=False),
        "altair": [str(each.active) + str(each.options) for each in (
            alt.theme, alt.renderers, alt.data_transformers)],
        "environment": dict(os.environ),
        "folder": os.getcwd(),
    }

before, said = options(), io.StringIO()
with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
    import readytochange
    names = [module.name for module in pkgutil.iter_modules(readytochange.__path__)]
    for name in names:
        importlib.import_module("readytochange." + name)
after = options()
print(json.dumps({
    "modules": names,
    "said": said.getvalue(),
    "read": paths.reads(),
    "changed": [key for key in before if before[key] != after[key]],
}))
"""


def test_the_projects_folders_are_where_this_file_expects_them() -> None:
    assert PROJECT.resolve() == paths.PROJECT
    assert paths.DATAPACKAGE.is_file()
    assert paths.NOTEBOOKS.is_dir()


def test_the_data_a_process_looks_at_or_for_are_noted_once_each_and_nothing_else(
    copied: Callable[..., Copy],
) -> None:
    process = copied().python(READ)
    assert json.loads(process.stdout) == [
        "data/datapackage.json",
        "data/report",
        "data/report/answers.csv",
        "data/report/nothing.csv",
        "data/report/questions.csv",
    ]


def test_a_copy_of_the_project_reads_its_own_data(copied: Callable[..., Copy]) -> None:
    copy = copied()
    process = copy.python("from readytochange import paths; print(paths.DATA)")
    assert process.stdout.strip() == str(copy.home.resolve() / "data")


def test_importing_every_module_reads_prints_and_sets_nothing(copied: Callable[..., Copy]) -> None:
    process = copied().python(IMPORT)
    found = json.loads(process.stdout)
    assert {"report", "figures", "topic_explorers", "cli"} <= set(found.pop("modules"))
    assert found == {"said": "", "read": [], "changed": []}
    assert process.stderr == ""
