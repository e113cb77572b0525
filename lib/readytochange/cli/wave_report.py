"""What `readytochange wave` says of an export: its columns, what is not as in the questionnaire, its rows."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from readytochange.cli.listing import print_rows
from readytochange.cli.paths import shown
from readytochange.errors import shortened

if TYPE_CHECKING:
    import pandas as pd

    from readytochange.survey.waves.mapping import Mapping as Columns
    from readytochange.survey.waves.readers.export import Doubt
    from readytochange.survey.waves.respondents.validation import Decoded

_SHOWN = 20
"""Problems that are listed at the terminal."""

_LONGEST = 200
"""Letters of a wrong cell that are shown: all of an answer, and of several joined."""


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


def undecided(mapping: "Columns") -> str:
    """What a person has still to decide in a mapping: of columns, and of texts under 'values'; '' where nothing is."""
    names = [name for name, text in mapping.columns.items() if text.startswith("?")]
    texts = sum(
        text.startswith("?")
        for of in mapping.values.values()  # noqa: PD011
        for text in of.values()
    )
    said = []
    if names:
        of = f"{len(names)} columns are" if len(names) > 1 else f"'{names[0]}' is"
        said.append(f"what {of} for")
    if texts:
        said.append(
            f"what {texts} {'text' if texts == 1 else 'texts'} under 'values' "
            f"{'means' if texts == 1 else 'mean'}"
        )
    return " and ".join(said)


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

    wrong = decoded.problems["row"].n_unique()
    said = f"{decoded.kept - wrong} to keep" + (f", {wrong} wrong" if wrong else "")
    print(f"rows    {decoded.rows} in the file, {said}")
    left_out(decoded.excluded)
    file = export.with_name(f"{export.stem}.problems.csv")
    if not decoded.problems.height:
        file.unlink(missing_ok=True)  # it would be that of an earlier check
        return
    listed = decoded.problems.head(_SHOWN)
    for row, column, value, rule, _ in listed.rows():
        print(f"row {row}   {rule}: '{shortened(value, _LONGEST)}', in '{shortened(column)}'")
    for column, rule, accepted in (
        listed.select("column", "rule", "accepted").unique(maintain_order=True).rows()
    ):  # once each: it is as long as a question has options
        print(f"accepted of '{rule}' in '{shortened(column)}': {accepted}")
    file.write_bytes(exports.csv(decoded.problems.columns, decoded.problems.rows()))
    print(f"wrong   {decoded.problems.height} in all: {shown(file)}")


def left_out(counted: Mapping[str, int]) -> None:
    """Say how many rows were left out by each rule."""
    from readytochange.survey.waves.respondents.problems import RULES

    for rule, count in counted.items():
        print(f"left    {count} out: {RULES[rule]}")
