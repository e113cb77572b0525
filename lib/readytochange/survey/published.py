"""The survey: its questions, the shares of firms behind each answer, the check of every printed figure."""

import pandas as pd

from readytochange import parameters
from readytochange.errors import InputError, unknown
from readytochange.language import N_
from readytochange.study import tables
from readytochange.survey import bounds, proportions

COUNTS = ["option", "label", "percent", "count", "status", "base", "base_status"]
COUNTS += ["share", "exclusive", "slide"]
SHARES = ["option", "label", "percent", "count", "status", "base", "base_status"]
SHARES += ["share", "low", "high", "share_status"]
PUBLISHED = N_(("counts", "options", "clusters", "quotes", "nothing"))
KINDS = N_(("single", "multiple", "scale", "open"))


def questions(lang: str) -> pd.DataFrame:
    """Everything the survey asked, and how much of the answer the study printed.

    Parameters
    ----------
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        a row a question in the survey's order: question, order, label, kind, max_answers, base, published, slide
    """
    return tables.localise(tables.questions(), lang)


def counts(question: str, lang: str) -> pd.DataFrame:
    """The options of a question with the count behind each, and how the count is known.

    Parameters
    ----------
    question : a question whose figures the study printed: 'size', 'channels', 'outsourceable_channels'
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        in printed order: option, label, percent (as printed), count, status, base, base_status, share, exclusive,
        slide; status is 'published' where the study printed the count, 'recovered' where its percentage allows no other

    Raises
    ------
    InputError
        if the study printed no figures for the question, it has no base, or an option has neither a count nor a
        percentage that only one count prints
    """
    asked = tables.questions().set_index("question")
    with_figures = list(asked.index[asked["published"] == "counts"])
    if question not in with_figures:
        raise unknown("question with figures", question, with_figures)
    if pd.isna(asked.loc[question, "base"]):
        raise InputError(
            f"data/report/questions.csv, question '{question}', column base: nothing; "
            "accepted is the number of respondents asked, where figures were printed"
        )
    base = int(asked.loc[question, "base"])
    answers = tables.localise(tables.answers(), lang).query("question == @question")
    answers = answers.sort_values("order", ignore_index=True)
    recovered = answers["percent"].map(
        lambda percent: proportions.recover(percent, base) if percent else None
    )
    unknown_counts = answers[answers["count"].isna() & recovered.isna()]
    if len(unknown_counts):
        first = unknown_counts.iloc[0]
        raise InputError(
            f"data/report/answers.csv, question '{question}', option '{first['option']}': "
            f"no count, and percentage '{first['percent']}' of {base} is not that of exactly one; "
            "accepted is a count, or a percentage that only one count prints"
        )
    return answers.assign(
        base=base,
        base_status=asked.loc[question, "base_status"],
        status=answers["count"].notna().map({True: "published", False: "recovered"}),
        count=answers["count"].fillna(recovered.astype("Int64")),
        share=lambda frame: frame["count"].astype(float) / base,
    )[COUNTS]


def shares(
    question: str, lang: str, confidence: float = 0.95, interval: parameters.Method = "wilson"
) -> pd.DataFrame:
    """The share of firms behind each option, with its interval.

    Parameters
    ----------
    question, lang : as for `counts`
    confidence, interval : as for `proportions.interval`

    Returns
    -------
    DataFrame
        the columns of `SHARES`: shares between 0 and 1; `status` is that of the count; `share_status` that of share,
        low and high, which are computed from it
    """
    found = counts(question, lang)
    ranges = [
        proportions.interval(int(row.count_), int(row.base), confidence, interval)
        for row in found.rename(columns={"count": "count_"}).itertuples()
    ]
    return found.assign(
        low=[r.low for r in ranges], high=[r.high for r in ranges], share_status="computed"
    )[SHARES]


def compare(first: str, second: str, lang: str) -> pd.DataFrame:
    """Two multiple-response questions side by side, for the options they share.

    Parameters
    ----------
    first, second : questions as for `counts`
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        a row a shared option, largest difference first: option, label, count_first, count_first_status, count_second,
        count_second_status, base, base_status (as in `counts`), share_first, share_second, difference (first less
        second), share_status ('computed'), both_low, both_high (how many firms may have chosen the option in both:
        bounds), both_status ('bounded')

    Raises
    ------
    InputError
        as for `counts`; if the two questions share no option
    """
    pair = counts(first, lang).merge(
        counts(second, lang)[["option", "count", "base", "share", "status"]],
        on="option",
        suffixes=("_first", "_second"),
    )
    if pair.empty:
        raise InputError(
            f"questions '{first}' and '{second}' share no option: accepted are two that ask about the same"
        )
    both = [
        bounds.overlap(int(row.count_first), int(row.count_second), int(row.base_first))
        for row in pair.itertuples()
    ]
    pair = pair.assign(
        base=pair["base_first"],
        difference=pair["share_first"] - pair["share_second"],
        both_low=[bounds.low for bounds in both],
        both_high=[bounds.high for bounds in both],
        share_status="computed",
        both_status="bounded",
    ).rename(
        columns={
            "status_first": "count_first_status",
            "status_second": "count_second_status",
        }
    )
    columns = [
        "option",
        "label",
        "count_first",
        "count_first_status",
        "count_second",
        "count_second_status",
        "base",
        "base_status",
        "share_first",
        "share_second",
    ]
    columns += ["difference", "share_status", "both_low", "both_high", "both_status"]
    return pair.sort_values("difference", ascending=False, ignore_index=True)[columns]


def unprinted(lang: str) -> pd.DataFrame:
    """The questions of which the study printed no figures, only a chart or a list: as `questions`.

    Open questions, whose answers are grouped or quoted and not counted, are not among them.
    """
    return questions(lang).query("published in ['nothing', 'options']").reset_index(drop=True)


def size_gaps() -> list[int]:
    """The numbers of employees that no printed class of firms covers, between the smallest and the largest class."""
    classes = tables.answers().query("question == 'size'").sort_values("order")
    highs, lows = classes["high"].dropna().astype(int), classes["low"].dropna().astype(int)
    return [n for high, low in zip(highs, lows, strict=True) for n in range(high + 1, low)]


def clusters(question: str, lang: str) -> pd.DataFrame:
    """An open question's answers as the study grouped them, with our topic.

    Parameters
    ----------
    question : 'difficulties' or 'activities'
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        cluster, label, topic, topic_label, slide; the study gives no counts

    Raises
    ------
    InputError
        if the study grouped no answers to the question
    """
    found = tables.localise(tables.clusters(), lang)
    if question not in set(found["question"]):
        raise unknown("question with clusters", question, dict.fromkeys(found["question"]))
    topics = tables.localise(tables.topics(), lang).set_index("topic")["label"]
    found = found.query("question == @question").reset_index(drop=True)
    return found.assign(topic_label=found["topic"].map(topics))[
        ["cluster", "label", "topic", "topic_label", "slide"]
    ]


def quotes(lang: str) -> pd.DataFrame:
    """Respondents' own words: quote, text, slide."""
    return tables.localise(tables.quotes(), lang)[["quote", "text", "slide"]]
