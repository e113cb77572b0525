"""Front ends for analysts: controls over all coded texts, topic by topic.

Used by `3-stakeholders` and `4-synthesis`, and by `tabs`.
"""

from typing import Any

import pandas as pd

from readytochange import controls, displays, evidence, figures, wording
from readytochange.controls import Explorer
from readytochange.figures import Figure
from readytochange.parameters import Settings


def topic(settings: Settings, name: str = "4-explorer") -> Explorer:
    """Every text of one topic, whatever its source.

    Parameters
    ----------
    settings : of the notebook
    name : the figure's name, '4-explorer'
    """
    t = wording.translator(settings.lang)
    found = evidence.texts(settings.lang)
    codebook = evidence.topics(settings.lang)
    labels = codebook.set_index("topic")["label"]

    def show(topic: str) -> Figure:
        rows = evidence.of_topic(found, topic)
        return listed(rows, t, name=name, title=f"{labels[topic]}: {len(rows)}")

    choices = zip(codebook["label"], codebook["topic"], strict=True)
    return Explorer(
        settings.lang, show, {"topic": controls.menu(t("topic"), choices, "skills_training")}
    )


def matrix(settings: Settings) -> Explorer:
    """Topics against sources, for one question or for all."""
    return presence(settings, evidence.texts(settings.lang), "4-matrix-explorer")


def presence(settings: Settings, found: pd.DataFrame, name: str) -> Explorer:
    """Topics against sources, for one question or for all.

    Parameters
    ----------
    settings : of the notebook
    found : coded texts, from `evidence.texts`
    name : the figure's name
    """
    t = wording.translator(settings.lang)
    asked = evidence.choices(found["question"].unique(), settings.lang)

    def show(question: str) -> Figure:
        rows = found.query("question == @question") if question else found
        cells = evidence.grid(rows, "source", settings.lang)
        behind = evidence.labelled(evidence.behind(cells, rows), settings.lang)
        return figures.show(
            displays.presence(cells, "topic_label", t),
            name=name,
            title=t("Topics and sources"),
            subtitle=t("Filled box: the source lists something; our coding"),
            description=displays.describe(cells, "topic_label", t),
            table=behind[
                ["topic_label", "source_label", "named", "question_label", "text", "slide"]
            ],
            lang=settings.lang,
        )

    choices = [(t("all questions"), ""), *asked]
    return Explorer(settings.lang, show, {"question": controls.menu(t("question"), choices, "")})


def listed(rows: pd.DataFrame, t: wording.Translator, name: str, title: str) -> Figure:
    """Coded texts as a table.

    Parameters
    ----------
    rows : of `evidence.texts`
    t : the translator of the page
    name, title : of the figure
    """
    shown: Any = evidence.labelled(rows, t.lang)
    return figures.table(
        shown[["source_label", "question_label", "theme", "text", "topic_label", "slide"]],
        name=name,
        title=title,
        lang=t.lang,
    )
