"""The stakeholders' figures: who was heard, the areas, what they ask, who else speaks of the same topics."""

import pandas as pd

from readytochange import language
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.parameters import Settings
from readytochange.stakeholders import published
from readytochange.study import coded_texts, tables
from readytochange.study import figures as study


def people(name: str, people: pd.DataFrame, settings: Settings) -> Figure:
    """The people heard, with role and institution; `people` from `stakeholders.people`."""
    return figure.table(
        people,
        name=name,
        title=language.translator(settings.lang)("The stakeholders heard"),
        lang=settings.lang,
        slide=tables.slide(people),
    )


def areas(name: str, areas: pd.DataFrame, settings: Settings) -> Figure:
    """The areas of reflection, summarised; `areas` from `stakeholders.areas`."""
    return figure.table(
        areas[["title", "aim", "summary", "topic_label"]],
        name=name,
        title=language.translator(settings.lang)("The areas of reflection"),
        lang=settings.lang,
        slide=tables.slide(tables.stakeholders()),
    )


def questions(name: str, questions: pd.DataFrame, settings: Settings) -> Figure:
    """What the areas ask, printed or implied; `questions` from `stakeholders.questions`."""
    t = language.translator(settings.lang)
    forms = {"asked": t("printed as a question"), "implied": t("implied (our reading)")}
    return figure.table(
        questions.assign(asked=questions["asked"].map(forms)).drop(columns="area"),
        name=name,
        title=t("What the areas ask"),
        lang=settings.lang,
    )


def grid(name: str, cells: pd.DataFrame, settings: Settings) -> Figure:
    """Which other sources speak on the topic of each area: a box for each, filled where one does.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    cells : from `stakeholders.grid`
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    labelled = coded_texts.labelled(cells, settings)
    named = cells.rename(columns={"title": "area_label"})
    return figure.show(
        study.boxes(study.marked(named, "area", settings), "area", settings),
        name=name,
        title=t("Who else speaks on the topic of each area"),
        subtitle=t("Filled box: the source lists something; our coding"),
        description=study.describe(named, "area", settings),
        table=labelled[["title", "topic_label", "source_label", "named", "text"]],
        lang=settings.lang,
        slide=tables.slide(tables.stakeholders()),
    )


def related(name: str, texts: pd.DataFrame, settings: Settings) -> Figure:
    """What other sources list on the topic of each area; `texts` from `stakeholders.related`."""
    shown = coded_texts.labelled(texts, settings)
    return figure.table(
        shown[["title", "source_label", "question_label", "text", "slide"]],
        name=name,
        title=language.translator(settings.lang)("What others list on the topic of each area"),
        lang=settings.lang,
    )


def statements(name: str, statements: pd.DataFrame, settings: Settings) -> Figure:
    """What the study states about the country, as bounds; `statements` from `stakeholders.statements`."""
    t = language.translator(settings.lang)
    columns = ["text", "relation", "value", "unit", "scope", "status", "slide"]
    return figure.table(
        statements.assign(relation=t("fewer than"))[columns],
        name=name,
        title=t("The study's own figure on jobs with outside employers"),
        lang=settings.lang,
    )


def indicators(name: str, indicators: pd.DataFrame, settings: Settings) -> Figure:
    """The questions on indicators, to be filled in; `indicators` from `stakeholders.indicators`."""
    title = language.translator(settings.lang)("Questions on indicators, to be answered")
    return figure.table(indicators, name=name, title=title, lang=settings.lang)


def area(name: str, area: str, settings: Settings) -> Figure:
    """One area: what it says, what it asks, what others list on its topic.

    Parameters
    ----------
    name : of the figure, as for `figures.show`
    area : the area's id
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    kinds = {
        "says": t("says (our summary)"),
        "asked": t("asks"),
        "implied": t("implied question (our reading)"),
        "others": t("others on the same topic"),
    }
    rows = coded_texts.labelled(published.area(area, settings), settings)
    return figure.table(
        rows.assign(kind=rows["kind"].map(kinds))[["kind", "source_label", "text", "slide"]],
        name=name,
        title=published.areas(settings).set_index("area").loc[area, "title"],
        lang=settings.lang,
    )
