"""Tables of a wave as the gate counts them, and the same tables without what it hid."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from readytochange.parameters import Settings
from readytochange.survey.waves.gate import scales
from readytochange.survey.waves.gate.counts import ANSWERED, Cell, Table, base
from readytochange.survey.waves.instrument import Question
from readytochange.survey.waves.tables import comparison
from readytochange.survey.waves.tables.within import Group

_FROM_COUNTS = ["count", "share", "low", "high", "median", "top_two", "answers", "mean_answers"]

_P = ["p", "p_low", "p_high"]

_FROM_CHANGES = ["wave_count", "wave_share", "difference", "low", "high", *_P, "p_holm"]


def name(question: str, by: str | Group) -> str:
    """Under which name the gate has a table.

    Examples
    --------
    >>> name("use", ""), name("use", "size"), name("use", (("size", "small"), ("sector", "food")))
    ('use', 'use by size', 'use by size small and sector food')
    """
    group = by if isinstance(by, str) else " and ".join(f"{asked} {answer}" for asked, answer in by)
    return f"{question} by {group}" if group else question


def counts(question: Question, by: str | Group, table: pd.DataFrame) -> Table:
    """A table as cells with their bases.

    Parameters
    ----------
    question : whose answers it counts; of ranks and numbers there are no cells
    by : the question by which it is parted, '' for the whole; or the answers of the group that it is of
    table : as of `tabulation.shares`, or of `scales.classes`
    """
    cells: dict[Cell, int | None] = {}
    for row in table.to_dict("records"):
        if cell := _cell(question, by, row):
            cells[base(cell)] = int(row["base"])
            cells[cell] = int(row["count"])
    return Table(name(question.question, by), cells)


def counts_of_states(states: pd.DataFrame) -> Table:
    """How many did what with a question, as cells, of all respondents.

    Parameters
    ----------
    states : as of `tabulation.states`
    """
    question = str(states["question"].iloc[0])
    cells: dict[Cell, int | None] = {(): int(states["respondents"].iloc[0])}
    for row in states.itertuples():
        state = ANSWERED if row.state == "answered" else str(row.state)
        cells[((question, state),)] = int(row.count)
    return Table(f"{question}, states", cells)


def masked(
    question: Question, by: str | Group, table: pd.DataFrame, released: Mapping[Cell, int | None]
) -> pd.DataFrame:
    """A table without what is hidden: a count with its share, and what follows from several, one of them hidden.

    Parameters
    ----------
    question, by, table : as of `counts`
    released : what the gate let through of the table's cells; None where it hid one
    """
    cells = [_cell(question, by, row) for row in table.to_dict("records")]
    if not all(cells):
        return table
    hidden = pd.Series([released[cell] is None for cell in cells], table.index)
    baseless = pd.Series([released[base(cell)] is None for cell in cells], table.index)
    keys = ["group", "option"] if question.kind == "scale" else ["group"]
    some = hidden.groupby([table[key] for key in keys]).transform("any")
    masked = table.astype({"base": "Int64"})
    masked.loc[baseless, ["base", "effective_base"]] = pd.NA
    for column in _FROM_COUNTS:
        if column in masked:
            whole = column in ("median", "top_two", "answers", "mean_answers")
            masked.loc[(some if whole else hidden) | baseless, column] = pd.NA
    if question.kind == "scale" and "high" in set(table["point"]):
        high = masked[masked["point"] == "high"].set_index(keys)["share"]
        masked["top_two"] = [high[tuple(each)] for each in masked[keys].itertuples(index=False)]
    return masked


def masked_states(
    states: pd.DataFrame, released: Mapping[str, Mapping[Cell, int | None]]
) -> pd.DataFrame:
    """How many did what with a question, without what is hidden.

    Parameters
    ----------
    states : as of `tabulation.states`
    released : what the gate let through, by the names of tables; of a question that it was not given, all
    """
    table = counts_of_states(states)
    shown = released.get(table.name, table.counts)
    left = [shown[cell] for cell in table.counts if cell]
    return states.assign(count=pd.array(left, dtype="Int64"), respondents=shown[()])


def masked_changes(compared: pd.DataFrame, shown: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """What changed, without the options whose counts are hidden.

    Their p would be told by that of others, which is corrected for all options together. So the correction takes them
    for tested, with a p of 1: p_holm of the others is never below what all options give, and no more is claimed.

    Parameters
    ----------
    compared : as of `comparison.with_published`
    shown : the table of the question, `masked`
    settings : with which the two were made
    """
    hidden = compared["option"].isin(shown.loc[shown["count"].isna(), "option"])
    p = compared[_P]
    found = comparison.corrected(
        compared.assign(**p.mask(p.notna() & hidden.to_numpy()[:, None], 1.0)), settings
    )
    found.loc[hidden, _FROM_CHANGES] = pd.NA
    found.loc[hidden, "verdict"] = "not_comparable"
    baseless = compared["option"].isin(shown.loc[shown["base"].isna(), "option"])
    found.loc[baseless, ["wave_base", "smallest_change"]] = pd.NA
    return found


def _cell(question: Question, by: str | Group, row: Mapping[Hashable, Any]) -> Cell:
    """What a row of a table counts; nothing of ranks and numbers."""
    group = (((by, str(row["group"])),) if by else ()) if isinstance(by, str) else by
    if question.kind == "scale":
        point = row["point"]
        answer = point if point in scales.CLASSES else question.points[int(point) - 1].option
        return (*group, (f"{question.question}/{row['option']}", answer))
    if question.kind in ("single", "multiple"):
        return (*group, (question.question, str(row["option"])))
    return ()
