"""What was asked, of whom and when: the field works, the samples, the register of every question."""

import pandas as pd

from readytochange import language, survey
from readytochange.language import N_
from readytochange.study import tables

PERIODS = ["activity", "label", "start", "end", "begins", "ends", "months", "status", "slide"]
SAMPLES = ["sample", "label", "count", "status", "slide"]
REGISTER = ["sample", "order", "question", "label", "published", "slide"]
CELLS = ["sample", "label", "column", "text", "filled", "slide"]

_IN_WORDS = N_({"counts": "options", "quotes": "some quotes"})
"""What of the answers can be read in words, where it has another name than what was published."""


def periods(lang: str) -> pd.DataFrame:
    """When each field work began and ended.

    Parameters
    ----------
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        the columns of `PERIODS`: start and end as months in words; begins and ends as days, 'YYYY-MM-DD', the second
        the first day after; months, both ends included; status ('computed', of the months: the dates are printed)
    """
    found = tables.localise(tables.periods(), lang)
    first, last = (pd.PeriodIndex(found[name], freq="M") for name in ("start", "end"))
    labels = tables.localise(tables.methods(), lang).set_index("method")["label"]
    return found.assign(
        label=found["activity"].map(labels),
        start=[language.month(month, lang) for month in found["start"]],
        end=[language.month(month, lang) for month in found["end"]],
        begins=first.strftime("%Y-%m-01"),
        ends=(last + 1).strftime("%Y-%m-01"),
        months=[(until - since).n + 1 for since, until in zip(first, last, strict=True)],
        status="computed",
    )[PERIODS]


def samples(lang: str) -> pd.DataFrame:
    """Who was heard: the interviews by group, the firms by size, the institutions.

    Parameters
    ----------
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        the columns of `SAMPLES`, in the study's order: sample ('interviews', 'survey', 'stakeholders'), label of the
        part, count; status is 'published' where the count is printed, 'computed' where it is that of a printed list
    """
    groups = tables.localise(tables.interviews(), lang)
    groups = groups.rename(columns={"interviews": "count"}).assign(sample="interviews")
    sizes = survey.counts("size", lang).assign(sample="survey")
    heard = tables.localise(tables.stakeholders(), lang)
    institutions = pd.DataFrame(
        {
            "sample": ["stakeholders"],
            "label": [language.Translator(lang)("Institutions")],
            "count": [heard["organisation"].nunique()],
            "status": ["computed"],
            "slide": [heard["slide"].iloc[0]],
        }
    )
    parts = [groups.assign(status="published"), sizes, institutions]
    return pd.concat([part[SAMPLES] for part in parts], ignore_index=True).astype({"count": int})


def register(lang: str) -> pd.DataFrame:
    """Every question the study asked, of interviewees and of firms, and how much of the answer it printed.

    Parameters
    ----------
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        the columns of `REGISTER`, in the study's order: sample ('interviews', 'survey'); published is one of
        `survey.PUBLISHED` or 'points' (what interviewees said, listed without counts)
    """
    interviews = tables.localise(tables.interview_questions(), lang).assign(
        sample="interviews", published="points"
    )
    asked = survey.questions(lang).assign(sample="survey")
    return pd.concat([interviews[REGISTER], asked[REGISTER]], ignore_index=True)


def printed(asked: pd.DataFrame, lang: str) -> pd.DataFrame:
    """What can be read of each answer: in words, and in figures.

    Parameters
    ----------
    asked : from `register`
    lang : 'it' or 'en'

    Returns
    -------
    DataFrame
        the columns of `CELLS`, two rows a question: column (title of the cell's column), text (what was printed, or
        'nothing'), filled (whether anything was)
    """
    t = language.Translator(lang)
    counted = asked["published"].eq("counts").map({True: "counts", False: "nothing"})
    cells = [
        asked.assign(column=t("answers, in words"), text=asked["published"].replace(_IN_WORDS)),
        asked.assign(column=t("figures"), text=counted),
    ]
    found = pd.concat(cells, ignore_index=True)
    return found.assign(filled=found["text"] != "nothing", text=found["text"].map(t))[CELLS]
