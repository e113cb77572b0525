"""Runs into a folder: only what is not there as it would be made now, each recorded with what it was made from.

Nothing that a failed run would have replaced is touched.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from readytochange import overview, parameters, paths
from readytochange.manifest import FAILED, Manifest, Record
from readytochange.mistakes import Mistake
from readytochange.places import Folder
from readytochange.provenance import Sources, Sums, sha256
from readytochange.runs import Run, notebooks

if TYPE_CHECKING:
    from readytochange.execution import Executed


@dataclass(frozen=True)
class Outcome:
    """What became of a run, or of a file that no run makes.

    Parameters
    ----------
    state : the word for it
    name : 'it/2-quantitative', or the file's place
    said : what there is to say of it
    """

    state: Literal["done", "failed", "kept", "removed", "stray"]
    name: str
    said: str

    def __str__(self) -> str:
        return f"{self.state:<7} {self.name}: {self.said}"


@dataclass(frozen=True)
class Done:
    """A run that ended, well or not: what it made, from which data, in how many seconds."""

    run: Run
    made: "Executed"
    data: Sums
    seconds: float


Progress = Callable[[Run, int, int], None]
"""Told of a run's cells: how many are done, and of how many."""


def refresh(
    runs: Sequence[Run],
    out: Folder,
    jobs: int = 1,
    progress: Progress = lambda run, done, of: None,
    force: bool = False,
) -> Iterator[Outcome]:
    """Run what is not made, or would be made differently now; write it, and record it in the manifest.

    Parameters
    ----------
    runs : from `runs.plan`
    out : for the results: `<lang>/<notebook>.ipynb`, `<lang>/tables`, `<lang>/figures`, `manifest.json`; where runs
        have folders of their own, in each of these, and a page of all
    jobs : how many at a time
    progress : told of every cell
    force : whether to run also what nothing has changed for

    Yields
    ------
    Outcome
        what is removed as its notebook is gone, what is kept, then the others in the order in which they end; a failed
        one leaves `<notebook>.failed.ipynb` beside the earlier good output

    Raises
    ------
    Mistake
        if another refresh is at work on the folder, or it cannot be written
    """
    sources = Sources()
    apart = any(run.folder for run in runs)
    with out.alone():
        if apart:
            overview.check(out)
        there = out.names()
        editions = {folder: _Edition(out, folder, sources) for folder in {r.folder for r in runs}}
        for _, edition in sorted(editions.items()):
            yield from edition.tidied(there)
        reasons = {run: editions[run.folder].why(run, force) for run in runs}
        waiting = [run for run in runs if reasons[run]]
        for run in runs:
            if reasons[run]:
                editions[run.folder].settled.discard(run.name)
            else:
                yield Outcome("kept", str(run), "nothing changed")
        for done in _carried_out(waiting, sources, jobs, progress):
            outcome = editions[done.run.folder].keep(done, reasons[done.run])
            out.log(f"{datetime.now():%Y-%m-%d %H:%M:%S} {outcome}\n")
            yield outcome
        if apart:
            overview.write(out, runs, sources)


def carry_out(run: Run, sources: Sources, progress: Progress) -> Done:
    """Run one notebook.

    Parameters
    ----------
    run : which
    sources : the project as it was before
    progress : told of every cell
    """
    from readytochange.execution import execute

    begin = perf_counter()
    made = execute(
        paths.NOTEBOOKS / f"{run.notebook}.ipynb",
        run.lang,
        run.settings.model_dump(),
        lambda done, of: progress(run, done, of),
    )
    return Done(run, made, sources.of(made.reads), perf_counter() - begin)


def _carried_out(
    runs: Sequence[Run], sources: Sources, jobs: int, progress: Progress
) -> Iterator[Done]:
    """Run several at a time; no more results wait than are made at once."""
    waiting = iter(runs)
    with ThreadPoolExecutor(jobs) as pool:

        def begun(number: int) -> set[Future[Done]]:
            return {
                pool.submit(carry_out, run, sources, progress) for run in islice(waiting, number)
            }

        at_work = begun(jobs)
        while at_work:
            ended, at_work = wait(at_work, return_when=FIRST_COMPLETED)
            at_work |= begun(len(ended))
            for future in ended:
                yield future.result()


class _Edition:
    """The outputs of a folder, as its manifest says and as they are; settled are those that will not be made anew."""

    def __init__(self, out: Folder, folder: str, sources: Sources) -> None:
        self.out = out
        self.folder = folder
        self.sources = sources
        self.manifest = Manifest(out, folder)
        self.settled = set(self.manifest.runs)

    def tidied(self, there: Sequence[str]) -> Iterator[Outcome]:
        """Remove what came from notebooks that are no more; name the files, of those there, that no run has made."""
        known = notebooks()
        for name, record in list(self.manifest.runs.items()):
            if Path(record.notebook).stem not in known:
                del self.manifest.runs[name]
                yield self._removed(name, record)
        made = {self.folder + p for record in self.manifest.runs.values() for p in record.files}
        ours = tuple(f"{self.folder}{lang}/" for lang in parameters.LANGUAGES)
        others = [p for p in there if p.startswith(ours) and p not in made]
        for place in self.out.read(p for p in others if not p.endswith(FAILED)):
            yield Outcome("stray", place, "no notebook has made it; left as it is")

    def why(self, run: Run, force: bool) -> str:
        """Why a run has to be made; '' if it need not."""
        settings = run.settings.model_dump()
        reason = self.manifest.why_run(run.name, run.notebook, settings, self.sources)
        return reason or ("--force" if force else "")

    def keep(self, done: Done, why: str) -> Outcome:
        """Put a good run's files in their places, drop those it no longer makes, and record it."""
        run, made = done.run, done.made
        if made.error:
            return self._failed(run, made.files[f"{run.notebook}.ipynb"], made.error)
        files = {f"{run.lang}/{place}": content for place, content in made.files.items()}
        record = Record(
            notebook=f"notebooks/{run.notebook}.ipynb",
            parameters=run.settings.model_dump(),
            inputs=self.sources.code(run.notebook) | done.data,
            versions=self.sources.versions,
            files={place: sha256(content) for place, content in files.items()},
        )
        before = self.manifest.runs.get(run.name)
        try:
            self.manifest.record(run.name, record, self.settled)
        except Mistake as mistake:
            return self._failed(run, made.files[f"{run.notebook}.ipynb"], str(mistake))
        self.settled.add(run.name)
        self._write(files)
        self._remove({*(before.files if before else ()), run.name + FAILED} - files.keys())
        self._write_manifest()
        return Outcome("done", str(run), f"{len(files)} files, {done.seconds:.1f} s ({why})")

    def _failed(self, run: Run, notebook: bytes, error: str) -> Outcome:
        self._write({run.name + FAILED: notebook})
        return Outcome("failed", str(run), f"{error} (see {run}{FAILED})")

    def _removed(self, name: str, record: Record) -> Outcome:
        """Remove a run's files, those that nobody has edited."""
        found = self.out.read(self.folder + place for place in record.files)
        gone = {self.folder + place: known for place, known in record.files.items()}
        edited = {place for place in found if sha256(found[place]) != gone[place]}
        self.out.remove(gone.keys() - edited | {self.folder + name + FAILED})
        self._write_manifest()
        return Outcome("removed", self.folder + name, f"{record.notebook} is no more")

    def _write(self, files: Mapping[str, bytes]) -> None:
        self.out.write({self.folder + place: content for place, content in files.items()})

    def _remove(self, places: Iterable[str]) -> None:
        self.out.remove(self.folder + place for place in places)

    def _write_manifest(self) -> None:
        self.out.write({self.manifest.place: self.manifest.text()})
