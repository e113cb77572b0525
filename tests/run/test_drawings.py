"""The pool that draws: the same bytes, each chart once, and no chart that costs another."""

import json
import os

import psutil
import pytest

from processes import gone, posix
from readytochange.figures import drawing
from readytochange.run import drawings, forkserver

SPEC = json.dumps(
    {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}
)
DEADLY = json.dumps({"mark": "text", "title": "\x00", "data": {"values": [{}]}})


def test_the_pool_draws_the_same_bytes_once_wherever_its_processes_come_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    svg = drawing.vector(SPEC)
    for obstacle in ("", "this system cannot fork"):
        if obstacle:
            monkeypatch.setattr(forkserver, "obstacle", lambda env: "this system cannot fork")
        with drawings.opened() as pool:
            assert pool.submit(SPEC) is pool.submit(SPEC)
            assert pool.result(SPEC) == (svg, drawing.raster(svg))


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        (
            '{"mark": "bar", "transform": [{"calculate": "datum.a +", "as": "b"}], "data": {"values": [{}]}}',
            "ValueError: Vega-Lite to SVG conversion failed: Error: Unexpected end of input",
        ),
        (
            '{"mark": "bar", "width": 0, "height": 0, "padding": 0, "data": {"values": []}}',
            "RuntimeError: SVG has an invalid size",
        ),
        (DEADLY, "the process that draws it dies of it"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_the_others_are_drawn(spec: str, why: str) -> None:
    titles = [json.dumps({"mark": "bar", "title": str(n)}) for n in range(6)]
    with drawings.opened() as pool:
        for each in (*titles[:3], spec, *titles[3:]):
            pool.submit(each)
        with pytest.raises(drawings.NotDrawnError) as failed:
            pool.result(spec)
        assert str(failed.value).startswith(why)
        assert [pool.result(title) for title in titles] == [
            drawings.draw(title) for title in titles
        ]
        assert pool.submit(SPEC).result() == drawings.draw(SPEC)


def processes() -> list[psutil.Process]:
    """Those of the pool: the fork server's children."""
    return [
        each for each in psutil.Process().children(recursive=True) if each.ppid() != os.getpid()
    ]


@posix
def test_where_its_processes_are_killed_it_is_drawn_all_the_same() -> None:
    before = {each.pid for each in processes()}
    with drawings.opened() as pool:
        drawn = pool.result(SPEC)
        killed = [each for each in processes() if each.pid not in before]
        assert len(killed) == drawings.PROCESSES
        for each in killed:
            each.kill()
        assert gone(each.pid for each in killed)
        assert pool.result(json.dumps(json.loads(SPEC), indent=1)) == drawn
