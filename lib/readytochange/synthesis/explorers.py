"""Front ends for analysts: controls over all coded texts, by topic and source."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import controls
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import coded_texts
from readytochange.study import figures as study
from readytochange.synthesis import figures


@checked
def topics(settings: Settings = SETTINGS) -> Explorer:
    """Topics against sources, and the texts behind the box that is chosen; for one question or for all.

    Parameters
    ----------
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    every = coded_texts.texts(settings)
    cells = coded_texts.grid(every, "source", settings)
    codebook = coded_texts.topics(settings)
    labels = codebook.set_index("topic")["label"]

    def show(topic: str, source: str, question: str) -> tuple[Figure, ...]:
        asked = every.query("question == @question") if question else every
        shown = coded_texts.within(cells, asked, settings)
        chart = figures.chosen_in_grid("4-topics-explorer", shown, asked, (topic, source), settings)
        rows = coded_texts.of_topic(asked, topic)
        rows = rows.query("source == @source") if source else rows
        title = t("Texts on “{topic}”: {n}", topic=labels[topic], n=len(rows))
        return chart, study.texts_on("4-texts-explorer", rows, topic, settings, title)

    sources = coded_texts.choices(cells["source"].drop_duplicates(), settings)
    questions = coded_texts.choices(every["question"].drop_duplicates(), settings)
    given = {
        "topic": controls.menu(
            t("topic"),
            zip(codebook["label"], codebook["topic"], strict=True),
            "skills_training",
        ),
        "source": controls.menu(t("source"), [(t("all sources"), ""), *sources], ""),
        "question": controls.menu(t("question"), [(t("all questions"), ""), *questions], ""),
    }
    return Explorer(settings.lang, show, given, height=52)
