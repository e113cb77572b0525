"""The bound on visitors' kernels, and on their idleness."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from readytochange.app import kernels
from readytochange.run import kernel

pytestmark = pytest.mark.slow

T = TypeVar("T")


async def until_culled(managed: kernels.Kernels, name: str) -> None:
    while name in managed:
        await asyncio.sleep(0.2)
        await managed.cull_kernel_if_idle(name) if name in managed else None


def run(what: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: other tests hold a browser in this one, whose loop runs."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, what).result()


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "left"])
def test_the_kernel_of_an_idle_visitor_ends(is_open: bool) -> None:
    async def visit() -> int:
        managed = kernels.Kernels(visitors=1, idle=1, cull_connected=True)
        name = await managed.start_kernel(kernel_name=kernel.NAME)
        if is_open:
            managed.notify_connect(name)
        await asyncio.wait_for(until_culled(managed, name), 60)
        return len(managed)

    assert run(visit()) == 0


def test_an_open_page_may_be_idle_for_longer_than_one_that_was_left() -> None:
    async def visit() -> tuple[int, int]:
        managed = kernels.Kernels(visitors=1, idle=3600, cull_connected=True)
        name = await managed.start_kernel(kernel_name=kernel.NAME)
        times = []
        for change in (managed.notify_connect, managed.notify_disconnect):
            change(name)
            await managed.cull_kernel_if_idle(name)
            times.append(managed.cull_idle_timeout)
        await managed.shutdown_all()
        return times[0], times[1]

    assert run(visit()) == (3600, kernels.GONE)


def test_no_more_kernels_start_than_may_be_also_at_once() -> None:
    async def visits() -> list[type]:
        managed = kernels.Kernels(visitors=2, idle=60)
        begun = [managed.start_kernel(kernel_name=kernel.NAME) for _ in range(5)]
        ended = await asyncio.gather(*begun, return_exceptions=True)
        await managed.shutdown_all()
        return [type(each) for each in ended]

    assert sorted(each.__name__ for each in run(visits())) == ["FullError"] * 3 + ["str"] * 2
