"""What the interviews say, in a few sentences: each is said only while what it tells of is there."""

import pandas as pd

from readytochange import language
from readytochange.interviews import published
from readytochange.language import Markdown
from readytochange.parameters import Settings
from readytochange.study import tables

_STORIES, _DISTANCE = "opportunity_06", "opportunity_07"
"""Telling the cooperative's stories; a service whose customer looks at the service and not at who delivers it."""


def asked(question: str, settings: Settings) -> Markdown | None:
    """The words of a question; nothing where the study does not have it."""
    t = language.translator(settings.lang)
    found = tables.localise(tables.interview_questions(), settings)
    words = found.loc[found["question"] == question, "label"]
    quoted = [{"words": language.in_quotes(each, settings.lang)} for each in words]
    return t.say_each("The question: {words}", quoted)


def innovations(settings: Settings) -> Markdown | None:
    """The themes of each group's innovations of the last three years; nothing where they share one, or one has none."""
    t = language.translator(settings.lang)
    past = published.by_group("past", settings)
    told = _told_apart(past[past["theme"] != ""], "theme", settings)
    if not told:
        return None
    return t.say(
        "**In {n} interviews the two groups tell of different innovations.** Over the last three years: for customer "
        "service, {customer_service}; for corporate social responsibility (CSR), {csr}.",
        n=int(published.groups(settings)["count"].sum()),
        **told,
    )


def directions(settings: Settings) -> Markdown | None:
    """The two directions that live together in the opportunities, where both points are there."""
    t = language.translator(settings.lang)
    found = published.texts(settings).query("question == 'opportunities'")
    if not {_STORIES, _DISTANCE} <= {*found["id"]}:
        return None
    return t.say(
        "**Two directions live together in the opportunities** (our reading): telling the stories and the projects of "
        "the cooperative, and offering a service whose customers look at the service, not at who delivers it."
    )


def pitches(settings: Settings) -> Markdown | None:
    """By what each group chooses a supplier, and what follows for who offers work; nothing where they share one."""
    t = language.translator(settings.lang)
    told = _told_apart(published.criteria(settings), "item", settings)
    if not told:
        return None
    return t.say(
        "**Whoever offers bee.4’s work has two pitches to prepare** (our reading). Customer service chooses a supplier "
        "by {customer_service}; CSR by {csr}.",
        **told,
    )


def _told_apart(points: pd.DataFrame, column: str, settings: Settings) -> dict[str, str]:
    """What each of the two groups lists, in words; nothing where one lists nothing, or both the same."""
    found = {str(name): list(each[column].unique()) for name, each in points.groupby("source")}
    if not {"customer_service", "csr"} <= {*found} or {*found["csr"]} & {
        *found["customer_service"]
    }:
        return {}
    return {
        name: language.listing(items, settings.lang, quoted=True) for name, items in found.items()
    }
