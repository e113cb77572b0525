"""What makes many runs quick besides the kernels themselves, begun together: each step fills the wait for another.

Used by `refresh` around its runs.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from readytochange import drawer, forks
from readytochange.imports import without_grammar


@contextmanager
def kept() -> Iterator[None]:
    """Have the kernels' libraries imported, papermill meanwhile, and then figures drawn by processes of their own."""
    with suppress(forks.NoForkError):
        forks.start()
    with without_grammar():
        import readytochange.run.notebook  # noqa: F401
    with drawer.shared():
        yield
