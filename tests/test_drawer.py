"""One process draws for many: the same bytes, and nothing is left of it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from readytochange import drawer, drawing
from test_kernels import gone

SPEC = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}


def test_what_another_process_draws_has_the_same_bytes() -> None:
    alone = drawing.png(SPEC), drawing.svg(SPEC)
    with drawer.shared():
        while drawer.ask("svg", json.dumps(SPEC)) is None:
            time.sleep(0.02)  # it is starting
        assert (drawing.png(SPEC), drawing.svg(SPEC)) == alone
    assert drawer.ask("svg", json.dumps(SPEC)) is None


def test_what_cannot_be_drawn_is_said_as_without_it() -> None:
    with drawer.shared(), pytest.raises(ValueError, match="Vega-Lite"):
        drawing.svg({"mark": "no such mark", "data": "none"})


def test_where_the_drawing_process_has_died_each_draws_by_itself() -> None:
    with drawer.shared():
        (process,) = [p for p in psutil.Process().children() if drawer.__name__ in p.cmdline()]
        process.kill()
        assert gone([process.pid])
        assert drawing.svg(SPEC).startswith("<svg")


OPEN = """
import os, psutil, signal
from readytochange import drawer
with drawer.shared():
    while drawer.ask("svg", '{"mark": "bar"}') is None:
        pass
    print(psutil.Process().children()[0].pid, os.environ["READYTOCHANGE_DRAWER"], flush=True)
    %s
"""


@pytest.mark.parametrize("ending", ["pass", "raise SystemError", "os.kill(os.getpid(), 9)"])
def test_nothing_is_left_of_it(ending: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", OPEN % ending], capture_output=True, text=True, check=False
    )
    assert (ended.returncode == -signal.SIGKILL) == ("kill" in ending)
    pid, address = ended.stdout.split()
    assert gone([int(pid)])
    assert not Path(address).parent.exists()
    assert "READYTOCHANGE_DRAWER" not in os.environ
