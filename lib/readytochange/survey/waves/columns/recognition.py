"""What each column of an export is taken for: by ids, by labels, by its neighbours, by what tools add of their own."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from itertools import groupby

from readytochange.survey.waves.columns import identifiers, metadata, runs, suggestions
from readytochange.survey.waves.columns.contents import Contents
from readytochange.survey.waves.columns.headers import LIMESURVEY, Headers
from readytochange.survey.waves.folding import fold, says_other
from readytochange.survey.waves.instrument import Instrument
from readytochange.survey.waves.mapping import PLAIN, UNDECIDED, Mapping, Target, names, target
from readytochange.survey.waves.readers.export import Export

_WEIGHTS = frozenset({"weight", "weights", "peso", "pesi", "wt", "ponderazione"})
_LOOKED_AT = 10_000
"""Rows that are looked at to see what a column holds."""


@dataclass(frozen=True)
class Guess:
    """What a column is taken for.

    Parameters
    ----------
    text : as a mapping says it; with '?' where it is not certain
    how : how that was found out
    """

    text: str
    how: str


def recognise(export: Export, instrument: Instrument) -> Mapping:
    """What each column is taken for; what is not certain has a '?', and has to be decided by a person.

    Parameters
    ----------
    export : the file
    instrument : the questionnaire

    Returns
    -------
    Mapping
        not confirmed, with notes on how each column was recognised
    """
    finder = _Finder(export, instrument)
    guesses = finder.guesses()
    columns = names(export)
    values = {}
    for place, guess in enumerate(guesses):
        if guess.text in instrument and (
            near := finder.contents.unknown(place, guess.text, finder.not_asked())
        ):
            values[guess.text] = near
    return Mapping(
        columns={name: guess.text for name, guess in zip(columns, guesses, strict=True)},
        values=values,
        not_asked=finder.not_asked(),
        notes={name: guess.how for name, guess in zip(columns, guesses, strict=True)},
    )


class _Finder:
    """Recognises the columns of one export, the most certain ways first."""

    def __init__(self, export: Export, instrument: Instrument) -> None:
        self.export = replace(export, cells=export.cells.head(_LOOKED_AT))
        self.instrument = instrument
        self.headers = Headers(instrument)
        self.contents = Contents(self.export, instrument)
        self.rows = _filled_from_the_left(export.headers)
        self.found: dict[int, Guess] = {}
        self.doubts: dict[int, set[Target]] = {}

    def guesses(self) -> list[Guess]:
        """A guess for every column, in the file's order."""
        for place in range(len(self.rows)):
            self._by_headers(place)
        self._by_sets()
        self._by_runs()
        self._texts_beside_other()
        self._labels_joined_by_spaces()
        self._once_each()
        suggested = suggestions.header_labels(self.headers)
        return [
            self.found.get(place) or self._by_use(place) or self._by_doubt(place, suggested)
            for place in range(len(self.rows))
        ]

    def _by_headers(self, place: int) -> None:
        self._take(place, self.headers.targets(self.rows[place]), "its header")

    def _take(self, place: int, targets: set[Target], how: str) -> None:
        """Believe what is the only possibility, if the column's cells do not speak against it."""
        if len(targets) > 1:
            self.doubts[place] = targets
        for only in targets if len(targets) == 1 else ():
            lone_row = len(set(filter(None, self.rows[place]))) == 1
            if (
                only.use == "answer"
                and not lone_row
                and not self.contents.answer(place, only.question)
            ):
                self.doubts[place] = targets
            else:
                self.found[place] = Guess(str(only), how)

    def _by_sets(self) -> None:
        """Columns that the file declares to be one question."""
        for label, columns in self.export.sets:
            questions = set(self.headers.questions(label))
            for place in columns:
                if place in self.found or place >= len(self.rows):
                    continue
                targets = {
                    option
                    for question in questions
                    for text in self.rows[place]
                    if (option := self.headers.option(question, text))
                }
                self._take(place, targets, "a set of the file, and its label")

    def _by_runs(self) -> None:
        """Neighbours whose headers are options' labels."""
        by_option = self.headers.known.by_option
        names_of = [
            frozenset().union(
                *(by_option.get(fold(text), _other_of(by_option, text)) for text in rows)
            )
            for rows in self.rows
        ]
        names_of = [
            each
            if place not in self.found and self.contents.ticks(place, self.rows[place], each)
            else frozenset()
            for place, each in enumerate(names_of)
        ]
        for is_run, places in groupby(
            range(len(names_of)), key=lambda place: bool(names_of[place])
        ):
            run = list(places)
            if is_run and len(run) > 1:
                targets = runs.decided([names_of[place] for place in run], self.instrument)
                for place, each in zip(run, targets, strict=True):
                    self._take(place, each, "an option's label, among its neighbours")

    def _texts_beside_other(self) -> None:
        """Of the columns for 'other', the one with texts: beside a question's only column, or the one not ticked."""
        meant = {place: target(each.text, self.instrument) for place, each in self.found.items()}
        for question in self.instrument.questions:
            others = {each.option for each in question.having("other")}
            of = {
                place: each for place, each in meant.items() if each.question == question.question
            }
            columns = [place for place, each in of.items() if each.option in others]
            lone = any(each.use == "answer" for each in of.values()) and not any(
                each.option and place not in columns for place, each in of.items()
            )
            if columns and (lone or len(columns) > 1):
                written = max(
                    columns, key=lambda place: (self.contents.texts_or_ticks(place), place)
                )
                self.found[written] = Guess(question.other, "a text beside 'other'")
        taken = {each.text for each in self.found.values()}
        for place, rows in enumerate(self.rows):
            before = meant.get(place - 1, UNDECIDED)
            if place in self.found or before.use not in ("answer", "option"):
                continue
            asked, other = self.instrument[before.question], self.instrument[before.question].other
            ticked = any(
                f"{before.question}/{each.option}" in taken for each in asked.having("other")
            )
            if (
                (before.use == "answer" or ticked)
                and asked.has_other
                and other not in taken
                and any(says_other(fold(text)) for text in rows)
            ):
                self.found[place] = Guess(other, "behind its question")

    def _labels_joined_by_spaces(self) -> None:
        """KoboToolbox's column of labels, which cannot be parted, beside those of the options, which say the same."""
        split = {each.text.partition("/")[0] for each in self.found.values() if "/" in each.text}
        for place, guess in self.found.items():
            if guess.text in split and self.contents.joined_by_spaces(place, guess.text):
                how = "labels joined by spaces: its options' own columns are read"
                self.found[place] = Guess("ignored", how)

    def _once_each(self) -> None:
        """Of two columns for one thing, neither is certain."""
        places: dict[str, list[int]] = {}
        for place, guess in self.found.items():
            places.setdefault(guess.text, []).append(place)
        columns = names(self.export)
        for text, alike in places.items():
            if len(alike) > 1 and text not in PLAIN:
                listed = ", ".join(f"'{columns[place]}'" for place in alike)
                for place in alike:
                    self.found[place] = Guess(f"? {text}", f"one of several for it: {listed}")

    def _by_use(self, place: int) -> Guess | None:
        """Columns that are no answers."""
        if place in self.doubts:
            return None
        headers, cells = self.export.headers[place], self.export.cells[str(place)]
        for text in headers:
            if self.headers.is_consent(text):
                return Guess("consent", "its header")
            if fold(text) in _WEIGHTS:
                return Guess("weight", "its header")
            if text.strip() in ("cleared", "respondent"):
                return Guess(text.strip(), "its header")
        use, how = metadata.use(headers, cells)
        if use and use != "ignored":
            return Guess(use, how)
        if what := identifiers.in_cells(cells):
            return Guess("identifier", f"{what}: dropped")
        if use:
            return Guess(use, how)
        if any(identifiers.in_header(text) for text in headers):
            return Guess("identifier", "its header: dropped")
        return None

    def _by_doubt(self, place: int, suggested: dict[str, str]) -> Guess:
        """What a person is asked about."""
        if targets := sorted(map(str, self.doubts.get(place, ()))):
            if len(targets) == 1:
                return Guess(
                    f"? {targets[0]}", "its header, but few of its cells are answers to it"
                )
            return Guess("?", f"one of {', '.join(targets)}")
        for text in self.rows[place]:
            if near := suggestions.nearest(text, suggested):
                return Guess(f"? {near[0]}", f"{near[1]} % alike")
        for text in self.rows[place]:
            for question in self.headers.begins(text):
                return Guess(
                    "?", f"of '{question}': an option nobody had before? Then a line in new_options"
                )
        return Guess("?", "not recognised")

    def not_asked(self) -> tuple[str, ...]:
        """The text by which LimeSurvey says that a question was not shown, in an export that is its own."""
        coded = [place for place, rows in enumerate(self.rows) if any(map(LIMESURVEY.match, rows))]
        if 2 * len(coded) < len(self.rows):
            return ()
        return (
            ("N/A",)
            if any((self.export.cells[str(place)] == "N/A").any() for place in coded)
            else ()
        )


def _filled_from_the_left(headers: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Header rows in which a question stands over the first of its columns only, repeated over the others."""
    found: list[tuple[str, ...]] = []
    above = ""
    for rows in headers:
        above = rows[0] if rows[0].strip() else above
        repeated = len(rows) > 1 and not rows[0].strip() and any(each.strip() for each in rows[1:])
        found.append((above, *rows[1:]) if repeated else rows)
    return tuple(found)


def _other_of(by_option: Map[str, runs.Names], text: str) -> runs.Names:
    """Words that tools have for 'other': of every question that has such an option."""
    if not says_other(fold(text)):
        return frozenset()
    return frozenset().union(*(names for label, names in by_option.items() if says_other(label)))
