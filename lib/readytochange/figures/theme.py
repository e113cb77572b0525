"""How every figure looks: colours, type, sizes, number format; what a page and a PNG share.

The colours are from Okabe & Ito (2008), chosen to be told apart with any colour vision; darkened where text or a thin
line needs contrast. The font travels with the project so that a PNG has the same bytes on every machine.
"""

from pathlib import Path
from typing import Any

FONT = "Ready to Change Sans"
FONTS = Path(__file__).parent / "fonts"
INK = "#1b1b1b"
MUTED = "#595959"
GRID = "#d9d9d9"
PAPER = "#ffffff"
BLUE = "#0072b2"
ORANGE = "#c25100"
GREEN = "#2f9e62"
PURPLE = "#5b1a66"
EMPTY = "#e8e8e8"
CATEGORIES = (BLUE, ORANGE, GREEN, PURPLE, MUTED)

DARK = {
    INK: "#f2f0ec",
    MUTED: "#b4b2ad",
    GRID: "#3c3f43",
    PAPER: "#15171a",
    BLUE: "#3289c9",
    ORANGE: "#d06f2a",
    GREEN: "#2b9a6a",
    PURPLE: "#c06cab",
    EMPTY: "#2b2e32",
}
"""What each colour becomes on a page in a dark scheme; files and PNGs stay light."""

LABEL_SIZE = 13
LINE_HEIGHT = 16
LABEL_WIDTH = 34
COLUMN_WIDTH = 18
NARROW_LABEL_WIDTH = 18
NARROW_STEP = 54
_SEPARATORS = {"it": (",", "."), "en": (".", ",")}

_TIMES = {
    "it": {"dateTime": "%A %e %B %Y, %H:%M:%S", "date": "%d/%m/%Y", "time": "%H:%M:%S"},
    "en": {"dateTime": "%A, %B %e, %Y, %H:%M:%S", "date": "%d/%m/%Y", "time": "%H:%M:%S"},
}


def lines(width: int, text: str = "datum.label") -> str:
    """Vega expression that breaks a text into lines of at most `width` characters, between words.

    Examples
    --------
    >>> lines(20)[:24]
    'split(trim(replace(datum'
    """
    return (
        f"split(trim(replace({text}, regexp('(.{{1,{width}}})(?:\\\\s+|$)', 'g'), '$1\\n')), '\\n')"
    )


def wrapped(width: int) -> dict[str, Any]:
    """Options of a vertical axis whose labels break at `width` characters and stay centred on their rows.

    Examples
    --------
    >>> sorted(wrapped(60))
    ['labelExpr', 'labelLineHeight', 'labelOffset']
    """
    text = lines(width)
    return {
        "labelExpr": text,
        "labelOffset": {"expr": f"-{LINE_HEIGHT / 2} * (length({text}) - 1)"},
        "labelLineHeight": LINE_HEIGHT,
    }


def narrow() -> dict[str, Any]:
    """What a page lays over `config` where a chart is too wide for its place: shorter lines, higher rows."""
    return {
        "axisY": wrapped(NARROW_LABEL_WIDTH),
        "legend": {"direction": "vertical"},
        "view": {"discreteHeight": {"step": NARROW_STEP}},
    }


def config(lang: str) -> dict[str, Any]:
    """Vega-Lite configuration of every figure in a language.

    Long labels wrap instead of being cut, and a label of several lines stays centred on its row.

    Parameters
    ----------
    lang : 'it' or 'en'; decides the decimal separator and the names of months of every axis, label and tooltip

    Returns
    -------
    dict
        the value of a specification's `config`

    Examples
    --------
    >>> config("it")["locale"]["number"]["decimal"]
    ','
    """
    decimal, thousands = _SEPARATORS[lang]
    text = {
        "labelFontSize": LABEL_SIZE,
        "titleFontSize": LABEL_SIZE,
        "labelColor": INK,
        "titleColor": INK,
        "labelLimit": 0,
        "titleLimit": 0,
    }
    return {
        "font": f"{FONT}, sans-serif",
        "background": PAPER,
        "locale": {
            "number": {
                "decimal": decimal,
                "thousands": thousands,
                "grouping": [3],
                "currency": ["", " €"],
            },
            "time": _times(lang),
        },
        "lineBreak": "\n",
        "title": {
            "anchor": "start",
            "frame": "group",
            "fontSize": 16,
            "subtitleFontSize": LABEL_SIZE,
            "subtitleColor": MUTED,
            "color": INK,
            "offset": 12,
            "limit": 0,
        },
        "axis": {
            **text,
            "titleFontWeight": "normal",
            "gridColor": GRID,
            "domainColor": MUTED,
            "tickColor": MUTED,
        },
        "axisX": {"labelExpr": lines(COLUMN_WIDTH), "labelAngle": 0, "labelFlush": False},
        "axisY": {
            **wrapped(LABEL_WIDTH),
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "start",
            "titleY": -10,
            "titleX": 0,
        },
        "legend": {**text, "titleFontWeight": "normal", "orient": "top", "symbolType": "square"},
        "header": {**text, "labelAnchor": "start", "labelFontWeight": "bold"},
        "view": {
            "stroke": None,
            "continuousWidth": 560,
            "continuousHeight": 300,  # stated, because Vega-Lite 5 and 6 differ in it
            "discreteHeight": {"step": 32},
        },
        "range": {"category": list(CATEGORIES)},
        "mark": {"color": BLUE},
        "bar": {"color": BLUE},
        "text": {"fontSize": LABEL_SIZE, "color": INK},
        "rule": {"color": INK, "strokeWidth": 2},
        "point": {"filled": True, "size": 70},
    }


def _times(lang: str) -> dict[str, Any]:
    """Names of days and months as the language writes them; Vega's weeks begin on Sunday, Babel's on Monday."""
    from babel import Locale

    names = Locale(lang)

    def days(width: str) -> list[str]:
        return [str(names.days["stand-alone"][width][(day - 1) % 7]) for day in range(7)]

    def months(width: str) -> list[str]:
        return [str(names.months["stand-alone"][width][month]) for month in range(1, 13)]

    return {
        **_TIMES[lang],
        "periods": ["AM", "PM"],
        "days": days("wide"),
        "shortDays": days("abbreviated"),
        "months": months("wide"),
        "shortMonths": months("abbreviated"),
    }
