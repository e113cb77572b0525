"""What the interviews list: methods, roles, sectors, points, criteria. Nothing is counted that the study does not."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.interviews import published
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import coded_texts
from readytochange.study import figures as study

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
    source, question = points[["source", "question"]].iloc[0]
    titles = {
        "past": t(
            "{group}: innovations of the last three years",
            group=language.capital(names.get(source, "")),
        ),
        "future": t("Innovations of the future"),
        "opportunities": t("Opportunities and reflections"),
        "criteria": t("How suppliers are chosen"),
    }
    shown, form = points[["item", "emphasis", "slide"]], "rows"
    if points["theme"].all():
        shown, form = points[["theme", *shown]], "lists"
    elif "group" in points:
        shown = points.assign(group=points["group"].map(language.capital))[["group", *shown]]
        form = "lists"
    stressed = points["emphasis"].any()
    return figure.table(
        shown if stressed else shown.drop(columns="emphasis"),
        name=name,
        title=titles[question],
        lang=settings.lang,
        reading=t("In bold what the study sets in bold.") if stressed else "",
        form=form,
    )


@checked
def found_points(
    name: str, found: pd.DataFrame, words: str, total: int, settings: Settings = SETTINGS
) -> Figure:
    """The points that were sought, group by group, what was sought in bold; where there is none, what to try.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `search.find_in_both`, all of it or a part
    words : that were sought
    total : how many points there are
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    n = len(found)
    title = t("All points: {n}", n=n) if n == total else t("Points: {n} of {all}", n=n, all=total)
    if words.strip():
        sought = language.listing(words.split(), settings.lang, quoted=True)
        title = t("Points that contain {words}: {n} of {all}", words=sought, n=n, all=total)
    advice = t(
        "No point is so. Try the beginning of a word, or fewer words, without quotation marks; or choose everyone, "
        "all topics and all questions."
    )
    columns = ["source_label", "text", "emphasis", "question_label", "topic_label", "slide"]
    if found["other"].any():
        columns[3:3] = ["other", "emphasis_other"]
    found = coded_texts.by_source(found)
    return figure.table(
        coded_texts.labelled(found, settings)[columns],
        name=name,
        title=title,
        reading=advice if found.empty else "",
        lang=settings.lang,
        form="groups",
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
        criteria.assign(group=criteria["group"].map(language.capital))[["group", "item", "slide"]],
        name=name,
        title=title,
        lang=settings.lang,
        reading=t("In the order of the text, which does not say whether it is one of importance."),
        form="lists",
    )


@checked
def points_to_search(name: str, found: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """All points, which a page lets readers search.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '1-explorer'
    found : from `interviews.texts`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    title = language.translator(settings.lang)("All points of the interviews")
    return study.texts_to_search(name, found, settings, title)
