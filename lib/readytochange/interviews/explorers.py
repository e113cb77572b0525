"""Front ends for analysts: controls over the points of the interviews."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.figures import controls
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.interviews import figures, published
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import coded_texts
from readytochange.study.search import find_in_both

__dir__ = offered(__name__)

_LONGEST = 80
"""Letters of the words that are sought, as the notebook's parameter has."""


@checked
def points(settings: Settings = SETTINGS, name: str = "1-points-explorer") -> Explorer:
    """The points of the interviews, by words in either language, topic, group and question.

    Parameters
    ----------
    settings : of the notebook; the words are those of its parameter `search` at first
    name : of the figure: in another notebook one that begins with its number
    """
    t = language.translator(settings.lang)
    found = published.texts(settings)
    other = "en" if settings.lang == "it" else "it"
    translated = published.texts(settings.model_copy(update={"lang": other}))
    topics = coded_texts.topics(settings)

    def show(search: str, topic: str, group: str, question: str) -> Figure:
        if len(search) > _LONGEST:
            raise InputError(t("Accepted are words of at most {n} letters.", n=_LONGEST))
        rows = find_in_both(found, translated, search)
        rows = coded_texts.of_topic(rows, topic) if topic else rows
        for column, chosen in (("source", group), ("question", question)):
            rows = rows[rows[column] == chosen] if chosen else rows
        return figures.found_points(name, rows, search, len(found), settings)

    given = {
        "search": controls.words(
            t("words"), getattr(settings, "search", ""), t("in Italian or English")
        ),
        "topic": controls.menu(
            t("topic"),
            [(t("all topics"), ""), *zip(topics["label"], topics["topic"], strict=True)],
            "",
        ),
        "group": controls.menu(
            t("group"),
            [(t("everyone"), ""), *coded_texts.choices(found["source"].unique(), settings)],
            "",
        ),
        "question": controls.menu(
            t("question"),
            [(t("all questions"), ""), *coded_texts.choices(found["question"].unique(), settings)],
            "",
        ),
    }
    return Explorer(settings.lang, show, given)
