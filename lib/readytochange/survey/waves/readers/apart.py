"""A call in a process of its own, for a library that a broken file can bring down: the process ends, not ours."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from readytochange.errors import first_line

MAX_MEMORY = 4_000_000_000
"""Bytes that the process may ask for, where the system can limit them."""

MAX_SECONDS = 120

_CHILD = f"""
import pickle, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({MAX_MEMORY}, {MAX_MEMORY}))
except (ImportError, ValueError):
    pass
sys.path[:] = pickle.load(sys.stdin.buffer)
function, arguments = pickle.load(sys.stdin.buffer)
try:
    found = function(*arguments), None
except BaseException as error:
    found = None, error if type(error).__module__.startswith("readytochange") else str(error)
pickle.dump(found, sys.stdout.buffer)
"""

P = ParamSpec("P")
T = TypeVar("T")


def call(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What a function of a module returns, called in a process of its own.

    Raises
    ------
    RuntimeError
        if it takes too much memory or time, ends the process, or raises anything but an error of ours

    Examples
    --------
    >>> import os
    >>> call(os.path.basename, "a/b")
    'b'
    """
    task = pickle.dumps(sys.path) + pickle.dumps((function, arguments))
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CHILD],
            input=task,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=True,
            env={**os.environ, "POLARS_MAX_THREADS": "1"},
        )
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"not read after {MAX_SECONDS} seconds") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace")
        raise RuntimeError(first_line(said) if said.strip() else "its reader broke off") from None
    found, failed = pickle.loads(done.stdout)
    if failed is not None:
        raise failed if isinstance(failed, Exception) else RuntimeError(failed)
    return found  # type: ignore[no-any-return]
