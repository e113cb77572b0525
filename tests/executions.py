"""Notebooks that are executed without a kernel: a test says what each of them makes."""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from readytochange.cli import refresh
from readytochange.project import Project
from readytochange.run import notebook
from readytochange.run.notebook import Executed


class Immediate(Executor):
    """Carries out what it is given at once, in this process."""

    def submit(self, task: Any, /, *given: Any, **how: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(task(*given, **how))
        return done


class Executions:
    """What a notebook makes when it is executed: by its name, or else a notebook with its parameters.

    An exception that is set for a name is raised; what can be called is, first.
    """

    def __init__(self) -> None:
        self.made: dict[str, Executed | Exception | Callable[[], Executed]] = {}
        self.executed: list[str] = []

    def __setitem__(self, name: str, made: Executed | Exception | Callable[[], Executed]) -> None:
        self.made[name] = made

    def execute(
        self, project: Project, name: str, lang: str, parameters: Mapping[str, Any], *_: Any
    ) -> Executed:
        self.executed.append(name)
        made = self.made.get(name) or executed(name, text=json.dumps(parameters))
        if isinstance(made, Exception):
            raise made
        return made() if callable(made) else made

    def stand_in(self, patch: pytest.MonkeyPatch) -> None:
        """Take the place of kernels in this process, in the command line too."""
        patch.setattr(notebook, "execute", self.execute)
        patch.setattr(refresh, "Local", lambda *_: Immediate())


def executed(
    name: str, *tables: str, text: str = "{}", reads: tuple[str, ...] = (), error: str = ""
) -> Executed:
    """What comes of a notebook: itself, and tables by their names."""
    files = {f"{name}.ipynb": text.encode()}
    files |= {f"tables/{table}.csv": f"of {name}\n".encode() for table in tables}
    return Executed(name, files, reads, error)
