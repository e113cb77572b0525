"""How every figure looks: colours, type, sizes, number format; what a page and a PNG share.

The colours are from Okabe & Ito (2008), chosen to be told apart with any colour vision; darkened where text or a thin
line needs contrast. The font travels with the project so that a PNG has the same bytes on every machine.
"""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from textwrap import fill
from typing import Any

FONT = "Ready to Change Sans"
FALLBACK = "Arial, Liberation Sans, Helvetica, sans-serif"
"""Where the font is not at hand: one that is as narrow, and there on nearly every machine."""
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
LINK = "#00528a"
CODE = "#5a1a67"
"""Of text that is not to be read as a mark: seven times as light or dark as the page."""

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
    LINK: "#6fb7ec",
    CODE: "#d797c6",
}
"""What each colour becomes on a page in a dark scheme; files and PNGs stay light."""

LABEL_SIZE = 13
LINE_HEIGHT = 16
LABEL_WIDTH = 34
LABEL_WIDTH_PARAMETER = "label_width"
"""What a specification calls the letters in a line of a vertical axis' labels; a narrow page makes them fewer."""

COLUMN_WIDTH = 18
_TITLE_LETTERS, _SUBTITLE_LETTERS = 90, 125
NARROW_LABEL_WIDTH = 18
NARROW_STEP = 54
_SEPARATORS = {"it": (",", "."), "en": (".", ",")}

_TIMES = {
    "it": {"dateTime": "%A %e %B %Y, %H:%M:%S", "date": "%d/%m/%Y", "time": "%H:%M:%S"},
    "en": {"dateTime": "%A, %B %e, %Y, %H:%M:%S", "date": "%d/%m/%Y", "time": "%H:%M:%S"},
}


def faces() -> str:
    """The font as rules of a style sheet, in themselves."""
    rule = (
        f'@font-face {{{{ font-family: "{FONT}"; font-weight: {{}}; font-display: swap;'
        ' src: url("data:font/ttf;base64,{}") format("truetype"); }}'
    )
    files = [
        (n, FONTS / f"ReadyToChangeSans-{name}.ttf")
        for n, name in ((400, "Regular"), (700, "Bold"))
    ]
    return "\n".join(
        rule.format(n, base64.b64encode(file.read_bytes()).decode()) for n, file in files
    )


def label_of(names: Mapping[str, str]) -> str:
    """Vega expression of what an axis, a legend or a header shows for an id.

    Marks are placed by id, so that two things with one label stay two.

    Parameters
    ----------
    names : the label of each id

    Examples
    --------
    >>> label_of({"mail": "Canali mail"})
    '({"mail": "Canali mail"})[datum.value]'
    """
    return f"({json.dumps(dict(names))})[datum.value]"


def named(names: Mapping[str, str]) -> dict[str, Any]:
    """Options of a legend that shows the label of each id; by itself Vega would say the ids to a screen reader."""
    return {"labelExpr": label_of(names), "aria": False}


def named_columns(names: Mapping[str, str], width: int = COLUMN_WIDTH) -> dict[str, Any]:
    """Options of a horizontal axis of ids, as `named`, whose labels break at `width` characters."""
    return {**named(names), "labelExpr": lines(width, label_of(names))}


def named_rows(
    names: Mapping[str, str], width: int | str = LABEL_WIDTH_PARAMETER
) -> dict[str, Any]:
    """Options of a vertical axis of ids, as `named`, whose labels break and stay centred on their rows."""
    return {**named(names), **wrapped(width, label_of(names))}


def lines(width: int | str, text: str = "datum.label") -> str:
    """Vega expression that breaks a text into lines of at most `width` characters, between words.

    Examples
    --------
    >>> lines(20)[:24]
    'split(trim(replace(datum'
    """
    line = f"'(.{{1,' + {width} + '}})(?:\\\\s+|$)'"
    return f"split(trim(replace({text}, regexp({line}, 'g'), '$1\\n')), '\\n')"


def wrapped(width: int | str, text: str = "datum.label") -> dict[str, Any]:
    """Options of a vertical axis whose labels break at `width` characters and stay centred on their rows.

    Examples
    --------
    >>> sorted(wrapped(60))
    ['labelExpr', 'labelLineHeight', 'labelOffset']
    """
    broken = lines(width, text)
    return {
        "labelExpr": broken,
        "labelOffset": {"expr": f"-{LINE_HEIGHT / 2} * (length({broken}) - 1)"},
        "labelLineHeight": LINE_HEIGHT,
    }


def heading(title: str, subtitle: str = "") -> dict[str, str]:
    """The `title` of a specification, in lines that are no wider than a notebook's cell.

    Parameters
    ----------
    title, subtitle : in a line each; what stands above a chart, and what it measures

    Examples
    --------
    >>> heading("Channels in use")
    {'text': 'Channels in use'}
    """
    texts = {"text": fill(title, _TITLE_LETTERS), "subtitle": fill(subtitle, _SUBTITLE_LETTERS)}
    return {name: text for name, text in texts.items() if text or name == "text"}


def parameters() -> list[dict[str, Any]]:
    """What the expressions of every figure refer to: the `params` of its specification."""
    return [{"name": LABEL_WIDTH_PARAMETER, "value": LABEL_WIDTH}]


def narrow() -> dict[str, Any]:
    """What a page lays over parameters and `config` of a chart too wide for its place: shorter lines, higher rows."""
    return {
        "parameters": {LABEL_WIDTH_PARAMETER: NARROW_LABEL_WIDTH},
        "config": {
            "legend": {"direction": "vertical", "layout": {"top": {"direction": "vertical"}}},
            "view": {"discreteHeight": {"step": NARROW_STEP}},
        },
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
        "font": f"{FONT}, {FALLBACK}",
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
            "frame": "bounds",
            "fontSize": 16,
            "subtitleFontSize": LABEL_SIZE,
            "subtitleColor": MUTED,
            "color": INK,
            "offset": 12,
            "limit": 0,
        },
        "axis": {
            **text,
            "aria": False,  # Vega would describe it in English
            "titleFontWeight": "normal",
            "gridColor": GRID,
            "domainColor": MUTED,
            "tickColor": MUTED,
        },
        "axisX": {"labelExpr": lines(COLUMN_WIDTH), "labelAngle": 0, "labelFlush": False},
        "axisY": {
            **wrapped(LABEL_WIDTH_PARAMETER),
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "start",
            "titleY": -10,
            "titleX": 0,
        },
        "legend": {
            **text,
            "aria": False,
            "titleFontWeight": "normal",
            "orient": "top",
            "symbolType": "square",
        },
        "header": {**text, "labelAnchor": "start", "labelFontWeight": "bold"},
        "view": {
            "stroke": None,
            "continuousWidth": 520,
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


def configured(ours: Mapping[str, Any], chart: Mapping[str, Any]) -> dict[str, Any]:
    """Lay what a chart configures over the theme; `view` is what Altair writes into every chart by itself."""
    own = {key: value for key, value in chart.items() if key != "view"}
    return {**ours, **{key: {**ours.get(key, {}), **value} for key, value in own.items()}}


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
