"""Who carries out runs, as `concurrent.futures.Executor`: threads of this machine, or the workers of a Dask cluster."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, cached_property, partial
from queue import SimpleQueue
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any

from readytochange import project
from readytochange.errors import InputError, first_line
from readytochange.outputs.manifest import Sums
from readytochange.outputs.storage import missing_extra
from readytochange.run import forkserver, preload
from readytochange.run.inputs import Sources, place_in_library, whole_library
from readytochange.run.limits import USUAL, Limits
from readytochange.run.plan import Run

if TYPE_CHECKING:
    from distributed import Client

Progress = Callable[[Run, int, int], None]
"""Told of a run's cells: how many are done, and of how many."""

RETRIES = 3
"""How often a run is tried again after an error that is not its notebook's."""

PATIENCE = 30
"""Seconds to wait for a worker where there is none."""


@dataclass(frozen=True)
class Done:
    """A run that ended.

    Parameters
    ----------
    run : which
    seconds : how long it took
    files : what it made, by place below the folder of its language; of one that failed, the notebook as far as it came
    inputs : what it was made from: code, and the data that it looked at
    error : what went wrong
    refused : whether that is a person's error, in data, parameters or a notebook's file
    """

    run: Run
    seconds: float
    files: Mapping[str, bytes]
    inputs: Sums
    error: str = ""
    refused: bool = False


def completed(executor: Executor, runs: Sequence[Run], sources: Sources) -> Iterator[Done]:
    """Have runs carried out, and give each when it ends, in the order in which they end.

    Parameters
    ----------
    executor : who carries them out
    runs : from `plan.plan`
    sources : the project as it was before
    """
    ended: SimpleQueue[Future[Done]] = SimpleQueue()
    for run in runs:
        executor.submit(carry_out, run, sources).add_done_callback(ended.put)
    for _ in runs:
        yield ended.get().result()


def carry_out(run: Run, sources: Sources, **how: Any) -> Done:
    """Run one notebook where this is called; whatever goes wrong with it ends no other.

    Parameters
    ----------
    run : which
    sources : the project as it was before
    how : as for `notebook.execute`
    """
    from readytochange.run import notebook

    begin = perf_counter()
    settings = run.settings.model_dump()
    try:
        code = sources.code(run.notebook)
        made = notebook.execute(sources.project, run.notebook, run.lang, settings, **how)
    except InputError as error:
        return Done(run, 0, {}, {}, str(error), refused=True)
    except Exception as error:
        return _failed(run, error)
    inputs = code | sources.of(made.reads)
    return Done(run, perf_counter() - begin, made.files, inputs, made.error, made.refused)


def _failed(run: Run, error: BaseException) -> Done:
    """A run that failed in a way that nobody foresaw."""
    return Done(run, 0, {}, {}, f"{type(error).__name__}: {first_line(error)}")


class Local(ThreadPoolExecutor):
    """Threads of this machine, each with a kernel for each run; processes draw what their kernels show.

    Nothing is started before the first run. At the end nobody waits for a cell: the kernels at work are ended.

    Parameters
    ----------
    jobs : how many execute cells at a time; as many again begin meanwhile, or have their charts drawn
    progress : told of every cell
    limits : of each cell
    """

    def __init__(
        self,
        jobs: int,
        progress: Progress = lambda run, done, of: None,
        limits: Limits = USUAL,
    ) -> None:
        super().__init__(2 * jobs)
        self._jobs = jobs
        self._limits = limits
        self._progress = progress
        self._opened = ExitStack()

    @cached_property
    def _how(self) -> dict[str, Any]:
        self._opened.enter_context(forkserver.environment(forkserver.ipython_folder()))
        forkserver.start()
        with preload.without_grammar():
            from readytochange.run import drawings, engine
        kernels = engine.Kernels(self._jobs)
        self._opened.callback(kernels.end)
        drawn = self._opened.enter_context(drawings.opened())
        return {"drawings": drawn, "kernels": kernels, "limits": self._limits}

    def submit(self, task: Any, /, *given: Any, **how: Any) -> Future[Any]:
        """Begin what takes a run first, and how to execute it by name."""
        return super().submit(
            task, *given, on_cell=partial(self._progress, given[0]), **self._how, **how
        )

    def __exit__(self, *error: Any) -> None:
        self.shutdown(wait=False, cancel_futures=True)
        self._opened.close()
        self.shutdown()


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
            return _failed(run, error)
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
        try:
            client.wait_for_workers(1, timeout=self.patience)
        except TimeoutError:
            raise InputError(
                f"the scheduler at {self.address} has no workers: start some with dask worker {self.address}"
            ) from None
        except OSError:
            raise self._lost() from None

    def _lost(self) -> InputError:
        return InputError(
            f"lost the scheduler at {self.address}: what is done stays, and the same call makes the rest"
        )


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
    at_first = _library_at_first()
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
    return task(run, own)


@cache
def _library_at_first() -> Sums:
    """The library when this process did its first task: what is imported by then stays as it is."""
    return Sources(project.find()).of(map(place_in_library, whole_library()))
