"""Warm kernels: what they find, what they share with nobody, and that none of them outlives who asked for it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
import pytest
import zmq
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager, start_new_kernel
from jupyter_client.multikernelmanager import AsyncMultiKernelManager

from processes import gone, in_a_thread, running
from projects import Copy
from readytochange import forks, forkserver, paths
from readytochange.kernels import WARM
from readytochange.run import notebook

Make = Callable[..., Copy]
ORDINARY = "python3"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no kernel can be forked here")


@contextmanager
def kernel(name: str = WARM, **options: Any) -> Iterator[tuple[Any, BlockingKernelClient]]:
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


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy of the library that imports beforehand only what a kernel itself needs, for tests that start many."""
    home = tmp_path_factory.mktemp("light")
    shutil.copytree(paths.LIBRARY, home / "lib/readytochange")
    copied = home / "lib/readytochange/forkserver.py"
    text = copied.read_text().replace('"ipykernel.ipkernel",', '"ipykernel.kernelapp",)\nREST = (')
    copied.write_text(text.replace('import_module("readytochange.preparation").prepare()', "pass"))
    return Copy(home)


# What a kernel finds


def test_jupyter_finds_the_kernel_as_it_is_written_here() -> None:
    folder = Path(KernelSpecManager().get_kernel_spec(WARM).resource_dir)
    written = paths.LIBRARY / "kernelspec/kernel.json"
    assert (folder / "kernel.json").read_bytes() == written.read_bytes()


@pytest.mark.parametrize("name", forkserver.PRELOADED)
def test_what_is_to_be_imported_beforehand_can_be(name: str) -> None:
    import_module(name)


def test_what_a_notebook_begins_with_is_imported_and_the_tables_are_checked() -> None:
    checked = "from readytochange import report; print(report._checked.cache_info().currsize)"
    with kernel() as (_, client):
        there = set(printed(client, "import sys; print(*sys.modules)").split())
        tables = int(printed(client, checked))
    assert {*forkserver.PRELOADED, "readytochange.topic_explorers", "readytochange.gaps"} <= there
    assert tables == len(tables.tables())


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("lib/readytochange/wording.py", "from readytochange import wording; print(wording.NEW)"),
        ("lib/readytochange/new.py", "from readytochange import new; print(new.NEW)"),
    ],
)
def test_a_kernel_has_the_library_as_it_is_when_it_starts(
    copied: Make, place: str, code: str
) -> None:
    copy = copied()
    with kernel(env=copy.environment) as (manager, client):
        assert printed(client, "from readytochange import wording; print(wording.__file__)")
        file = copy.home / place
        before = file.read_text() if file.exists() else ""
        file.write_text(f"{before}\nNEW = 'new'\n")
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=60)
        assert printed(client, code) == "new\n"


def test_a_kernel_has_the_data_as_they_are_and_notes_what_it_is_given(copied: Make) -> None:
    copy = copied()
    code = "from readytochange import paths, report; paths.record_reads(); "
    with kernel(env=copy.environment) as (manager, client):
        said = printed(client, f"{code} print(len(report.themes()), *paths.reads())").split()
        assert "data/report/themes.csv" in said
        file = copy.home / "data/report/themes.csv"
        *kept, _ = file.read_text().splitlines(keepends=True)
        file.write_text("".join(kept))
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=60)
        now = printed(client, f"{code} print(len(report.themes()), *paths.reads())").split()
    assert int(now[0]) == int(said[0]) - 1
    assert now[1:] == said[1:]


STATE = """
import gc, json, logging, os, signal, sys, threading, time, warnings
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
    "threads": sorted(type(t).__name__ for t in threading.enumerate()),
    "time": time.tzname,
    "comm targets": sorted(get_ipython().kernel.comm_manager.targets),
    "tables": {k: str(v).lower() for k, v in pandas.options.display.d.items()},
    "streams": [type(s).__name__ for s in (sys.stdin, sys.stdout, sys.stderr)],
    "levels": logging.root.level,
}))
"""


def test_a_kernel_begins_as_an_ordinary_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("PYTHONPATH", "relative")
    states = []
    for name in (WARM, ORDINARY):
        with kernel(name, cwd=str(tmp_path)) as (_, client):
            printed(client, f"import {', '.join(forkserver.PRELOADED)}")
            states.append(json.loads(printed(client, STATE)))
    warm, ordinary = states
    assert str(tmp_path / "relative") in ordinary["path"]
    assert {key for key in ordinary if warm[key] != ordinary[key]} == set()


def test_two_kernels_share_nothing() -> None:
    spoil = "import pandas, numpy; pandas.spoilt = True; x = 1; print(numpy.random.rand())"
    look = (
        "import pandas, numpy; assert not hasattr(pandas, 'spoilt') and 'x' not in globals();"
        "print(numpy.random.rand())"
    )
    with kernel() as (first, one), kernel() as (second, other):
        assert printed(one, spoil) != printed(other, look)
        assert first.provisioner.pid != second.provisioner.pid
        assert len({first.ip, second.ip}) == 2


def test_libraries_that_use_threads_work_in_a_fork() -> None:
    code = """
import numpy as np, vl_convert
large = np.random.rand(600, 600)
assert np.allclose(large @ np.linalg.inv(large), np.eye(600), atol=1e-4)
print(len(vl_convert.vegalite_to_png({"mark": "point", "data": {"values": [{}]}})) > 0)
"""
    with kernel() as (_, client):
        assert printed(client, code) == "True\n"


def test_sockets_and_their_description_are_files_of_the_kernels_own_with_short_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    with kernel() as (manager, client):
        folder = Path(manager.ip).parent
        assert manager.transport == "ipc"
        assert folder.stat().st_mode & 0o077 == 0
        assert len(list(folder.glob("kernel-*"))) == 5
        assert Path(manager.connection_file).parent == folder
        assert printed(client, "print(1)") == "1\n"
    assert not folder.exists()


# Life and death


def test_jupyterlabs_manager_interrupts_and_restarts_it(copied: Make) -> None:
    in_a_thread(_interrupt_and_restart(copied()))


def test_a_manager_starts_one_after_another() -> None:
    manager = KernelManager(kernel_name=WARM, context=zmq.Context())  # its own ends with a kernel
    for _ in range(2):
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=60)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


async def _interrupt_and_restart(copy: Copy) -> None:
    module = copy.home / "lib/readytochange/paths.py"
    ask = "from readytochange import paths; print(paths.__file__, hasattr(paths, 'NEW'))"
    manager: Any = AsyncMultiKernelManager()
    name = await manager.start_kernel(kernel_name=WARM, env=copy.environment)
    kernel = manager.get_kernel(name)
    client = kernel.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=60)
        before = kernel.provisioner.pid
        assert await _said(client, ask) == f"{module} False\n"

        sleeping = client.execute("import time; print('asleep'); time.sleep(60)")
        while (await client.get_iopub_msg(timeout=60))["msg_type"] != "stream":
            pass
        await manager.interrupt_kernel(name)
        reply = await client.get_shell_msg(timeout=60)
        assert reply["parent_header"]["msg_id"] == sleeping
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert await manager.is_alive(name)

        with module.open("a") as library:
            library.write("\nNEW = 1\n")
        await manager.restart_kernel(name)
        await client.wait_for_ready(timeout=60)
        assert kernel.provisioner.pid != before
        assert gone([before])
        assert await _said(client, ask) == f"{module} True\n"
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(name)
    assert gone([kernel.provisioner.pid])


async def _said(client: Any, code: str) -> str:
    texts = []
    await client.execute_interactive(
        code, timeout=60, output_hook=lambda m: texts.append(m["content"].get("text", ""))
    )
    return "".join(texts)


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ("manager.shutdown_kernel()", 0),
        ("pass", 0),
        ("raise SystemError", 1),
        ("os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
        ("signal.raise_signal(signal.SIGTERM)", -signal.SIGTERM),
        ("os._exit(3)", 3),
    ],
)
def test_no_process_outlives_who_asked_for_it(light: Copy, ending: str, status: int) -> None:
    ended = light.python(f"{START}\n{ending}")
    assert ended.returncode == status, ended.stderr
    told = json.loads(ended.stdout)
    assert gone(told["pids"])
    assert not Path(told["sockets"]).exists()


START = """
import json, os, signal, sys
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="readytochange-warm")
client.execute("import subprocess; child = subprocess.Popen(['sleep', '600'])")
asked = client.execute("", user_expressions={"pid": "child.pid"})
reply = client.get_shell_msg(timeout=60)
while reply["parent_header"]["msg_id"] != asked:
    reply = client.get_shell_msg(timeout=60)
child = int(reply["content"]["user_expressions"]["pid"]["data"]["text/plain"])
from readytochange import forks
pids = [manager.provisioner.pid, child, *(there.process.pid for there in forks._started.values())]
print(json.dumps({"pids": pids, "sockets": os.path.dirname(manager.ip)}), flush=True)
"""


ASKED = """
import os, signal, sys, threading, time
from pathlib import Path
from jupyter_client.manager import start_new_kernel
for _ in range(2):
    start = {"target": start_new_kernel, "kwargs": {"kernel_name": "readytochange-warm"}}
    threading.Thread(**start, daemon=True).start()
while len(list(Path(os.environ["TMPDIR"]).glob("rtc-*"))) < 2:
    time.sleep(0.01)
time.sleep(float(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("seconds", ["0", "0.05", "0.4", "0.8"])
def test_who_is_killed_while_kernels_start_leaves_no_folder(light: Copy, seconds: str) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as place:
        environment = {**light.environment, "TMPDIR": place}
        ended = subprocess.run(
            [sys.executable, "-c", ASKED, seconds], env=environment, check=False, timeout=60
        )
        assert ended.returncode == -signal.SIGKILL
        assert empty(Path(place))


def empty(folder: Path, seconds: float = 60) -> bool:
    """Whether nothing is in it any more, waiting for it a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not list(folder.iterdir()):
            return True
        time.sleep(0.02)
    return False


# who starts the tests in the background may have them ignore it
HEED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"


def test_ctrl_c_reaches_who_asked_and_nobody_is_left(light: Copy) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", f"{HEED}\n{START}\nimport time; time.sleep(60)"],
        env=light.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as asking:
        assert asking.stdout
        told = json.loads(asking.stdout.readline())
        assert len([pid for pid in told["pids"] if running(pid)]) == 3
        os.killpg(asking.pid, signal.SIGINT)
        assert asking.wait(60) == -signal.SIGINT
    assert gone(told["pids"])


def test_another_environment_or_another_package_is_not_served_by_the_same_process() -> None:
    one = forks.start()
    assert forks.start() is one
    other = forks.start(env={**os.environ, "PYTHONHASHSEED": "0"})
    assert other is not one
    one.packages = ()
    assert forks.start() is not one
    for there in (other, one):
        there.stop()
        assert gone([there.process.pid])


def test_kernels_follow_a_forking_process_that_is_killed_and_the_next_is_forked_anew() -> None:
    with kernel() as (manager, _):
        forking = forks.start()
        forking.process.kill()
        assert gone([forking.process.pid, manager.provisioner.pid])
        assert not manager.is_alive()
    with kernel() as (_, client):
        assert "pandas" in printed(client, "import sys; print(*sys.modules)").split()


def test_the_script_that_asks_is_run_once(light: Copy) -> None:
    script = light.home / "script.py"
    script.write_text(f"print('script')\n{START}\nmanager.shutdown_kernel()")
    ended = subprocess.run(
        [sys.executable, script], env=light.environment, capture_output=True, text=True, check=True
    )
    assert ended.stdout.count("script") == 1


# Where it cannot be had

COLD = {
    "no fork": ("import os; del os.fork", "", "this system cannot fork a process"),
    "no start": (
        "",
        "import sys; sys.exit(1)",
        "the process that has the libraries imported has ended",
    ),
}


@pytest.mark.parametrize(("before", "in_process", "said"), COLD.values(), ids=COLD)
def test_ordinary_kernels_serve_and_one_line_says_so(
    copied: Make, before: str, in_process: str, said: str
) -> None:
    copy = copied()
    copy.notebook("0-project", "lang", "print(2)")
    library = copy.home / "lib/readytochange/forkserver.py"
    before_it, call, after_it = library.read_text().partition("    set_by_libraries = _preload()\n")
    assert call
    library.write_text(f"{before_it}    {in_process}\n{call}{after_it}")
    ended = copy.python(
        f"{before}\nimport sys; sys.argv[1:] = ['refresh']\nfrom readytochange.cli import app; app()"
    )
    assert ended.returncode == 0, ended.stderr
    (line,) = [line for line in ended.stderr.splitlines() if line.startswith("readytochange")]
    assert line.startswith("readytochange: kernels start cold, with the same results")
    assert said in line


@pytest.mark.slow
def test_a_warm_kernel_makes_the_bytes_that_an_ordinary_one_makes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = []
    for name in (WARM, ORDINARY):
        monkeypatch.setattr(notebook, "WARM", name)
        source = paths.NOTEBOOKS / "3-stakeholders.ipynb"
        run = notebook.execute(source, "en", {"confidence": 0.9})
        assert not run.error
        made.append(run)
    assert made[0] == made[1]


# Other tools, by its name


def test_papermills_command_can_use_it(copied: Make) -> None:
    copy = copied()
    source = copy.notebook("0-project", "import os; os.environ['MARK']")
    out = copy.home / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "--kernel", WARM, str(source), str(out)]
    subprocess.run(command, env={**copy.environment, "MARK": "seen"}, check=True)
    assert "seen" in str(nbformat.read(out, as_version=4).cells[-1].outputs)
