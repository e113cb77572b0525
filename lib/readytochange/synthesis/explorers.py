"""Front ends for analysts: controls over all coded texts, by topic and source."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import controls
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import coded_texts
from readytochange.synthesis import figures

__dir__ = offered(__name__)


@checked
def topics(settings: Settings = SETTINGS) -> Explorer:
    """Topics against sources, and the texts behind the box that is chosen; for one question or for all.

    Parameters
    ----------
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    every = coded_texts.texts(settings)
    sources = list(every["source"].unique())
    codebook = coded_texts.topics(settings)

    def show(topic: str, source: str, question: str) -> tuple[Figure, ...]:
        asked = every.query("question == @question") if question else every
        chosen = topic, source
        chart = figures.chosen_in_grid("4-topics-explorer", asked, sources, chosen, settings)
        rows = asked.query("source == @source") if source else asked
        return chart, figures.texts_on("4-texts-explorer", rows, topic, settings)

    named = coded_texts.choices(sources, settings)
    questions = coded_texts.choices(every["question"].unique(), settings)
    given = {
        "topic": controls.menu(
            t("topic"),
            zip(codebook["label"], codebook["topic"], strict=True),
            "skills_training",
        ),
        "source": controls.menu(t("source"), [(t("all sources"), ""), *named], ""),
        "question": controls.menu(t("question"), [(t("all questions"), ""), *questions], ""),
    }
    return Explorer(settings.lang, show, given, height=52)
