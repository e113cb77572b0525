"""Texts folded until only what distinguishes two of them is left; and what, folded, says yes, no or other."""

import re
import unicodedata
from functools import lru_cache

TRUE = frozenset(
    {"1", "1.0", "true", "vero", "yes", "y", "si", "x", "selected", "checked", "selezionato", "✓"}
)
FALSE = frozenset(
    {"0", "0.0", "false", "falso", "no", "n", "not selected", "unchecked", "non selezionato"}
)
"""What stands, folded, in a column that an option has for itself; an empty cell apart."""

LEAST_CUT = 20
"""Letters of a label that was cut, before its dots, from which it may be told."""

_QUOTES = dict.fromkeys(map(ord, "'’‘‛`´ʼ′″\"“”„‟«»‹›"))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_ENDS = " .:;*?!,|/[]()"
_OTHER = re.compile(
    r"(altr[oaie]|other|autres?|otr[oa]s?|outr[oa]s?|sonstiges|andere)"
    r"([ ,:(\[-]+(quale|quali|cosa|specif|please|indic|preciser|especif|say|text|testo|bitte).*)?"
)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """A label without case, accents, apostrophes and quotes, with single spaces, one dash and bare ends.

    Parameters
    ----------
    text : as a tool wrote it

    Examples
    --------
    >>> fold("Qualita'  dell’ascolto –\\u00a0SÌ?") == fold("qualità dell'ascolto - si")
    True
    """
    text = text.translate(_QUOTES)  # an acute accent of its own falls apart into a space
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_QUOTES).translate(_DASHES)
    kept = "".join(each for each in text if unicodedata.category(each) not in ("Mn", "Cf"))
    kept = re.sub(r"\s*([-/])\s*", r"\1", kept)
    kept = re.sub(r"\s*([,;|])\s*", r"\1 ", kept)
    return " ".join(kept.split()).strip(_ENDS)


def cut(text: str) -> str:
    """What is left, folded, of a label that a tool cut and ended with dots; '' where it was not cut."""
    found = re.fullmatch(r"(.*\S)\s*(\.\.\.|…)\s*", text, re.DOTALL)
    folded = fold(found[1]) if found else ""
    return folded if len(folded) >= LEAST_CUT else ""


def says_other(folded: str) -> bool:
    """Whether a label is one of those that tools give to 'other, please say', in some languages."""
    return bool(_OTHER.fullmatch(folded))
