"""Front ends for analysts: controls over the functions the notebooks call.

A notebook ends with one of them; the app shows them all, part by part (`tabs`).
"""

from typing import Any

import pandas as pd

from readytochange import (
    captions,
    controls,
    displays,
    evidence,
    figures,
    gaps,
    interviews,
    proportions,
    stakeholders,
    survey,
    wording,
)
from readytochange.controls import Explorer
from readytochange.figures import Figure
from readytochange.parameters import Settings

_LARGEST_BASE = 100_000


def shares(settings: Settings) -> Explorer:
    """Any question with figures, at any confidence, by any method."""
    t = wording.translator(settings.lang)
    asked = survey.questions(settings.lang).query("published == 'counts'")

    def show(question: str, confidence: float, interval: proportions.Method) -> Figure:
        table = survey.shares(question, settings.lang, confidence, interval)
        row = asked.set_index("question").loc[question]
        return figures.show(
            figures.share_bars(table, t),
            name="2-explorer",
            title=row["label"],
            subtitle=captions.share_subtitle(table, settings.lang, confidence, interval),
            description=captions.describe_shares(table, settings.lang),
            table=table,
            lang=settings.lang,
            slide=row["slide"],
        )

    given = {
        "question": controls.menu(
            t("question"), zip(asked["label"], asked["question"], strict=True), "channels"
        ),
        "confidence": controls.coverage(t("confidence"), settings.confidence),
        "interval": controls.menu(
            t("method"),
            [(t(text), name) for name, text in captions.METHODS.items()],
            getattr(settings, "interval", "wilson"),
        ),
    }
    return Explorer(settings.lang, show, given)


def compared(settings: Settings) -> Explorer:
    """Channels in use beside channels outsourced or thinkable, in the order of any column."""
    t = wording.translator(settings.lang)
    pair = survey.compare("channels", "outsourceable_channels", settings.lang)
    slide = survey.questions(settings.lang).set_index("question")["slide"]
    orders = {
        "difference": t("largest difference first"),
        "share_first": t("most used first"),
        "share_second": t("most outsourced or thinkable first"),
    }

    def show(order: str) -> Figure:
        table = pair.sort_values(order, ascending=False, kind="stable", ignore_index=True)
        return figures.show(
            displays.pair_dots(table, (t("in use"), t("outsourced or thinkable")), t),
            name="2-compared-explorer",
            title=t("Channels in use and channels outsourced or thinkable"),
            subtitle=captions.pair_subtitle(table, settings.lang),
            description=captions.describe_pair(pair, settings.lang),
            table=table,
            lang=settings.lang,
            slide=slide["outsourceable_channels"],
        )

    order = controls.menu(t("order"), [(text, name) for name, text in orders.items()], "difference")
    return Explorer(settings.lang, show, {"order": order})


def printed(settings: Settings) -> Explorer:
    """The counts that any printed percentage allows for any base."""
    t = wording.translator(settings.lang)

    def show(percent: str, base: int) -> Figure:
        table = survey.check(percent.strip(), base)
        said = {
            0: t("No count of {base} prints as {percent}%", base=base, percent=percent.strip()),
            1: t("One count of {base} prints as {percent}%", base=base, percent=percent.strip()),
        }
        several = t(
            "{n} counts of {base} print as {percent}%",
            n=len(table),
            base=base,
            percent=percent.strip(),
        )
        return figures.table(
            table,
            name="2-printed-explorer",
            title=said.get(len(table), several),
            lang=settings.lang,
            description=t(
                "One count: it is recovered. Several: the figure is bounded by them. None: it was printed wrongly, "
                "or of another base."
            ),
        )

    given = {
        "percent": controls.text(t("percentage"), "48,5"),
        "base": controls.whole(t("base"), 33, 1, _LARGEST_BASE),
    }
    return Explorer(settings.lang, show, given)


def questions(settings: Settings) -> Explorer:
    """The survey's questions by how much of the answer was printed."""
    t = wording.translator(settings.lang)
    asked = survey.questions(settings.lang)
    choices = [(t("all questions"), ""), *((t(word), word) for word in survey.PUBLISHED)]

    def show(published: str) -> Figure:
        found = asked.query("published == @published") if published else asked
        table = found.assign(
            question=found["label"], kind=found["kind"].map(t), published=found["published"].map(t)
        )
        return figures.table(
            table[["order", "question", "kind", "published", "slide"]],
            name="0-explorer",
            title=t("The questions of the survey"),
            lang=settings.lang,
        )

    return Explorer(
        settings.lang, show, {"published": controls.menu(t("printed"), choices, "nothing")}
    )


def points(settings: Settings) -> Explorer:
    """Full-text search over the points of the interviews."""
    t = wording.translator(settings.lang)
    found = evidence.texts(settings.lang).query("source in @interviews.SOURCES")
    groups = [(t("everyone"), ""), *evidence.choices(interviews.SOURCES, settings.lang)]

    def show(words: str, group: str) -> Figure:
        rows = evidence.search(found, words)
        rows = rows.query("source == @group") if group else rows
        return _texts(rows, t, name="1-explorer", title=t("Points found: {n}", n=len(rows)))

    given = {
        "words": controls.text(t("words"), getattr(settings, "search", "")),
        "group": controls.menu(t("group"), groups, ""),
    }
    return Explorer(settings.lang, show, given)


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
        return _texts(rows, t, name=name, title=f"{labels[topic]}: {len(rows)}")

    choices = zip(codebook["label"], codebook["topic"], strict=True)
    return Explorer(
        settings.lang, show, {"topic": controls.menu(t("topic"), choices, "skills_training")}
    )


def matrix(settings: Settings) -> Explorer:
    """Topics against sources, for one question or for all."""
    return _presence(settings, evidence.texts(settings.lang), "4-matrix-explorer")


def heard(settings: Settings) -> Explorer:
    """Topics against the groups of interviewees, for one question or for all."""
    found = evidence.texts(settings.lang).query("source in @interviews.SOURCES")
    return _presence(settings, found, "1-matrix-explorer")


def _presence(settings: Settings, found: pd.DataFrame, name: str) -> Explorer:
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


def area(settings: Settings) -> Explorer:
    """One area of the stakeholders: what it says, what it asks, what others list on its topic."""
    t = wording.translator(settings.lang)
    areas = stakeholders.areas(settings.lang)
    titles = areas.set_index("area")["title"]
    kinds = {
        "says": t("says (our summary)"),
        "asked": t("asks"),
        "implied": t("implied question (our reading)"),
        "others": t("others on the same topic"),
    }

    def show(area: str) -> Figure:
        rows = evidence.labelled(stakeholders.around(area, settings.lang), settings.lang)
        return figures.table(
            rows.assign(kind=rows["kind"].map(kinds))[["kind", "source_label", "text", "slide"]],
            name="3-area-explorer",
            title=titles[area],
            lang=settings.lang,
        )

    choices = zip(areas["title"], areas["area"], strict=True)
    return Explorer(
        settings.lang, show, {"area": controls.menu(t("area"), choices, areas["area"].iloc[0])}
    )


def left_open(settings: Settings) -> Explorer:
    """What the study leaves open, by source."""
    t = wording.translator(settings.lang)
    found = gaps.left_open(settings.lang)
    sources = [(t("all sources"), ""), *((t(word), word) for word in found["source"].unique())]

    def show(source: str) -> Figure:
        rows = found.query("source == @source") if source else found
        return figures.table(
            rows.assign(gap=rows["gap"].map(t), source=rows["source"].map(t)),
            name="4-open-explorer",
            title=t("What the study leaves open"),
            lang=settings.lang,
        )

    return Explorer(settings.lang, show, {"source": controls.menu(t("source"), sources, "")})


def _texts(rows: pd.DataFrame, t: wording.Translator, name: str, title: str) -> Figure:
    """Coded texts as a table."""
    shown: Any = evidence.labelled(rows, t.lang)
    return figures.table(
        shown[["source_label", "question_label", "theme", "text", "topic_label", "slide"]],
        name=name,
        title=title,
        lang=t.lang,
    )
