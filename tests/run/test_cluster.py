"""Runs on a Dask cluster, one of whose two workers is killed, into an S3 bucket; and a file in parts that it reads."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fsspec
import psutil
import pytest

from processes import wait_until
from projects import PROJECT, ProjectFolder, project_in, wait_for
from readytochange.outputs.storage import LOG

WAIT = (
    "import os, pathlib, time\n"
    "pathlib.Path(f'../started-{interval}-{os.getpid()}').touch()\n"
    "for _ in range(2000):\n    if not os.path.exists('../go'):\n        time.sleep(.05)"
)
SHOW = (
    "from readytochange import figures\nfrom readytochange.study import tables\n"
    "figures.table(tables.roles(), name='2-trial', title='T', lang=lang)"
)
MATRIX = ("refresh", "-p", "interval", "wilson,exact,jeffreys", "--lang", "it")


@dataclass
class Cluster:
    """A scheduler and its workers, processes of this test."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> ProjectFolder:
    small = project_in(tmp_path_factory.mktemp("cluster") / "copy", "lib")
    small.notebook("2-quantitative", WAIT, SHOW)
    return small


@pytest.fixture(scope="module")
def out(bucket: str) -> str:
    return f"{bucket}/matrix"


@pytest.fixture(scope="module")
def cluster(home: ProjectFolder) -> Iterator[Cluster]:
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        started.append(
            subprocess.Popen(
                command, cwd=home.root, env=home.environment, stderr=subprocess.DEVNULL
            )
        )
        return started[-1]

    where = home.root / "scheduler.json"
    at = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(where))
    scheduler = start("scheduler", *at)
    wait_for(where)
    address = json.loads(where.read_text())["address"]
    one = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
    yield Cluster(address, scheduler, [start("worker", address, *one) for _ in "12"])
    for process in started:
        process.kill()
        process.wait()


def ended(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    said, wrong = process.communicate(timeout=300)
    return process.returncode, said, wrong


def begun(home: ProjectFolder, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        home.command(*arguments),
        cwd=home.root,
        env=home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def in_folder(out: Path) -> dict[str, bytes]:
    files = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    return {name: text for name, text in files.items() if name not in (LOG, ".refresh.lock")}


def in_bucket(url: str) -> dict[str, bytes]:
    files = fsspec.filesystem("s3")
    files.invalidate_cache()
    root = url.removeprefix("s3://") + "/"
    return {path.removeprefix(root): files.cat_file(path) for path in files.find(root)}


@pytest.mark.slow
def test_a_worker_killed_half_way_changes_no_byte(
    home: ProjectFolder, cluster: Cluster, out: str
) -> None:
    running = begun(home, *MATRIX, "--dask", cluster.address, "--out", out)
    wait_until(lambda: len(list(home.root.glob("started-*"))) == 2)
    cluster.workers[0].send_signal(signal.SIGKILL)
    wait_until(lambda: cluster.workers[0].poll() is not None)
    (home.root / "go").touch()
    code, said, wrong = ended(running)
    assert (code, wrong) == (0, ""), said
    assert said.count("done    interval=") == 3
    assert len(list(home.root.glob("started-*"))) == 4

    local = home.readytochange(*MATRIX, "--out", "out")
    assert local.returncode == 0, local.stderr
    assert run_files(in_bucket(out)) == run_files(in_folder(home.root / "out"))
    assert len(in_bucket(out)) == 13


def run_files(found: dict[str, bytes]) -> dict[str, bytes]:
    """What runs made, without the pages of it, which only folders have, and the index, which leads to them."""
    return {
        name: content
        for name, content in found.items()
        if "site" not in name.split("/") and name != "index.html"
    }


@pytest.mark.slow
def test_in_a_bucket_only_what_changed_is_made_again(home: ProjectFolder, out: str) -> None:
    place = f"{out}/interval=exact/it/tables/2-trial.csv"
    before = in_bucket(out)
    fsspec.filesystem("s3").pipe_file(place.removeprefix("s3://"), b"by hand")
    made = home.readytochange(*MATRIX, "--out", out)
    assert made.stdout.count("kept    ") == 2
    assert "(it/tables/2-trial.csv is not what it made)" in made.stdout
    assert in_bucket(out) == before


PARTS = """
from pathlib import Path
from polars.testing import assert_frame_equal
from readytochange import project
from readytochange.run import cluster, inputs
from readytochange.survey.waves import simulation
from readytochange.survey.waves.columns import recognition
from readytochange.survey.waves.instrument import questionnaire
from readytochange.survey.waves.readers import reading
from readytochange.survey.waves.respondents import validation

file, asked = Path("simulated.csv"), questionnaire()
simulation.in_form(simulation.simulate(300)).write_csv(file, separator=";", quote_style="always")
export = reading.read(file, max_bytes=0, part_bytes=20_000)
mapping = recognition.recognise(export, asked)
here = validation.answers_of(reading.read(file), asked, mapping, True)
with cluster.each_part("ADDRESS", inputs.Sources(project.find())) as each:
    there = validation.answers_of(export, asked, mapping, True, each)
    assert_frame_equal(there.answers, here.answers)
    file.write_text("another")
    try:
        validation.answers_of(export, asked, mapping, True, each)
    except Exception as error:
        print(len(export.parts), there.kept, error)
"""


@pytest.mark.slow
def test_a_file_that_workers_read_part_by_part_has_the_same_answers(
    home: ProjectFolder, cluster: Cluster
) -> None:
    read = home.python(PARTS.replace("ADDRESS", cluster.address))
    assert read.stdout.startswith("9 300 'simulated.csv': has 7 bytes now"), read.stderr


@pytest.mark.slow
def test_a_worker_with_another_project_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    arguments = ("refresh", "0-project", "--lang", "it", "--dask", cluster.address)
    refused = ProjectFolder(PROJECT.root).readytochange(*arguments, "--out", str(tmp_path / "out"))
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1
    assert "a worker has another notebooks/0-project.ipynb: accepted are" in refused.stderr


def test_jobs_are_of_this_machine_only(home: ProjectFolder) -> None:
    refused = home.invoke("refresh", "--dask", "tcp://127.0.0.1:1", "--jobs", "2")
    assert refused.exit_code == 2
    assert "--jobs and --dask: accepted is one of the two" in refused.stderr


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("foo", "missing port number"),
        ("foo://a:1", "unknown address scheme"),
        ("tcp://127.0.0.1:1", "Timed out trying to connect"),
    ],
)
def test_a_scheduler_that_is_not_there_is_named_in_one_line(
    home: ProjectFolder, address: str, said: str
) -> None:
    arguments = ("refresh", "--lang", "en", "--dask", address, "--out", "nothing")
    refused = home.invoke(*arguments)
    assert refused.exit_code == 2
    assert len(refused.stderr.splitlines()) == 1
    assert f"no Dask scheduler answers at {address} ({said}" in refused.stderr


@pytest.mark.slow
def test_a_scheduler_without_workers_is_named(home: ProjectFolder, cluster: Cluster) -> None:
    cluster.workers[1].kill()
    waited = home.python(
        "from readytochange import project\n"
        "from readytochange.run import cluster, executors, inputs, plan\n"
        "found = project.find()\n"
        f"with cluster.Cluster('{cluster.address}', patience=1) as executor:\n"
        "    try:\n"
        "        list(executors.completed(executor, plan.plan(found), inputs.Sources(found)))\n"
        "    except Exception as error:\n"
        "        print(error)"
    )
    assert f"has no workers: start some with dask worker {cluster.address}" in waited.stdout


@pytest.mark.slow
def test_a_scheduler_that_is_lost_is_named(home: ProjectFolder, cluster: Cluster) -> None:
    arguments = ("refresh", "--lang", "en", "--dask", cluster.address, "--out", "nothing")
    running = begun(home, *arguments)
    client = psutil.Process(running.pid)
    wait_until(lambda: any(each.status == "ESTABLISHED" for each in client.net_connections("tcp")))
    time.sleep(1)  # it has said who it is
    cluster.scheduler.kill()
    code, _, wrong = ended(running)
    assert code == 2
    assert len(wrong.splitlines()) == 1
    assert f"lost the scheduler at {cluster.address}: what is done stays" in wrong
