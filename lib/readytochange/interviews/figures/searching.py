"""What is found among the points of the interviews, and all of them in a table that a page lets readers search."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.choices import Choices, Menu
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import coded_texts


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
def points_to_search(name: str, found: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """All points, a row each, folded in a notebook; a page lets readers search them, in both languages.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `interviews.texts`, all of it or a part
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
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
        title=t("All points of the interviews"),
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
