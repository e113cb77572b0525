"""Runs on the workers of a Dask cluster: a task for each, and what it makes comes back to be written here.

So there is one writer wherever outputs go, and a worker that dies leaves nothing behind; its runs go to another. Every
worker must have the project and the libraries as they are here, or it refuses.
"""

import logging
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from readytochange import project
from readytochange.errors import InputError, first_line
from readytochange.outputs.manifest import Sums
from readytochange.outputs.storage import missing_extra
from readytochange.run.executors import Done, Progress, Workers, carry_out_one, gone_wrong
from readytochange.run.inputs import Sources, place_in_library, whole_library
from readytochange.run.plan import Run

if TYPE_CHECKING:
    from distributed import Client, Future

RETRIES = 3
"""How often a run is tried again after an error that is not its notebook's."""

PATIENCE = 30
"""Seconds to wait for a worker where there is none."""


def there(address: str, patience: float = PATIENCE) -> Workers:
    """The workers of a cluster.

    Parameters
    ----------
    address : of its scheduler: 'tcp://10.0.0.1:8786'
    patience : seconds to wait for a worker where there is none
    """

    def carry_out(runs: Sequence[Run], sources: Sources, progress: Progress) -> Generator[Done]:
        if not runs:
            return
        with _connected(address, patience) as client:
            futures = {
                client.submit(
                    _task,
                    run,
                    sources.code(run.notebook),
                    sources.versions,
                    retries=RETRIES,
                    pure=False,
                ): run
                for run in runs
            }
            while futures:
                for future in _ended(client, list(futures), address, patience):
                    yield _done(futures.pop(future), future, sources, address)

    return carry_out


def _task(run: Run, code: Sums, versions: Mapping[str, str]) -> Done:
    """Run one notebook on a worker, if what is here is what the caller has."""
    sources = Sources(project.find())
    at_first = _library_at_first()
    for place, known in code.items():
        if sources.of([place])[place] != known or at_first.get(place, known) != known:
            raise InputError(
                f"a worker has another {place}: accepted are workers with this project, "
                "started after it last changed"
            )
    for library, version in versions.items():
        if sources.versions[library] != version:
            raise InputError(
                f"a worker has {library} {sources.versions[library]}: accepted is {version}"
            )
    return carry_out_one(run, sources)


@cache
def _library_at_first() -> Sums:
    """The library when this process did its first task: what is imported by then stays as it is."""
    return Sources(project.find()).of(map(place_in_library, whole_library()))


def _done(run: Run, future: "Future[Done]", sources: Sources, address: str) -> Done:
    from distributed import KilledWorker

    try:
        done: Done = future.result()
    except KilledWorker:
        return Done(run, 0, {}, {}, "every worker that ran it died")
    except CancelledError:
        raise _lost(address) from None
    except InputError:
        raise
    except Exception as error:  # whatever goes wrong on another machine
        return gone_wrong(run, error)
    here = sources.of(done.inputs)
    for place, known in done.inputs.items():
        if here[place] != known:
            raise InputError(f"a worker has another {place}: accepted is the same everywhere")
    return done


def _ended(
    client: "Client", futures: "list[Future[Done]]", address: str, patience: float
) -> "list[Future[Done]]":
    """Wait until runs end; InputError where no worker is left to end them."""
    from distributed import wait

    while True:
        try:
            return list(wait(futures, timeout=patience, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            _check_workers(client, address, patience)
        except CancelledError:
            raise _lost(address) from None


def _check_workers(client: "Client", address: str, patience: float) -> None:
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError:
        raise InputError(
            f"the scheduler at {address} has no workers: start some with dask worker {address}"
        ) from None
    except OSError:
        raise _lost(address) from None


def _lost(address: str) -> InputError:
    return InputError(
        f"lost the scheduler at {address}: what is done stays, and the same call makes the rest"
    )


@contextmanager
def _connected(address: str, patience: float) -> "Generator[Client]":
    try:
        from distributed import Client
        from distributed.comm.addressing import resolve_address
    except ImportError:
        raise missing_extra("--dask") from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is said once, below
    try:
        resolve_address(address)  # a client of a wrong one closes slowly
        client = Client(address, timeout=10)
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"no Dask scheduler answers at {address} ({first_line(error)}): accepted is an address "
            "as tcp://10.0.0.1:8786, where dask scheduler runs"
        ) from None
    with client:
        _check_workers(client, address, patience)
        yield client
