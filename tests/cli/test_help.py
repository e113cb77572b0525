"""What the command line says of itself, and of what it does not know."""

import pytest
from click.testing import CliRunner

from readytochange.cli.commands import app


def test_help_says_of_each_command_its_whole_sentence() -> None:
    said = " ".join(CliRunner().invoke(app, ["--help"]).stdout.split())
    assert "refresh Run the notebooks and write what they show: pages' sources, tables" in said
    assert (
        "pdf Print the executed notebooks, and of each language the whole report, through" in said
    )


@pytest.mark.parametrize(
    "arguments", [["refresh", "--lan", "it"], ["publish"], ["render", "a", "b"]]
)
def test_what_no_command_knows_ends_with_2(arguments: list[str]) -> None:
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 2
    assert "Error: " in ran.stderr
