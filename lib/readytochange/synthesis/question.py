"""Back to the study's question in its three parts: volume of work, jobs, identity. What it says of each, and what not.

Every sentence holds of the data it is made from; where they lack what it says, it is left out.
"""

from collections.abc import Iterable

import pandas as pd

from readytochange import language, stakeholders, survey
from readytochange.arguments import checked
from readytochange.language import Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.statuses import marked
from readytochange.study import tables
from readytochange.survey import channel_names

__dir__ = offered(__name__)

_MOST = 2
"""How many channels are told of."""

_TWO = 2


@checked
def volume(settings: Settings = SETTINGS) -> Markdown | None:
    """What is said of more work, a line a sentence.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    partners = _points(["opportunity_05"], settings)
    tenders = _quotes(["tender_partnerships"], settings)
    lines = [
        _handed_over(settings),
        t.say_each("A point of the interviews: {text}.", partners),
        t.say_each("A respondent: {text}.", tenders),
    ]
    if not survey.counts("outsourceable_channels", settings).empty:
        lines.append(
            t.say(
                "**The text we have does not say** how much work a firm would hand over; and its question joins those "
                "who have outsourced a channel with those who might."
            )
        )
    return _listed([*lines, _unreadable("supplier_activities", settings)])


@checked
def jobs(settings: Settings = SETTINGS) -> Markdown | None:
    """What is said of more jobs, a line a sentence.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    skills = _points(["opportunity_04"], settings)
    compared = _quotes(["customer_care_level"], settings)
    lines = [
        t.say_each(
            "In the whole country, fewer than {value} prison jobs are with outside firms; how many fewer, the text we "
            "have does not say.",
            stakeholders.readings.outside_jobs(settings),
        ),
        t.say_each("Among the opportunities that interviewees name: {text}.", skills),
        t.say_each("A respondent compares: {text}.", compared),
        t.say("**The text we have does not say** how many jobs a channel or an activity is worth."),
        _unreadable("people_skills", settings),
    ]
    return _listed(lines)


@checked
def identity(settings: Settings = SETTINGS) -> Markdown | None:
    """What is said of keeping the identity, a line a sentence.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    area = tables.areas().query("area == 'person_centrality'")
    texts = _texts(area, "text", settings)
    ways = [row["text"] for row in _points(["opportunity_06", "opportunity_07"], settings)]
    both = [dict(zip(("stories", "service"), ways, strict=True))] if len(ways) == _TWO else []
    implied = _texts(area, "implied_question", settings)
    lines = [
        t.say_each("The institutions: {text}", texts),
        t.say_each(
            "What interviewees propose points in two directions (our reading): {stories}; and {service}.",
            both,
        ),
        t.say_each(
            "**How to keep the person at the centre**, the text sets as a problem and does not solve.",
            implied,
        ),
    ]
    return _listed(lines)


def _handed_over(settings: Settings) -> Markdown | None:
    """Of the firms that use a channel, how many hand it over or might: for those most handed over."""
    t = language.translator(settings.lang)
    pair = survey.compare("channels", "outsourceable_channels", settings)
    most = pair.sort_values("count_second", ascending=False, kind="stable").head(_MOST)
    if most.empty or most["count_first"].isna().any():
        return None
    told = [
        t(
            "of the {n} that use {channel}, {low}–{high}",
            channel=channel_names.spoken(row.option, row.label, settings),
            low=row.both_low,
            high=marked(row.both_high, row.both_status),
            n=marked(row.count_first, row.count_first_status),
        )
        for row in most.itertuples()
    ]
    return t.say(
        "Firms that hand over a channel they use, or might: {told}.",
        told=language.series(told, settings.lang),
    )


def _unreadable(question: str, settings: Settings) -> Markdown | None:
    """That the answers to a question are not in our text, where they are not."""
    t = language.translator(settings.lang)
    asked = survey.questions(settings).query("question == @question and published == 'nothing'")
    rows = asked[["label"]].to_dict("records")
    return t.say_each("Not readable in the text we have: “{label}”", rows)


def _points(items: list[str], settings: Settings) -> list[dict[str, str]]:
    """Points of the interviews in the study's words, without their full stops."""
    found = tables.themes()
    points = tables.localise(found[found["item"].isin(items)], settings)["item_text"]
    return _quoted(points.str.removesuffix("."), settings)


def _quotes(names: list[str], settings: Settings) -> list[dict[str, str]]:
    found = tables.quotes()
    return _texts(found[found["quote"].isin(names)], "text", settings)


def _texts(found: pd.DataFrame, column: str, settings: Settings) -> list[dict[str, str]]:
    """The texts of a column, each for a sentence; without those that are empty."""
    return _quoted(tables.localise(found, settings)[column], settings)


def _quoted(texts: Iterable[str], settings: Settings) -> list[dict[str, str]]:
    return [{"text": language.in_quotes(text, settings.lang)} for text in texts if text]


def _listed(said: Iterable[Markdown | None]) -> Markdown | None:
    """Sentences as a list; nothing where there is none."""
    kept = [each for each in said if each]
    if not kept:
        return None
    text, plain = (
        "\n".join(f"- {each}" for each in lines)
        for lines in ([each.text for each in kept], [each.plain for each in kept])
    )
    return Markdown(text, plain)
