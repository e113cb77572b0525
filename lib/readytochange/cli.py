"""`readytochange …`: the command line, thin over the library."""

import os
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from typer.core import TyperCommand, TyperGroup

from readytochange import paths
from readytochange import refresh as refreshing
from readytochange.mistakes import Mistake
from readytochange.places import Folder
from readytochange.runs import Run, is_default, plan


class _Commands(TyperGroup):
    """A user's mistake ends any command with one line and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Mistake as mistake:
            Console(stderr=True, soft_wrap=True).print(
                f"readytochange: {mistake}", markup=False, highlight=False
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
                    raise Mistake(_two_words(arg))
                joined.append(f"{name}={value}")
        return super().parse_args(ctx, joined)


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
    lang: Annotated[str, typer.Option(help="Languages, joined by commas.")] = "it,en",
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--parameter",
            metavar="NAME VALUE",
            help="A notebook's parameter; repeat for more. Needs --out.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the results; outputs/ when not said.")
    ] = None,
    jobs: Annotated[
        int, typer.Option(min=1, help="How many notebooks at a time; the processors when not said.")
    ] = os.cpu_count() or 1,
    force: Annotated[
        bool, typer.Option("--force", help="Run also what nothing has changed for.")
    ] = False,
) -> None:
    """Run the notebooks and write what they show: pages' sources, tables, figures, manifest.

    What is there already, and would be made the same again, is kept as it is.
    """
    values = dict(_pair(text) for text in parameter or [])
    runs = plan(notebook or [], [code.strip() for code in lang.split(",")], values)
    folder = (out or paths.OUTPUTS).resolve()
    if folder.is_relative_to(paths.OUTPUTS) and not is_default(runs):
        raise Mistake("outputs/ holds the default parameters: name another folder with --out")
    failed = _run(runs, folder, jobs, force)
    _say_what_to_open(folder, runs)
    if failed:
        raise typer.Exit(1)


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
    from readytochange import render as rendering

    source = (outputs or paths.OUTPUTS).resolve()
    folder = (out or source / ("single" if single else "site")).resolve()
    for page in rendering.render(source, folder, single):
        over = "" if page.size <= page.goal else ", more than its goal"
        print(f"done    {page.place}: {page.size / 1000:.0f} of {page.goal / 1000:.0f} kB{over}")
    print(f"\nOpen:\n  {_short(folder / rendering.FRONT)}")


@app.command("app")
def serve(
    port: Annotated[str, typer.Option(metavar="N", help="Where it listens.")] = "8866",
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open it in a browser.")
    ] = False,
) -> None:
    """Serve the explorers on this machine, a page for each part, until Ctrl+C."""
    from readytochange import serving

    serving.serve(serving.port_of(port), not no_browser)


@app.command()
def pdf(
    outputs: _Outputs = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the files; pdf/ in the outputs when not said.")
    ] = None,
) -> None:
    """Print the executed notebooks, and of each language the whole report, through a browser."""
    from readytochange import printing

    source = (outputs or paths.OUTPUTS).resolve()
    folder = (out or source / "pdf").resolve()
    for each in printing.printed(source, folder):
        leaves = f"{each.pages} page{'s' if each.pages > 1 else ''}"
        print(f"done    {each.place}: {leaves}, {each.size / 1000:.0f} kB", flush=True)
    print(f"\nOpen:\n  {_short(folder)}/")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Mistake(_two_words(f"-p {text}"))
    return name, value


def _two_words(option: str) -> str:
    return f"{option}: a parameter takes two words, a name and a value, as in: -p confidence 0.9"


def _run(runs: list[Run], folder: Path, jobs: int, force: bool) -> int:
    """Refresh, say what becomes of each run, and return how many failed."""
    console = Console(soft_wrap=True)
    states: Counter[str] = Counter()
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        total = bar.add_task("notebooks", total=len(runs))
        at_work: dict[str, TaskID] = {}

        def progress(run: Run, done: int, of: int) -> None:
            if run.name not in at_work:
                at_work[run.name] = bar.add_task(run.name)
            bar.update(at_work[run.name], completed=done, total=of)

        for outcome in refreshing.refresh(runs, Folder(folder), jobs, progress, force):
            states[outcome.state] += 1
            if outcome.name in at_work:
                bar.remove_task(at_work.pop(outcome.name))
            bar.update(total, completed=sum(states[state] for state in ("done", "failed", "kept")))
            console.print(str(outcome), markup=False, highlight=False)
    if states["kept"] == len(runs):
        print(
            "\nNothing changed: everything is as a refresh would make it (--force makes it anew)."
        )
    return states["failed"]


def _say_what_to_open(folder: Path, runs: list[Run]) -> None:
    places = sorted({folder / run.lang for run in runs})
    print("\nOpen:")
    for place in places:
        print(f"  {_short(place)}/  notebooks, tables/ and figures/")


def _short(place: Path) -> Path:
    here = Path.cwd()
    return place.relative_to(here) if place.is_relative_to(here) else place
