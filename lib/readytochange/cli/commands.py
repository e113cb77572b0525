"""`readytochange …`: the command line, thin over the library."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup

from readytochange.cli.progress import Shown
from readytochange.errors import InputError
from readytochange.outputs.storage import Folder, Place, named
from readytochange.project import Project, find
from readytochange.run import grid
from readytochange.run import refresh as refreshing
from readytochange.run.cluster import there
from readytochange.run.executors import here
from readytochange.run.plan import Run, is_default, plan


class _Commands(TyperGroup):
    """A user's error, or a file that cannot be used, ends any command with one line and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a name need not be in its alphabet
        try:
            return super().invoke(ctx)
        except InputError as error:
            said = str(error)
        except BrokenPipeError:
            raise
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            said = f"{place}{error.strerror or error}; accepted is what you may read and write"
        Console(stderr=True, soft_wrap=True).print(
            f"readytochange: {said}", markup=False, highlight=False
        )
        raise typer.Exit(2) from None


class _WithParameters(TyperCommand):
    """Takes `-p NAME VALUE`, papermill's way to give a parameter, which Typer does not know: as `-p NAME=VALUE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        joined: list[str] = []
        rest = iter(args)
        for arg in rest:
            joined.append(arg)
            if arg in ("-p", "--parameter"):
                name, value = next(rest, None), next(rest, None)
                if name is None or value is None:
                    raise InputError(_two_words(arg))
                joined.append(f"{name}={value}")
        return super().parse_args(ctx, joined)


_MOST_JOBS = 512

_Outputs = Annotated[
    Path | None, typer.Argument(help="What refresh wrote; outputs/ when not said.")
]

app = typer.Typer(
    cls=_Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.callback()
def main() -> None:
    """A social research study kept alive: explore it, re-run it, check it."""


@app.command(cls=_WithParameters)
def refresh(
    notebook: Annotated[
        list[str] | None, typer.Argument(help="Which notebooks, by name; all when none is named.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help="Languages, joined by commas; both when not said.")
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--parameter",
            metavar="NAME VALUE",
            help="A notebook's parameter; repeat for more. Values joined by commas make a matrix. Needs --out.",
        ),
    ] = None,
    matrix: Annotated[
        Path | None,
        typer.Option(
            help="YAML: 'parameters', each with a list of values, and 'notebooks'. Needs --out."
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="PATH", help="Folder for the results, or a URL; outputs/ when not said."
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=_MOST_JOBS,
            help="How many notebooks compute at a time; the processors when not said.",
        ),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Scheduler of a Dask cluster, whose workers run the notebooks."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Run also what nothing has changed for.")
    ] = False,
) -> None:
    """Run the notebooks and write what they show: pages' sources, tables, figures, manifest.

    What is there already, and would be made the same again, is kept as it is. A matrix runs each notebook with each
    set of parameters, into a folder named by it.
    """
    for option, value in (("--out", out), ("--dask", dask)):
        if value == "":
            raise InputError(f"{option} is empty; accepted is a place, or to leave it out")
    project = find()
    runs = _planned(project, notebook or [], lang, parameter or [], matrix)
    place = named(out or str(project.outputs))
    in_outputs = isinstance(place, Folder) and place.path.is_relative_to(project.outputs)
    if in_outputs and not is_default(runs):
        raise InputError("outputs/ holds the default parameters: name another folder with --out")
    if isinstance(place, Folder) and project.holds_sources(place.path):
        raise InputError(f"{place} holds sources, and no outputs: name another folder with --out")
    if dask and jobs:
        raise InputError(
            "--jobs and --dask: accepted is one of the two; a worker has its own number"
        )
    workers = there(dask) if dask else here(jobs or os.cpu_count() or 1)
    shown = Shown(len(runs))
    is_grid = any(run.folder for run in runs)
    if is_grid:
        from readytochange.publish import grid_index  # heavy: it fills a page

        grid_index.check(place)
    shown.follow(refreshing.refresh(project, runs, place, workers, shown.cell, force))
    if is_grid:
        grid_index.write(place, project.study)
    if shown.states["done"] or shown.states["kept"]:
        _say_what_to_open(place, runs)
    if shown.states["failed"] or shown.states["refused"]:
        raise typer.Exit(1 if shown.states["failed"] else 2)


@app.command()
def render(
    outputs: _Outputs = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the pages; site/ in the outputs when not said, single/ with --single."
        ),
    ] = None,
    single: Annotated[
        bool,
        typer.Option("--single", help="Each page holds everything in one file, to be e-mailed."),
    ] = False,
) -> None:
    """Make pages of the executed notebooks: they open anywhere, without a network."""
    from readytochange.publish import site

    project = find()
    source = (outputs or project.outputs).resolve()
    folder = (out or source / ("single" if single else "site")).resolve()
    for page in site.render(project, source, folder, single):
        over = "" if page.size <= page.goal else ", more than its goal"
        print(f"done    {page.place}: {page.size / 1000:.0f} of {page.goal / 1000:.0f} kB{over}")
    print(f"\nOpen:\n  {_short(folder / site.FRONT)}")


@app.command("app")
def serve(
    port: Annotated[str, typer.Option(metavar="N", help="Where it listens.")] = "8866",
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open it in a browser.")
    ] = False,
) -> None:
    """Serve the explorers on this machine, a page for each part, until Ctrl+C."""
    from readytochange.app import server

    server.serve(find(), server.port_of(port), not no_browser)


@app.command("pdf")
def print_pdf(
    outputs: _Outputs = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the files; pdf/ in the outputs when not said.")
    ] = None,
) -> None:
    """Print the executed notebooks, and of each language the whole report, through a browser."""
    from readytochange.publish import pdf

    project = find()
    source = (outputs or project.outputs).resolve()
    folder = (out or source / "pdf").resolve()
    for each in pdf.printed(project, source, folder):
        leaves = f"{each.pages} page{'s' if each.pages > 1 else ''}"
        print(f"done    {each.place}: {leaves}, {each.size / 1000:.0f} kB", flush=True)
    print(f"\nOpen:\n  {_short(folder)}/")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError(_two_words(f"-p {text}"))
    return name, value


def _two_words(option: str) -> str:
    return f"{option}: a parameter takes two words, a name and a value, as in: -p confidence 0.9"


def _planned(
    project: Project, names: list[str], lang: str | None, typed: list[str], file: Path | None
) -> list[Run]:
    """What to run: what is typed stands before what the file says."""
    values = grid.typed(_pair(text) for text in typed)
    if lang is not None:
        if "lang" in values:
            raise InputError("--lang and -p lang: accepted is one of the two")
        values |= grid.typed([("lang", lang)])
    several = any(len(each) > 1 for name, each in values.items() if name != "lang")
    if file is None:
        return plan(project, names, values, apart=several)
    read = grid.read(file, project, names)
    return plan(project, read.notebooks, read.parameters | values, apart=True)


def _say_what_to_open(place: Place, runs: list[Run]) -> None:
    folder = _short(place.path) if isinstance(place, Folder) else place
    print("\nOpen:")
    if any(run.folder for run in runs):
        print(f"  {folder}/index.html  every run and what it made")
        return
    for lang in sorted({run.lang for run in runs}):
        print(f"  {folder}/{lang}/  notebooks, tables/ and figures/")


def _short(place: Path) -> Path:
    here = Path.cwd()
    return place.relative_to(here) if place.is_relative_to(here) else place
