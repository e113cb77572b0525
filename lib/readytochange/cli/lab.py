"""`readytochange lab` and `notebook`: the notebooks in JupyterLab, and one of one's own."""

import click

from readytochange.cli.paths import shown
from readytochange.errors import InputError, unknown
from readytochange.project import Project, find

_LANG = click.option("--lang", help="it or en; the project's first language when not said.")


@click.command("lab")
@_LANG
@click.option("--sources", is_flag=True, help="Open the sources, in both languages.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    help="Where it listens; the first free one from 8888 when not said.",
)
@click.option("--no-browser", is_flag=True, help="Do not open it in a browser.")
@click.option("--only-copies", is_flag=True, help="Make the working copies, and open nothing.")
@click.argument("more", nargs=-1, type=click.UNPROCESSED, metavar="[-- JUPYTERLAB OPTION]...")
def lab(
    lang: str | None,
    sources: bool,
    port: int | None,
    no_browser: bool,
    only_copies: bool,
    more: tuple[str, ...],
) -> None:
    """Open the project in JupyterLab, on working copies of the notebooks in one language.

    The copies lie in work/, which git passes over: run, edit and save them as you like. Those that you edited are kept;
    the others are made anew when their source changes. With --sources what is edited are the notebooks themselves,
    of which a save keeps the cells and no output.
    """
    from readytochange.lab import copies, server  # heavy
    from readytochange.run import plan

    project = find()
    if sources and (lang or only_copies):
        raise InputError("--sources: accepted is without --lang and --only-copies")
    if sources:
        [first, *_] = plan.chosen_of(project, [])
        notebook = project.source(first)
    else:
        language = _language(project, lang)
        there = []
        for copy in copies.make(project, language):
            print(f"{copy.state:<7} {shown(copy.path)}{': ' * bool(copy.said)}{copy.said}")
            there += [copy.path] if copy.path.exists() else []
        if not there:
            raise InputError("there is no copy to open: of each notebook it is said above why")
        notebook = there[0]
    if not only_copies:
        print(f"\nJupyterLab opens {shown(notebook)}; Ctrl+C, then y, ends it.", flush=True)
        server.serve(project, notebook, port, not no_browser, more)


@click.command("notebook")
@click.argument("title")
@_LANG
def start(title: str, lang: str | None) -> None:
    """Start a notebook of your own in work/, with a first figure: it runs at once.

    TITLE is your question, in quotes.
    """
    from readytochange.lab import own  # heavy

    project = find()
    language = _language(project, lang)
    made = own.start(project, title, language)
    print(f"made    {shown(made)}\n\nOpen:\n  readytochange lab --lang {language}")


def _language(project: Project, lang: str | None) -> str:
    known = project.study.languages
    if lang is not None and lang not in known:
        raise unknown("language", lang, known)
    return lang or known[0]
