"""What the study means for the cooperative: a few sentences, each computed, with the figure that shows it.

A sentence is said only while what it claims holds; where rows change or go, it changes with them or is left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from readytochange import interviews, language, stakeholders, survey
from readytochange.language import Markdown
from readytochange.parameters import Settings
from readytochange.statuses import marked
from readytochange.study import coded_texts, tables
from readytochange.survey import bounds
from readytochange.synthesis import obstacles

_TELEPHONE = {"it": "telefon", "en": "phon"}
"""How a text that names the telephone names it."""

_OPEN = "outsourceable_channels"
_SEVERAL = 2
_NEARLY_ALL = 0.9
_CRITERIA = 2
"""How many criteria stand for those of a group."""


@dataclass(frozen=True)
class Claim:
    """A sentence, and the figure that shows it: the notebook, and the figure's name."""

    name: str
    said: Markdown
    notebook: str
    figure: str


def in_short(settings: Settings) -> list[Claim]:
    """What a board can act on, in the order in which it is told.

    Parameters
    ----------
    settings : of the notebook

    Returns
    -------
    list of Claim
        at most five; without those whose rows the data lack, or that no longer hold
    """
    return made(
        [_the_telephone_first, _not_the_telephone, _without_reply, _two_pitches, _about_measuring],
        settings,
    )


def made(makers: Iterable[Callable[[Settings], Claim | None]], settings: Settings) -> list[Claim]:
    """The claims that can be made."""
    return [claim for make in makers if (claim := make(settings))]


def listed(claims: list[Claim], settings: Settings) -> Markdown | None:
    """Claims as a numbered list, each with a link to its figure; nothing where there is none."""
    t = language.translator(settings.lang)
    if not claims:
        return None
    lines = [
        f"{place}. {claim.said.text} [{t('The figure')}]({claim.notebook}.ipynb#figure-{claim.figure})"
        for place, claim in enumerate(claims, 1)
    ]
    plain = [f"{place}. {claim.said.plain}" for place, claim in enumerate(claims, 1)]
    return Markdown("\n".join(lines), "\n".join(plain))


def unanswered(settings: Settings) -> tuple[list[str], int]:
    """The difficulties to which the study answers nothing, and how many there are in all."""
    found = obstacles.replies(settings).drop_duplicates("cluster")
    return list(found.loc[~found["answered"], "difficulty"]), len(found)


def criteria(settings: Settings) -> dict[str, str]:
    """The first criteria by which each group of interviewees chooses a supplier, a listing, by the group's name.

    Nothing where a group has none, there is one group only, or two have a criterion in common.
    """
    found = coded_texts.texts(settings).query("question == 'criteria'")
    groups = {
        name: list(found.loc[found["source"] == group, "text"])
        for group, name in interviews.group_names(settings).items()
    }
    every = [text for texts in groups.values() for text in texts]
    if len(groups) < _SEVERAL or not all(groups.values()) or len({*every}) < len(every):
        return {}
    return {
        name: language.listing(texts[:_CRITERIA], settings.lang, quoted=True)
        for name, texts in groups.items()
    }


def measuring(settings: Settings) -> tuple[int, int]:
    """Of the questions that institutions ask, how many are on metrics, and all of them; implied ones aside."""
    asked = stakeholders.questions(settings).query("asked == 'asked'")
    return int((asked["area"] == "metrics").sum()), len(asked)


def _the_telephone_first(settings: Settings) -> Claim | None:
    """Said where the telephone is named most, by counts that are known, and some answers leave no room for others."""
    t = language.translator(settings.lang)
    options = survey.counts(_OPEN, settings)
    kept, free = options[options["exclusive"]], options[~options["exclusive"]].set_index("option")
    if kept.empty or options["count"].isna().any() or "phone" not in free.index:
        return None
    if (free["count"] >= free.loc["phone", "count"]).sum() > 1:
        return None
    base, phone = int(options["base"].iloc[0]), free.loc["phone"]
    within = bounds.at_least_one(list(free["count"]), base, int(kept["count"].sum()))
    numbers = {
        "open": marked(within.high, "bounded"),
        "base": marked(base, options["base_status"].iloc[0]),
        "kept": language.listing(kept["label"], settings.lang, quoted=True, either=True),
        "phone": marked(phone["count"], phone["status"]),
    }
    if phone["count"] >= _NEARLY_ALL * within.high:
        said = t.say(
            "**Firms that hand over a channel, or might, nearly always name the telephone:** {phone} of at most "
            "{open}, out of {base} in all. The bound holds if whoever answered {kept} named nothing else.",
            **numbers,
        )
    else:
        said = t.say(
            "**The telephone comes first.** At most {open} firms of {base} have outsourced something, or might, if "
            "whoever answered {kept} named nothing else; {phone} of these name the telephone, more than any other "
            "channel.",
            **numbers,
        )
    return Claim("telephone_first", said, "2-quantitative", "2-open")


def _not_the_telephone(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    imagined = _clusters("activities", settings)
    named = imagined["label"].str.contains(_TELEPHONE[settings.lang], case=False)
    if len(imagined) < _SEVERAL or named.any():
        return None
    work = imagined["work"].value_counts()
    said = t.say(
        "**But the activities imagined for people in prison do not name it.** Of the {n} groups that firms would hand "
        "to a cooperative employing them, not one names the telephone: {office} of back-office work, {contact} that "
        "may involve talking with people (our reading).",
        n=language.in_letters(len(imagined), settings.lang),
        office=language.in_letters(int(work.get("back_office", 0)), settings.lang),
        contact=language.in_letters(int(work.get("contact", 0)), settings.lang),
    )
    return Claim("not_the_telephone", said, "2-quantitative", "2-activities")


def _without_reply(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    names, n = unanswered(settings)
    if not 0 < len(names) < n:
        return None
    said = t.say(
        "**Some obstacles get no reply:** {open} of the {n} that firms see, namely {names}. Neither the opportunities "
        "that interviewees name nor the areas of the institutions answer them (our reading).",
        n=language.in_letters(n, settings.lang),
        open=language.in_letters(len(names), settings.lang),
        names=language.listing(names, settings.lang, quoted=True),
    )
    return Claim("without_reply", said, "4-synthesis", "4-obstacles")


def _two_pitches(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    firsts = criteria(settings)
    if not firsts:
        return None
    each = [t("{group}, {criteria}", group=name, criteria=said) for name, said in firsts.items()]
    said = t.say(
        "**Not one pitch, but {n}.** The groups of interviewees choose a supplier by different criteria; the first in "
        "each list: {each}.",
        n=language.in_letters(len(firsts), settings.lang),
        each=language.series(each, settings.lang),
    )
    return Claim("two_pitches", said, "1-qualitative", "1-criteria")


def _about_measuring(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    some, n = measuring(settings)
    if some < _SEVERAL or some * 2 <= n:
        return None
    said = t.say(
        "**The institutions ask how to measure.** Of the {n} questions they put, {measuring} are about indicators and "
        "impact; the text we have contains no indicator.",
        n=language.in_letters(n, settings.lang),
        measuring=language.in_letters(some, settings.lang),
    )
    return Claim("about_measuring", said, "3-stakeholders", "3-questions")


def _clusters(question: str, settings: Settings) -> pd.DataFrame:
    found = tables.localise(tables.clusters(), settings)
    return found[found["question"] == question]
