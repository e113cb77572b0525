"""What was asked, of whom and when: the samples, the questions, and what our text holds of the answers."""

import pandas as pd

from readytochange import language, survey
from readytochange.arguments import checked
from readytochange.language import Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.statuses import marked
from readytochange.study import places, tables

__dir__ = offered(__name__)

PERIODS = ["activity", "label", "start", "end", "slide"]
SAMPLES = ["sample", "label", "count", "status", "slide"]
REGISTER = ["sample", "order", "question", "label", "kind", "published", "link", "slide"]


@checked
def periods(settings: Settings = SETTINGS) -> pd.DataFrame:
    """When each field work began and ended.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns activity, label, start, end, slide: start and end as months in words
    """
    found = tables.localise(tables.periods(), settings)
    labels = tables.localise(tables.methods(), settings).set_index("method")["label"]
    return found.assign(
        label=found["activity"].map(labels),
        start=[language.month(month, settings.lang) for month in found["start"]],
        end=[language.month(month, settings.lang) for month in found["end"]],
    )[PERIODS]


@checked
def samples(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Who took part: the interviews by group, the firms by size, the institutions.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns sample, label, count, status, slide, in the study's order: sample ('interviews', 'survey',
        'stakeholders'), label of the part, count; status is 'published' where the study reports the count,
        'computed' where it is that of a list
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


@checked
def heard(samples: pd.DataFrame, settings: Settings = SETTINGS) -> list[str]:
    """How many took part, for a sentence: '45 interviews', '33* firms'.

    Parameters
    ----------
    samples : from `samples`
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    list of str
        one for each sample that has a count
    """
    t = language.translator(settings.lang)
    n = samples.groupby("sample")["count"].sum().to_dict()
    institutions = language.in_letters(int(n.get("stakeholders", 0)), settings.lang)
    words = {
        "interviews": t("{n} interviews", n=n.get("interviews")),
        "survey": t("{n} firms", n=marked(n.get("survey"), "computed")),
        "stakeholders": t("institutions: {n}", n=institutions)
        if n.get("stakeholders") == 1
        else t("{n} institutions", n=institutions),
    }
    return [said for name, said in words.items() if name in n]


@checked
def register(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Every question that was asked, of interviewees and of firms, and what our text holds of the answer.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns sample, order, question, label, kind, published, link, slide, in the study's order: sample
        ('interviews', 'survey'); kind ('open', 'single', 'multiple', 'scale'); published is one of
        `survey.PUBLISHED` or 'points' (what interviewees said, listed without counts); link is where the answers
        are shown, or said to be missing, '' where they are not
    """
    interviews = tables.localise(tables.interview_questions(), settings).assign(
        sample="interviews", published="points", kind="open"
    )
    asked = survey.questions(settings).assign(sample="survey")
    found = pd.concat([interviews, asked], ignore_index=True)
    links = [
        places.place(question, published)
        for question, published in zip(found["question"], found["published"], strict=True)
    ]
    return found.assign(link=links)[REGISTER]


@checked
def precision(settings: Settings = SETTINGS) -> Markdown | None:
    """How far a share of so few firms can be from that of all, in a sentence; nothing where no question has a base.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    widest = survey.widest_interval(settings)
    if widest.empty:
        return None
    base, low, high = (widest[name].iloc[0] for name in ("base", "low", "high"))
    shares = {"share": base // 2 / base, "low": low, "high": high}
    shown = {name: language.percent(share, settings.lang, 0) for name, share in shares.items()}
    return t.say(
        "Not enough to read small differences: even in a random sample, and we do not know whether this is one, any "
        "value between {low} and {high} could lie behind {share} (coverage {coverage}).",
        share=shown["share"],
        low=marked(shown["low"], "computed"),
        high=marked(shown["high"], "computed"),
        coverage=language.coverage(settings.confidence, settings.lang),
    )
