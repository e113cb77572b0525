"""The interviews: methods, sectors of the two samples compared, points by theme, which group names which topic.

Points are listed by the study, not counted: nothing here says how often something was said.
"""

import pandas as pd

from readytochange.errors import unknown
from readytochange.study import coded_texts, tables

GROUPS = ("customer_service", "csr")

SOURCES = (*GROUPS, "all")
"""The two groups, and what the study gives for both together."""

TIMES = ("past", "future")
NAMED_BY = ("both", *GROUPS, "nobody")
METHODS = ["approach", "method", "description", "slide"]
SECTORS = ["common", "label", "interviews", "survey", "where"]
POINTS = ["theme", "item", "topic", "topic_label", "slide"]
MATRIX = ["topic", "topic_label", "group", "question", "mark", "text", "named_by"]


def methods(lang: str) -> pd.DataFrame:
    """The techniques of the research under the approaches that hold them.

    Parameters
    ----------
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        the columns of `METHODS`, in printed order: labels of approach and method; description is what the study says of
        the approach. An approach has either methods or a description
    """
    approaches = tables.localise(tables.approaches(), lang)
    techniques = tables.localise(tables.methods(), lang)[["approach", "label"]]
    found = approaches.merge(techniques.rename(columns={"label": "method"}), "left", on="approach")
    return found.assign(approach=found["label"], method=found["method"].fillna(""))[METHODS]


def sectors(lang: str) -> pd.DataFrame:
    """The sectors of interviews and survey, one beside the other; 'other' compares with nothing and is left out.

    Parameters
    ----------
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        the columns of `SECTORS`, a row a sector: common (id that both lists share), label, interviews and survey (the
        name in each list, '' where it is not there), where ('both', 'interviews', 'survey'); those in both first
    """
    listed = tables.localise(tables.sectors(), lang).query("common != 'other'")
    names = listed.pivot_table(
        index="common", columns="sample", values="label", aggfunc="first", fill_value="", sort=False
    ).reset_index()
    where = [
        "both" if row.interviews and row.survey else "interviews" if row.interviews else "survey"
        for row in names.itertuples()
    ]
    labels = names["interviews"].where(names["interviews"] != "", names["survey"])
    found = names.assign(where=where, label=labels)
    return found.sort_values("where", kind="stable", ignore_index=True)[SECTORS]


def points(question: str, group: str, lang: str) -> pd.DataFrame:
    """The points one group made to one question, in printed order.

    Parameters
    ----------
    question : 'past', 'future', 'opportunities' or 'criteria'
    group : 'customer_service', 'csr' or 'all' (the study does not tell the groups apart)
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        the columns of `POINTS`; theme is '' where the study does not group

    Raises
    ------
    InputError
        if the study gives no points of such a group to such a question
    """
    found = coded_texts.texts(lang).query("source in @SOURCES").rename(columns={"text": "item"})
    if question not in set(found["question"]):
        raise unknown("question of the interviews", question, found["question"].unique())
    answering = found.loc[found["question"] == question, "source"].unique()
    if group not in answering:
        raise unknown(f"group answering '{question}'", group, answering)
    chosen = (found["question"] == question) & (found["source"] == group)
    return found[chosen].reset_index(drop=True)[POINTS]


def matrix(lang: str) -> pd.DataFrame:
    """Which group names which topic, for the last three years and for the future.

    Parameters
    ----------
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        the columns of `MATRIX`, a row a topic, group and question, empty cells too: mark ('named'; 'announced': named
        for the future by a group that does not list it among the things done; '': not named), text (the points,
        joined), named_by (one of `NAMED_BY`: who names the topic at all); topics that both name first
    """
    found = coded_texts.texts(lang).rename(columns={"source": "group"})
    found = found[found["group"].isin(GROUPS) & found["question"].isin(TIMES)]
    texts = found.groupby(["topic", "group", "question"], as_index=False)["text"].agg("; ".join)
    cells = coded_texts.topics(lang).rename(columns={"label": "topic_label"})
    for name, values in (("group", GROUPS), ("question", TIMES)):
        cells = cells.merge(pd.DataFrame({name: values}), how="cross")
    cells = cells.merge(texts, how="left").fillna({"text": ""})
    who = found.groupby("topic")["group"].agg(_one_or_both)
    named_by = cells["topic"].map(who).fillna("nobody")
    cells = cells.assign(mark=_marks(cells), named_by=named_by)[MATRIX]
    return cells.sort_values(
        "named_by", key=lambda names: names.map(NAMED_BY.index), kind="stable", ignore_index=True
    )


def _one_or_both(groups: "pd.Series[str]") -> str:
    return str(groups.iloc[0]) if (groups == groups.iloc[0]).all() else "both"


def _marks(cells: pd.DataFrame) -> list[str]:
    done = set(
        cells[(cells["question"] == "past") & (cells["text"] != "")][["topic", "group"]].itertuples(
            index=False, name=None
        )
    )
    return [
        "" if not row.text
        else "announced" if row.question == "future" and (row.topic, row.group) not in done
        else "named"
        for row in cells.itertuples()
    ]  # fmt: skip
