"""A Dask cluster, whose workers carry out runs, or read the parts of a file that is too large to be held at once."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import ExitStack, contextmanager
from functools import cache, cached_property, partial
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from readytochange import project
from readytochange.errors import InputError, first_line
from readytochange.outputs.manifest import Sums
from readytochange.outputs.storage import missing_extra
from readytochange.run.executors import Done, failed
from readytochange.run.inputs import Sources, place_in_library, whole_library
from readytochange.run.limits import USUAL, Limits
from readytochange.run.plan import Run

if TYPE_CHECKING:
    from distributed import Client

_P = TypeVar("_P")
_R = TypeVar("_R")

RETRIES = 3
"""How often a run is tried again after an error that is not its notebook's."""

PATIENCE = 30
"""Seconds to wait for a worker where there is none."""


class Cluster(Executor):
    """Dask's own executor, whose workers must have the project and the libraries as they are where this is made.

    There is one writer wherever outputs go, and a worker that dies leaves nothing behind; its runs go to another.

    Parameters
    ----------
    address : of its scheduler: 'tcp://10.0.0.1:8786'
    limits : of each cell
    patience : seconds to wait for a worker where there is none
    """

    def __init__(self, address: str, limits: Limits = USUAL, patience: float = PATIENCE) -> None:
        self.address = address
        self._limits = limits
        self.patience = patience
        self._pending: set[Future[Done]] = set()
        self._closed = Event()
        self._opened = ExitStack()

    @cached_property
    def _executor(self) -> Executor:
        client = self._opened.enter_context(_connected(self.address))
        self._check(client)
        Thread(target=self._watch, args=[client], daemon=True).start()
        executor: Executor = client.get_executor(retries=RETRIES, pure=False)
        return executor

    def submit(self, task: Any, run: Run, sources: Sources, /) -> Future[Done]:  # type: ignore[override]
        """Have a run carried out by a worker; what it cannot be, the future says as a InputError."""
        done: Future[Done] = Future()
        self._pending.add(done)
        code, versions = sources.code(run.notebook), sources.versions
        carried_out = self._executor.submit(
            _checked, partial(task, limits=self._limits), run, code, versions
        )
        carried_out.add_done_callback(partial(self._settle, done, run, sources))
        return done

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, and what is not done."""
        self._closed.set()
        self._opened.close()

    def _settle(self, done: Future[Done], run: Run, sources: Sources, ended: Future[Done]) -> None:
        try:
            self._pending.remove(done)
        except KeyError:
            return  # nobody waits for it any more
        try:
            done.set_result(self._done(run, sources, ended))
        except InputError as error:
            done.set_exception(error)

    def _done(self, run: Run, sources: Sources, ended: Future[Done]) -> Done:
        if ended.cancelled():
            raise self._lost()
        error = ended.exception()
        if isinstance(error, InputError):
            raise error
        if type(error).__name__ == "KilledWorker":
            return Done(run, 0, {}, {}, "every worker that ran it died")
        if error:  # whatever goes wrong on another machine
            return failed(run, error)
        done = ended.result()
        own = sources.of(done.inputs)
        for place, known in done.inputs.items():
            if own[place] != known:
                raise InputError(f"a worker has another {place}: accepted is the same everywhere")
        return done

    def _watch(self, client: "Client") -> None:
        """See that there are workers as long as something is not done."""
        while not self._closed.wait(self.patience):
            try:
                self._check(client)
            except InputError as error:
                while self._pending:
                    self._pending.pop().set_exception(error)

    def _check(self, client: "Client") -> None:
        _check(client, self.patience, self._lost())

    def _lost(self) -> InputError:
        return InputError(
            f"lost the scheduler at {self.address}: what is done stays, and the same call makes the rest"
        )


@contextmanager
def each_part(address: str, sources: Sources) -> Iterator[Callable[..., Iterator[Any]]]:
    """What does as `map`, by the workers of a cluster: a few parts ahead, and the results in order.

    Parameters
    ----------
    address : of the scheduler: 'tcp://10.0.0.1:8786'
    sources : the project, which workers must have as it is here

    Raises
    ------
    InputError
        if there is no scheduler, no worker, or a worker has another library; what a part is refused for
    """
    lost = InputError(
        f"lost the scheduler at {address}: nothing was written; accepted: the same call again"
    )
    with _connected(address) as client:
        _check(client, PATIENCE, lost)
        code, versions = sources.of(map(place_in_library, whole_library())), sources.versions

        def each(task: Callable[[_P], _R], parts: Iterable[_P]) -> Iterator[_R]:
            ahead = 2 * sum(client.nthreads().values())
            waiting: deque[Any] = deque()
            for part in parts:
                waiting.append(
                    client.submit(_agreed, task, part, code, versions, pure=False, retries=RETRIES)
                )
                if len(waiting) > ahead:
                    yield _result(client, waiting.popleft(), lost)
            while waiting:
                yield _result(client, waiting.popleft(), lost)

        yield each


def _result(client: "Client", future: Any, lost: InputError) -> Any:
    """What a worker made of a part, as long as there are workers."""
    while True:
        try:
            return future.result(timeout=PATIENCE)
        except TimeoutError:
            _check(client, PATIENCE, lost)
        except (InputError, KeyboardInterrupt):
            raise
        except (OSError, CancelledError):
            raise lost from None
        except Exception as error:
            if type(error).__name__ == "KilledWorker":
                raise InputError(
                    "every worker that read a part of the file died; accepted: workers with more memory"
                ) from None
            raise


def _check(client: "Client", patience: float, lost: InputError) -> None:
    """That there is a worker."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError:
        address = client.scheduler.address if client.scheduler else ""
        raise InputError(
            f"the scheduler at {address} has no workers: start some with dask worker {address}"
        ) from None
    except OSError:
        raise lost from None


def _connected(address: str) -> "Client":
    try:
        from distributed import Client
        from distributed.comm.addressing import resolve_address
    except ImportError:
        raise missing_extra("--dask") from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is said once
    try:
        resolve_address(address)  # a client of a wrong one closes slowly
        return Client(address, timeout=10)
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"no Dask scheduler answers at {address} ({first_line(error)}): accepted is an address "
            "as tcp://10.0.0.1:8786, where dask scheduler runs"
        ) from None


def _checked(
    task: Callable[[Run, Sources], Done], run: Run, code: Sums, versions: Mapping[str, str]
) -> Done:
    """Carry out a run on a worker, if what is there is what the caller has."""
    own = Sources(project.find())
    _agree(own, code, versions)
    return task(run, own)


def _agreed(task: Callable[[_P], _R], part: _P, code: Sums, versions: Mapping[str, str]) -> _R:
    """Do something with a part on a worker, if its library is what the caller has."""
    _agree(_at_first(), code, versions)
    return task(part)


def _agree(own: Sources, code: Sums, versions: Mapping[str, str]) -> None:
    """InputError if a worker has other files or versions than the caller."""
    at_first = _at_first().of(map(place_in_library, whole_library()))
    for place, known in code.items():
        if own.of([place])[place] != known or at_first.get(place, known) != known:
            raise InputError(
                f"a worker has another {place}: accepted are workers with this project, "
                "started after it last changed"
            )
    for library, version in versions.items():
        if own.versions[library] != version:
            raise InputError(
                f"a worker has {library} {own.versions[library]}: accepted is {version}"
            )


@cache
def _at_first() -> Sources:
    """The project when this process did its first task: what is imported by then stays as it is."""
    return Sources(project.find())
