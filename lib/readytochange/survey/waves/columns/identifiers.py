"""What tells who answered: names, e-mail, telephone and IP addresses, places and devices, in headers or in cells."""

import re

import polars as pl

from readytochange.survey.waves.folding import fold

_HEADERS = re.compile(
    r"\b(nome|cognome|nominativo|names?|surname|e-?mail|mail|pec|posta elettronica|indirizzo|address|telefono|phone|"
    r"cellulare|mobile|tel|ip|ipaddress|ip address|indirizzo ip|gps|latitud\w*|longitud\w*|geopoint|geolocation|"
    r"locationlatitude|locationlongitude|posizione|deviceid|device|subscriberid|simserial|phonenumber|imei|username|"
    r"utente|user|ragione sociale|codice fiscale|partita iva|vat|nom|prenom|nombre|apellidos?|vorname|nachname|"
    r"submitted_by|submitted by|recipient(?:email|firstname|lastname)|first name|last name)\b"
)
EMAIL = r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
_VALUES = {
    "e-mail addresses": rf"^\s*(?:mailto:)?{EMAIL}\s*$",
    "IP addresses": r"^\s*(?:(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F:.]*)\s*$",
    "coordinates": r"^\s*-?\d{1,3}[.]\d{3,}[\s,;]+-?\d{1,3}[.]\d{3,}(?:[\s,;]+-?\d+(?:\.\d+)?)*\s*$",
    "telephone numbers": r"^\s*(?:\+|00)\d[\d\s./()\-]{6,}\d\s*$|^\s*(?:0\d|3\d\d)[\d\s./\-]{6,12}\d\s*$",
}
_MOST = 0.5
"""Share of the filled cells, from which a column holds what they look like."""


def in_header(text: str) -> bool:
    """Whether a header names a person, an address, a number or a device.

    Parameters
    ----------
    text : a header that is none of the questionnaire's

    Examples
    --------
    >>> in_header("Indirizzo e-mail"), in_header("Quante postazioni?")
    (True, False)
    """
    words = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " "))
    return bool(_HEADERS.search(words) or _HEADERS.search(fold(text)))


def in_cells(cells: pl.Series) -> str:
    """What the cells of a column are, where most of them tell who answered; '' elsewhere.

    Parameters
    ----------
    cells : texts, '' where nothing stands
    """
    filled = cells.filter(cells != "")
    if not len(filled):
        return ""
    for what, pattern in _VALUES.items():
        if (filled.str.contains(pattern).sum() or 0) > _MOST * len(filled):
            return what
    return ""


def with_email(cells: pl.Series) -> pl.Series:
    """Which cells have an e-mail address anywhere in them."""
    maybe = cells.str.contains("@", literal=True)
    return maybe & cells.str.contains(EMAIL) if maybe.any() else maybe
