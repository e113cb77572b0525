"""Chosen options out of every shape in which tools write them: a column an option, or all in one column."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from readytochange.errors import InputError
from readytochange.survey.waves.folding import FALSE, TRUE, fold, says_other
from readytochange.survey.waves.instrument import Question
from readytochange.survey.waves.mapping import NO_ANSWER, Mapping, Target
from readytochange.survey.waves.matching import cells
from readytochange.survey.waves.matching.labels import answers_by_text, texts_of
from readytochange.survey.waves.matching.splitting import (
    Part,
    Split,
    Splitter,
    joined_by_spaces,
    named,
    separator_of,
)
from readytochange.survey.waves.respondents.problems import Problems


@dataclass(frozen=True)
class Column:
    """A column of the file on its way to answers.

    Parameters
    ----------
    name : as problems name it
    place : from 0
    target : what it is for
    cells : its texts, those that say 'not shown' emptied
    labels : of its values, where the file has them (SPSS)
    texts : of a file that is read in parts: what is known of the column's texts, whichever part they stand in
    """

    name: str
    place: int
    target: Target
    cells: pl.Series
    labels: Map[str, str]
    texts: Sequence[str] = ()


class Choice(NamedTuple):
    """What was chosen.

    Parameters
    ----------
    chosen : by option, whether it was; of a single choice, too
    ranks : of a rank, by option, its place from 1
    other : the text beside 'other'
    """

    chosen: dict[str, pl.Series]
    ranks: dict[str, pl.Series]
    other: pl.Series | None


class Reader:
    """Reads the columns of one question, and holds those against each other that say the same.

    Parameters
    ----------
    question : a single, multiple or rank question
    mapping : what a person decided about its cells
    rows : of the file
    problems : where faults are noted
    """

    def __init__(self, question: Question, mapping: Mapping, rows: int, problems: Problems) -> None:
        self.question, self.mapping, self.problems = question, mapping, problems
        by_hand = mapping.values.get(question.question, {})
        self.by_hand = {text: hand for text in by_hand if (hand := cells.decided(text, by_hand))}
        self.labels = answers_by_text(question) | {
            fold(text) or text: option for text, option in self.by_hand.items()
        }
        self.offered = [each.option for each in question.offered if each.role != "item"]
        self.otherwise = next((each.option for each in question.having("other")), "")
        self.nothing = pl.repeat(False, rows, eager=True, dtype=pl.Boolean())
        self.joined: dict[str, pl.Series] = {}
        self.split: dict[str, pl.Series] = {}
        self.names: dict[str, str] = {}
        self.ranks: dict[str, pl.Series] = {}
        self.typed: pl.Series | None = None
        self.whole: tuple[str, pl.Series] | None = None
        self.beside: tuple[str, pl.Series] | None = None

    def read(self, column: Column) -> None:
        """Take in one column."""
        if column.target.use == "other":
            self.beside = (column.name, cells.filled(column.cells))
        elif column.target.use == "answer":
            self._whole(column)
        elif self.question.kind == "rank":
            self._rank(column.name, column.target.option, column.cells)
        else:
            self._option(column)

    def _whole(self, column: Column) -> None:
        """A column with the question's answer, or all of them."""
        name, labels = column.name, column.labels
        texts = cells.distinct(column.cells)
        said = [cells.said(raw, labels) for raw in texts.texts]
        part = self._splitter(name, said, [cells.said(raw, labels) for raw in column.texts] or said)
        found = [part(text) if text else Split(()) for text in said]
        options = [
            [each.option for each in split.parts if each.option != NO_ANSWER] for split in found
        ]
        for option in self.offered:
            self.joined[option] = texts.spread([option in each for each in options], pl.Boolean())
            if self.question.kind == "rank":
                places = [each.index(option) + 1 if option in each else None for each in options]
                self.ranks[option] = texts.spread(places, pl.Int8())
        self._keep(texts, [self._beside_other(split) for split in found])
        self.whole = (name, column.cells)
        faults = {}
        for raw, split in zip(texts.texts, found, strict=True):
            if split.unknown:
                faults[raw] = (
                    "unknown option",
                    f"{', '.join(self.offered)}, their labels, or a line in the mapping's 'values'",
                )
            elif split.ambiguous:
                faults[raw] = ("ambiguous", "a text that can be parted in one way")
        self.problems.add_texts(column.cells, name, faults)

    def _splitter(
        self, name: str, texts: list[str], of_the_file: list[str]
    ) -> Callable[[str], Split]:
        if self.question.kind == "single":
            return lambda text: self._with_other(Split((Part(text, named(text, self.labels)),)))
        separator = self.mapping.separators.get(name) or separator_of(of_the_file, self.labels)
        if separator == " " and joined_by_spaces(texts, self.labels):
            raise InputError(
                f"column '{name}' joins by spaces labels that have spaces inside, and cannot be parted; accepted: an "
                "export with XML values (ids), or with a column for each option, and this one 'ignored'"
            )
        splitter = Splitter(self.labels, separator)
        return lambda text: self._with_other(splitter(text))

    def _with_other(self, split: Split) -> Split:
        """A split in which words that tools have for 'other' name the option that is one."""
        if not self.otherwise or not split.unknown:
            return split
        return Split(
            tuple(
                Part(
                    each.text,
                    each.option or (self.otherwise if says_other(fold(each.text)) else ""),
                )
                for each in split.parts
            ),
            split.ambiguous,
        )

    def _beside_other(self, split: Split) -> str | None:
        """What somebody wrote beside 'other', where a person said so of the text."""
        texts = [
            each.text
            for each in split.parts
            if each.option == self.otherwise != "" and each.text in self.by_hand
        ]
        return ", ".join(texts) or None

    def _option(self, column: Column) -> None:
        """A column that one option has for itself."""
        name, option, labels = column.name, column.target.option, column.labels
        texts = cells.distinct(column.cells)
        own = {
            fold(text)
            for offered in self.question.offered
            if offered.option == option
            for text in texts_of(offered)
        }
        said = [fold(cells.said(raw, labels)) for raw in texts.texts]
        words = {fold(cells.said(raw, labels)) for raw in column.texts} or set(said)
        own_says_no = bool(own & FALSE & words)
        if TRUE & words - own:
            own -= FALSE  # beside a 'yes', the label 'no' is none
        chosen: list[bool] = []
        typed: list[str | None] = []
        faults = {}
        for raw, text in zip(texts.texts, said, strict=True):
            hand = self.by_hand.get(raw)
            yes = text in TRUE | own or hand == option
            known = yes or not raw or text in FALSE or hand is not None
            writes = not known and option == self.otherwise
            chosen.append(yes or writes)
            typed.append(raw if writes and not says_other(text) else None)
            if own_says_no and text in own & FALSE and "0" not in words:
                faults[raw] = ("ambiguous", "1 or 0: this is the option's label, and also a 'no'")
            elif not known and not writes:
                faults[raw] = (
                    "unknown option",
                    "1, 0, true, false, yes, no, the option's label, or nothing",
                )
        self.names[option] = name
        self.split[option] = texts.spread(chosen, pl.Boolean())
        self._keep(texts, typed)
        self.problems.add_texts(column.cells, name, faults)

    def _rank(self, name: str, option: str, column: pl.Series) -> None:
        """A column with the place that one option was given."""
        texts = cells.distinct(column)
        most = len(self.question.options)
        read = [cells.number(raw)[0] if raw else None for raw in texts.texts]
        ranks = [
            int(each) if each is not None and each in range(1, most + 1) else None for each in read
        ]
        self.names[option] = name
        self.ranks[option] = texts.spread(ranks, pl.Int8())
        self.split[option] = self.ranks[option].is_not_null()
        faults = {
            raw: ("out of scale", f"a rank from 1 to {most}")
            for raw, rank in zip(texts.texts, ranks, strict=True)
            if raw and rank is None
        }
        self.problems.add_texts(column, name, faults)

    def _keep(self, texts: cells.Distinct, typed: list[str | None]) -> None:
        if any(typed):
            found = texts.spread(typed, pl.String())
            self.typed = (
                found
                if self.typed is None
                else self.typed.zip_with(self.typed.is_not_null(), found)
            )

    def choice(self) -> Choice:
        """What was chosen, after all columns were read."""
        if self.whole:
            self._compare(*self.whole)
        chosen = {
            each: self.joined.get(each, self.nothing) | self.split.get(each, self.nothing)
            for each in self.offered
        }
        if self.beside:
            self._beside(*self.beside, chosen)
        return Choice(chosen, self.ranks, self.typed)

    def _beside(self, name: str, text: pl.Series, chosen: dict[str, pl.Series]) -> None:
        """A text for 'other' is a choice of it, unless another column says that it was not chosen."""
        lone = text.is_not_null() & ~chosen[self.otherwise]
        loose = self.nothing
        if self.otherwise in self.split:
            loose = lone
        elif self.whole:
            loose = lone & (self.whole[1].str.strip_chars() != "")
        self.problems.add(
            loose,
            name,
            text.fill_null(""),
            "other without its option",
            f"no text, or '{self.otherwise}' chosen too",
        )
        chosen[self.otherwise] = chosen[self.otherwise] | (lone & ~loose)
        self.typed = text if self.typed is None else text.zip_with(text.is_not_null(), self.typed)

    def _compare(self, name: str, column: pl.Series) -> None:
        """What a joined cell names has to be what the options' own columns say."""
        for option, split in self.split.items():
            accepted = f"what column '{self.names[option]}' says"
            self.problems.add(self.joined[option] != split, name, column, "contradiction", accepted)
