"""environment.yml for conda, mamba and Binder: the versions of requirements.lock, told to pip.

`make lock` writes it; `tests/project/test_setup.py` fails when it and the lock have parted.
"""

import json
import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
HEADER = """\
# Made from requirements.lock by `make lock`: Python and pip from conda-forge, the rest by pip.
name: readytochange
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python=3.13
  - pip
  - pip:
"""


def requirements(lock: str) -> list[str]:
    """Every requirement of a lock, `name==version` and its marker if it has one, without hashes."""
    starts = (line for line in lock.splitlines() if re.match(r"[\w.-]+==", line))
    return [line.removesuffix("\\").strip() for line in starts]


def environment(lock: str) -> str:
    """The text of environment.yml for a lock."""
    wanted = [json.dumps(line) if ";" in line else line for line in requirements(lock)]
    return HEADER + "".join(f"      - {line}\n" for line in [*wanted, "-e ."])


if __name__ == "__main__":
    text = environment((PROJECT / "requirements.lock").read_text(encoding="utf-8"))
    (PROJECT / "environment.yml").write_text(text, encoding="utf-8")
