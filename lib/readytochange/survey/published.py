"""The survey: its questions in its own words, and the shares of firms behind each answer."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError, unknown
from readytochange.language import N_, Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import percentages, tables
from readytochange.survey import proportions

COUNTS = ["option", "label", "percent", "count", "count_low", "count_high", "status"]
COUNTS += ["base", "base_status", "share", "exclusive", "question", "slide"]
SHARES = ["option", "label", "percent", "count", "status", "base", "base_status"]
SHARES += ["share", "low", "high", "share_status", "question", "slide"]
WITHOUT_FIGURES = [
    "question",
    "order",
    "label",
    "kind",
    "max_answers",
    "published",
    "options",
    "slide",
]
WITH_FIGURES = ("size", "channels", "outsourceable_channels")
WITH_CLUSTERS = ("difficulties", "activities")
"""The questions that notebooks name; of one that a wave did not ask, or did not publish, there are no rows."""

_LISTED = ("sector",)
"""Questions whose answers the study lists without figures: they were no charts."""

PUBLISHED = N_(("counts", "options", "clusters", "quotes", "nothing"))
KINDS = N_(("single", "multiple", "scale", "open"))


@checked
def questions(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Everything the survey asked, and what of the answers can be read in our text.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a question in the survey's order: question, order, label, kind, max_answers, base, published, slide;
        also the columns kind_origin, base_status, instruction
    """
    return tables.localise(tables.questions(), settings)


@checked
def asked(question: str, settings: Settings = SETTINGS) -> Markdown | None:
    """A question in the survey's own words, with the instruction under it; nothing where it was not asked.

    Parameters
    ----------
    question : its id
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    Markdown or None
    """
    for row in questions(settings).query("question == @question").itertuples():
        t = language.translator(settings.lang)
        if not row.instruction:
            return t.say("In the survey: “{label}”.", label=row.label)
        return t.say(
            "In the survey: “{label}”. {instruction}.", label=row.label, instruction=row.instruction
        )
    return None


@checked
def options(question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The answers that a question offered, with figures or without: option, label, slide.

    Parameters
    ----------
    question : its id, as 'management'; `survey.questions` has all
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    found = tables.localise(tables.answers(), settings).query("question == @question")
    return found.sort_values("order", ignore_index=True)[["option", "label", "slide"]]


@checked
def counts(question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The options of a question with the count behind each, and how the count is known.

    Parameters
    ----------
    question : a question whose figures our text holds: 'size', 'channels', 'outsourceable_channels'
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns option, label, percent, count, count_low, count_high, status, base, base_status, share, exclusive,
        question, slide, in printed order. status is 'published' where the study's text has the count, 'recovered'
        where its percentage allows no other, 'digitised' where the percentage was read from a picture. Where a
        reading allows several counts, count is missing, count_low and count_high are the least and the greatest,
        and share is the reading; elsewhere both are the count. Without rows where the data have no figures for one
        of `WITH_FIGURES`

    Raises
    ------
    InputError
        if our text holds no figures of another question
    """
    asked = tables.questions().set_index("question")
    with_figures = list(asked.index[asked["published"] == "counts"])
    if question not in with_figures:
        if question in asked.index and question not in WITH_FIGURES:
            raise InputError(
                f"question '{question}' was asked, but the text we have holds no figures of its answers; "
                f"questions with figures: {', '.join(with_figures)}"
            )
        if question not in WITH_FIGURES:
            raise unknown("question with figures", question, with_figures)
        return pd.DataFrame(columns=COUNTS).astype(
            {
                "count": "Int64",
                "count_low": "Int64",
                "count_high": "Int64",
                "share": float,
                "exclusive": bool,
            }
        )
    base = int(asked.loc[question, "base"])
    answers = tables.localise(tables.answers(), settings).query("question == @question")
    answers = answers.sort_values("order", ignore_index=True)
    allowed = [
        percentages.counts_behind(
            None if pd.isna(row["count"]) else int(row["count"]),
            row["percent"],
            base,
            row["reading_error"],
        )
        for row in answers.to_dict("records")
    ]
    low = pd.Series([each[0] for each in allowed], answers.index, dtype="Int64")
    high = pd.Series([each[-1] for each in allowed], answers.index, dtype="Int64")
    count = low.where(low == high)
    read = answers["percent"].str.replace(",", ".").where(count.isna()).astype(float) / 100
    printed = answers["count"].notna() | (answers["status"] == "digitised")
    return answers.assign(
        base=base,
        base_status=asked.loc[question, "base_status"],
        status=answers["status"].where(printed, "recovered"),
        count=count,
        count_low=low,
        count_high=high,
        share=(count / base).astype(float).fillna(read),
    )[COUNTS]


@checked
def option(table: pd.DataFrame, name: str) -> pd.Series:
    """One option's row of a table from `counts`, `shares` or `compare`; InputError if it has no such option.

    Parameters
    ----------
    table : from `counts`, `shares` or `compare`
    name : the option's id, as 'phone'
    """
    rows = table.set_index("option")
    if name not in rows.index:
        raise unknown("option", name, table["option"])
    return rows.loc[name]


@checked
def shares(question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The share of firms behind each option, with its interval.

    Parameters
    ----------
    question : 'size', 'channels' or 'outsourceable_channels', of which our text holds figures
    settings : a notebook's, or those of `readytochange.use` where none are given; with the coverage and the method
        of the intervals

    Returns
    -------
    DataFrame
        columns option, label, percent, count, status, base, base_status, share, low, high, share_status, question,
        slide: shares between 0 and 1; `status` is that of the count; `share_status` that of share, low and high,
        which are computed from it. Where a reading allows several counts, low is that of the least and high that of
        the greatest, and count_low and count_high are columns too
    """
    found = counts(question, settings)
    ends = {
        end: [
            proportions.interval(count, base, settings.confidence, settings.method)
            for count, base in zip(found[f"count_{end}"], found["base"], strict=True)
        ]
        for end in ("low", "high")
    }
    several = ["count_low", "count_high"] if found["count"].isna().any() else []
    return found.assign(
        low=[each.low for each in ends["low"]],
        high=[each.high for each in ends["high"]],
        share_status=found["count"].notna().map({True: "computed", False: "digitised"}),
    )[[*SHARES, *several]]


@checked
def sectors(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The sectors the firms come from, of which the study gives no figures: sector (its name), slide.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    found = tables.localise(tables.sectors(), settings).query("sample == 'survey'")
    return found.assign(sector=found["label"])[["sector", "slide"]].reset_index(drop=True)


@checked
def without_figures(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The questions whose figures stood in a chart, and are not in the text we have.

    Open questions, whose answers are grouped or quoted and not counted, are not among them, nor are those whose answers
    the study lists.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a question in the survey's order, columns question, order, label, kind, max_answers, published,
        options, slide: options (a list, the labels of the answers offered, empty where they cannot be read either)
    """
    found = questions(settings).query(
        "published in ['nothing', 'options'] and question not in @_LISTED"
    )
    offered = [list(options(name, settings)["label"]) for name in found["question"]]
    return found.assign(options=pd.Series(offered, found.index, dtype=object))[
        WITHOUT_FIGURES
    ].reset_index(drop=True)


@checked
def widest_interval(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The widest interval that a share of all respondents can have, that of one half.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given; with the coverage of the interval,
        which is by Wilson's method

    Returns
    -------
    DataFrame
        one row, none where no question has a base: base, low, high, points (of a hundred, between the two)
    """
    asked = tables.questions().dropna(subset="base")
    bases = [int(base) for base in asked["base"].iloc[:1]]
    ranges = [proportions.interval(base // 2, base, settings.confidence) for base in bases]
    return pd.DataFrame(
        {
            "base": bases,
            "low": [each.low for each in ranges],
            "high": [each.high for each in ranges],
            "points": [round(100 * (each.high - each.low)) for each in ranges],
        }
    )


def size_gaps() -> list[str]:
    """The numbers of employees that no published class of firms covers, between the smallest and the largest class.

    Several that follow each other are a range, '15–151'.
    """
    classes = tables.answers().query("question == 'size'").dropna(how="all", subset=["low", "high"])
    between = zip(classes["high"].iloc[:-1], classes["low"].iloc[1:], strict=True)
    return [
        f"{high + 1}" if high + 2 == low else f"{high + 1}–{low - 1}"
        for high, low in between
        if high + 1 < low
    ]


@checked
def clusters(question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """An open question's answers as the study grouped them, with our topic.

    Parameters
    ----------
    question : 'difficulties' or 'activities'
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        question, cluster, label, topic, topic_label, work (of activities, our reading: 'back_office', or 'contact'
        where the words name talking with people), slide; without counts, which our text does not hold. Without rows
        where the data have no groups of answers to one of `WITH_CLUSTERS`

    Raises
    ------
    InputError
        if the study grouped no answers to another question
    """
    found = tables.localise(tables.clusters(), settings)
    if question in set(tables.questions()["question"]) - {*found["question"], *WITH_CLUSTERS}:
        raise InputError(
            f"question '{question}' was asked, but the study groups no answers to it; "
            f"questions with groups of answers: {', '.join(dict.fromkeys(found['question']))}"
        )
    if question not in {*found["question"], *WITH_CLUSTERS}:
        raise unknown("question with clusters", question, dict.fromkeys(found["question"]))
    topics = tables.localise(tables.topics(), settings).set_index("topic")["label"]
    found = found.query("question == @question").reset_index(drop=True)
    return found.assign(topic_label=found["topic"].map(topics))[
        ["question", "cluster", "label", "topic", "topic_label", "work", "slide"]
    ]


@checked
def quotes(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Respondents' own words: quote, text, slide.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    return tables.localise(tables.quotes(), settings)[["quote", "text", "slide"]]
