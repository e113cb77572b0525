"""`readytochange …`: the command line, thin over the library; and how a person's mistake ends it."""

import sys
from io import TextIOWrapper
from typing import Any

import click

from readytochange.cli import audit, data, lab, publish, refresh, wave
from readytochange.cli.groups import WholeSentences
from readytochange.errors import InputError


class _Commands(WholeSentences):
    """A user's error, or a file that cannot be used, ends any command with one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a name need not be in its alphabet
        try:
            return super().invoke(ctx)
        except InputError as error:
            message = str(error)
        except click.BadOptionUsage as error:
            if error.option_name not in refresh.PARAMETER:
                raise
            message = (
                f"{error.option_name}: a parameter takes two words, a name and a value, "
                "as in: -p confidence 0.9"
            )
        except BrokenPipeError:
            raise
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            message = f"{place}{error.strerror or error}; accepted is what you may read and write"
        except MemoryError:
            message = "the memory that may be used is not enough; accepted is a machine with more"
        except KeyboardInterrupt:
            raise click.exceptions.Exit(130) from None
        click.echo(f"readytochange: {message}", err=True)
        raise click.exceptions.Exit(2)


@click.group("readytochange", cls=_Commands, context_settings={"max_content_width": 100})
def app() -> None:
    """A social research study kept alive: explore it, re-run it, check it."""


for command in (
    refresh.refresh,
    lab.lab,
    lab.start,
    publish.render,
    publish.serve,
    publish.print_pdf,
    data.accept_tables,
    data.accept_claims,
    wave.wave,
    audit.audit,
):
    app.add_command(command)
