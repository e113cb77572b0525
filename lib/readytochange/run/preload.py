"""What every fork finds done: libraries imported, tables checked, a first chart made.

Imported by the fork server it does so; imported by any other process it does nothing.
"""

import atexit
import builtins
import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType, SimpleNamespace

LIBRARIES = (
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "pandas",
    "scipy.stats",
    "statsmodels.stats.proportion",
    "altair",
    "ipywidgets",
    "pydantic",
    "babel.dates",
    "PIL.PngImagePlugin",
    "vl_convert",
    "readytochange.run.drawings",
    "readytochange.run.kernel",
)
"""The kernel itself, what draws, and the libraries that notebooks import."""

GROUP = "readytochange.preload"
"""Of entry points: modules to be imported too, and functions that fill what they remember, of whoever registers them.

What a notebook sees is the same without them.
"""

FOLDER = "READYTOCHANGE_FORKSERVER"
"""Names, in the environment of a fork server, the folder of sockets that it removes at its end."""

PACKAGE = Path(__file__).parents[1]
environment: dict[str, str] = {}
"""What the libraries have set in the environment."""

_GRAMMAR = "rfc3987_syntax"


@contextmanager
def without_grammar() -> Iterator[None]:
    """Let jsonschema, if it is imported meanwhile, build its grammar of addresses when it first checks one.

    That takes a second, and is hardly ever needed.
    """
    later = ModuleType(_GRAMMAR)
    later.is_valid_syntax = lambda *given: import_module(_GRAMMAR).is_valid_syntax(*given)  # type: ignore[attr-defined]
    known = sys.modules.setdefault(_GRAMMAR, later)
    try:
        yield
    finally:
        if known is later:
            del sys.modules[_GRAMMAR]


def load_registered() -> None:
    """Import and call what is registered in `GROUP`; a notebook that needs what fails finds out for itself."""
    for entry in entry_points(group=GROUP):
        with suppress(Exception):
            loaded = entry.load()
            if callable(loaded):
                loaded()


def stamps() -> dict[str, int]:
    """When each file of our library was changed."""
    files = [path for path in PACKAGE.rglob("*") if "__pycache__" not in path.parts]
    return {str(path): path.stat().st_mtime_ns for path in files if path.is_file()}


def forget_if_changed() -> None:
    """In a fork: have our library imported anew where it is another by now, as a restarted kernel should."""
    if stamps() != _stamps:
        for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE.name]:
            del sys.modules[name]


def _end(folder: str) -> None:
    """Remove the sockets, and be gone; the libraries need not be put away one by one."""
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _preload(folder: str) -> None:
    os.setsid()  # Ctrl-C is meant for who started it
    atexit.register(_end, folder)
    os.register_at_fork(after_in_child=lambda: atexit.unregister(_end))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):  # who reads what the other process writes does not wait for this one
        os.dup2(nowhere, stream)
    if not sys.flags.safe_path:
        sys.path.remove("")
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # ipykernel asks at its import whom to outlive
    before = dict(os.environ)
    gc.disable()
    # pandas asks at its import whether it is in a kernel, and shows tables accordingly
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # type: ignore[attr-defined]
    with without_grammar():
        for name in LIBRARIES:
            with suppress(Exception):
                import_module(name)
    del builtins.get_ipython  # type: ignore[attr-defined]
    with suppress(Exception):
        sys.modules["ipywidgets"].register_comm_target()
    load_registered()
    gc.freeze()  # forks share these objects as long as nobody touches them
    gc.enable()
    environment.update({k: v for k, v in os.environ.items() if before.get(k) != v})


if FOLDER in os.environ:
    _stamps = stamps()
    _preload(os.environ.pop(FOLDER))
