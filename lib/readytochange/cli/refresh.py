"""`readytochange refresh`: run the notebooks."""

import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from readytochange.cli import conditions
from readytochange.cli.paths import shown
from readytochange.cli.progress import RefreshProgress
from readytochange.errors import InputError
from readytochange.outputs.manifest import MANIFEST
from readytochange.outputs.storage import Folder, Storage, at
from readytochange.project import Project, find
from readytochange.run import forkserver, grid
from readytochange.run import refresh as refreshing
from readytochange.run.cluster import Cluster
from readytochange.run.executors import Local
from readytochange.run.limits import Limits
from readytochange.run.plan import Run, is_default, plan

PARAMETER = ("-p", "--parameter")
_MOST_JOBS = 512
_MOST = 1_000_000
"""Seconds, or megabytes, of a cell."""


@click.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK]...")
@click.option("--lang", help="Languages, joined by commas; both when not said.")
@click.option(
    *PARAMETER,
    "typed",
    type=(str, str),
    multiple=True,
    metavar="NAME VALUE",
    help="A notebook's parameter; repeat for more. Values joined by commas make a matrix. Needs --out.",
)
@click.option(
    "--matrix",
    type=click.Path(path_type=Path),
    help="YAML: 'parameters', each with a list of values, and 'notebooks'. Needs --out.",
)
@click.option(
    "--out", metavar="PATH", help="Folder for the results, or a URL; outputs/ when not said."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, _MOST_JOBS),
    help="How many notebooks compute at a time; the processors when not said.",
)
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Scheduler of a Dask cluster, whose workers run the notebooks.",
)
@click.option("--force", is_flag=True, help="Run also what nothing has changed for.")
@click.option(
    "--check",
    is_flag=True,
    help="Run everything twice, say which cells do not show the same twice, and write nothing.",
)
@click.option(
    "--cell-timeout",
    type=click.IntRange(0, _MOST),
    default=int(Limits.seconds),
    metavar="SECONDS",
    help=f"How long a cell may run; 0 any time. {Limits.seconds:g} when not said.",
)
@click.option(
    "--cell-output",
    type=click.IntRange(0, _MOST),
    default=int(Limits.megabytes),
    metavar="MEGABYTES",
    help=f"How much a cell may show; 0 any size. {Limits.megabytes:g} when not said.",
)
def refresh(
    notebooks: tuple[str, ...],
    lang: str | None,
    typed: tuple[tuple[str, str], ...],
    matrix: Path | None,
    out: str | None,
    jobs: int | None,
    dask: str | None,
    force: bool,
    check: bool,
    cell_timeout: int,
    cell_output: int,
) -> None:
    """Run the notebooks and write what they show: pages' sources, tables, figures, manifest.

    NOTEBOOK says which, by name; all when none is named. What is there already, and would be made the same again, is
    kept as it is. A matrix runs each notebook with each set of parameters, into a folder named by it.
    """
    _agree(out, dask, jobs, check, force)
    project = find()
    runs = _planned(project, list(notebooks), lang, typed, matrix)
    conditions.check()
    progress = RefreshProgress(len(runs) * (1 + check), only_bad=check)
    limits = Limits(cell_timeout, cell_output)

    def executor() -> Executor:
        if dask:
            return Cluster(dask, limits)
        return Local(jobs or os.cpu_count() or 1, progress.cell, limits)

    if check:
        _check(project, runs, executor, progress)
        return
    storage = _storage(project, runs, out)
    is_grid = any(run.folder for run in runs)
    if is_grid:
        from readytochange.publish import grid_index  # heavy: it fills a page

        grid_index.check(storage)
    with executor() as opened:
        progress.follow(refreshing.refresh(project, runs, storage, opened, force))
    if is_grid:
        _render_each(project, storage, runs)
        grid_index.write(storage, project.study)
    if progress.states["done"] or progress.states["kept"]:
        _say_what_to_open(storage, runs)
    if progress.exit_code:
        raise click.exceptions.Exit(progress.exit_code)


def _render_each(project: Project, storage: Storage, runs: Iterable[Run]) -> None:
    """Make the pages of each set of parameters in a folder of this machine, where a run has changed since.

    Where they cannot be made, those of before do not stay.
    """
    from readytochange.publish import SITE, site

    if not isinstance(storage, Folder):
        return
    for place in sorted({storage.path / run.folder for run in runs}):
        manifest, pages = place / MANIFEST, place / SITE
        made_of = pages / ".made-of"
        if not manifest.is_file():
            continue
        made = manifest.read_bytes()
        if not made_of.is_file() or made_of.read_bytes() != made:
            try:
                site.render(project, place, pages)
                made_of.write_bytes(made)
            except InputError:  # what no page can show; its notebook is linked
                if made_of.is_file():
                    shutil.rmtree(pages)


def _agree(out: str | None, dask: str | None, jobs: int | None, check: bool, force: bool) -> None:
    """See that the options can be used together."""
    for option, value in (("--out", out), ("--dask", dask)):
        if value == "":
            raise InputError(f"{option} is empty; accepted is a place, or to leave it out")
    if dask and jobs:
        raise InputError(
            "--jobs and --dask: accepted is one of the two; a worker has its own number"
        )
    for option, given in (("--out", out), ("--dask", dask), ("--force", force)):
        if check and given:
            raise InputError(f"--check and {option}: accepted is one of the two")


def _storage(project: Project, runs: list[Run], out: str | None) -> Storage:
    """Where the results go; InputError where these may not."""
    storage = at(out or str(project.outputs))
    in_outputs = isinstance(storage, Folder) and storage.path.is_relative_to(project.outputs)
    if in_outputs and not is_default(runs):
        raise InputError("outputs/ holds the default parameters: name another folder with --out")
    if isinstance(storage, Folder) and project.holds_sources(storage.path):
        raise InputError(f"{storage} holds sources, and no outputs: name another folder with --out")
    return storage


def _check(
    project: Project,
    runs: list[Run],
    executor: Callable[[], Executor],
    progress: RefreshProgress,
) -> None:
    """Run everything twice, into folders that are gone at the end, and say what differs."""
    made: list[dict[str, bytes]] = []
    for _ in range(2):
        forkserver.renew()
        with TemporaryDirectory() as folder, executor() as opened:
            out = Folder(Path(folder))
            progress.follow(refreshing.refresh(project, runs, out, opened))
            made.append(out.read(out.names()))
        if progress.exit_code:
            raise click.exceptions.Exit(progress.exit_code)
    from readytochange.run import comparison  # heavy: it reads notebooks

    found = comparison.differences(project, *made)
    for line in found:
        print(line)
    if found:
        raise click.exceptions.Exit(1)
    print(f"The same bytes twice: {len(runs)} runs.")


def _planned(
    project: Project,
    names: list[str],
    lang: str | None,
    typed: tuple[tuple[str, str], ...],
    file: Path | None,
) -> list[Run]:
    """What to run: what is typed stands before what the file says."""
    for name, value in typed:
        if "=" in name or value in _options():
            name, _, joined = name.partition("=")
            raise InputError(
                "-p: a parameter takes two words, a name and a value, "
                f"as in: -p {name} {joined or 'VALUE'}"
            )
    values = grid.typed(typed, project)
    if lang is not None:
        if "lang" in values:
            raise InputError("--lang and -p lang: accepted is one of the two")
        values |= grid.typed([("lang", lang)], project)
    several = any(len(each) > 1 for name, each in values.items() if name != "lang")
    if file is None:
        return plan(project, names, values, apart=several)
    read = grid.read(file, project, names)
    return plan(project, read.notebooks, read.parameters | values, apart=True)


def _options() -> set[str]:
    return {name for each in refresh.params for name in each.opts if name.startswith("-")}


def _say_what_to_open(storage: Storage, runs: list[Run]) -> None:
    folder = shown(storage.path) if isinstance(storage, Folder) else storage
    print("\nOpen:")
    if any(run.folder for run in runs):
        print(f"  {folder}/index.html  every run and what it made")
        return
    for lang in sorted({run.lang for run in runs}):
        print(f"  {folder}/{lang}/  notebooks, tables/ and figures/")
