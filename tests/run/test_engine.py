"""How runs are carried out: who draws the pictures, and how long a kernel is waited for."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import start_new_async_kernel

from processes import in_a_thread
from projects import Copy
from readytochange import drawer, engine
from readytochange.figures import drawing
from readytochange.run.notebook import execute

PARAMETERS = {"confidence": 0.95, "interval": "wilson"}
FIGURE = """
import os

import altair as alt
import pandas as pd

from readytochange import figures

table = pd.DataFrame({"a": ["x", "y"], "status": "published"})
chart = alt.Chart(table).mark_bar().encode(alt.Y("a").title(None))
figures.show(chart, name="2-trial", title="T", description="D", table=table, lang=lang)
"""


BAD = """
from readytochange import figures

table = pd.DataFrame({"a": [1], "status": "computed"})
figures.Figure("2-bad", lang, "T", "D", table, "", SPEC)
"""


def test_pictures_are_drawn_outside_the_kernel_also_of_a_run_that_fails_later(
    copied: Callable[..., Copy],
) -> None:
    told = f"print(os.environ['{drawing.UNDRAWN}'])"
    source = copied().notebook("2-quantitative", FIGURE, told, "1 / 0")
    with drawer.shared():
        made = execute(source, "it", PARAMETERS)
    assert made.error.endswith("ZeroDivisionError: division by zero")
    assert list(made.files) == ["2-quantitative.ipynb"]
    shown, said = (
        cell.outputs[0]
        for cell in nbformat.reads(made.files["2-quantitative.ipynb"].decode(), as_version=4).cells
        if cell.cell_type == "code" and cell.id in ("code-0", "code-1")
    )
    assert shown.data["image/png"]
    assert said.text == "1\n"
    assert drawing.UNDRAWN not in os.environ


def test_where_nobody_else_draws_the_kernel_does_with_the_same_bytes(
    copied: Callable[..., Copy],
) -> None:
    source = copied().notebook("2-quantitative", FIGURE, f"'{drawing.UNDRAWN}' in os.environ")
    alone = execute(source, "it", PARAMETERS)
    assert "False" in alone.files["2-quantitative.ipynb"].decode()
    with drawer.shared():
        shared = execute(source, "it", PARAMETERS)
    assert alone.files["figures/2-trial.png"] == shared.files["figures/2-trial.png"]
    assert alone.files["figures/2-trial.svg"] == shared.files["figures/2-trial.svg"]


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        (
            {
                "mark": "bar",
                "transform": [{"calculate": "datum.a +", "as": "b"}],
                "data": {"values": [{}]},
            },
            "ValueError: Vega-Lite to SVG conversion failed: Error: Unexpected end of input",
        ),
        (
            {"mark": "bar", "width": 0, "height": 0, "padding": 0, "data": {"values": []}},
            "RuntimeError: SVG has an invalid size",
        ),
        (
            {"mark": "text", "title": "\x00", "data": {"values": [{}]}},
            "the process that draws it dies of it",
        ),
    ],
)
def test_a_figure_that_cannot_be_drawn_is_said_with_its_cell_and_ends_nothing_else(
    copied: Callable[..., Copy], spec: dict[str, Any], why: str
) -> None:
    cell = FIGURE.replace("lang=lang)", "lang=lang);") + BAD.replace("SPEC", repr(spec))
    source = copied().notebook("2-quantitative", cell)
    with drawer.shared():
        made = execute(source, "it", PARAMETERS)
        again = drawing.svg({"mark": "bar", "data": {"values": [{}]}})
    assert made.error == f"cell 3: its figure cannot be drawn: {why}"
    assert list(made.files) == ["2-quantitative.ipynb"]
    assert again.startswith("<svg")


def test_a_kernel_that_has_died_is_not_waited_for(tmp_path: Path) -> None:
    async def wait_for_a_dead_one() -> None:
        manager, client = await start_new_async_kernel(kernel_name="python3", cwd=str(tmp_path))
        await manager.shutdown_kernel(now=True)
        try:
            await engine.wait_for_ready(client, timeout=60)
        finally:
            client.stop_channels()

    with pytest.raises(RuntimeError, match="died before it was ready"):
        in_a_thread(wait_for_a_dead_one())


def test_a_kernel_is_not_waited_for_longer_than_is_said() -> None:
    class Silent:
        def kernel_info(self) -> None: ...

        async def is_alive(self) -> bool:
            return True

        class shell_channel:  # noqa: N801
            @staticmethod
            async def get_msg(timeout: float) -> dict[str, str]:
                return {"msg_type": "another"}

    with pytest.raises(RuntimeError, match=r"not ready within 0\.1 seconds"):
        in_a_thread(engine.wait_for_ready(Silent(), timeout=0.1))
