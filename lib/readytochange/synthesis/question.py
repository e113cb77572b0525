"""Back to the study's question in its three parts: volume of work, jobs, identity. What it says of each, and what not.

Every sentence holds of the data it is made from; where they lack what it says, it is left out.
"""

from collections.abc import Iterable

import pandas as pd

from readytochange import language, survey
from readytochange.language import N_, Markdown
from readytochange.parameters import Settings
from readytochange.statuses import marked
from readytochange.study import tables

_MOST = 2
"""How many channels are told of."""


def volume(settings: Settings) -> Markdown | None:
    """What is said of more work, a line a sentence."""
    t = language.translator(settings.lang)
    lines = [
        _handed_over(settings),
        _quoted(
            N_("The interviewees call for partnerships: “{text}”."),
            settings,
            text=_point("opportunity_05", settings),
        ),
        _quoted(
            N_("So does a respondent: “{text}”."),
            settings,
            text=_quote("tender_partnerships", settings),
        ),
    ]
    if not survey.counts("outsourceable_channels", settings).empty:
        lines.append(
            t.say(
                "**The study does not say** how much work a firm would hand over; and its question joins those who "
                "have outsourced a channel with those who might."
            )
        )
    return _listed([*lines, _unreadable("supplier_activities", settings)])


def jobs(settings: Settings) -> Markdown | None:
    """What is said of more jobs, a line a sentence."""
    t = language.translator(settings.lang)
    few = tables.statements().query("statement == 'outside_employer_jobs' and relation == 'under'")
    numbers = [{"n": language.number(value, settings.lang)} for value in few["value"]]
    lines = [
        t.say_each(
            "In the whole country, fewer than {n} prison jobs are with outside firms; how many fewer, the study does "
            "not say.",
            numbers,
        ),
        _quoted(
            N_("What the interviewees would build on: “{text}”."),
            settings,
            text=_point("opportunity_04", settings),
        ),
        _quoted(
            N_("A respondent compares: “{text}”."),
            settings,
            text=_quote("customer_care_level", settings),
        ),
        t.say("**The study does not say** how many jobs a channel or an activity is worth."),
        _unreadable("people_skills", settings),
    ]
    return _listed(lines)


def identity(settings: Settings) -> Markdown | None:
    """What is said of keeping the identity, a line a sentence."""
    area = tables.areas().query("area == 'person_centrality'")
    text, implied = (_text(area, name, settings) for name in ("text", "implied_question"))
    lines = [
        _quoted(N_("The institutions: “{text}”"), settings, text=text),
        _quoted(
            N_(
                "Two directions live side by side in what interviewees propose (our reading): “{stories}”; and "
                "“{service}”."
            ),
            settings,
            stories=_point("opportunity_06", settings),
            service=_point("opportunity_07", settings),
        ),
        _quoted(N_("**The study does not say** how: “{text}”"), settings, text=implied),
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
            "“{label}”, {low}–{high} of {n}",
            label=row.label,
            low=row.both_low,
            high=marked(row.both_high, row.both_status),
            n=marked(row.count_first, row.count_first_status),
        )
        for row in most.itertuples()
    ]
    return t.say(
        "Of the firms that use a channel, so many have outsourced it or might: {told}.",
        told=language.series(told, settings.lang),
    )


def _unreadable(question: str, settings: Settings) -> Markdown | None:
    """That the answers to a question are not in our text, where they are not."""
    t = language.translator(settings.lang)
    asked = survey.questions(settings).query("question == @question and published == 'nothing'")
    rows = asked[["label"]].to_dict("records")
    return t.say_each("Not readable in the text we have: “{label}”", rows)


def _quoted(text: str, settings: Settings, /, **quotes: str) -> Markdown | None:
    """A sentence around the study's words; nothing where they are not there."""
    return language.translator(settings.lang).say(text, **quotes) if all(quotes.values()) else None


def _point(item: str, settings: Settings) -> str:
    """A point of the interviews in the study's words, without its full stop."""
    found = tables.themes()
    return _text(found[found["item"] == item], "item_text", settings).removesuffix(".")


def _quote(quote: str, settings: Settings) -> str:
    found = tables.quotes()
    return _text(found[found["quote"] == quote], "text", settings)


def _text(found: pd.DataFrame, column: str, settings: Settings) -> str:
    """Of the first row, '' where there is none."""
    texts = tables.localise(found, settings)[column]
    return "" if texts.empty or pd.isna(texts.iloc[0]) else str(texts.iloc[0])


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
