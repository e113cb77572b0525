"""Runs into a folder: only what is not there as it would be made now, each recorded with what it was made from.

Nothing that a failed run would have replaced is touched.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from readytochange.errors import InputError
from readytochange.language import LANGUAGES
from readytochange.outputs.manifest import FAILED, Manifest, Record, sha256
from readytochange.outputs.storage import Storage
from readytochange.project import Project
from readytochange.run import freshness
from readytochange.run.executors import Done, completed
from readytochange.run.inputs import Sources
from readytochange.run.plan import Run, notebooks, others


@dataclass(frozen=True)
class Outcome:
    """What became of a run, or of a file that no run makes.

    Parameters
    ----------
    state : the word for it; 'refused' is a failure by a person's input
    name : 'it/2-quantitative', or the file's place
    said : what there is to say of it
    see : the file that shows it
    """

    state: Literal["done", "failed", "refused", "kept", "removed", "stray", "passed"]
    name: str
    said: str
    see: str = ""

    def __str__(self) -> str:
        see = f" (see {self.see})" if self.see else ""
        return f"{self.state:<7} {self.name}: {self.said}{see}"


def refresh(
    project: Project,
    runs: Sequence[Run],
    out: Storage,
    executor: Executor,
    force: bool = False,
) -> Iterator[Outcome]:
    """Run what is not made, or would be made differently now; write it, and record it in the manifest.

    Parameters
    ----------
    project : whose notebooks they run
    runs : from `plan.plan`
    out : for the results: `<lang>/<notebook>.ipynb`, `<lang>/tables`, `<lang>/figures`, `manifest.json`; where runs
        have folders of their own, in each of these
    executor : who carries them out, open as long as this goes on
    force : whether to run also what nothing has changed for

    Yields
    ------
    Outcome
        notebooks that are passed over, being none of the project's, what is removed as its notebook is gone,
        what is kept, then the others in the order in which they end, and files
        that no run has made; a failed one leaves `<notebook>.failed.ipynb` beside the earlier good output

    Raises
    ------
    InputError
        if another refresh is at work on the folder, or it cannot be written
    """
    sources = Sources(project)
    with out.locked():
        for name, why in others(project).items():
            yield Outcome("passed", f"notebooks/{name}.ipynb", f"left alone, for {why}")
        existing = out.names()
        folders = {name: _OutputFolder(out, name, sources) for name in {r.folder for r in runs}}
        for _, folder in sorted(folders.items()):
            yield from folder.remove_orphans()
        reasons = {run: folders[run.folder].why(run, force) for run in runs}
        waiting = [run for run in runs if reasons[run]]
        for run in runs:
            if reasons[run]:
                folders[run.folder].settled.discard(run.name)
            else:
                yield Outcome("kept", str(run), "nothing changed")
        for done in completed(executor, waiting, sources):
            outcome = folders[done.run.folder].keep(done, reasons[done.run])
            out.log(f"{datetime.now():%Y-%m-%d %H:%M:%S} {outcome}\n")
            yield outcome
        for _, folder in sorted(folders.items()):
            yield from folder.strays(existing)


class _OutputFolder:
    """The outputs of a folder, as its manifest says and as they are; settled are those that will not be made anew."""

    def __init__(self, out: Storage, folder: str, sources: Sources) -> None:
        self.out = out
        self.folder = folder
        self.sources = sources
        self.manifest = Manifest(out, folder)
        self.settled = set(self.manifest.runs)

    def remove_orphans(self) -> Iterator[Outcome]:
        """Remove what came from notebooks that are no more."""
        known = notebooks(self.sources.project)
        for name, record in list(self.manifest.runs.items()):
            if Path(record.notebook).stem not in known:
                del self.manifest.runs[name]
                yield self._removed(name, record)

    def strays(self, existing: Sequence[str]) -> Iterator[Outcome]:
        """Name the files, of those that existed before, that no run has made."""
        made = {self.folder + p for record in self.manifest.runs.values() for p in record.files}
        ours = tuple(f"{self.folder}{lang}/" for lang in LANGUAGES)
        others = [p for p in existing if p.startswith(ours) and p not in made]
        for place in self.out.read(p for p in others if not p.endswith(FAILED)):
            yield Outcome("stray", place, "no notebook has made it; left as it is")

    def why(self, run: Run, force: bool) -> str:
        """Why a run has to be made; '' if it need not."""
        settings = run.settings.model_dump()
        reason = freshness.why_run(self.manifest, run.name, run.notebook, settings, self.sources)
        return reason or ("--force" if force else "")

    def keep(self, done: Done, why: str) -> Outcome:
        """Put a good run's files in their places, drop those it no longer makes, and record it."""
        run = done.run
        if done.error:
            return self._failed(done, done.error)
        files = {f"{run.lang}/{place}": content for place, content in done.files.items()}
        record = Record(
            notebook=f"notebooks/{run.notebook}.ipynb",
            parameters=run.settings.model_dump(),
            inputs=dict(done.inputs),
            versions=self.sources.versions,
            files={place: sha256(content) for place, content in files.items()},
        )
        before = self.manifest.runs.get(run.name)
        try:
            self.manifest.record(run.name, record, self.settled)
        except InputError as error:
            return self._failed(done, str(error))
        self.settled.add(run.name)
        self._write(files)
        self._remove({*(before.files if before else ()), run.name + FAILED} - files.keys())
        self._write_manifest()
        return Outcome("done", str(run), f"{len(files)} files, {done.seconds:.1f} s ({why})")

    def _failed(self, done: Done, error: str) -> Outcome:
        state: Literal["refused", "failed"] = "refused" if done.refused else "failed"
        place, notebook = done.run.name + FAILED, done.files.get(f"{done.run.notebook}.ipynb")
        if notebook is None:
            return Outcome(state, str(done.run), error)
        self._write({place: notebook})
        return Outcome(state, str(done.run), error, self.folder + place)

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
        self.out.write({self.manifest.path: self.manifest.text()})
