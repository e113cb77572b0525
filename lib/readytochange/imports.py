"""An import of other people's that costs a second and is hardly ever needed, put off until it is.

Used by `refresh` and `forkserver`, before they import what imports jsonschema.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

_GRAMMAR = "rfc3987_syntax"


@contextmanager
def without_grammar() -> Iterator[None]:
    """Let jsonschema, imported meanwhile, build its grammar of internationalised addresses when it first checks one."""
    later = ModuleType(_GRAMMAR)
    later.is_valid_syntax = _is_valid_syntax  # type: ignore[attr-defined]
    there = sys.modules.setdefault(_GRAMMAR, later)
    try:
        yield
    finally:
        if there is later:
            del sys.modules[_GRAMMAR]


def _is_valid_syntax(term: str, value: str) -> bool:
    valid: bool = import_module(_GRAMMAR).is_valid_syntax(term, value)
    return valid
