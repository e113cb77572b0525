"""The difficulties that firms see, and what the study answers to each: lines chosen one by one, quoted."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import places, tables

__dir__ = offered(__name__)

REPLIES = ["cluster", "difficulty", "reply", "link", "source", "answered", "slide"]

_QUESTION = "difficulties"
_SOURCES = N_({"item": "opportunities, interviews", "area": "areas, institutions"})


@checked
def replies(settings: Settings = SETTINGS) -> pd.DataFrame:
    """What the study answers to each difficulty.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns cluster, difficulty, reply, link, source, answered, slide, difficulties without a reply first: reply
        (the study's words, '' where there is none), link and source (where they stand, in these notebooks and in the
        study), answered (whether there is one), slide (of the reply, or of the difficulty). Without rows where no
        reply was chosen to any: then nobody has looked
    """
    t = language.translator(settings.lang)
    difficulties = tables.localise(tables.clusters(), settings).query("question == @_QUESTION")
    chosen = tables.localise(tables.replies(), settings).query("question == @_QUESTION")
    chosen = chosen.drop(columns="slide")
    if chosen.empty:
        difficulties = difficulties.head(0)
    difficulties = difficulties[["cluster", "label", "slide"]].rename(
        columns={"label": "difficulty"}
    )
    lines = pd.concat([_lines(chosen, name, settings) for name in _SOURCES])
    lines = lines.assign(source=lines["source"].map(t)).sort_values("order", kind="stable")
    found = difficulties.merge(
        lines[["cluster", "reply", "link", "source", "slide"]],
        "left",
        on="cluster",
        suffixes=("", "_reply"),
    )
    answered = found["reply"].notna()
    found = found.assign(
        answered=answered,
        slide=found["slide_reply"].fillna(found["slide"]),
        reply=found["reply"].fillna(""),
        link=found["link"].fillna(""),
        source=found["source"].fillna(""),
    )
    return found.iloc[answered.argsort(kind="stable")][REPLIES].reset_index(drop=True)


def _lines(chosen: pd.DataFrame, name: str, settings: Settings) -> pd.DataFrame:
    """The replies that stand in one table, with their words: of a point, of an area, or the passage of it."""
    points = tables.localise(tables.themes(), settings).rename(columns={"item_text": "reply"})
    areas = tables.localise(tables.areas(), settings).rename(columns={"text": "reply"})
    areas = areas.assign(question="areas", group="stakeholders")
    texts = {"item": points, "area": areas}[name][[name, "question", "group", "reply", "slide"]]
    links = [places.line(row.question, row.group, row[1]) for row in texts.itertuples()]
    texts = texts.assign(link=links).drop(columns=["question", "group"])
    found = chosen[["cluster", "order", name, "passage"]].merge(texts, on=name)
    whole = found["passage"] == ""
    return found.assign(reply=found["reply"].where(whole, found["passage"]), source=_SOURCES[name])
