"""Who carries out runs, as `concurrent.futures.Executor`: threads of this machine."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property, partial
from queue import SimpleQueue
from time import perf_counter
from typing import Any

from readytochange.errors import InputError, first_line
from readytochange.outputs.manifest import Sums
from readytochange.run import forkserver, preload
from readytochange.run.inputs import Sources
from readytochange.run.limits import USUAL, Limits
from readytochange.run.plan import Run

Progress = Callable[[Run, int, int], None]
"""Told of a run's cells: how many are done, and of how many."""


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
        return failed(run, error)
    inputs = code | sources.of(made.reads)
    return Done(run, perf_counter() - begin, made.files, inputs, made.error, made.refused)


def failed(run: Run, error: BaseException) -> Done:
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
