"""A call of every public function that gives a result: what it is called with, by the names of its parameters.

What writes into a project has one of its own each time.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from inspect import signature
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import altair as alt
import pandas as pd

from projects import PROJECT
from readytochange import interviews, parameters, stakeholders, study, survey, synthesis
from readytochange.project import Project
from readytochange.study import coded_texts, tables
from readytochange.survey import certainty
from readytochange.survey.waves.instrument import Instrument

EN = parameters.Quantitative(lang="en")
FRAME = pd.DataFrame({"label": ["a"], "n": [1]})
PRINTED = pd.DataFrame({"option": ["a", "b"], "percent": ["48,5", "51,5"]})
BARS = alt.Chart(FRAME).mark_bar().encode(x="n:Q")

_VALUES: Mapping[str, Any] = {
    "settings": EN,
    "lang": "en",
    "name": "1-name",
    "title": "Title",
    "description": "Words.",
    "frame": FRAME,
    "row": {"share": 0.5},
    "question": "channels",
    "group": "all",
    "area": "metrics",
    "topic": "skills_training",
    "table": "answers",
    "column": "item",
    "sources": ["survey", "csr"],
    "part": "survey",
    "names": ["past"],
    "items": ["a", "b"],
    "claim": "most_used",
    "claims": ["most_used"],
    "words": "digital",
    "text": "some text",
    "percent": "48,5",
    "written": "48,5",
    "offered": 20,
    "total": 62,
    "chosen": ("", ""),
    "base": 33,
    "count": 16,
    "counts": [3, 4],
    "first": 16,
    "second": 16,
    "low": 1,
    "high": 2,
    "confidence": 0.9,
    "value": 0.5,
    "share": 0.5,
    "n": 3,
}
_EXPORT = PROJECT.data / "waves/demo/simulated-60.csv"

_TABLES: Mapping[str, Callable[[], Any]] = {
    "found": lambda: coded_texts.texts(EN),
    "translated": lambda: coded_texts.texts(parameters.Quantitative()),
    "cells": lambda: coded_texts.grid(coded_texts.texts(EN), EN),
    "shown": lambda: coded_texts.labelled(_TABLES["cells"](), EN),
    "topics": lambda: coded_texts.topics(EN),
    "facts": lambda: tables.localise(tables.project(), EN),
    "model": lambda: tables.localise(tables.exploration_model(), EN),
    "asked": lambda: survey.questions(EN),
    "shares": lambda: survey.shares("channels", EN),
    "sizes": lambda: survey.counts("size", EN),
    "parts": lambda: survey.openness(EN),
    "pair": lambda: survey.compare("channels", "outsourceable_channels", EN),
    "clusters": lambda: survey.clusters("activities", EN),
    "quotes": lambda: survey.quotes(EN),
    "checks": lambda: survey.checks(EN),
    "methods": lambda: interviews.methods(EN),
    "groups": lambda: interviews.groups(EN),
    "roles": lambda: interviews.roles(EN),
    "points": lambda: interviews.by_group("past", EN),
    "sectors": lambda: interviews.sectors(EN),
    "criteria": lambda: interviews.criteria(EN),
    "matrix": lambda: interviews.matrix(EN),
    "people": lambda: stakeholders.people(EN),
    "areas": lambda: stakeholders.areas(EN),
    "questions": lambda: stakeholders.questions(EN),
    "echoes": lambda: stakeholders.echoes(EN),
    "indicators": lambda: stakeholders.indicators(EN),
    "samples": lambda: synthesis.fieldwork.samples(EN),
    "periods": lambda: synthesis.fieldwork.periods(EN),
    "pairs": lambda: survey.certainty.pairs("channels", EN),
    "concluded": lambda: survey.certainty.conclusions("channels", EN),
    "held": lambda: survey.certainty.coverage(33),
    "widths": lambda: survey.certainty.half_widths(0.5),
    "told": lambda: synthesis.askable.sentences(EN),
    "wave": lambda: survey.waves.load("demo"),
    "exhibits": lambda: survey.waves.released(_TABLES["wave"](), EN),
    "record": lambda: survey.waves.kept("demo").record,
    "audit": lambda: survey.audited(PRINTED, "30-35", "single"),
    "statement": lambda: certainty.statement("all", ["channels.mail", "channels.phone"]),
    "margins": lambda: certainty.printed(settings=EN),
    "ensemble": lambda: certainty.simulated_tables(["channels"], tables=16),
}


def _of_few_questions() -> Any:
    """A wave of which fewer tables pass the gate, for the time it takes."""
    wave = survey.waves.load("demo")
    return replace(wave, instrument=Instrument(wave.instrument.questions[:2]))


_OTHERS: Mapping[str, Mapping[str, Any]] = {
    "interviews.points": {"question": "past"},
    "interviews.by_group": {"question": "past"},
    "interviews.readings.asked": {"question": "past"},
    "survey.audited": {"table": lambda: PRINTED, "kind": "single"},
    "survey.clusters": {"question": "activities"},
    "survey.compare": {"first": "channels", "second": "outsourceable_channels"},
    "survey.option": {"table": lambda: survey.shares("channels", EN), "name": "phone"},
    "survey.figures.two_lists": {"first": "channels", "second": "outsourceable_channels"},
    "interviews.figures.found_points": {
        "found": lambda: study.search.find_in_both(
            _TABLES["found"](), _TABLES["translated"](), "digital"
        )
    },
    "survey.figures.without_figures": {"asked": lambda: survey.without_figures(EN)},
    "study.coded_texts.labels": {"name": "source"},
    "study.tables.accepted": {"table": "themes", "column": "question"},
    "study.tables.headings": {"cells": ["Uno", "Due"]},
    "study.tables.slide": {"frame": lambda: survey.shares("channels", EN)},
    "study.tables.localise": {"frame": lambda: tables.answers()},
    "synthesis.figures.grid": {"first": ("", "")},
    "synthesis.figures.obstacles": {"found": lambda: synthesis.obstacles.replies(EN)},
    "synthesis.figures.left_open": {"found": lambda: synthesis.open_questions.left_open(EN)},
    "synthesis.figures.beside": {"questions": ["people_skills"]},
    "synthesis.waves.named": {"wave": ""},
    "synthesis.waves.uncoded": {"questions": ["comments"]},
    "synthesis.figures.register": {"asked": lambda: synthesis.fieldwork.register(EN)},
    "survey.certainty.bounds": {"statements": lambda: _TABLES["statement"]()},
    "survey.certainty.figures.attained": {
        "table": lambda: certainty.attaining_table(_TABLES["statement"](), "least", settings=EN),
        "says": "firms",
        "end": "least",
    },
    "survey.certainty.figures.combined": {
        "found": lambda: certainty.combined(["channels"], settings=EN)
    },
    "survey.certainty.figures.envelope": {
        "found": lambda: certainty.envelope(_TABLES["ensemble"](), len)
    },
    "survey.certainty.figures.lists": {
        "compared": lambda: certainty.lists("channels", "outsourceable_channels", EN)
    },
    "survey.certainty.figures.shares": {"shares": lambda: certainty.intervals.shares("size", EN)},
    "survey.certainty.figures.range_bars": {
        "ranges": lambda: certainty.bounds(_TABLES["statement"](), settings=EN)
    },
    "survey.certainty.combined": {"questions": ["size"]},
    "survey.certainty.attaining_table": {"end": "least"},
    "survey.certainty.envelope": {"analysis": lambda: len},
    "survey.certainty.margins_of": {"counts": lambda: survey.counts("channels", EN)},
    "survey.certainty.simulated_tables": {"questions": ["size"], "tables": 4},
    "survey.certainty.statement": {"quantifier": "all", "options": ["channels.mail"]},
    "survey.waves.add": {
        "path": _EXPORT,
        "name": "tried",
        "title": None,
        "start": "2027-01",
        "end": "2027-03",
        "project": lambda: Project(Path(mkdtemp())),
    },
    "survey.certainty.figures.planning": {"option": "phone", "change": -0.15},
    "survey.certainty.first": {"option": "mail"},
    "survey.certainty.intervals.of_population": {"population": 100},
    "survey.certainty.licensed": {"more": "mail", "less": "whatsapp"},
    "survey.certainty.lists": {"first": "channels", "second": "outsourceable_channels"},
    "survey.certainty.paired.judged": {"p_low": 0.03, "p_high": 0.18, "level": 0.05},
    "survey.certainty.paired.mcnemar": {"both": 9},
    "survey.certainty.needed": {"changes": [0.3, -0.3]},
    "survey.certainty.power": {"change": 0.3},
    "survey.certainty.robustness.firms": {"both": 9},
    "survey.proportions.weighted_interval": {"effective_base": 33},
    "survey.waves.associations": {"pairs": [("channels", "size")], "resamples": 99},
    "survey.waves.between": {
        "first": lambda: _TABLES["wave"](),
        "second": lambda: _TABLES["wave"](),
    },
    "survey.waves.check": {"path": _EXPORT},
    "survey.waves.kept": {"name": "demo"},
    "survey.waves.load": {"name": "demo"},
    "survey.waves.rake": {"margins": {"size": {"small": 50, "medium": 30, "large": 20}}},
    "survey.waves.read": {"path": _EXPORT},
    "survey.waves.released": {"wave": lambda: _of_few_questions()},
    "survey.waves.simulate": {"respondents": 10},
    "survey.waves.texts": {"question": "comments"},
    "survey.waves.figures.answers": {"questions": ["size", "management"]},
    "survey.waves.figures.independence": {"by": "size"},
    "survey.waves.figures.parted": {"by": "size"},
    "survey.waves.figures.scale": {"question": "supplier_criteria"},
    "survey.waves.figures.texts": {"questions": ["comments"]},
    "figures.show": {"chart": BARS, "table": None},
    "figures.columns.title": {"name": "share"},
    "language.month": {"text": "2021-03"},
}


def arguments(name: str, function: Callable[..., Any]) -> dict[str, Any]:
    """What a public function can be called with; its defaults where nothing is said here."""
    given = {}
    for parameter in signature(function).parameters.values():
        said = [_OTHERS.get(name, {}), _TABLES, _VALUES]
        values = [each[parameter.name] for each in said if parameter.name in each]
        made = _made.__wrapped__ if parameter.name == "project" else _made
        given[parameter.name] = next(
            (made(each) if callable(each) else each for each in values), parameter.default
        )
    return given


@cache
def _made(make: Callable[[], Any]) -> Any:
    return make()
