"""What was asked, and answered in words: questions, groups of answers, quotations."""

from typing import Any

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey import channels

_SEVERAL = 2
"""From here on a title counts."""

_CLUSTERS = N_(
    {
        "difficulties": "Difficulties and limits that firms see",
        "activities": "Activities that might be handed over",
    }
)
"""Titles of groups of answers."""

_WORK = N_(
    {
        "back_office": "Back office, assembly, warehouse",
        "contact": "May involve talking with people",
        "": "As the study groups them",
    }
)
"""Headings of activities by our reading of what work they are, in their order."""


@checked
def clusters(name: str, clusters: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Open answers as the study grouped them, activities by whether they may involve talking with people.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    clusters : from `survey.clusters`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    kinds = [kind for kind in _WORK if kind in set(clusters["work"])]
    ordered = clusters.sort_values("work", key=lambda work: work.map(kinds.index), kind="stable")
    shown = ordered.assign(
        group=[t(_WORK[kind]) for kind in ordered["work"]],
        text=ordered["label"],
        anchor=ordered["cluster"],
    )
    by_work = {*kinds} - {""}
    return figure.table(
        shown[["group", "text", "anchor", "slide"]],
        name=name,
        title=_title_of_clusters(clusters, settings),
        lang=settings.lang,
        reading=t("The two lists are our reading of the words.") if by_work else "",
        form="lists",
    )


def _title_of_clusters(clusters: pd.DataFrame, settings: Settings) -> str:
    """That none of several activities names the channel that most firms hand over; else what they are."""
    t = language.translator(settings.lang)
    if clusters.empty:
        return t("Answers to a question")
    question = clusters["question"].iloc[0]
    if question == "activities":
        for row in channels.imagined(settings).query("channel != ''").to_dict("records"):
            return t("Not one of the {n} groups of activities names {channel}", **row)
    if question == "difficulties" and len(clusters) >= _SEVERAL:
        n = language.in_letters(len(clusters), settings.lang)
        return language.capital(t("{n} groups of difficulties and limits that firms see", n=n))
    return t(_CLUSTERS[question]) if question in _CLUSTERS else t("Answers to a question")


@checked
def quotes(name: str, quotes: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Respondents' own words; `quotes` from `survey.quotes`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    quotes : from `survey.quotes`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    title = language.translator(settings.lang)("What respondents added")
    texts = [language.quotes_within(text, settings.lang) for text in quotes["text"]]
    shown = quotes.assign(text=texts, anchor=quotes["quote"])[["text", "anchor", "slide"]]
    return figure.table(shown, name=name, title=title, lang=settings.lang, form="quotes")


@checked
def without_figures(name: str, asked: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """The questions of which our text holds no figures, in their own words, with the answers offered where it has them.

    Their words are the headings of their slides.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    asked : from `survey.without_figures`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    groups = {
        False: t("Only the question can be read"),
        True: t("The answers offered can be read too"),
    }
    shown = asked.assign(
        group=[groups[kind == "options"] for kind in asked["published"]],
        text=[_in_full(row, t) for row in asked.itertuples()],
        anchor=asked["question"],
    ).sort_values("published", kind="stable")
    n = language.in_letters(len(asked), settings.lang)
    several = t("{n} questions without figures in the text we have", n=n)
    return figure.table(
        shown[["group", "text", "anchor"]],
        name=name,
        title=language.capital(several)
        if len(asked) >= _SEVERAL
        else t("Questions without figures in the text we have"),
        lang=settings.lang,
        form="lists",
    )


def _in_full(row: Any, t: language.Translator) -> str:
    """A question with how many answers it allowed and which it offered."""
    text = str(row.label)
    if pd.notna(row.max_answers):
        most = int(row.max_answers)
        text += " " + t("(answers allowed: at most {n})", n=language.in_letters(most, t.lang))
    if row.options:
        offered = language.listing(row.options, t.lang, quoted=True, either=True)
        text += " " + t("Answers offered: {options}.", options=offered)
    return text


@checked
def questions(name: str, asked: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Questions of the survey, and what of the answers can be read.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    asked : from `survey.questions`, all or some
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    shown = asked.assign(
        question=asked["label"], kind=asked["kind"].map(t), published=asked["published"].map(t)
    )
    return figure.table(
        shown[["order", "question", "kind", "published", "slide"]],
        name=name,
        title=t("The questions of the survey"),
        lang=settings.lang,
    )
