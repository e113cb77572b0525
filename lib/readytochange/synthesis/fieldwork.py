"""What was asked, of whom and when: the field works, the samples, the register of every question."""

import pandas as pd

from readytochange import language, survey
from readytochange.language import N_
from readytochange.parameters import Settings
from readytochange.study import tables

PERIODS = ["activity", "label", "start", "end", "begins", "ends", "months", "status", "slide"]
SAMPLES = ["sample", "label", "count", "status", "slide"]
REGISTER = ["sample", "order", "question", "label", "published", "slide"]
CELLS = ["sample", "question", "label", "column", "text", "filled", "slide"]

_IN_WORDS = N_({"counts": "options", "quotes": "some quotes"})
"""What of the answers can be read in words, where it has another name than what was published."""


def periods(settings: Settings) -> pd.DataFrame:
    """When each field work began and ended.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    DataFrame
        the columns of `PERIODS`: start and end as months in words; begins and ends as days, 'YYYY-MM-DD', the second
        the first day after; months, both ends included; status ('computed', of the months: the dates are printed)
    """
    found = tables.localise(tables.periods(), settings)
    first, last = (pd.PeriodIndex(found[name], freq="M") for name in ("start", "end"))
    labels = tables.localise(tables.methods(), settings).set_index("method")["label"]
    return found.assign(
        label=found["activity"].map(labels),
        start=[language.month(month, settings.lang) for month in found["start"]],
        end=[language.month(month, settings.lang) for month in found["end"]],
        begins=first.strftime("%Y-%m-01"),
        ends=(last + 1).strftime("%Y-%m-01"),
        months=[(until - since).n + 1 for since, until in zip(first, last, strict=True)],
        status="computed",
    )[PERIODS]


def samples(settings: Settings) -> pd.DataFrame:
    """Who was heard: the interviews by group, the firms by size, the institutions.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    DataFrame
        the columns of `SAMPLES`, in the study's order: sample ('interviews', 'survey', 'stakeholders'), label of the
        part, count; status is 'published' where the count is printed, 'computed' where it is that of a printed list
    """
    groups = tables.localise(tables.interviews(), settings)
    groups = groups.rename(columns={"interviews": "count"}).assign(sample="interviews")
    sizes = survey.counts("size", settings).assign(sample="survey")
    heard = tables.localise(tables.stakeholders(), settings)
    institutions = pd.DataFrame(
        {
            "sample": ["stakeholders"],
            "label": [language.translator(settings.lang)("Institutions")],
            "count": [heard["organisation"].nunique()],
            "status": ["computed"],
            "slide": [tables.slide(heard)],
        }
    )
    parts = [groups.assign(status="published"), sizes, institutions]
    return pd.concat([part[SAMPLES] for part in parts], ignore_index=True).astype({"count": int})


def heard(samples: pd.DataFrame, settings: Settings) -> list[str]:
    """How many were heard, for a sentence: '45 interviews (published)'.

    Parameters
    ----------
    samples : from `samples`
    settings : of the notebook

    Returns
    -------
    list of str
        one for each sample that has a count
    """
    t = language.translator(settings.lang)
    n = samples.groupby("sample")["count"].sum().to_dict()
    published, computed = t("published"), t("computed")
    words = {
        "interviews": t("{n} interviews ({status})", n=n.get("interviews"), status=published),
        "survey": t("{n} firms ({status})", n=n.get("survey"), status=computed),
        "stakeholders": t("{n} institutions ({status})", n=n.get("stakeholders"), status=computed),
    }
    return [said for name, said in words.items() if name in n]


def register(settings: Settings) -> pd.DataFrame:
    """Every question the study asked, of interviewees and of firms, and how much of the answer it printed.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    DataFrame
        the columns of `REGISTER`, in the study's order: sample ('interviews', 'survey'); published is one of
        `survey.PUBLISHED` or 'points' (what interviewees said, listed without counts)
    """
    interviews = tables.localise(tables.interview_questions(), settings).assign(
        sample="interviews", published="points"
    )
    asked = survey.questions(settings).assign(sample="survey")
    return pd.concat([interviews[REGISTER], asked[REGISTER]], ignore_index=True)


def printed(asked: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """What can be read of each answer: in words, and in figures.

    Parameters
    ----------
    asked : from `register`
    settings : of the notebook

    Returns
    -------
    DataFrame
        the columns of `CELLS`, two rows a question: column ('words', 'figures'), text (what was printed, or
        'nothing'), filled (whether anything was)
    """
    t = language.translator(settings.lang)
    counted = asked["published"].eq("counts").map({True: "counts", False: "nothing"})
    cells = [
        asked.assign(column="words", text=asked["published"].replace(_IN_WORDS)),
        asked.assign(column="figures", text=counted),
    ]
    found = pd.concat(cells, ignore_index=True)
    return found.assign(filled=found["text"] != "nothing", text=found["text"].map(t))[CELLS]
