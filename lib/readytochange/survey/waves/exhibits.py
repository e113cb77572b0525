"""What may be seen of a wave: every table of it, after the privacy gate; no page has a table from elsewhere.

All tables that a page of the wave may show are released together, whatever the page shows of them: what one page leaves
out, another may say, and a reader has both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import polars as pl

from readytochange.arguments import checked
from readytochange.errors import InputError, unknown
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey import published
from readytochange.survey.waves import masking
from readytochange.survey.waves.gate import scales
from readytochange.survey.waves.gate.counts import Cell, Table, Variable, variables
from readytochange.survey.waves.gate.privacy import Gate
from readytochange.survey.waves.instrument import Question
from readytochange.survey.waves.tables import comparison, tabulation, within
from readytochange.survey.waves.tables.counting import NO_ANSWER
from readytochange.survey.waves.tables.within import Group
from readytochange.survey.waves.wave import Wave

BY = ("size", "sector")
"""The questions by which answers are parted, where the groups are large enough."""

POINTS = 20
"""Respondents of a wave for each point of a scale from which on points are shown one by one, and not low and high."""

GROUP = 10
"""Respondents that its groups have on average at least: smaller ones would be hidden, and others with them."""

COUNTED = ("single", "multiple", "scale")
"""Kinds of questions whose answers the gate counts; of others no table is shown."""


@dataclass(frozen=True, eq=False)
class Exhibits:
    """The tables of a wave that may be seen; a figure that is hidden is missing.

    Parameters
    ----------
    wave : whose they are
    respondents : rows that were kept
    shares : by question, as of `tabulation.shares`
    parted : by question and the question by which it is parted, likewise
    changes : by question, as of `comparison.with_published`
    states : by question, as of `tabulation.states`
    texts : by question, the texts that are cleared
    within : by question and group that several questions make together, as of `shares`; only of groups large enough
    hidden : by question, and by what it is parted ('' for the whole), how many figures are hidden
    """

    wave: Wave
    respondents: int
    shares: Mapping[str, pd.DataFrame]
    parted: Mapping[tuple[str, str], pd.DataFrame]
    changes: Mapping[str, pd.DataFrame]
    states: Mapping[str, pd.DataFrame]
    texts: Mapping[str, pd.DataFrame]
    hidden: Mapping[tuple[str, str], int]
    within: Mapping[tuple[str, Group], pd.DataFrame]

    def of(self, question: str, by: str = "") -> pd.DataFrame:
        """The table of a question, parted by another one or whole; InputError where there is none."""
        if not by:
            if question not in self.shares:
                raise unknown("question that is tabulated", question, self.shares)
            return self.shares[question]
        if (question, by) not in self.parted:
            raise unknown("question by which it is parted", by, self.by(question))
        return self.parted[question, by]

    def among(self, question: str, group: Group) -> pd.DataFrame | None:
        """The table of a question for the firms that gave some answers to `BY`; None where too few are such firms."""
        if not group:
            return self.of(question)
        if len(group) > 1:
            return self.within.get((question, group))
        [(by, answer)] = group
        table = self.parted.get((question, by))
        return None if table is None else table[table["group"] == answer].reset_index(drop=True)

    def was_asked(self, question: str) -> bool:
        """Whether some firm was asked a question: the questionnaire has it, and so had the file."""
        if question not in self.wave.instrument:
            return False
        states = self.states[question]
        counts = states.loc[states["state"] != "not_asked", "count"]
        return bool(counts.isna().any() or counts.sum())

    def by(self, question: str) -> list[str]:
        """The questions by which another one is parted."""
        return [by for asked, by in self.parted if asked == question]


@checked
def released(wave: Wave, settings: Settings = SETTINGS, min_base: int = 10) -> Exhibits:
    """Tabulate a wave, and hide what would tell who answered.

    Parameters
    ----------
    wave : as from `waves.load`
    settings : a notebook's, or those of `readytochange.use` where none are given; with the coverage and the method
        of the intervals
    min_base : respondents below which a base is not enough; its tables say so

    Returns
    -------
    Exhibits

    Raises
    ------
    InputError
        if min_base is below 1
    """
    if min_base < 1:
        raise InputError(f"min_base is {min_base}; accepted: a whole number from 1")
    asked = wave.instrument.questions
    by = [name for name in BY if _divides(wave, name)]
    shares = tabulation.all_shares(wave, settings, min_base=min_base)
    found = {
        (question, ""): table
        for question, table in shares.items()
        if wave.instrument[question].kind in COUNTED
    }
    known = []
    for name in by:
        for question, table in tabulation.all_shares(wave, settings, name, min_base).items():
            groups = table[table["group"] != NO_ANSWER].reset_index(drop=True)
            if question in by and question != name:
                known.append(masking.counts(wave.instrument[question], name, groups))
            elif question != name and wave.instrument[question].kind in COUNTED:
                found[question, name] = groups
    of_groups = within.shares(wave, by, settings, min_base, GROUP) if len(by) > 1 else {}
    states = {each.question: tabulation.states(wave, each.question, settings) for each in asked}
    few = {each.question for each in asked if _few(each, states[each.question])}
    found = {
        key: scales.classes(table, wave.instrument[key[0]], settings) if key[0] in few else table
        for key, table in found.items()
    }
    asked_for = [
        each
        for question in asked
        for each in (
            scales.variables(question) if question.question in few else variables(question)
        )
    ]
    tables = [
        *(
            masking.counts(wave.instrument[question], part, table)
            for each in (found, of_groups)
            for (question, part), table in each.items()
        ),
        *(
            masking.counts_of_states(states[each.question])
            for each in asked
            if each.kind in ("single", "multiple")
        ),
    ]
    counts = dict(_let_through(tuple(asked_for), _frozen(tables), _frozen(known)))
    states = {name: masking.masked_states(table, counts) for name, table in states.items()}

    def masked(key: tuple[str, str | Group], table: pd.DataFrame) -> pd.DataFrame:
        return masking.masked(wave.instrument[key[0]], key[1], table, counts[masking.name(*key)])

    shown = {key: masked(key, table) for key, table in found.items()}
    texts = {
        each.question: tabulation.texts(wave, each.question)
        for each in asked
        if each.kind == "open" or each.has_other
    }
    return Exhibits(
        wave,
        wave.answers.lazy().select(pl.len()).collect(engine="streaming").item(),
        {question: table for (question, name), table in shown.items() if not name},
        {key: table for key, table in shown.items() if key[1]},
        {
            question: masking.masked_changes(
                comparison.with_published(wave, question, settings), shown[question, ""], settings
            )
            for question in published.WITH_FIGURES
            if (question, "") in shown
        },
        states,
        texts,
        {key: sum(count is None for count in counts[masking.name(*key)].values()) for key in shown},
        {key: masked(key, table) for key, table in of_groups.items()},
    )


_Frozen = tuple[tuple[str, tuple[tuple[Cell, int | None], ...]], ...]
"""Tables by name: cells with their counts."""


def _frozen(tables: Iterable[Table]) -> _Frozen:
    return tuple((each.name, tuple(each.counts.items())) for each in tables)


@lru_cache(maxsize=32)
def _let_through(
    asked: tuple[Variable, ...], tables: _Frozen, known: _Frozen
) -> tuple[tuple[str, Mapping[Cell, int | None]], ...]:
    """What the gate lets through of tables, by their names; the same ones are attacked once in a process."""
    given, besides = (
        [Table(name, dict(cells)) for name, cells in each] for each in (tables, known)
    )
    return tuple((each.name, each.counts) for each in Gate(asked).release(given, besides).tables)


def _few(question: Question, states: pd.DataFrame) -> bool:
    """Whether a scale is shown by low, middle and high points, since so few answered."""
    answered = int(states.set_index("state")["count"]["answered"])
    return question.kind == "scale" and answered < POINTS * len(question.points)


def _divides(wave: Wave, by: str) -> bool:
    """Whether a question parts respondents into groups of which something may be seen."""
    if by not in wave.instrument:
        return False
    asked = wave.instrument[by]
    answered = (
        wave.answers.lazy()
        .select((pl.col(asked.state) == "answered").sum())
        .collect(engine="streaming")
        .item()
    )
    return bool(answered >= GROUP * len(asked.options))
