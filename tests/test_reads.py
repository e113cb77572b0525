"""What was read is known, and importing the library reads nothing."""

import json
from collections.abc import Callable

from projects import ProjectFolder

READ = """
import json, os, pathlib
from readytochange import project, reads
data = project.find().data
early = data / "report" / "roles.csv"
early.read_bytes()
reads.record(data)
reads.record(data)
from readytochange.study import tables
tables.answers()
tables.answers()
pathlib.Path("aside.csv").write_text("not of the data")
pathlib.Path("aside.csv").read_bytes()
try:
    open(data / "report" / "nothing.csv")
except FileNotFoundError:
    pass
os.listdir(data / "report")
print(json.dumps([path.relative_to(data).as_posix() for path in reads.recorded()]))
"""

IMPORT = """
import contextlib, io, json, os, pkgutil, importlib
import altair as alt
import pandas as pd
from readytochange import reads
reads.record(os.path.join(os.getcwd(), "data"))

ALLOCATOR = "_RJEM_MALLOC_CONF"  # set by polars, for its own allocator

def options():
    return {
        "pandas": pd.describe_option(_print_desc=False),
        "altair": [str(each.active) + str(each.options) for each in (
            alt.theme, alt.renderers, alt.data_transformers)],
        "environment": {key: value for key, value in os.environ.items() if key != ALLOCATOR},
        "folder": os.getcwd(),
    }

before, said = options(), io.StringIO()
with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
    import readytochange
    found = pkgutil.walk_packages(readytochange.__path__, "readytochange.")
    names = [module.name for module in found]
    for name in names:
        importlib.import_module(name)
after = options()
print(json.dumps({
    "modules": names,
    "said": said.getvalue(),
    "read": list(map(str, reads.recorded())),
    "changed": [key for key in before if before[key] != after[key]],
}))
"""


def test_the_data_a_process_looks_at_or_for_are_recorded_once_each_and_nothing_else(
    make_project: Callable[..., ProjectFolder],
) -> None:
    process = make_project().python(READ)
    assert json.loads(process.stdout) == [
        "datapackage.json",
        "report",
        "report/answers.csv",
        "report/nothing.csv",
        "report/questions.csv",
    ]


def test_importing_every_module_reads_prints_and_sets_nothing(
    make_project: Callable[..., ProjectFolder],
) -> None:
    process = make_project().python(IMPORT)
    found = json.loads(process.stdout)
    every = {"readytochange.reads", "readytochange.study.tables", "readytochange.cli.commands"}
    assert every <= set(found.pop("modules"))
    assert found == {"said": "", "read": [], "changed": []}
    assert process.stderr == ""
