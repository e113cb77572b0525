"""What the study says of one channel, for menus over the charts: shares, bounds, points that name it."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from readytochange import language
from readytochange.figures.choices import Choices, Menu, Text
from readytochange.parameters import Settings
from readytochange.study import coded_texts
from readytochange.survey import channel_names, channels, comparison, published
from readytochange.survey.figures.words import both_of_used, share_and_interval, with_words

CHANNEL = "option"
"""The menu, and the parameter of the charts."""


def choices(settings: Settings) -> Choices | None:
    """The channels of both questions, and what is said of each; nothing where neither question has figures.

    Parameters
    ----------
    settings : of the notebook; their coverage and method are those of the intervals
    """
    t = language.translator(settings.lang)
    shares = [
        with_words(published.shares(name, settings), settings)
        for name in (channels.IN_USE, channels.HANDED_OVER)
    ]
    names = {
        option: label
        for found, question in zip(shares, (channels.IN_USE, channels.HANDED_OVER), strict=True)
        for option, label in _channels(found, question, settings)
    }
    if not names:
        return None
    pair = comparison.compare(channels.IN_USE, channels.HANDED_OVER, settings)
    words = [t("In use:"), t("Handed over, or might be:")]
    points = coded_texts.labelled(coded_texts.of_part("interviews", settings), settings)
    texts = []
    for option in names:
        said = [
            (word, share_and_interval(row, settings.lang))
            for word, found in zip(words, shares, strict=True)
            for row in _row(found, option)
        ]
        both = [
            (t("Both, of those that use it:"), both_of_used(row, t)) for row in _row(pair, option)
        ]
        each = [*said, *both, *_naming(points, option, settings)]
        texts += [Text(lead, text, {CHANNEL: option}) for lead, text in each]
    first = ("", t("none chosen"))
    return Choices([Menu(CHANNEL, t("channel"), [first, *names.items()])], texts, linked=True)


def _channels(found: pd.DataFrame, question: str, settings: Settings) -> Iterator[tuple[str, str]]:
    """Those of a question's options that are channels."""
    exclusive = published.counts(question, settings).set_index("option")["exclusive"]
    for option, label in zip(found["option"], found["label"], strict=True):
        if not exclusive[option]:
            yield option, label


def _row(found: pd.DataFrame, option: str) -> "list[pd.Series[Any]]":
    return [row for _, row in found[found["option"] == option].iterrows()]


def _naming(points: pd.DataFrame, option: str, settings: Settings) -> Iterator[tuple[str, str]]:
    """The points of the interviews in which a channel stands by its letters, or that it stands in none.

    A point may speak of a channel in words of its own: that would be a reading, and is not made here.
    """
    t = language.translator(settings.lang)
    letters = channel_names.letters(option, settings.lang)
    if not letters:
        return
    found = points[points["text"].str.contains(letters, case=False, regex=False)]
    for row in found.itertuples():
        lead = t(
            "{source}, {question}, with the letters “{letters}”:",
            source=language.capital(row.source_label),
            question=row.question_label,
            letters=letters,
        )
        yield lead, row.text
    if found.empty:
        yield (
            t("In the interviews:"),
            t("no point listed has the letters “{letters}”.", letters=letters),
        )
