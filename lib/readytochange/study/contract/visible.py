"""What a text shows: whether anything, whether it can be drawn, and what texts that look the same have in common."""

import re
import unicodedata
from typing import Any

UNDRAWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(1 << 16, 17 << 16, 1 << 16)
    )
    + "]"
)
"""Control characters but tab and ends of lines, ends of lines and paragraphs of Unicode's own, no characters at all."""

_EMPTY = "\u115f\u1160\u2800\u3164\uffa0\U0001d159"
"""What has no ink although Unicode calls it a letter or a symbol."""


def is_seen(text: str) -> bool:
    """Whether a text shows anything: blanks of any width, marks without a letter and fillers show nothing.

    Examples
    --------
    >>> is_seen("caffè"), is_seen("\\u00a0\\u200b")
    (True, False)
    """
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in _EMPTY for sign in text)


def alike(text: Any) -> Any:
    """What texts that look the same have in common.

    Examples
    --------
    >>> alike("Canali  mail\\u200b") == alike("canali mail")
    True
    """
    if not isinstance(text, str):
        return text
    seen = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen).casefold().split())
