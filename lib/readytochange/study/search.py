"""Which coded texts words occur in, in one language or in both; accents and capitals are ignored."""

import re
import unicodedata

import pandas as pd

from readytochange.arguments import checked
from readytochange.parsing import offered
from readytochange.study import coded_texts

__dir__ = offered(__name__)


@checked
def find(found: pd.DataFrame, words: str) -> pd.DataFrame:
    """The texts in which every word occurs, anywhere in a word; accents and capitals are ignored.

    Parameters
    ----------
    found : from `coded_texts.texts`
    words : one or more, parted by spaces; none finds everything

    Returns
    -------
    DataFrame
        the rows of `found` that match in theme or text; columns: source, question, id, theme, text, topic,
        topic_label, topic_second, topic_second_label, slide

    Examples
    --------
    >>> some = pd.DataFrame({"theme": ["", ""], "text": ["Qualità", "Prezzo"]})
    >>> find(some, "qualita")["text"].to_list()
    ['Qualità']
    """
    return found[_matches(found, words)].reset_index(drop=True)


@checked
def find_in_both(found: pd.DataFrame, translated: pd.DataFrame, words: str) -> pd.DataFrame:
    """The texts in which every word occurs, in one language or in the other.

    Parameters
    ----------
    found : from `coded_texts.texts`, all of it or a part
    translated : the same texts in the other language
    words : one or more, parted by spaces; none finds everything

    Returns
    -------
    DataFrame
        the rows of `found` that match in either, text after its theme; emphasis is what of the text was sought,
        parted by semicolons; other is the text in the other language where the words are only there, else '', and
        emphasis_other what of it was sought; columns: source, question, id, theme, text, topic, topic_label,
        topic_second, topic_second_label, slide, emphasis, other, emphasis_other
    """
    here, there = _matches(found, words), _matches(translated, words).set_axis(found.index)
    whole, other = coded_texts.in_full(found), coded_texts.in_full(translated).set_axis(found.index)
    other = other.where(there & ~here, "")
    kept = found.assign(
        text=whole,
        emphasis=[_occurrences(text, words) for text in whole],
        other=other,
        emphasis_other=[_occurrences(text, words) for text in other],
    )
    return kept[here | there].reset_index(drop=True)


def _occurrences(text: str, words: str) -> str:
    """The words as they stand in a text, parted by semicolons.

    Examples
    --------
    >>> _occurrences("Qualità e prezzo: la qualità", "QUALITA prez")
    'Qualità; qualità; prez'
    """
    letters = [(plain, place) for place, letter in enumerate(text) for plain in _plain(letter)]
    flat = "".join(plain for plain, _ in letters)
    return "; ".join(
        dict.fromkeys(
            text[letters[each.start()][1] : letters[each.end() - 1][1] + 1]
            for word in _plain(words).split()
            for each in re.finditer(re.escape(word), flat)
        )
    )


def _matches(found: pd.DataFrame, words: str) -> "pd.Series[bool]":
    """Whether every word occurs in theme or text, row by row."""
    haystack = (found["theme"] + " " + found["text"]).map(_plain)
    matches = pd.Series(True, index=found.index)
    for word in _plain(words).split():
        matches &= haystack.str.contains(word, regex=False)
    return matches


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
