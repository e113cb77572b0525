"""What claims are computed by: named values in words, or nothing where the data no longer say what a claim says."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from readytochange import interviews, language, stakeholders, survey
from readytochange.language import listing
from readytochange.parameters import Settings
from readytochange.statuses import marked
from readytochange.study import tables
from readytochange.synthesis import fieldwork, obstacles

Values = Mapping[str, str]
"""What a claim is filled with, by name; empty where it is not to be said."""

_SEVERAL = 2
"""From so many on a plural holds."""

_DIRECTIONS = {"opportunity_06", "opportunity_07"}
"""Telling the cooperative's stories; a service whose customer looks at the service and not at who delivers it."""

_ASKED_AGAIN, _FALLS = "phone", (15, 25)
"""A channel of which a next wave asks, and how many points fewer firms may use it."""

_CRITERIA = 2
"""How many criteria of a group are named."""


def open_firms(settings: Settings) -> Values:
    """Which channel nearly all firms name that hand one over, or might, where some answers leave no room for any."""
    return _only(survey.readings.open_firms(settings))


def most_used(settings: Settings) -> Values:
    """The two channels that nearly all firms use, and how many have both at least."""
    return _only(survey.readings.most_used(settings))


def order_of_channels(settings: Settings) -> Values:
    """How many pairs of channels in use can be told apart, how many cannot, and for how many it cannot be known."""
    found = survey.certainty.pairs("channels", _usual(settings))["verdict"].value_counts()
    said = {
        "apart": int(found.get("distinguishable", 0)),
        "not_apart": int(found.get("not_distinguishable", 0)),
        "depends": int(found.get("depends", 0)),
    }
    if min(said.values()) < _SEVERAL:
        return {}
    signed = {name: marked(number, "computed") for name, number in said.items()}
    return {"n": str(sum(said.values()))} | signed


def none_first(settings: Settings) -> Values:
    """The two channels that most firms use, where neither may be said to come first among firms in general."""
    found = survey.leading("channels", settings)
    if found.empty or survey.certainty.licensed(
        "channels", found["option_first"].item(), found["option_second"].item()
    ):
        return {}
    return most_used(settings)


def next_wave(settings: Settings) -> Values:
    """A fall that a next wave would not show beside the published one, however many it asks; and one that it would."""
    found = survey.counts("channels", settings).query("option == @_ASKED_AGAIN")
    if found["count"].isna().all():
        return {}
    [row] = found.to_dict("records")
    count, base = int(row["count"]), int(row["base"])
    plans = survey.certainty.needed(count, base, [-each / 100 for each in _FALLS])
    unseen, seen = plans["respondents"]
    if pd.notna(unseen) or pd.isna(seen):
        return {}
    points, wider = (str(each) for each in _FALLS)
    return {
        "points": points,
        "wider": wider,
        "channel": survey.channel_names.spoken(_ASKED_AGAIN, row["label"], settings),
        "most": language.number(survey.certainty.planning.MOST, settings.lang),
        "needed": marked(language.number(int(seen), settings.lang), "computed"),
    }


def imagined(settings: Settings) -> Values:
    """The groups of activities imagined for people in prison, by kind, where none names the channel handed over."""
    return _only(survey.imagined(settings).query("channel != ''").to_dict("records"))


def unanswered(settings: Settings) -> Values:
    """The difficulties to which the study answers nothing, where it does to some."""
    found = obstacles.replies(settings).drop_duplicates("cluster")
    names = list(found.loc[~found["answered"], "difficulty"])
    if not 0 < len(names) < len(found):
        return {}
    said = {"open": len(names), "n": len(found)}
    return _letters(said, settings) | {"names": listing(names, settings.lang, quoted=True)}


def criteria(settings: Settings) -> Values:
    """Some criteria by which each group of interviewees chooses a supplier, where they tell the groups apart."""
    names = interviews.group_names(settings)
    points = interviews.criteria(settings)
    told = interviews.readings.told_apart(points, "item", settings, most=_CRITERIA)
    groups = {"groups": listing(names.values(), settings.lang)}
    return {**_only(told), **groups, **_letters({"n": len(names)}, settings)} if told else {}


def changed(settings: Settings) -> Values:
    """The themes under which the study puts what has changed for each group, where they tell the groups apart."""
    past = interviews.by_group("past", settings)
    return _only(interviews.readings.told_apart(past, "theme", settings))


def directions(settings: Settings) -> Values:
    """How many directions the opportunities point in, where the points that show them are there."""
    n = len(_DIRECTIONS & {*interviews.texts(settings)["id"]})
    return _letters({"n": n}, settings) if n >= _SEVERAL else {}


def measuring(settings: Settings) -> Values:
    """How many of the questions that institutions put are on how to measure, where more than half of them are."""
    asked = stakeholders.questions(settings)
    return _only(stakeholders.readings.mostly_on_metrics(asked, settings))


def indicators(settings: Settings) -> Values:
    """How many questions on indicators there are to be answered."""
    n = len(stakeholders.indicators(settings))
    return _letters({"n": n}, settings) if n >= _SEVERAL else {}


def heard(settings: Settings) -> Values:
    """How many people of how many institutions reflected on how many areas, and on which."""
    people, areas = stakeholders.people(settings), stakeholders.areas(settings)
    counts = {
        "people": len(people),
        "institutions": people["organisation"].nunique(),
        "areas": len(areas),
    }
    if min(counts.values()) < _SEVERAL:
        return {}
    said = _letters(counts, settings)
    titles = listing(areas["title"], settings.lang, quoted=True)
    return said | {"people": language.capital(said["people"]), "titles": titles}


def outside_jobs(settings: Settings) -> Values:
    """The bound that the study gives of prison jobs with outside firms."""
    return _only(stakeholders.readings.outside_jobs(settings))


def sources(settings: Settings) -> Values:
    """Who took part, how many questions were put to firms, and of how many our text holds the figures."""
    put = survey.questions(settings)
    told = fieldwork.heard(fieldwork.samples(settings), settings)
    numbers = {"n": len(put), "figures": int((put["published"] == "counts").sum())}
    if numbers["figures"] < _SEVERAL:
        return {}
    said = _letters(numbers, settings)
    return said | {"n": str(numbers["n"]), "heard": listing(told, settings.lang)}


def missing_charts(settings: Settings) -> Values:
    """How many charts left no figures in our text."""
    n = len(survey.without_figures(settings))
    return _letters({"n": n}, settings) if n >= _SEVERAL else {}


def project_paths(settings: Settings) -> Values:
    """The result that the study announces of its last step."""
    model = tables.localise(tables.exploration_model(), settings)
    found = model.query("step == 'project_paths'")["result"]
    return _only({"paths": language.in_quotes(text, settings.lang)} for text in found)


def _usual(settings: Settings) -> Settings:
    """With the level of tests that claims are made at, whatever intervals a notebook shows."""
    return Settings(lang=settings.lang)


def _only(rows: Iterable[Values]) -> Values:
    """The first row, or nothing."""
    return next(iter(rows), {})


def _letters(numbers: Mapping[str, int], settings: Settings) -> dict[str, str]:
    return {name: language.in_letters(int(n), settings.lang) for name, n in numbers.items()}


COMPUTATIONS: Mapping[str, Callable[[Settings], Values]] = {
    each.__name__: each
    for each in (
        open_firms,
        most_used,
        order_of_channels,
        none_first,
        next_wave,
        imagined,
        unanswered,
        criteria,
        changed,
        directions,
        measuring,
        indicators,
        heard,
        outside_jobs,
        sources,
        missing_charts,
        project_paths,
    )
}
"""By the name that the ledger has for each."""
