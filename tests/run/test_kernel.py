"""Warm kernels: what they find, what they share with nobody, and that none of them outlives who asked for it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
import zmq
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager, start_new_kernel

from processes import gone, wait_until
from projects import LIBRARY, PROJECT, ProjectFolder
from readytochange.run import forkserver, kernel, notebook, preload
from readytochange.study import tables

Make = Callable[..., ProjectFolder]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no kernel can be forked here")


@contextmanager
def started(name: str = kernel.NAME, **options: Any) -> Iterator[tuple[Any, BlockingKernelClient]]:
    manager, client = start_new_kernel(kernel_name=name, **options)
    try:
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def printed(client: BlockingKernelClient, code: str) -> str:
    """What a cell writes to stdout; an error in it is raised."""
    texts = []

    def take(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream" and message["content"]["name"] == "stdout":
            texts.append(message["content"]["text"])

    reply = client.execute_interactive(code, output_hook=take, timeout=60)["content"]
    assert reply["status"] == "ok", "\n".join(reply["traceback"])
    return "".join(texts)


def is_forked(manager: Any) -> bool:
    return isinstance(manager.provisioner.process, forkserver.Popen)


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> ProjectFolder:
    """A copy of the library that preloads only what a kernel itself needs, for tests that start many."""
    home = tmp_path_factory.mktemp("light")
    shutil.copytree(LIBRARY, home / "lib/readytochange")
    copied = home / "lib/readytochange/run/preload.py"
    text = copied.read_text().replace('"ipykernel.ipkernel",', '"ipykernel.kernelapp",)\nREST = (')
    copied.write_text(text.replace("    load_registered()\n", ""))
    return ProjectFolder(home)


# What a kernel finds


def test_jupyter_finds_the_kernel_as_it_is_written_here() -> None:
    folder = Path(KernelSpecManager().get_kernel_spec(kernel.NAME).resource_dir)
    written = LIBRARY / "kernelspec/kernel.json"
    assert (folder / "kernel.json").read_bytes() == written.read_bytes()


def test_what_a_notebook_begins_with_is_imported_and_the_tables_are_checked() -> None:
    checked = (
        "from readytochange.study import loading; print(loading._checked.cache_info().currsize)"
    )
    with started() as (manager, client):
        assert is_forked(manager)
        there = set(printed(client, "import sys; print(*sys.modules)").split())
        number = int(printed(client, checked))
    registered = entry_points(group=preload.GROUP)
    assert {*preload.LIBRARIES, *(entry.module for entry in registered)} <= there
    assert all(entry.module.startswith("readytochange.") for entry in registered)
    assert not there & {"papermill", "rfc3987_syntax"}
    assert number == len(tables.tables())


STATE = """
import gc, json, logging, multiprocessing, os, signal, sys, time, warnings
print(json.dumps({
    "path": sys.path,
    "arguments": sys.argv[:-1],
    "flags": str(sys.flags),
    "main": [__name__, sys.modules["__main__"] is get_ipython().user_module],
    "folder": os.getcwd(),
    "umask": os.umask(0o022),
    "environment": {k: v for k, v in os.environ.items() if k != "JPY_SESSION_NAME"},
    "leads its group": os.getpgid(0) == os.getsid(0) == os.getpid(),
    "signals": {s.name: str(signal.getsignal(s)).split(" at ")[0] for s in signal.Signals},
    "warnings": sorted(map(str, warnings.filters)),
    "collector": gc.isenabled(),
    "time": time.tzname,
    "comm targets": sorted(get_ipython().kernel.comm_manager.targets),
    "tables": {k: str(v).lower() for k, v in pandas.options.display.d.items()},
    "streams": [type(s).__name__ for s in (sys.stdin, sys.stdout, sys.stderr)],
    "levels": logging.root.level,
    "processes": [multiprocessing.get_start_method(), multiprocessing.current_process().name],
}))
"""


def test_a_kernel_begins_as_an_ordinary_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    states = []
    for name in (kernel.NAME, "python3"):
        with started(name, cwd=str(tmp_path)) as (manager, client):
            assert is_forked(manager) == (name == kernel.NAME)
            printed(client, f"import {', '.join(preload.LIBRARIES)}")
            states.append(json.loads(printed(client, STATE)))
    forked, ordinary = states
    assert {key for key in ordinary if forked[key] != ordinary[key]} == set()


def test_a_folder_that_is_named_from_here_is_the_one_it_works_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path)
    with started(cwd="below") as (manager, client):
        assert is_forked(manager)
        assert printed(client, "import os; print(os.getcwd())") == f"{tmp_path / 'below'}\n"


def test_two_kernels_share_nothing() -> None:
    spoil = "import pandas, numpy; pandas.spoilt = True; x = 1; print(numpy.random.rand())"
    look = (
        "import pandas, numpy; assert not hasattr(pandas, 'spoilt') and 'x' not in globals();"
        "print(numpy.random.rand())"
    )
    with started() as (first, one), started() as (second, other):
        assert printed(one, spoil) != printed(other, look)
        assert len({first.provisioner.pid, second.provisioner.pid}) == 2
        assert len({first.ip, second.ip}) == 2


def test_libraries_that_use_threads_and_processes_work_in_a_fork() -> None:
    code = """
import multiprocessing, numpy as np, vl_convert
large = np.random.rand(600, 600)
assert np.allclose(large @ np.linalg.inv(large), np.eye(600), atol=1e-4)
assert multiprocessing.get_context("fork").Pool(2).map(abs, [-1, -2]) == [1, 2]
print(len(vl_convert.vegalite_to_png({"mark": "point", "data": {"values": [{}]}})) > 0)
"""
    with started() as (_, client):
        assert printed(client, code) == "True\n"


def test_sockets_are_files_that_only_their_owner_can_open() -> None:
    with started() as (manager, _):
        folder = Path(manager.ip).parent
        assert manager.transport == "ipc"
        assert folder.stat().st_mode & 0o077 == 0
        assert len(list(folder.glob(f"{Path(manager.ip).name}-*"))) == 5
        assert Path(manager.connection_file).parent == folder
    assert not list(folder.glob(f"{Path(manager.ip).name}[-.]*"))


def test_a_manager_starts_one_after_another() -> None:
    manager = KernelManager(kernel_name=kernel.NAME, context=zmq.Context())
    for _ in range(2):
        manager.start_kernel()
        assert is_forked(manager)
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=60)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


# As JupyterLab does it: after a change of library or data, interrupted and restarted

LAB = """
import asyncio, pathlib
from jupyter_client.multikernelmanager import AsyncMultiKernelManager
from readytochange.study import loading, tables

async def said(client, code):
    texts = []
    hook = lambda message: texts.append(message["content"].get("text", ""))
    await client.execute_interactive(code, timeout=60, output_hook=hook)
    return "".join(texts)

async def main():
    manager = AsyncMultiKernelManager()
    name = await manager.start_kernel(kernel_name="readytochange-warm")
    kernel = manager.get_kernel(name)
    client = kernel.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    print(await said(client, ASK))
    sleeping = client.execute("import time; print('asleep'); time.sleep(60)")
    while (await client.get_iopub_msg(timeout=60))["msg_type"] != "stream":
        pass
    await manager.interrupt_kernel(name)
    reply = await client.get_shell_msg(timeout=60)
    print(reply["parent_header"]["msg_id"] == sleeping, reply["content"]["ename"])
    for file in ("errors.py", "new.py"):
        with open(f"lib/readytochange/{file}", "a") as module:
            module.write("\\nNEW = 'new'\\n")
    themes = pathlib.Path("data/report/themes.csv")
    themes.write_text("".join(themes.read_text().splitlines(keepends=True)[:-1]))
    loading.accept()
    await manager.restart_kernel(name)
    await client.wait_for_ready(timeout=60)
    print(await said(client, ASK + "from readytochange import new; print(errors.NEW, new.NEW)"))
    client.stop_channels()
    await manager.shutdown_kernel(name)

ASK = '''
from readytochange import errors, project, reads
from readytochange.study import tables
root = project.find().root
reads.record(root / "data")
print(root, len(tables.themes()), root / "data/report/themes.csv" in reads.recorded())
'''
asyncio.run(main())
"""


def test_it_is_interrupted_and_restarted_with_library_and_data_as_they_are_by_then(
    make_project: Make,
) -> None:
    small = make_project("lib")
    ended = small.python(LAB)
    assert "start cold" not in ended.stderr
    before, interrupted, after, new = filter(None, ended.stdout.splitlines())
    home, count, noted = before.rsplit(maxsplit=2)
    assert (home, noted) == (str(small.root), "True")
    assert interrupted == "True KeyboardInterrupt"
    assert after == f"{home} {int(count) - 1} True"
    assert new == "new new"


# Every ending

START = """
import json, os, signal, sys
import psutil
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="readytochange-warm")
client.execute("import subprocess; child = subprocess.Popen(['sleep', '600'])")
asked = client.execute("", user_expressions={"pid": "child.pid"})
reply = client.get_shell_msg(timeout=60)
while reply["parent_header"]["msg_id"] != asked:
    reply = client.get_shell_msg(timeout=60)
child = int(reply["content"]["user_expressions"]["pid"]["data"]["text/plain"])
kernel = manager.provisioner.pid
pids = [kernel, child, psutil.Process(kernel).ppid()]
print(json.dumps({"pids": pids, "sockets": os.path.dirname(manager.ip)}), flush=True)
"""


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ("manager.shutdown_kernel()", 0),
        ("pass", 0),
        ("raise SystemError", 1),
        ("os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
        ("signal.raise_signal(signal.SIGTERM)", -signal.SIGTERM),
        ("os._exit(3)", 3),
        ("client.execute('while True: pass'); os.kill(os.getpid(), 9)", -signal.SIGKILL),
        ("client.execute('import os; os._exit(1)'); manager.cleanup_resources()", 0),
    ],
)
def test_no_process_outlives_who_asked_for_it(
    light: ProjectFolder, ending: str, status: int
) -> None:
    ended = light.python(f"{START}\n{ending}")
    assert ended.returncode == status, ended.stderr
    told = json.loads(ended.stdout)
    assert gone(told["pids"])
    wait_until(lambda: not Path(told["sockets"]).exists())


ASKED = """
import glob, os, signal, sys, threading, time
from jupyter_client.manager import start_new_kernel
for _ in range(2):
    start = {"target": start_new_kernel, "kwargs": {"kernel_name": "readytochange-warm"}}
    threading.Thread(**start, daemon=True).start()
while not glob.glob(os.environ["TMPDIR"] + "/*/*"):
    time.sleep(0.01)
time.sleep(float(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("seconds", ["0.05", "0.4", "0.8"])
def test_who_is_killed_while_kernels_start_leaves_no_folder(
    light: ProjectFolder, seconds: str
) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as place:
        environment = {**light.environment, "TMPDIR": place}
        ended = subprocess.run(
            [sys.executable, "-c", ASKED, seconds], env=environment, check=False, timeout=60
        )
        assert ended.returncode == -signal.SIGKILL
        wait_until(lambda: not list(Path(place).iterdir()))


# who starts the tests in the background may have them ignore it
HEED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"


def test_ctrl_c_reaches_who_asked_and_nobody_is_left(light: ProjectFolder) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", f"{HEED}\n{START}\nimport time; time.sleep(60)"],
        env=light.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as asking:
        assert asking.stdout
        told = json.loads(asking.stdout.readline())
        assert all(map(psutil.pid_exists, told["pids"]))
        os.killpg(asking.pid, signal.SIGINT)
        assert asking.wait(60) == -signal.SIGINT
    assert gone(told["pids"])


def test_kernels_follow_a_fork_server_that_is_killed_and_the_next_is_forked_anew() -> None:
    with started() as (manager, _):
        server = psutil.Process(psutil.Process(manager.provisioner.pid).ppid())
        server.kill()
        assert gone([server.pid, manager.provisioner.pid])
        assert not manager.is_alive()
    with started() as (manager, _):
        assert is_forked(manager)


def test_the_script_that_asks_is_run_once(light: ProjectFolder) -> None:
    script = light.root / "script.py"
    script.write_text(f"print('script')\n{START}\nmanager.shutdown_kernel()")
    ended = subprocess.run(
        [sys.executable, script], env=light.environment, capture_output=True, text=True, check=True
    )
    assert ended.stdout.count("script") == 1


# Where it cannot be had


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        ({"env": {**os.environ, "PYTHONHASHSEED": "0"}}, {}),
        ({}, {"_beginning": lambda env: "another package is installed"}),
        ({}, {"_LONGEST": 3}),
    ],
    ids=["environment", "package", "long folder"],
)
def test_an_ordinary_kernel_serves_where_a_fork_would_not_be_the_same(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], changed: dict[str, Any]
) -> None:
    forkserver.start()
    for name, value in changed.items():
        monkeypatch.setattr(forkserver, name, value)
    with started(**options) as (manager, client):
        assert not is_forked(manager)
        assert printed(client, "print(1)") == "1\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "at_start", "said"),
    [
        ("import os; del os.fork", "", "this system cannot fork a process"),
        ("", "sys.exit(1)", "the process that has the libraries imported has ended"),
    ],
    ids=["no fork", "no start"],
)
def test_ordinary_kernels_serve_and_one_line_says_so(
    make_project: Make, first: str, at_start: str, said: str
) -> None:
    small = make_project("lib")
    small.notebook("0-project", "lang", "print(2)")
    library = small.root / "lib/readytochange/run/preload.py"
    library.write_text(library.read_text().replace("    os.setsid()", f"    {at_start}\n    pass"))
    ended = small.python(
        f"{first}\nimport sys; sys.argv[1:] = ['refresh']\nfrom readytochange.cli.commands import app; app()"
    )
    assert ended.returncode == 0, ended.stderr
    (line,) = [line for line in ended.stderr.splitlines() if line.startswith("readytochange")]
    assert line.startswith("readytochange: kernels start cold, with the same results")
    assert said in line


@pytest.mark.slow
def test_it_makes_the_bytes_that_an_ordinary_one_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for name in (kernel.NAME, "python3"):
        monkeypatch.setattr(kernel, "NAME", name)
        made.append(notebook.execute(PROJECT, "3-stakeholders", "en", {"confidence": 0.9}))
    assert not made[0].error
    assert made[0].reads
    assert made[0] == made[1]


def test_papermills_command_can_use_it(make_project: Make) -> None:
    small = make_project()
    source = small.notebook("0-project", "import os; os.environ['MARK']")
    out = small.root / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "--kernel", kernel.NAME, str(source), str(out)]
    subprocess.run(command, env={**small.environment, "MARK": "seen"}, check=True)
    assert "seen" in str(nbformat.read(out, as_version=4).cells[-1].outputs)
