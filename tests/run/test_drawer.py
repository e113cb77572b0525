"""Processes that draw for others: the same bytes, once, and nothing is left of them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
import pytest

from processes import gone
from projects import Copy, wait_for
from readytochange import drawer
from readytochange.figures import drawing

SPEC = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}


def test_what_another_process_draws_has_the_same_bytes() -> None:
    alone = drawing.png(SPEC), drawing.svg(SPEC)
    with drawer.shared():
        for kind in ("svg", "png"):
            wait_for(Path(os.environ["READYTOCHANGE_DRAWER"], kind))
        assert (drawing.png(SPEC), drawing.svg(SPEC)) == alone
    assert drawer.ask("svg", json.dumps(SPEC)) is None


def test_what_cannot_be_drawn_is_said() -> None:
    with drawer.shared(), pytest.raises(drawer.NotDrawnError, match="Vega-Lite"):
        drawing.svg({"mark": "no such mark", "data": "none"})


def test_drawers_that_cannot_start_are_not_waited_for(copied: Callable[..., Copy]) -> None:
    copy = copied()
    module = copy.home / "lib/readytochange/drawing.py"
    module.write_text(module.read_text().replace("import vl_convert\n", "import vl_convert_gone\n"))
    ended = copy.python(
        "from readytochange import drawer, drawing\n"
        "with drawer.shared():\n"
        "    try:\n"
        "        drawing.png({'mark': 'bar'})\n"
        "    except drawer.NotDrawnError as why:\n"
        "        print(why)"
    )
    assert ended.stdout == "ModuleNotFoundError: No module named 'vl_convert_gone'\n"


def _drawer(kind: str) -> psutil.Process:
    """The process that draws this kind; one that has just started shows no command line for a moment."""
    while True:
        for process in psutil.Process().children():
            if process.cmdline()[-1:] == [kind]:
                return process


@pytest.mark.parametrize("killed", [("svg",), ("png",), ("svg", "png")])
def test_where_a_drawing_process_has_died_it_is_drawn_all_the_same(killed: Sequence[str]) -> None:
    alone = drawing.png(SPEC), drawing.svg(SPEC)
    with drawer.shared():
        drawers = [_drawer(kind) for kind in killed]
        for each in drawers:
            each.kill()
        assert gone([each.pid for each in drawers])
        assert (drawing.png(SPEC), drawing.svg(SPEC)) == alone


OPEN = """
import os, psutil, signal
from readytochange import drawer
with drawer.shared():
    %s
    print(os.environ["READYTOCHANGE_DRAWER"], *(p.pid for p in psutil.Process().children()), flush=True)
    %s
"""


@pytest.mark.parametrize("first", ["drawer.ask('svg', '{\"mark\": \"bar\"}')", "pass"])
@pytest.mark.parametrize("ending", ["pass", "raise SystemError", "os.kill(os.getpid(), 9)"])
def test_nothing_is_left_of_it(first: str, ending: str) -> None:
    script = OPEN % (first, ending)
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (ended.returncode == -signal.SIGKILL) == ("kill" in ending)
    folder, *drawers = ended.stdout.split()
    assert len(drawers) == 2
    assert gone(list(map(int, drawers)))
    assert not Path(folder).exists()
    assert "READYTOCHANGE_DRAWER" not in os.environ
