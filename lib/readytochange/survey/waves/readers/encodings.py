"""The encoding of a text file: that of its mark, else UTF-8, else Windows-1252, which is said; no guesser."""

import codecs
import re
from dataclasses import dataclass

from readytochange.errors import InputError, shortened
from readytochange.survey.waves.readers.export import Doubt

_AT_ONCE = 1 << 18
"""Bytes that are looked at together: a few, so that they stay near the processor."""

_ACCEPTED = "accepted: text in UTF-8, UTF-16 with its mark, or Windows-1252"


class NotUTF8Error(ValueError):
    """A text without a mark that is not UTF-8."""


@dataclass(frozen=True)
class Encoding:
    """How letters are written as bytes.

    Parameters
    ----------
    codec : Python's name for it
    name : as messages have it
    mark : with which a file begins
    """

    codec: str
    name: str
    mark: bytes = b""

    def doubts(self, content: bytes) -> tuple[Doubt, ...]:
        """What to look at where the encoding is an assumption: a word of the text, in UTF-8, with an accent."""
        if self != WINDOWS:
            return ()
        sample = re.search(r"\w*[^\W\x00-\x7f]\w*|[^\x00-\x7f]+", content.decode())
        shown = f", for instance '{shortened(sample[0])}'" if sample else ""
        return (Doubt("", f"is not UTF-8: read as Windows-1252; look at its accents{shown}"),)


UTF_8 = Encoding("utf-8", "UTF-8")
WINDOWS = Encoding("cp1252", "Windows-1252")
_MARKED = (
    Encoding("utf-8", "UTF-8", codecs.BOM_UTF8),
    Encoding("utf-16-le", "UTF-16", codecs.BOM_UTF16_LE),
    Encoding("utf-16-be", "UTF-16", codecs.BOM_UTF16_BE),
)


def of(start: bytes) -> Encoding:
    """The encoding that a file's mark says; where it has none, UTF-8, unless `decoded` finds that it is not."""
    return next((each for each in _MARKED if start.startswith(each.mark)), UTF_8)


def decoded(raw: bytes, encoding: Encoding, name: str, lines: int = 0) -> bytes:
    """A text, or whole lines of one, in UTF-8 without mark.

    Parameters
    ----------
    raw : as it stands in the file
    encoding : of the file
    name : of the file, for messages
    lines : that stand before

    Raises
    ------
    InputError
        if it is something else
    NotUTF8Error
        if there is no mark, and it is not UTF-8
    """
    raw = raw.removeprefix(encoding.mark)
    try:
        if encoding.codec == UTF_8.codec:
            _check(raw)
        content = raw if encoding.codec == UTF_8.codec else raw.decode(encoding.codec).encode()
    except UnicodeDecodeError as error:
        if encoding == UTF_8:
            raise NotUTF8Error from None
        if encoding.mark:
            raise InputError(
                f"'{name}': begins as {encoding.name}, but breaks off or holds other bytes; accepted: the file as the "
                "tool wrote it"
            ) from None
        line = lines + raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"'{name}': line {line} holds the byte 0x{raw[error.start]:02X}, which is neither UTF-8 nor Windows-1252; "
            f"{_ACCEPTED}"
        ) from None
    if b"\0" in content:
        raise InputError(f"'{name}': holds binary data; {_ACCEPTED}")
    return content


def _check(raw: bytes) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(raw)
    for at in range(0, len(raw), _AT_ONCE):
        decoder.decode(view[at : at + _AT_ONCE])
    decoder.decode(b"", final=True)
