"""Figures of the study as a whole: its project, its elements, our codebook, its coded texts."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.choices import Choices, Menu
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import coded_texts, tables

_FACTS = N_(
    {
        "opportunity": "what it is",
        "owner": "for whom",
        "funder": "who funds it",
        "programme": "programme",
        "aim": "aim",
        "support": "support",
        "context": "context",
        "method": "research",
    }
)
"""The facts that say what the project is, in the order in which they are shown."""


@checked
def project(name: str, facts: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What the project is, for whom, who funds it; `facts` from `tables.project`, in one language.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    facts : the table `project` of `study.tables`, in one language by `localise`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    told = [fact for fact in _FACTS if fact in set(facts["fact"])]
    shown = facts.set_index("fact").loc[told].reset_index()
    shown = shown.assign(fact=[t(_FACTS[fact]) for fact in told])
    return figure.table(shown, name=name, title=t("What the project is"), lang=settings.lang)


@checked
def model(name: str, model: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """The elements of the exploration, a card each, in no order: what it yields, what it is for.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    model : from `tables.exploration_model`, in one language
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    return figure.table(
        model[["result", "purpose", "slide"]],
        name=name,
        title=t("The exploration model"),
        reading=t(
            "Which purpose goes with which result is our reading: the text has lost the layout of the slide, and gives "
            "no order."
        ),
        form="cards",
        lang=settings.lang,
    )


@checked
def corrections(name: str, settings: Settings = SETTINGS) -> Figure:
    """The misprints of the study that the tables correct.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    title = language.translator(settings.lang)("Misprints corrected here")
    found = tables.corrections()[["printed", "corrected"]]
    return figure.table(found, name=name, title=title, lang=settings.lang, form="closed")


@checked
def codebook(name: str, topics: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Our topics and the rule by which each is coded; `topics` from `coded_texts.topics`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    topics : from `coded_texts.topics`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    title = language.translator(settings.lang)("The topics, and how we assigned them")
    shown = topics.assign(topic=topics["label"])[["topic", "definition"]]
    return figure.table(shown, name=name, title=title, lang=settings.lang, form="closed")


@checked
def texts_on(
    name: str, found: pd.DataFrame, topic: str, settings: Settings = SETTINGS, title: str = ""
) -> Figure:
    """The texts on a topic under their sources, a row each; where there is none, what to choose.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `coded_texts.of_topic`
    topic : the topic's id
    settings : a notebook's, or those of `readytochange.use` where none are given
    title : above the table; without it, how many texts there are
    """
    t = language.translator(settings.lang)
    title = title or t("Texts: {n}", n=len(found))
    advice = t("Nothing is listed here: choose a filled box, or all sources and all questions.")
    found = coded_texts.by_source(found)
    main = [t("main") if each == topic else t("second") for each in found["topic"]]
    whole = found.assign(text=coded_texts.in_full(found), main=main)
    return figure.table(
        coded_texts.labelled(whole, settings)[
            ["source_label", "text", "question_label", "main", "slide"]
        ],
        name=name,
        title=title,
        reading=advice if found.empty else "",
        form="groups",
        lang=settings.lang,
    )


@checked
def texts_to_search(
    name: str, found: pd.DataFrame, settings: Settings = SETTINGS, title: str = ""
) -> Figure:
    """Coded texts, a row each, folded in a notebook; a page lets readers search them, in both languages.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `coded_texts.texts`, all of it or a part
    settings : a notebook's, or those of `readytochange.use` where none are given
    title : above the table; without it, how many texts there are
    """
    t = language.translator(settings.lang)
    title = title or t("Texts: {n}", n=len(found))
    named = coded_texts.labelled(found, settings)
    topics = [
        t("{topic}; second: {other}", topic=one, other=other) if other else one
        for one, other in zip(named["topic_label"], named["topic_second_label"], strict=True)
    ]
    words = {"topic": t("topic"), "source": t("source"), "question": t("question")}
    menus = [
        Menu(each, word, [*coded_texts.labels(named, each).items()]).with_everything(t("all"))
        for each, word in words.items()
    ]
    [other] = [lang for lang in language.LANGUAGES if lang != settings.lang]
    original = coded_texts.texts(Settings(lang=other)).loc[found.index]
    shown = named.assign(topic_label=topics)
    return figure.table(
        shown[["text", "theme", "source_label", "question_label", "topic_label"]],
        name=name,
        title=title,
        form="closed",
        lang=settings.lang,
        choices=Choices(
            menus,
            rows=[
                {
                    "topic": [row.topic, row.topic_second],
                    "source": [row.source],
                    "question": [row.question],
                }
                for row in found.itertuples()
            ],
            searched=["theme", "text"],
            elsewhere=[*coded_texts.in_full(original)],
            language=other,
        ),
    )
