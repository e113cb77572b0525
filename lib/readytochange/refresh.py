"""Notebooks x languages x parameters into a folder: what to run, where it goes, and a manifest of where it came from.

Outputs are written beside their place and renamed into it; nothing that a failed run would have replaced is touched.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from readytochange import parameters, paths
from readytochange.mistakes import Mistake, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readytochange.execution import Executed

LIBRARIES = (
    "altair",
    "ipywidgets",
    "numpy",
    "pandas",
    "papermill",
    "scipy",
    "statsmodels",
    "vl-convert-python",
)
MANIFEST = "manifest.json"
LOG = "refresh.log"


@dataclass(frozen=True)
class Run:
    """One notebook in one language with the parameters it will get."""

    notebook: str
    lang: str
    settings: parameters.Settings

    @property
    def name(self) -> str:
        """'it/2-quantitative': its place below the output folder, without the ending."""
        return f"{self.lang}/{self.notebook}"


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    run: Run
    seconds: float
    files: tuple[str, ...]
    error: str = ""


Progress = Callable[[Run, int, int], None]
"""Told of a run's cells: how many are done, and of how many."""


def notebooks() -> list[str]:
    """The names of the source notebooks, in reading order."""
    return sorted(path.stem for path in paths.NOTEBOOKS.glob("*.ipynb"))


def plan(
    names: Sequence[str] = (),
    languages: Sequence[str] = parameters.LANGUAGES,
    values: Mapping[str, Any] | None = None,
) -> list[Run]:
    """What to run, with every name and value checked before a kernel starts.

    A parameter goes to the notebooks that have it; one that none of them has is refused.

    Parameters
    ----------
    names : notebooks; all of them when empty
    languages : 'it', 'en'
    values : parameters by name, as typed

    Returns
    -------
    list of Run
        notebooks in reading order, the languages of each together

    Raises
    ------
    Mistake
        if a notebook, a language or a parameter does not exist, or a value cannot be used
    """
    values = dict(values or {})
    known = notebooks()
    for name in names:
        if name not in known:
            raise unknown("notebook", name, known)
    for lang in languages:
        if lang not in parameters.LANGUAGES:
            raise unknown("language", lang, parameters.LANGUAGES)
    if "lang" in values:
        raise Mistake(
            "parameter 'lang' is given with --lang: accepted there are it, en, or both as it,en"
        )
    chosen = sorted(set(names)) or known
    accepted = {name: parameters.accepted(name) for name in chosen}
    for value in values:
        if not any(value in names_of for names_of in accepted.values()):
            raise unknown("parameter", value, sorted(set().union(*accepted.values()) - {"lang"}))
    return [
        Run(name, lang, parameters.check(name, {**_known(values, accepted[name]), "lang": lang}))
        for name in chosen
        for lang in dict.fromkeys(languages)
    ]


def refresh(
    runs: Sequence[Run], out: Path, jobs: int = 1, progress: Progress = lambda run, done, of: None
) -> "Iterator[Outcome]":
    """Run, write, and record each run in the manifest; yields as they end.

    Parameters
    ----------
    runs : from `plan`
    out : folder for the results: `<lang>/<notebook>.ipynb`, `<lang>/tables`, `<lang>/figures`, `manifest.json`
    jobs : how many at a time
    progress : told of every cell

    Yields
    ------
    Outcome
        in the order in which they end; a failed one leaves `<notebook>.failed.ipynb` beside the earlier good output

    Raises
    ------
    Mistake
        if another refresh is at work on the folder, or it cannot be written
    """
    from readytochange.execution import execute

    def run_one(run: Run) -> tuple[Run, "Executed", float]:
        begin = perf_counter()
        made = execute(
            paths.NOTEBOOKS / f"{run.notebook}.ipynb",
            run.lang,
            run.settings.model_dump(),
            lambda done, of: progress(run, done, of),
        )
        return run, made, perf_counter() - begin

    with _alone(out) as staging, ThreadPoolExecutor(jobs) as pool:
        _manifest(out)  # one that cannot be added to is refused before anything runs
        for run, made, seconds in _as_they_end(pool, run_one, runs):
            if made.error:
                _write(
                    out / f"{run.name}.failed.ipynb", made.files[f"{run.notebook}.ipynb"], staging
                )
                outcome = Outcome(run, seconds, (f"{run.name}.failed.ipynb",), made.error)
            else:
                outcome = Outcome(run, seconds, _keep(run, made, out, staging))
            _log(out, outcome)
            yield outcome


def is_default(runs: Iterable[Run]) -> bool:
    """Whether every run has its notebook's default parameters (the language aside)."""
    return all(run.settings == type(run.settings)(lang=run.lang) for run in runs)


def _keep(run: Run, made: "Executed", out: Path, staging: Path) -> tuple[str, ...]:
    """Put a good run's files in their places, drop those it no longer makes, and record it."""
    manifest = _manifest(out)
    files = {f"{run.lang}/{place}": content for place, content in made.files.items()}
    before = manifest["runs"].get(run.name, {}).get("files", {})
    for place, content in files.items():
        _write(out / place, content, staging)
    for place in before.keys() - files.keys():
        (out / place).unlink(missing_ok=True)
    (out / f"{run.name}.failed.ipynb").unlink(missing_ok=True)
    source = f"notebooks/{run.notebook}.ipynb"
    manifest["runs"][run.name] = {
        "notebook": source,
        "parameters": run.settings.model_dump(),
        "inputs": {
            name: _sha256((paths.PROJECT / name).read_bytes()) for name in (source, *made.reads)
        },
        "versions": {name: version(name) for name in LIBRARIES},
        "files": {place: _sha256(content) for place, content in sorted(files.items())},
    }
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    _write(out / MANIFEST, text.encode(), staging)
    return tuple(files)


def _manifest(out: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        manifest = {"runs": {}}
    except ValueError:
        manifest = {}
    if not isinstance(manifest, dict) or not isinstance(manifest.get("runs"), dict):
        raise Mistake(
            f"{out / MANIFEST} is not a manifest: delete it, and the next refresh writes it anew"
        )
    return manifest


@contextmanager
def _alone(out: Path) -> "Iterator[Path]":
    """Hold the output folder for one refresh, and lend a staging folder on the same disk."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        staging = out / ".staging"
        with FileLock(out / ".refresh.lock", timeout=0):
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir()
            try:
                yield staging
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except Timeout:
        raise Mistake(
            f"another refresh is writing to {out}: wait for it, or name another folder with --out"
        ) from None
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise Mistake(
            f"cannot write to {out}: {error.strerror}; accepted is a folder you may write to"
        ) from None


def _as_they_end(
    pool: ThreadPoolExecutor, work: Callable[[Run], Any], runs: Sequence[Run]
) -> "Iterator[Any]":
    from concurrent.futures import as_completed

    futures = [pool.submit(work, run) for run in runs]
    try:
        for future in as_completed(futures):
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def _write(place: Path, content: bytes, staging: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = staging / "being-written"
    beside.write_bytes(content)
    beside.replace(place)


def _known(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in names}


def _log(out: Path, outcome: Outcome) -> None:
    line = f"{datetime.now():%Y-%m-%d %H:%M:%S} {outcome.run.name} {outcome.seconds:.1f} s {outcome.error or 'done'}\n"
    with (out / LOG).open("a", encoding="utf-8") as file:
        file.write(line)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
