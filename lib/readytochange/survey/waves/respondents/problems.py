"""What is wrong in the rows of a wave: each fault with its row, column, value, rule, and what is accepted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

RULES = {
    "consent": "no consent to take part",
    "twice": "a respondent stands twice: by id, or by all answers and times",
    "contradiction": "two columns say different things of one answer",
    "unknown option": "a text that no option of the question has",
    "ambiguous": "a text that can be read in two ways",
    "out of scale": "no point of the scale, or no rank",
    "not a number": "a text where a number is asked",
    "too many": "more answers than may be given",
    "exclusive": "an option that excludes others, with others",
    "other without its option": "a text for 'other', which was not chosen",
    "not asked": "an answer to a question that is not asked after an earlier answer",
    "required": "no answer to a question that must have one",
    "weight": "a weight that is no positive number",
    "simulated": "a row that is not said to be simulated, in a file of simulated answers",
    "cleared": "neither yes nor no where a person says whether open answers may be shown",
    "identifier": "an e-mail address inside a text",
    "partial": "a required question left open, and the mapping leaves such respondents out",
}
"""Every rule with its meaning, in the order in which a row that breaks several is counted: under the first."""

LEFT_OUT = ("consent", "partial")
"""Rules by which a row is left out and counted, whether or not rows with problems are."""

SCHEMA = pl.Schema(
    {
        "row": pl.Int64(),
        "column": pl.String(),
        "value": pl.String(),
        "rule": pl.Enum(list(RULES)),
        "accepted": pl.String(),
    }
)


@dataclass
class Problems:
    """Faults as they are found.

    Parameters
    ----------
    rows : of each record, the row of the file
    """

    rows: pl.Series
    found: list[pl.DataFrame] = field(default_factory=list)

    def add(
        self,
        where: pl.Series,
        column: str,
        value: Callable[[], pl.Series] | pl.Series | str,
        rule: str,
        accepted: pl.Series | str,
    ) -> None:
        """Note one fault for each record.

        Parameters
        ----------
        where : of each record, whether it has the fault
        column : the file's column
        value, accepted : of each record, or of all; values may be made only where there is a fault
        rule : one of `RULES`
        """
        if not where.any():
            return
        if callable(value):
            value = value()
        parts = {"column": column, "value": value, "rule": rule, "accepted": accepted}
        self.found.append(
            pl.DataFrame(
                [
                    self.rows.filter(where).alias("row"),
                    *(
                        pl.repeat(part, int(where.sum()), eager=True, dtype=pl.String()).alias(name)
                        if isinstance(part, str)
                        else part.filter(where).alias(name)
                        for name, part in parts.items()
                    ),
                ]
            ).cast(SCHEMA)
        )

    def add_texts(
        self, cells: pl.Series, column: str, faults: Mapping[str, tuple[str, str]]
    ) -> None:
        """Note a fault for each cell that has one of these texts.

        Parameters
        ----------
        cells : a column's texts
        column : its name
        faults : by text without spaces around it, the rule that it breaks and what is accepted
        """
        if not faults:
            return
        cells = cells.str.strip_chars()
        for rule in dict.fromkeys(rule for rule, _ in faults.values()):
            accepted = {text: each for text, (broken, each) in faults.items() if broken == rule}
            where = cells.is_in(list(accepted))
            if where.any():
                said = cells.replace_strict(accepted, default="", return_dtype=pl.String())
                self.add(where, column, cells, rule, said)

    def table(self) -> pl.DataFrame:
        """All of them, by row: row, column, value, rule, accepted."""
        return pl.concat([pl.DataFrame(schema=SCHEMA), *self.found]).sort(
            "row", maintain_order=True
        )
