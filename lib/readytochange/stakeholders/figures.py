"""The stakeholders' figures: who was heard, the areas with their questions and echoes, the indicators to be chosen."""

from collections.abc import Iterable

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.choices import Choices, Menu
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.stakeholders import published, readings
from readytochange.study import places, tables

__dir__ = offered(__name__)

_SEVERAL = 2


@checked
def people(name: str, people: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """The people heard, with role and institution; `people` from `stakeholders.people`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    people : from `stakeholders.people`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    institutions = people["organisation"].nunique()
    title = t("The stakeholders heard")
    if institutions >= _SEVERAL:
        title = t(
            "{people} people from {institutions} institutions",
            people=language.capital(language.in_letters(len(people), settings.lang)),
            institutions=language.in_letters(institutions, settings.lang),
        )
    facts = tables.localise(tables.project(), settings)
    funders = set(facts.loc[facts["fact"] == "funder", "text"]) & set(people["organisation"])
    return figure.table(
        people,
        name=name,
        title=title,
        lang=settings.lang,
        reading=" ".join(
            t(
                "{institution} both funds the project and is one of the voices reported.",
                institution=funder,
            )
            for funder in sorted(funders)
        ),
    )


@checked
def areas(
    name: str, areas: pd.DataFrame, echoes: pd.DataFrame, settings: Settings = SETTINGS
) -> Figure:
    """The areas of reflection, a card each: as what it is announced, what it says, its echoes in other sources.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    areas, echoes : from the functions of these names in `stakeholders`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    lines: dict[str, list[str]] = {area: [] for area in areas["area"]}
    links: dict[str, list[str]] = {area: [] for area in areas["area"]}
    for row in echoes.itertuples():
        said = language.in_quotes(row.text, settings.lang)
        lines[row.area].append(f"{said} ({row.source_label})")
        links[row.area].append(places.line(row.question, row.source, row.id))
    shown = areas.assign(
        says=areas["text"],
        echoes=["\n".join(each) for each in lines.values()],
        link=["\n".join(each) for each in links.values()],
        anchor=areas["area"],
    )
    echoed = ["echoes", "link"] if len(echoes) else []
    title = t("The areas of reflection")
    if len(areas) >= _SEVERAL:
        title = t(
            "{n} areas of reflection",
            n=language.capital(language.in_letters(len(areas), settings.lang)),
        )
    return figure.table(
        shown[["title", "aim", "says", *echoed, "anchor", "slide"]],
        name=name,
        title=title,
        lang=settings.lang,
        form="cards",
        choices=Choices(
            [
                Menu(
                    "area", t("area"), [*zip(areas["area"], areas["title"], strict=True)]
                ).with_everything(t("all"))
            ],
            rows=[{"area": [area]} for area in areas["area"]],
            searched=["title", "aim", "says", *echoed],
        ),
    )


@checked
def questions(name: str, questions: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What the areas ask, area by area, published or implied; `questions` from `stakeholders.questions`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    questions : from `stakeholders.questions`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    title = t("What the areas ask")
    for row in readings.mostly_on_metrics(questions, settings):
        title = t("{measuring} of the {n} questions ask how to measure", **row)
    shown = [
        question if form == "asked" else t("{question} (implied: our reading)", question=question)
        for question, form in zip(questions["question"], questions["asked"], strict=True)
    ]
    by_weight = _most_first(questions["title"])
    return figure.table(
        questions.assign(question=shown).sort_values(
            "title", key=lambda titles: titles.map(by_weight.index), kind="stable"
        )[["title", "question", "slide"]],
        name=name,
        title=title,
        lang=settings.lang,
        form="lists",
    )


def _most_first(values: Iterable[str]) -> list[str]:
    """The values, those that occur most often first, then in their order."""
    return list(pd.Series(list(values), dtype=object).value_counts(sort=True).index)


@checked
def indicators(name: str, indicators: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """The questions on indicators, to be filled in; `indicators` from `stakeholders.indicators`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    indicators : from `stakeholders.indicators`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    title = language.translator(settings.lang)("Questions on indicators, to be answered")
    return figure.table(indicators, name=name, title=title, lang=settings.lang)


@checked
def area(name: str, area: str, settings: Settings = SETTINGS) -> Figure:
    """One area: what it says, what it asks, its echoes in other sources.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    area : the area's id
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    kinds = {
        "says": t("says"),
        "asked": t("asks"),
        "implied": t("implied question (our reading)"),
        "echoes": t("echo (our choice)"),
    }
    rows = published.area(area, settings)
    return figure.table(
        rows.assign(kind=rows["kind"].map(kinds))[["kind", "text", "source_label", "slide"]],
        name=name,
        title=published.areas(settings).set_index("area").loc[area, "title"],
        lang=settings.lang,
    )
