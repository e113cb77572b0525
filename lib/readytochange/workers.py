"""Who carries out runs, and what comes back: here, the threads of this machine; `cluster` has others.

Used by `refresh`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from time import perf_counter

from readytochange import paths, warmth
from readytochange.mistakes import Mistake
from readytochange.provenance import Sources, Sums
from readytochange.runs import Run

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
    data : what it looked at
    error : what went wrong
    refused : whether that is a person's mistake, in data, parameters or a notebook's file
    """

    run: Run
    seconds: float
    files: Mapping[str, bytes]
    data: Sums
    error: str = ""
    refused: bool = False


Workers = Callable[[Sequence[Run], Sources, Progress], Iterator[Done]]
"""Carry out runs, and give each when it ends; the sources are the project as it was before."""


def here(jobs: int) -> Workers:
    """The threads of this machine.

    Parameters
    ----------
    jobs : how many runs at a time; no more results wait than that
    """

    def carry_out(runs: Sequence[Run], sources: Sources, progress: Progress) -> Iterator[Done]:
        if not runs:
            return
        waiting = iter(runs)
        with warmth.kept(), ThreadPoolExecutor(jobs) as pool:

            def begun(number: int) -> set[Future[Done]]:
                return {
                    pool.submit(carry_out_one, run, sources, progress)
                    for run in islice(waiting, number)
                }

            at_work = begun(jobs)
            while at_work:
                ended, at_work = wait(at_work, return_when=FIRST_COMPLETED)
                at_work |= begun(len(ended))
                for future in ended:
                    yield future.result()

    return carry_out


def carry_out_one(
    run: Run, sources: Sources, progress: Progress = lambda run, done, of: None
) -> Done:
    """Run one notebook where this is called.

    Parameters
    ----------
    run : which
    sources : the project as it was before
    progress : told of every cell

    Returns
    -------
    Done
    """
    from readytochange.execution import execute

    begin = perf_counter()
    source = paths.NOTEBOOKS / f"{run.notebook}.ipynb"
    settings = run.settings.model_dump()
    try:
        made = execute(source, run.lang, settings, lambda done, of: progress(run, done, of))
    except Mistake as mistake:
        return Done(run, 0, {}, {}, str(mistake), refused=True)
    seconds = perf_counter() - begin
    return Done(run, seconds, made.files, sources.of(made.reads), made.error, made.refused)
