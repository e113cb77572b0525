"""What the interviews list: methods, roles, sectors, points, criteria. Nothing is counted that the study does not."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.interviews import published
from readytochange.parameters import SETTINGS, Settings

_SEVERAL = 2


@checked
def methods(name: str, methods: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Each approach with its techniques, or with what it is, in our words; `methods` from `interviews.methods`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    methods : from `interviews.methods`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    ours = [t("{text} (our summary)", text=text) if text else "" for text in methods["description"]]
    shown = methods.assign(text=methods["method"].where(methods["method"] != "", ours))
    return figure.table(
        shown[["approach", "text", "slide"]],
        name=name,
        title=t("Approaches and methods of the research"),
        lang=settings.lang,
        form="lists",
    )


@checked
def interviewed(
    name: str, groups: pd.DataFrame, roles: pd.DataFrame, settings: Settings = SETTINGS
) -> Figure:
    """The interviews of each group, and the roles interviewed.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    groups, roles : from `interviews.groups` and `interviews.roles`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    each = list(zip(groups["group"], groups["label"], groups["count"], strict=True))
    names = published.group_names(settings)
    counts = {
        "list": t("Interviews by group"),
        "text": [t("{group}: {n}", group=label, n=int(n)) for _, label, n in each],
        "slide": list(groups["slide"]),
    }
    held = roles.rename(columns={"role": "text"}).assign(list=t("Roles interviewed"))
    listed = pd.concat([pd.DataFrame(counts), held], ignore_index=True)
    title = t("Who was interviewed")
    if len(each) >= _SEVERAL:
        parts = [f"{n} {names.get(group, label)}" for group, label, n in each]
        told = language.listing(parts, settings.lang)
        title = t("{n} interviews: {parts}", n=int(groups["count"].sum()), parts=told)
    return figure.table(
        listed[["list", "text", "slide"]],
        name=name,
        title=title,
        lang=settings.lang,
        reading=t("The text we have does not say how many interviews there were for each role."),
        form="lists",
    )


@checked
def points(name: str, points: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What was said to one question, under the study's themes, or group by group.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    points : from `interviews.points` or `interviews.by_group`, of one question
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    if points.empty:
        return figure.table(points, name=name, title=t("Points listed"), lang=settings.lang)
    names = published.group_names(settings)
    titles = {
        "past": t("Innovations of the last three years"),
        "future": t("Innovations of the future"),
        "opportunities": t("Opportunities and reflections"),
        "criteria": t("How suppliers are chosen"),
    }
    title = titles[points["question"].iloc[0]]
    shown, form = (
        points.assign(anchor=points["id"])[["item", "emphasis", "anchor", "slide"]],
        "rows",
    )
    if len(points["source"].unique()) > 1:
        groups = points["source"].map(names).map(language.capital)
        shown, form = shown.assign(group=groups)[["group", *shown]], "lists"
    elif points["theme"].all():
        group = language.capital(names.get(points["source"].iloc[0], ""))
        title = t("{group}: innovations of the last three years", group=group)
        shown, form = shown.assign(theme=points["theme"])[["theme", *shown]], "lists"
    stressed = points["emphasis"].any()
    return figure.table(
        shown if stressed else shown.drop(columns="emphasis"),
        name=name,
        title=title,
        lang=settings.lang,
        reading=t("In bold what the study sets in bold.") if stressed else "",
        form=form,
    )


@checked
def sectors(name: str, sectors: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """The sectors of interviews and survey: those in both lists, those in one.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    sectors : from `interviews.sectors`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    places = {
        "both": t("In both lists"),
        "interviews": t("Only in the interviews"),
        "survey": t("Only in the survey"),
    }
    labels = [
        t("{sector} (in the survey: {other})", sector=row.label, other=row.survey)
        if row.where == "both" and row.survey != row.label
        else row.label
        for row in sectors.itertuples()
    ]
    shared = int((sectors["where"] == "both").sum())
    title = t("Sectors of interviews and survey")
    if shared >= _SEVERAL:
        title = t(
            "{shared} sectors of {n} are in both lists",
            shared=language.capital(language.in_letters(shared, settings.lang)),
            n=language.in_letters(len(sectors), settings.lang),
        )
    return figure.table(
        sectors.assign(where=sectors["where"].map(places), sector=labels)[
            ["where", "sector", "slide"]
        ],
        name=name,
        title=title,
        lang=settings.lang,
        reading=t(
            "Which names correspond is our reading; “Other”, which compares with nothing, is left out. The text we "
            "have does not say how many interviews or firms there are for each sector."
        ),
        form="lists",
    )


@checked
def criteria(name: str, criteria: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """By what suppliers are chosen, a list a group.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    criteria : from `interviews.criteria`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    title = t("How suppliers are chosen")
    if criteria["group"].nunique() >= _SEVERAL and criteria["item"].is_unique:
        title = t("No criterion is in both lists")
    return figure.table(
        criteria.assign(group=criteria["group"].map(language.capital), anchor=criteria["id"])[
            ["group", "item", "anchor", "slide"]
        ],
        name=name,
        title=title,
        lang=settings.lang,
        reading=t("In the order of the text, which does not say whether it is one of importance."),
        form="lists",
    )
