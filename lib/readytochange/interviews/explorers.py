"""Front ends for analysts: controls over the points of the interviews."""

from readytochange import language
from readytochange.figures import explorer
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.interviews import published
from readytochange.parameters import Settings
from readytochange.study import coded_texts, explorers


def points(settings: Settings) -> Explorer:
    """Full-text search over the points of the interviews."""
    t = language.translator(settings.lang)
    found = coded_texts.texts(settings.lang).query("source in @published.SOURCES")
    groups = [(t("everyone"), ""), *coded_texts.choices(published.SOURCES, settings.lang)]

    def show(words: str, group: str) -> Figure:
        rows = coded_texts.search(found, words)
        rows = rows.query("source == @group") if group else rows
        return explorers.listed(
            rows, t, name="1-explorer", title=t("Points found: {n}", n=len(rows))
        )

    given = {
        "words": explorer.text(t("words"), getattr(settings, "search", "")),
        "group": explorer.menu(t("group"), groups, ""),
    }
    return Explorer(settings.lang, show, given)


def heard(settings: Settings) -> Explorer:
    """Topics against the groups of interviewees, for one question or for all."""
    found = coded_texts.texts(settings.lang).query("source in @published.SOURCES")
    return explorers.presence(settings, found, "1-matrix-explorer")
