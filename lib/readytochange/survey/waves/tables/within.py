"""Answers within groups that two questions make together, as small firms of a sector: of large enough groups only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import pandas as pd
import polars as pl

from readytochange.parameters import Settings
from readytochange.survey.waves.instrument import Instrument, Option, Question
from readytochange.survey.waves.tables import tabulation
from readytochange.survey.waves.wave import Wave

Group = tuple[tuple[str, str], ...]
"""Questions of one choice, each with the answer that all firms of the group gave."""

_TOGETHER = "together"


def shares(
    wave: Wave, by: Sequence[str], settings: Settings, min_base: int, least: int
) -> Mapping[tuple[str, Group], pd.DataFrame]:
    """The answers to every question with options in every group that is large enough, in one pass.

    Parameters
    ----------
    wave : whose answers
    by : questions of one choice, whose answers together make the groups
    settings, min_base : as for `tabulation.shares`
    least : respondents that a group has at least

    Returns
    -------
    dict of DataFrame
        by question and group, as of `tabulation.shares`; without the questions that make the groups
    """
    groups = _large(wave, by, least)
    if not groups:
        return {}
    parted = _parted(wave, by, groups)
    found = {}
    for question, table in tabulation.all_shares(parted, settings, _TOGETHER, min_base).items():
        if question in (*by, _TOGETHER) or wave.instrument[question].kind not in (
            "single",
            "multiple",
        ):
            continue
        for name, group in groups.items():
            rows = table[table["group"] == name]
            found[question, group] = rows.reset_index(drop=True)
    return found


def _large(wave: Wave, by: Sequence[str], least: int) -> dict[str, Group]:
    """The groups that have enough respondents, in the order of their options, each by one name."""
    counted = wave.answers.lazy().group_by(by).len().collect()
    many = {tuple(row[name] for name in by): row["len"] for row in counted.to_dicts()}
    offered = product(*([each.option for each in wave.instrument[name].options] for name in by))
    return {
        " ".join(each): tuple(zip(by, each, strict=True))
        for each in offered
        if many.get(each, 0) >= least
    }


def _parted(wave: Wave, by: Sequence[str], groups: Mapping[str, Group]) -> Wave:
    """The same wave with one more question, whose answers are the groups."""
    labels = {
        (name, each.option): each.label for name in by for each in wave.instrument[name].options
    }
    options = tuple(
        Option(
            name,
            {lang: ", ".join(labels[each][lang] for each in group) for lang in ("it", "en")},
        )
        for name, group in groups.items()
    )
    together = Question(_TOGETHER, "single", {"it": _TOGETHER, "en": _TOGETHER}, options)
    name = pl.concat_str([pl.col(each).cast(pl.String) for each in by], separator=" ")
    return replace(
        wave,
        answers=wave.answers.lazy().with_columns(
            pl.when(name.is_in(list(groups))).then(name).alias(_TOGETHER),
            pl.lit("answered").alias(together.state),
        ),
        instrument=Instrument((*wave.instrument.questions, together)),
    )
