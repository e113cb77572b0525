"""Front ends for analysts: controls over all coded texts, topic by topic."""

from typing import Any

import pandas as pd

from readytochange import language
from readytochange.figures import explorer, figure
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.parameters import Settings
from readytochange.study import coded_texts, figures


def topic(settings: Settings, name: str = "4-explorer") -> Explorer:
    """Every text of one topic, whatever its source.

    Parameters
    ----------
    settings : of the notebook
    name : the figure's name, '4-explorer'
    """
    t = language.translator(settings.lang)
    found = coded_texts.texts(settings.lang)
    codebook = coded_texts.topics(settings.lang)
    labels = codebook.set_index("topic")["label"]

    def show(topic: str) -> Figure:
        rows = coded_texts.of_topic(found, topic)
        return listed(rows, t, name=name, title=f"{labels[topic]}: {len(rows)}")

    choices = zip(codebook["label"], codebook["topic"], strict=True)
    return Explorer(
        settings.lang, show, {"topic": explorer.menu(t("topic"), choices, "skills_training")}
    )


def matrix(settings: Settings) -> Explorer:
    """Topics against sources, for one question or for all."""
    return presence(settings, coded_texts.texts(settings.lang), "4-matrix-explorer")


def presence(settings: Settings, found: pd.DataFrame, name: str) -> Explorer:
    """Topics against sources, for one question or for all.

    Parameters
    ----------
    settings : of the notebook
    found : coded texts, from `evidence.texts`
    name : the figure's name
    """
    t = language.translator(settings.lang)
    asked = coded_texts.choices(found["question"].unique(), settings.lang)

    def show(question: str) -> Figure:
        rows = found.query("question == @question") if question else found
        cells = coded_texts.grid(rows, "source", settings.lang)
        behind = coded_texts.labelled(coded_texts.behind(cells, rows), settings.lang)
        return figure.show(
            figures.presence(cells, "topic_label", t),
            name=name,
            title=t("Topics and sources"),
            subtitle=t("Filled box: the source lists something; our coding"),
            description=figures.describe(cells, "topic_label", t),
            table=behind[
                ["topic_label", "source_label", "named", "question_label", "text", "slide"]
            ],
            lang=settings.lang,
        )

    choices = [(t("all questions"), ""), *asked]
    return Explorer(settings.lang, show, {"question": explorer.menu(t("question"), choices, "")})


def listed(rows: pd.DataFrame, t: language.Translator, name: str, title: str) -> Figure:
    """Coded texts as a table.

    Parameters
    ----------
    rows : of `evidence.texts`
    t : the translator of the page
    name, title : of the figure
    """
    shown: Any = coded_texts.labelled(rows, t.lang)
    return figure.table(
        shown[["source_label", "question_label", "theme", "text", "topic_label", "slide"]],
        name=name,
        title=title,
        lang=t.lang,
    )
