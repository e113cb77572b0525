"""What kernels need of the machine: a home folder, open files, memory; a line says what to do where one is missing."""

from pathlib import Path

from readytochange.errors import InputError

_FILES, _ENOUGH = 256, 1024
"""Files that must be allowed to be open at once, and that are asked for where more may be."""

_GIGABYTES = 100
"""Of addresses, which what draws reserves, and does not use."""


def check() -> None:
    """See that notebooks can be run here.

    Raises
    ------
    InputError
        if the user has no home folder, or a limit of the shell is too low
    """
    try:
        Path.home()
    except RuntimeError:
        raise InputError(
            "this user has no home folder: set HOME to one, as in: HOME=/tmp readytochange refresh"
        ) from None
    try:
        import resource
    except ImportError:  # Windows, which has no such limits
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _ENOUGH:
        soft = _ENOUGH if hard == resource.RLIM_INFINITY else min(hard, _ENOUGH)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        if soft < _FILES:
            raise InputError(
                f"only {soft} files may be open at once, and notebooks need {_FILES}: "
                f"allow more, as in: ulimit -n {_ENOUGH}"
            )
    memory, _ = resource.getrlimit(resource.RLIMIT_AS)
    if memory != resource.RLIM_INFINITY and memory < _GIGABYTES * 10**9:
        raise InputError(
            f"only {memory / 10**9:.3g} GB of addresses may be used, and what draws reserves {_GIGABYTES}: "
            "allow more, as in: ulimit -v unlimited"
        )
