"""Who carries out runs, and what comes back: here, the threads of this machine; `cluster` has others."""

from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from time import perf_counter

from readytochange import warmth
from readytochange.errors import InputError, first_line
from readytochange.outputs.manifest import Sums
from readytochange.run.inputs import Sources
from readytochange.run.plan import Run
from readytochange.turns import Turn, Turns, unlimited

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


Workers = Callable[[Sequence[Run], Sources, Progress], Generator[Done]]
"""Carry out runs, and give each when it ends; the sources are the project as it was before."""


def here(jobs: int) -> Workers:
    """The threads of this machine.

    Parameters
    ----------
    jobs : how many kernels execute cells at a time; as many runs again begin, or have their pictures drawn
    """

    def carry_out(runs: Sequence[Run], sources: Sources, progress: Progress) -> Generator[Done]:
        if not runs:
            return
        waiting = iter(runs)
        turns = Turns(jobs)
        with warmth.kept(), ThreadPoolExecutor(2 * jobs) as pool:

            def begun(number: int) -> set[Future[Done]]:
                return {
                    pool.submit(_carried_out, run, sources, progress, turns.take)
                    for run in islice(waiting, number)
                }

            try:
                at_work = begun(2 * jobs)
                while at_work:
                    ended, at_work = wait(at_work, return_when=FIRST_COMPLETED)
                    at_work |= begun(len(ended))
                    for future in ended:
                        yield future.result()
            finally:  # of Ctrl-C too, or when who takes the results gives up: nobody waits for a cell
                turns.end()

    return carry_out


def _carried_out(run: Run, sources: Sources, progress: Progress, turn: Turn) -> Done:
    """Run one notebook; whatever goes wrong with it ends no other."""
    try:
        return carry_out_one(run, sources, progress, turn)
    except Exception as error:
        return gone_wrong(run, error)


def gone_wrong(run: Run, error: Exception) -> Done:
    """A run that failed in a way that nobody foresaw."""
    return Done(run, 0, {}, {}, f"{type(error).__name__}: {first_line(error)}")


def carry_out_one(
    run: Run,
    sources: Sources,
    progress: Progress = lambda run, done, of: None,
    turn: Turn = unlimited,
) -> Done:
    """Run one notebook where this is called.

    Parameters
    ----------
    run : which
    sources : the project as it was before
    progress : told of every cell
    turn : as for `execution.execute`

    Returns
    -------
    Done
    """
    from readytochange.run.notebook import execute

    begin = perf_counter()
    settings = run.settings.model_dump()
    code = sources.code(run.notebook)
    try:
        made = execute(
            sources.project,
            run.notebook,
            run.lang,
            settings,
            lambda done, of: progress(run, done, of),
            turn,
        )
    except InputError as error:
        return Done(run, 0, {}, {}, str(error), refused=True)
    seconds = perf_counter() - begin
    inputs = code | sources.of(made.reads)
    return Done(run, seconds, made.files, inputs, made.error, made.refused)
