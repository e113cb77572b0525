"""The page of an analyst's questions prints what it says that it prints."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from projects import PROJECT

PAGE = (PROJECT.root / "docs/questions.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", PAGE, re.DOTALL)


def squeezed(text: str) -> list[str]:
    """The lines of a text, without the spaces that align them."""
    return [" ".join(line.split()) for line in text.strip().splitlines()]


def test_every_block_prints_what_stands_below_it(elsewhere: Path) -> None:
    here: dict[str, Any] = {}
    printed, said = [], []
    for code, expected in BLOCKS:
        with redirect_stdout(io.StringIO()) as out:
            exec(code, here)
        printed.append(squeezed(out.getvalue()))
        said.append(squeezed(expected))
    assert printed == said
    assert {path.suffix for path in elsewhere.iterdir()} >= {".png", ".svg", ".xlsx"}


def test_there_are_nine_questions_each_with_code() -> None:
    sections = PAGE.split("\n## ")[1:]
    assert len(sections) == 9
    assert all("```python" in section and "```text" in section for section in sections)
