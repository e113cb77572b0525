"""What `readytochange wave` says of an export: its columns, what is not as in the questionnaire, its rows."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from readytochange.cli.listing import print_rows
from readytochange.cli.paths import shown
from readytochange.errors import shortened

if TYPE_CHECKING:
    import pandas as pd

    from readytochange.survey.waves.readers.export import Doubt
    from readytochange.survey.waves.respondents.validation import Decoded

_SHOWN = 20
"""Problems that are listed at the terminal."""


def columns(checked: "pd.DataFrame", doubts: "Iterable[Doubt]") -> None:
    """List what each column is taken for, then every doubt: of columns, and of the file."""
    print_rows(
        ((shortened(each.column, 36), each.taken_for) for each in checked.itertuples()),
        ("column", "taken for"),
    )
    print()
    for name, example, _, _, doubt in checked[checked["doubt"] != ""].itertuples(index=False):
        print(f"doubt   '{name}', as '{shortened(example, 40)}': {doubt}")
    for each in doubts:
        print(f"doubt   {each.where + ': ' if each.where else ''}{each.says}")


def changes(found: "pd.DataFrame") -> None:
    """List what is not as in the questionnaire."""
    if found.empty:
        return
    print("Not as in data/questionnaire:")
    print_rows(found.replace({True: "yes", False: "no"}).itertuples(index=False), found.columns)
    print()


def rows(export: Path, decoded: "Decoded") -> None:
    """Say what the rows are good for, list what is wrong, and write all of it beside the file."""
    from readytochange.figures import exports

    print(f"rows    {decoded.rows} in the file, {decoded.kept} to keep")
    left_out(decoded.excluded)
    file = export.with_name(f"{export.stem}.problems.csv")
    if not decoded.problems.height:
        file.unlink(missing_ok=True)  # it would be that of an earlier check
        return
    listed = decoded.problems.head(_SHOWN)
    print_rows(
        (
            (row, shortened(column, 21), shortened(value, 21), rule)
            for row, column, value, rule, _ in listed.rows()
        ),
        ("row", "column", "value", "rule"),
    )
    for column, rule, accepted in (
        listed.select("column", "rule", "accepted").unique(maintain_order=True).rows()
    ):  # once each: it is as long as a question has options
        print(f"accepted of '{rule}' in '{shortened(column, 21)}': {accepted}")
    file.write_bytes(exports.csv(decoded.problems.columns, decoded.problems.rows()))
    print(f"wrong   {decoded.problems.height} in all: {shown(file)}")


def left_out(counted: Mapping[str, int]) -> None:
    """Say how many rows were left out by each rule."""
    from readytochange.survey.waves.respondents.problems import RULES

    for rule, count in counted.items():
        print(f"left    {count} out: {RULES[rule]}")
