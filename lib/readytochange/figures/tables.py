"""A table as a reader sees it: columns titled, cells written in the language of the page.

As text, or as a table of texts for who sets it otherwise.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd

from readytochange import language
from readytochange.arguments import LANG, Lang, checked
from readytochange.figures import columns
from readytochange.parsing import offered
from readytochange.statuses import marked

__dir__ = offered(__name__)

_SHARES = frozenset({"share", "low", "high", "share_first", "share_second"})
_SHARES |= {"both_share_low", "both_share_high", "published_share", "wave_share", "top_two"}
_SHARES |= {
    "coverage_least",
    "coverage_mean",
    "difference",
    "half_width",
    "noticed",
    "smallest_change",
}


@checked
def formatted(frame: pd.DataFrame, lang: Lang = LANG) -> pd.DataFrame:
    """A table as a reader sees it: titles, shares, numbers and statuses in the language.

    Parameters
    ----------
    frame : columns named as in the data contract; shares between 0 and 1
    lang : 'it' or 'en'; as `readytochange.use` says where not said

    Returns
    -------
    DataFrame
        of texts; a missing value is an empty text; also the columns answer, n
    """
    shown = {name: frame[name].map(cell(name, lang)) for name in frame.columns}
    return pd.DataFrame(shown, index=frame.index, dtype=object).rename(
        columns=lambda name: columns.title(name, lang)
    )


@checked
def in_words(row: Mapping[Hashable, Any] | pd.Series, lang: Lang = LANG) -> dict[str, str]:
    """A row of a table for a sentence: each value by its column's name, written as a table writes it.

    Parameters
    ----------
    row : of a table: each value by its column's name, the status of a number in its own column
    lang : 'it' or 'en'; as `readytochange.use` says where not said

    Examples
    --------
    >>> in_words({"count": 7, "share": 0.2121, "status": "recovered"}, "it")
    {'count': '7†', 'share': '21,2%', 'status': 'ricavato'}
    """
    said = {str(name): cell(str(name), lang)(value) for name, value in row.items()}
    statuses = {
        name: row[columns.status_of(name)] for name in said if columns.status_of(name) in row
    }
    return said | {name: marked(said[name], status) for name, status in statuses.items()}


@checked
def each_in_words(frame: pd.DataFrame, lang: Lang = LANG) -> list[dict[str, str]]:
    """Every row of a table for a sentence, which `language.Translator.say_each` says.

    Parameters
    ----------
    frame : a row a fact, columns named as in the tables of this library
    lang : 'it' or 'en'; as `readytochange.use` says where not said
    """
    return [in_words(row, lang) for row in frame.to_dict("records")]


@checked
def plain(frame: pd.DataFrame, lang: Lang = LANG) -> str:
    """A table as text.

    Parameters
    ----------
    frame : columns named as in the data contract
    lang : 'it' or 'en'; as `readytochange.use` says where not said
    """
    return str(formatted(frame, lang).to_string(index=False))


@checked
def cell(name: str, lang: Lang = LANG) -> Callable[[Any], str]:
    """What writes a value of a column as a reader sees it; a missing one is an empty text.

    Parameters
    ----------
    name : of the column
    lang : 'it' or 'en'; as `readytochange.use` says where not said
    """
    t = language.translator(lang)

    def text(value: Any) -> str:
        value = value.item() if hasattr(value, "item") else value
        if value is None or value is pd.NA or value != value:
            return ""
        if columns.is_status(name):
            return t(value) if value else ""
        if name in _SHARES:
            return language.percent(value, lang)
        if name == "percent":
            return language.percentage(str(value), lang)
        if isinstance(value, bool):
            return t("yes" if value else "no")
        return (
            language.number(value, lang)
            if isinstance(value, int)
            else language.one_line(str(value))
        )

    return text
