"""The bytes of a file: no more than may be, and their hash, by which a published table is known to be as it was."""

import hashlib
from pathlib import Path

from readytochange.errors import InputError


def content(file: Path, place: str, most: int) -> bytes:
    """What a file holds; InputError where there is none, it cannot be read, or it is longer than `most` bytes."""
    if not file.is_file():
        raise InputError(f"{place} is missing or cannot be read; accepted: a file")
    try:
        with file.open("rb") as opened:
            raw = opened.read(most + 1)
    except OSError as error:
        raise InputError(
            f"{place} cannot be read ({error.strerror}); accepted: a file you may read"
        ) from None
    if len(raw) > most:
        raise InputError(
            f"{place} is longer than {most} bytes; "
            "accepted: up to that, or up to 'max_bytes' of data/datapackage.json where it says more"
        )
    return raw


def digest(raw: bytes) -> str:
    """The hash of a table, whatever its ends of lines and with or without a byte order mark."""
    plain = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return f"sha256:{hashlib.sha256(plain).hexdigest()}"
