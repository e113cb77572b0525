"""What the study means for the cooperative: a few sentences, each computed, with the figure that shows it.

A sentence is said only while what it claims holds; where rows change or go, it changes with them or is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from readytochange import interviews, language, stakeholders, survey
from readytochange.language import Markdown
from readytochange.parameters import Settings
from readytochange.statuses import marked
from readytochange.study import coded_texts, tables
from readytochange.survey import bounds

_TELEPHONE = {"it": "telefon", "en": "telephon"}
"""How a text that names the telephone names it."""

_OPEN = "outsourceable_channels"
_SEVERAL = 2


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
    made: list[Callable[[Settings], Claim | None]] = [
        _the_telephone_first,
        _not_the_telephone,
        _without_reply,
        _two_pitches,
        _about_measuring,
    ]
    return [claim for make in made if (claim := make(settings))]


def listed(claims: list[Claim], settings: Settings) -> Markdown:
    """Claims as a numbered list, each with a link to its figure."""
    t = language.translator(settings.lang)
    lines = [
        f"{place}. {claim.said.text} [{t('The figure')}]({claim.notebook}.ipynb#figure-{claim.figure})"
        for place, claim in enumerate(claims, 1)
    ]
    plain = [f"{place}. {claim.said.plain}" for place, claim in enumerate(claims, 1)]
    return Markdown("\n".join(lines), "\n".join(plain))


def _the_telephone_first(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    if _OPEN not in set(tables.answers()["question"]):
        return None
    options = survey.counts(_OPEN, settings)
    base = int(options["base"].iloc[0])
    kept = options[options["exclusive"]]
    free = options[~options["exclusive"]].set_index("option")
    if "phone" not in free.index or (free["count"] >= free.loc["phone", "count"]).sum() > 1:
        return None
    within = bounds.at_least_one(list(free["count"]), base, int(kept["count"].sum()))
    said = t.say(
        "**Who opens, opens on the telephone.** At most {open} firms of {base} have outsourced a channel, or might, if "
        "those that keep everything in house hand over nothing else; {phone} of these name the telephone.",
        open=marked(within.high, "bounded"),
        base=marked(base, options["base_status"].iloc[0]),
        phone=marked(free.loc["phone", "count"], free.loc["phone", "status"]),
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
        "**But nobody names it for people in prison.** None of the {n} groups of activities that firms would hand to a "
        "cooperative employing them speaks of the telephone: back office, {office}; work that may involve talking with "
        "people, {contact} (our reading).",
        n=language.in_letters(len(imagined), settings.lang),
        office=language.in_letters(work.get("back_office", 0), settings.lang),
        contact=language.in_letters(work.get("contact", 0), settings.lang),
    )
    return Claim("not_the_telephone", said, "2-quantitative", "2-activities")


def _without_reply(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    difficulties = _clusters("difficulties", settings)
    answered = tables.replies().query("question == 'difficulties'")["cluster"]
    open_ones = difficulties[~difficulties["cluster"].isin(answered)]
    if open_ones.empty or len(open_ones) == len(difficulties):
        return None
    said = t.say(
        "**Some obstacles get no reply:** {open} of the {n} that firms see, namely {names}. Neither the opportunities "
        "that interviewees name nor the institutions answer them (our reading).",
        n=language.in_letters(len(difficulties), settings.lang),
        open=language.in_letters(len(open_ones), settings.lang),
        names=language.listing(open_ones["label"], settings.lang, quoted=True),
    )
    return Claim("without_reply", said, "4-synthesis", "4-obstacles")


def _two_pitches(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    found = coded_texts.texts(settings).query("question == 'criteria'")
    groups = interviews.group_names(settings)
    firsts = {
        group: language.listing(
            found.query("source == @group")["text"].head(2), settings.lang, quoted=True
        )
        for group in groups
    }
    if not {"customer_service", "csr"} <= {*found["source"]}:
        return None
    said = t.say(
        "**Two pitches, not one.** Those who run customer service choose a supplier by criteria such as "
        "{customer_service}; those who deal with social responsibility by {csr}.",
        **firsts,
    )
    return Claim("two_pitches", said, "1-qualitative", "1-criteria")


def _about_measuring(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    asked = stakeholders.questions(settings).query("asked == 'asked'")
    measuring = asked.query("area == 'metrics'")
    if len(measuring) < _SEVERAL or len(measuring) * 2 <= len(asked):
        return None
    said = t.say(
        "**The institutions ask how to measure.** Of the {n} questions they put, {measuring} are about indicators and "
        "impact; the study proposes no indicator.",
        n=language.in_letters(len(asked), settings.lang),
        measuring=language.in_letters(len(measuring), settings.lang),
    )
    return Claim("about_measuring", said, "3-stakeholders", "3-questions")


def _clusters(question: str, settings: Settings) -> pd.DataFrame:
    found = tables.localise(tables.clusters(), settings)
    return found[found["question"] == question]
