"""Front ends for analysts: controls over the points of the interviews.

Used by `1-qualitative` and by `tabs`.
"""

from readytochange import controls, evidence, interviews, topic_explorers, wording
from readytochange.controls import Explorer
from readytochange.figures import Figure
from readytochange.parameters import Settings


def points(settings: Settings) -> Explorer:
    """Full-text search over the points of the interviews."""
    t = wording.translator(settings.lang)
    found = evidence.texts(settings.lang).query("source in @interviews.SOURCES")
    groups = [(t("everyone"), ""), *evidence.choices(interviews.SOURCES, settings.lang)]

    def show(words: str, group: str) -> Figure:
        rows = evidence.search(found, words)
        rows = rows.query("source == @group") if group else rows
        return topic_explorers.listed(
            rows, t, name="1-explorer", title=t("Points found: {n}", n=len(rows))
        )

    given = {
        "words": controls.text(t("words"), getattr(settings, "search", "")),
        "group": controls.menu(t("group"), groups, ""),
    }
    return Explorer(settings.lang, show, given)


def heard(settings: Settings) -> Explorer:
    """Topics against the groups of interviewees, for one question or for all."""
    found = evidence.texts(settings.lang).query("source in @interviews.SOURCES")
    return topic_explorers.presence(settings, found, "1-matrix-explorer")
