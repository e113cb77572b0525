"""Names of folders, made of parameters: readable, the same every time, and possible wherever files are kept.

Two sets of parameters never have one name, also where `A` and `a` are the same letter to the disk. Used by `runs`.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

DEFAULT = "default"
LONGEST = 100
"""Letters of a name: a path of some depth stays under the 260 that Windows takes."""

_PLAIN = re.compile(r"[a-z0-9]([a-z0-9.+-]{0,28}[a-z0-9])?")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def folder(values: Mapping[str, Any]) -> str:
    """The name of the folder for a set of parameters.

    Parameters
    ----------
    values : the parameters that set it apart, by name, in the order in which they are to be named

    Returns
    -------
    str
        a text that is not plain is shortened to its plain letters and followed by a sum of all of it

    Examples
    --------
    >>> folder({"confidence": 0.9, "interval": "exact"})
    'confidence=0.9,interval=exact'
    >>> folder({"search": "Qualità e misura"})
    'search=qualita-e-misura~e8e8f63e09'
    >>> folder({})
    'default'
    """
    name = ",".join(f"{name}={_text(str(value))}" for name, value in values.items())
    if len(name) > LONGEST:
        name = f"{name[: LONGEST - 11].rstrip('.')}~{_sum(name)}"
    return name or DEFAULT


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    letters = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return f"{_NOT_PLAIN.sub('-', letters).strip('-')[:24]}~{_sum(text)}"


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
