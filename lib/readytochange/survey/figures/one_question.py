"""One question whole: its words, its kind, its base, and what can be read of the answers."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import unknown
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.survey import open_answers, published, wording


@checked
def question(name: str, question: str, settings: Settings = SETTINGS) -> Figure:
    """One question whole: its words, its kind, its base, and what can be read of the answers.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    question : its id
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    asked = wording.questions(settings).set_index("question")
    if question not in asked.index:
        raise unknown("question", question, asked.index)
    row = asked.loc[question]
    told = [
        t("Question {n} of the survey.", n=int(row["order"])),
        t("Kind: {kind}.", kind=t(row["kind"])),
        f"{row['instruction']}." if row["instruction"] else "",
        t("Base: {base} firms.", base=marked(int(row["base"]), row["base_status"]))
        if pd.notna(row["base"])
        else "",
        t("In the text we have: {published}.", published=t(row["published"])),
    ]
    answers = _answers(question, row["published"], settings)
    if answers.empty:
        told.append(
            t("The answers are not in the text we have: they were a chart, probably a picture.")
        )
    return figure.table(
        answers,
        name=name,
        title=row["label"],
        reading=" ".join(filter(None, told)),
        lang=settings.lang,
        slide=row["slide"],
    )


def _answers(question: str, kind: str, settings: Settings) -> pd.DataFrame:
    """What can be read of the answers to a question."""
    if kind == "counts":
        found = published.shares(question, settings)
        return found.drop(columns=["question", "slide", "low", "high"])
    if kind == "clusters":
        return open_answers.clusters(question, settings)[["label", "topic_label"]]
    if kind == "quotes":
        return open_answers.quotes(settings)[["text"]]
    return wording.options(question, settings)[["label"]]
