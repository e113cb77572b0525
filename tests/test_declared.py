"""What a notebook's cell declares, as a model."""

import json
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, writes

from readytochange import declared
from readytochange.parameters import Settings

_TAGGED = {"tags": ["parameters"]}


def test_only_code_declares(tmp_path: Path) -> None:
    place = tmp_path / "5-outlook.ipynb"
    prose = new_markdown_cell("not: Python", metadata=_TAGGED)
    code = new_code_cell("n: int = 5", metadata=_TAGGED)
    place.write_text(writes(new_notebook(cells=[prose, code])), encoding="utf-8")
    made = declared.model("5-outlook", place, Settings)
    assert list(made.model_fields) == ["lang", "confidence", "n"]


@pytest.mark.parametrize("content", ["", "{}", json.dumps({"cells": [1]}), "[" * 100_000])
def test_who_runs_what_is_no_notebook_says_so(tmp_path: Path, content: str) -> None:
    place = tmp_path / "5-outlook.ipynb"
    place.write_text(content, encoding="utf-8")
    assert declared.model("5-outlook", place, Settings) is Settings
