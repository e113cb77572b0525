"""The distinct texts of a column, each decoded once, and the result spread over all its rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from readytochange.survey.waves.folding import fold
from readytochange.survey.waves.instrument import Question
from readytochange.survey.waves.matching.labels import texts_of, unambiguous
from readytochange.survey.waves.readers.export import Export

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([. ’'])\d{3})(?:\1\d{3})*,\d+|[+-]?\d{1,3}(?:,\d{3})+\.\d+")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_LEADING = re.compile(r"(\d+)(?:[.,]0+)?(?![\d.,/])(.*)", re.DOTALL)

_LONGEST_NUMBER = 30

Fault = tuple[str, str]
"""The rule that a text breaks, and what is accepted."""


class Distinct(NamedTuple):
    """A column by its distinct texts.

    Parameters
    ----------
    texts : each once, without spaces around it
    codes : of each row, which of them it has
    """

    texts: list[str]
    codes: pl.Series

    def spread(self, values: Sequence[Any], dtype: pl.DataType) -> pl.Series:
        """A value for each distinct text, over all rows."""
        if dtype == pl.Boolean() and values.count(True) == 1 and None not in values:
            return self.codes == values.index(True)
        return pl.Series(values, dtype=dtype).gather(self.codes)


def distinct(cells: pl.Series) -> Distinct:
    """The distinct texts of a column.

    Parameters
    ----------
    cells : texts
    """
    words = cells.cast(pl.Categorical(pl.Categories.random()))
    codes = words.to_physical()
    many = codes.to_frame().select(pl.all().max() + 1).item() or 0
    texts = pl.int_range(many, eager=True).cast(codes.dtype).cat.to(words.dtype).cast(pl.String())
    return Distinct([each.strip() for each in texts], codes)


def number(text: str) -> tuple[float | None, Fault | None]:
    """A number written with a point or a comma; one that may be a thousand or a decimal is ambiguous.

    Parameters
    ----------
    text : of a cell, not empty

    Examples
    --------
    >>> number("48,5")[0], number("1.234,5")[0]
    (48.5, 1234.5)
    >>> number("1.234")[1]
    ('ambiguous', '1234, or 1.2340')
    """
    text = text.strip().replace("\u00a0", " ").replace("−", "-")
    if _GROUPED.fullmatch(text) and len(text) <= _LONGEST_NUMBER:
        decimal = max(text.rfind("."), text.rfind(","))
        digits = re.sub(r"[., ’']", "", text[:decimal])
        return float(f"{digits}.{text[decimal + 1 :]}"), None
    if _THOUSANDS.fullmatch(text):
        whole, part = re.split("[.,]", text)
        return None, ("ambiguous", f"{whole}{part}, or {whole}.{part}0")
    if _NUMBER.fullmatch(text) and len(text) <= _LONGEST_NUMBER:
        return float(text.replace(",", ".")), None
    return None, ("not a number", "a number: 48, 48.5 or 48,5")


def _whole(text: str) -> str:
    """A text without the zeros that spreadsheets and SPSS put behind a whole number."""
    return re.sub(r"^(\d+)[.,]0+$", r"\1", text)


def points(question: Question) -> Callable[[str], tuple[int | None, Fault | None]]:
    """What reads the point of a scale: by its number, its label, or a number before a text.

    Parameters
    ----------
    question : a scale
    """
    last = len(question.points)
    labels = unambiguous(
        (fold(text), str(place))
        for place, point in enumerate(question.points, start=1)
        for label in (point.option, *point.label.values())
        for text in {label, re.sub(r"^\s*\d+\s*[-–.:)=]*\s*", "", label)}
    )
    accepted = ("out of scale", f"1 to {last}, or the label of a point")

    def point(text: str) -> tuple[int | None, Fault | None]:
        folded = fold(text)
        if folded in labels:
            return int(labels[folded]), None
        found = _LEADING.fullmatch(text.strip())
        if not found or not 1 <= int(found[1][:9]) <= last:
            return None, accepted
        rest = labels.get(fold(found[2].lstrip(" -–—=")))
        if rest is not None and rest != str(int(found[1])):
            return None, ("ambiguous", f"{found[1]}, or the label of {rest}")
        return int(found[1]), None

    return point


class Value(NamedTuple):
    """What a cell of a scale or a number says: a value, a way of giving none, or what is wrong with it."""

    value: float | None = None
    silent: str = ""
    fault: Fault | None = None


def reader(question: Question, by_hand: Mapping[str, str]) -> Callable[[str, str], Value]:
    """What reads the cells of a scale or a number.

    Parameters
    ----------
    question : a scale or a number
    by_hand : by text, the point or the way of giving no answer for which a person said that it stands
    """
    ways = unambiguous(
        (fold(text), option.option)
        for option in question.having("dont_know", "prefer_not")
        for text in texts_of(option)
    )
    places = {point.option: place for place, point in enumerate(question.points, start=1)}
    read = points(question) if question.kind == "scale" else number

    def value(raw: str, text: str) -> Value:
        hand = decided(raw, by_hand)
        if not raw or hand:
            return Value(places.get(hand), hand if hand in ways.values() else "")
        if fold(text) in ways:
            return Value(silent=ways[fold(text)])
        found, fault = read(text)
        if fault and text != raw:  # an SPSS label that says less than its value
            found, fault = read(raw)
        return Value(found, fault=fault)

    return value


def decided(raw: str, by_hand: Mapping[str, str]) -> str:
    """What a person said that a text stands for; '' where nobody did, or it is a suggestion."""
    hand = by_hand.get(raw, "")
    return "" if hand.startswith("?") else hand


def value_labels(export: Export, column: int) -> dict[str, str]:
    """The labels that a file has of a column's values, by value."""
    labels = export.labels[column] if column < len(export.labels) else {}
    return {_whole(value): label for value, label in labels.items()}


def said(raw: str, labels: Mapping[str, str]) -> str:
    """What a cell says: its value's label, or itself."""
    return labels.get(_whole(raw), raw)


def filled(column: pl.Series) -> pl.Series:
    """Texts without spaces around them, missing where nothing is left."""
    text = column.str.strip_chars()
    return text.set(text == "", None)
