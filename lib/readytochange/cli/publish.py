"""`readytochange render`, `pdf` and `app`: give what was run to readers."""

from pathlib import Path

import click

from readytochange.cli.paths import shown
from readytochange.project import find

_PATH = click.Path(path_type=Path)
_OUTPUTS = click.argument("outputs", required=False, type=_PATH)


@click.command()
@_OUTPUTS
@click.option(
    "--out",
    type=_PATH,
    help="Folder for the pages; site/ in the outputs when not said, single/ with --single.",
)
@click.option(
    "--single", is_flag=True, help="Each page holds everything in one file, to be e-mailed."
)
def render(outputs: Path | None, out: Path | None, single: bool) -> None:
    """Make pages of the executed notebooks: they open anywhere, without a network.

    OUTPUTS is what refresh wrote; outputs/ when not said.
    """
    from readytochange.publish import SITE, site

    project = find()
    source = (outputs or project.outputs).resolve()
    folder = (out or source / ("single" if single else SITE)).resolve()
    for page in site.render(project, source, folder, single):
        over = "" if page.size <= page.goal else ", more than its goal"
        print(f"done    {page.path}: {page.size / 1000:.0f} of {page.goal / 1000:.0f} kB{over}")
    print(f"\nOpen:\n  {shown(folder / site.INDEX)}")


@click.command("app")
@click.option("--port", metavar="N", default="8866", show_default=True, help="Where it listens.")
@click.option(
    "--host-name",
    "host_names",
    metavar="NAME",
    multiple=True,
    help="A name by which it is reached through a web server; once for each. Others are refused.",
)
@click.option(
    "--base-path",
    metavar="PATH",
    default="/",
    show_default=True,
    help="Below which it is served, as /study/.",
)
@click.option(
    "--visitors",
    metavar="N",
    default="30",
    show_default=True,
    help="How many there may be at once.",
)
@click.option(
    "--idle",
    metavar="MINUTES",
    default="60",
    show_default=True,
    help="After which a visitor who does nothing loses the kernel.",
)
@click.option("--no-browser", is_flag=True, help="Do not open it in a browser.")
def serve(
    port: str,
    host_names: tuple[str, ...],
    base_path: str,
    visitors: str,
    idle: str,
    no_browser: bool,
) -> None:
    """Serve the explorers on this machine, a page for each part, until Ctrl+C."""
    from readytochange.app import server

    service = server.Service(
        server.number_of("port", port, 65535),
        host_names,
        base_path,
        server.number_of("visitors", visitors, 10_000),
        server.number_of("idle", idle, 10_000),
    )
    server.serve(find(), service, not no_browser)


@click.command("pdf")
@_OUTPUTS
@click.option("--out", type=_PATH, help="Folder for the files; pdf/ in the outputs when not said.")
def print_pdf(outputs: Path | None, out: Path | None) -> None:
    """Print the executed notebooks, and of each language the whole report, through a browser.

    OUTPUTS is what refresh wrote; outputs/ when not said.
    """
    from readytochange.publish import PDF, pdf

    project = find()
    source = (outputs or project.outputs).resolve()
    folder = (out or source / PDF).resolve()
    for each in pdf.render(project, source, folder):
        leaves = f"{each.pages} page{'s' if each.pages > 1 else ''}"
        print(f"done    {each.path}: {leaves}, {each.size / 1000:.0f} kB", flush=True)
    print(f"\nOpen:\n  {shown(folder)}/")
