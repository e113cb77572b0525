"""The commands that give to readers what was run: what they say, and that a mistake is one line."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pages import small
from readytochange.cli.commands import app


def test_render_says_what_it_made_and_what_to_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = small(tmp_path / "outputs")
    ran = CliRunner().invoke(app, ["render", str(outputs)])
    assert ran.exit_code == 0
    assert re.search(r"done    it/0-project.html: \d+ of 250 kB\n", ran.stdout)
    assert ran.stdout.endswith(f"Open:\n  {outputs}/site/index.html\n")
    (tmp_path / "study.toml").write_bytes(Path("study.toml").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["render"]).stdout.endswith("\n  outputs/site/index.html\n")


@pytest.mark.parametrize("command", ["render", "pdf"])
def test_missing_outputs_are_named_in_one_line(tmp_path: Path, command: str) -> None:
    ran = CliRunner().invoke(app, [command, str(tmp_path)])
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.count("\n") == 1
    assert "manifest.json is missing: run readytochange refresh" in ran.stderr
