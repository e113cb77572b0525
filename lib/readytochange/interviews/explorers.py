"""Front ends for analysts: controls over the points of the interviews."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import explorer
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.interviews import published
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import coded_texts, explorers, figures


@checked
def points(settings: Settings = SETTINGS) -> Explorer:
    """Full-text search over the points of the interviews."""
    t = language.translator(settings.lang)
    found = published.texts(settings)
    groups = [(t("everyone"), ""), *coded_texts.choices(found["source"].unique(), settings)]

    def show(words: str, group: str) -> Figure:
        rows = coded_texts.search(found, words)
        rows = rows.query("source == @group") if group else rows
        title = _found(words, len(rows), settings)
        return figures.texts("1-explorer", rows, settings, title=title)

    given = {
        "words": explorer.text(t("words"), getattr(settings, "search", "")),
        "group": explorer.menu(t("group"), groups, ""),
    }
    return Explorer(settings.lang, show, given)


def _found(words: str, n: int, settings: Settings) -> str:
    t = language.translator(settings.lang)
    told = language.in_letters(n, settings.lang)
    if not words.strip():
        return t("All points: {n}", n=told)
    sought = language.listing(words.split(), settings.lang, quoted=True)
    return t("Points that contain {words}: {n}", words=sought, n=told)


@checked
def presence(settings: Settings = SETTINGS) -> Explorer:
    """Topics against the groups of interviewees, for one question or for all."""
    return explorers.presence("1-matrix-explorer", published.texts(settings), settings)
