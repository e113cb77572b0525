"""environment.yml for conda, mamba and Binder: the versions of requirements.lock with their hashes, told to pip.

Pip installs nothing without a hash beside what has one, so the project itself is not among them: README says how it
comes in, and `postBuild` does so for Binder.

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
    return [line.partition(" --hash=")[0] for line in hashed(lock)]


def hashed(lock: str) -> list[str]:
    """Every requirement of a lock in one line with its hashes, as pip takes it."""
    lines = lock.replace("\\\n", " ").splitlines()
    return [" ".join(line.split()) for line in lines if re.match(r"[\w.-]+==", line)]


def environment(lock: str) -> str:
    """The text of environment.yml for a lock."""
    return HEADER + "".join(f"      - {json.dumps(line)}\n" for line in hashed(lock))


if __name__ == "__main__":
    text = environment((PROJECT / "requirements.lock").read_text(encoding="utf-8"))
    (PROJECT / "environment.yml").write_text(text, encoding="utf-8")
