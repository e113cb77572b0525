"""Front ends for analysts: controls over all coded texts, topic by topic."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import explorer
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import coded_texts, figures


@checked
def topic(settings: Settings = SETTINGS, name: str = "4-explorer") -> Explorer:
    """Every text of one topic, whatever its source.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    name : of the figure
    """
    t = language.translator(settings.lang)
    found = coded_texts.texts(settings)
    codebook = coded_texts.topics(settings)
    labels = codebook.set_index("topic")["label"]

    def show(topic: str) -> Figure:
        rows = coded_texts.of_topic(found, topic)
        title = t("Texts on “{topic}”: {n}", topic=labels[topic], n=len(rows))
        return figures.texts(name, rows, settings, title)

    choices = zip(codebook["label"], codebook["topic"], strict=True)
    menu = explorer.menu(t("topic"), choices, "skills_training")
    return Explorer(settings.lang, show, {"topic": menu})


@checked
def matrix(settings: Settings = SETTINGS) -> Explorer:
    """Topics against sources, for one question or for all."""
    return presence("4-matrix-explorer", coded_texts.texts(settings), settings)


@checked
def presence(name: str, found: pd.DataFrame, settings: Settings = SETTINGS) -> Explorer:
    """Topics against sources, for one question or for all.

    Parameters
    ----------
    name : of the figure
    found : coded texts, from `coded_texts.texts`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    asked = coded_texts.choices(found["question"].unique(), settings)

    def show(question: str) -> Figure:
        rows = found.query("question == @question") if question else found
        return figures.presence(name, rows, settings)

    choices = [(t("all questions"), ""), *asked]
    return Explorer(settings.lang, show, {"question": explorer.menu(t("question"), choices, "")})
