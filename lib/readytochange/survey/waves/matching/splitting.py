"""Several answers joined in one cell, parted by the labels that are known, since labels hold commas themselves."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from readytochange.survey.waves.folding import fold

SEPARATORS = (";", "|", "\n", ",", " ")
"""What tools part answers with; of two that part as well, the first."""

_MOST_PIECES = 400
_MOST_WAYS = 4
_LOOKED_AT = 500


class Part(NamedTuple):
    """A part of a cell, and what it names: an option, or '' where it is none."""

    text: str
    option: str


class Split(NamedTuple):
    """A cell in its parts, in its order.

    Parameters
    ----------
    parts : unknown ones that stand side by side are one
    ambiguous : whether it can be read in another way
    """

    parts: tuple[Part, ...]
    ambiguous: bool = False

    @property
    def unknown(self) -> bool:
        """Whether a part names nothing known."""
        return not all(each.option for each in self.parts)


@dataclass(frozen=True)
class Splitter:
    """Parts cells at a separator, never inside a known label.

    Parameters
    ----------
    labels : what is named, by folded label (or by the text itself, where nothing is left of it folded)
    separator : one of `SEPARATORS`, or another
    """

    labels: Mapping[str, str]
    separator: str

    @cached_property
    def _longest(self) -> int:
        return max((len(self._pieces(each)) for each in self.labels), default=1)

    def __call__(self, cell: str) -> Split:
        """The parts of a cell with the fewest pieces that are unknown; ambiguous where that leaves a choice."""
        pieces = self._pieces(cell)
        if len(pieces) > _MOST_PIECES:
            return Split((Part(cell, ""),))
        options = [self._option(each) for each in pieces]
        if all(options) and not any(map(self._may_be_one, pairwise(pieces))):
            return Split(tuple(map(Part, map(str.strip, pieces), options)))
        ways = self._ways(pieces)
        return Split(self._merged(ways[0]), len(ways) > 1)

    @cached_property
    def _seen(self) -> dict[str, str]:
        return {}

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], bool]:
        return {}

    def _option(self, piece: str) -> str:
        """What a piece names; looked up once."""
        if piece not in self._seen:
            self._seen[piece] = named(piece, self.labels)
        return self._seen[piece]

    def _may_be_one(self, pair: tuple[str, str]) -> bool:
        """Whether a label may begin with two pieces that follow each other; never False where one does."""
        if pair not in self._pairs:
            first, second = map(fold, pair)
            self._pairs[pair] = self._longest > 1 and any(
                label.startswith(first) and second in label for label in self.labels
            )
        return self._pairs[pair]

    def _pieces(self, cell: str) -> list[str]:
        return [each for each in cell.split(self.separator) if each.strip()]

    def _ways(self, pieces: Sequence[str]) -> list[tuple[Part, ...]]:
        """The ways that leave the fewest pieces unknown and name other options, the longest label first."""
        ends: list[tuple[int, list[tuple[Part, ...]]]] = [(0, [()])]
        for end in range(1, len(pieces) + 1):
            least = ends[end - 1][0] + 1
            ways = [(*way, Part(pieces[end - 1], "")) for way in ends[end - 1][1]]
            for start in range(end - 1, max(end - self._longest, 0) - 1, -1):
                text = self.separator.join(pieces[start:end]).strip()
                option = named(text, self.labels)
                if not option or ends[start][0] > least:
                    continue
                here = [(*way, Part(text, option)) for way in ends[start][1]]
                ways = here if ends[start][0] < least else [*here, *ways]
                least = ends[start][0]
            different = {_options(way): way for way in reversed(ways)}
            ends.append((least, list(reversed(different.values()))[:_MOST_WAYS]))
        return ends[-1][1]

    def _merged(self, parts: Sequence[Part]) -> tuple[Part, ...]:
        found: list[Part] = []
        for part in parts:
            if found and not part.option and not found[-1].option:
                found[-1] = Part(f"{found[-1].text}{self.separator}{part.text}", "")
            else:
                found.append(part)
        return tuple(Part(part.text.strip(), part.option) for part in found)


def named(text: str, labels: Mapping[str, str]) -> str:
    """What a text names; '' where that is nothing known.

    Parameters
    ----------
    text : a label as a tool wrote it
    labels : as those of `Splitter`
    """
    return labels.get(fold(text) or text.strip(), "")


def _options(way: Iterable[Part]) -> frozenset[str]:
    return frozenset(part.option for part in way)


def separator_of(texts: Iterable[str], labels: Mapping[str, str]) -> str:
    """What parts the answers of a column: what leaves the fewest letters of its cells in unknown parts.

    Parameters
    ----------
    texts : its distinct cells, of which the first few hundred are looked at
    labels : as those of `Splitter`
    """
    texts = [each for each in texts if each][:_LOOKED_AT]

    def unknown(separator: str) -> int:
        split = Splitter(labels, separator)
        parts = (part for text in texts for part in split(text).parts)
        return sum(len(part.text) for part in parts if not part.option)

    return min(SEPARATORS, key=unknown)


def joined_by_spaces(texts: Iterable[str], labels: Mapping[str, str]) -> bool:
    """Whether cells join by spaces labels that have spaces inside: those cannot be parted for certain.

    Parameters
    ----------
    texts : a column's distinct cells
    labels : as those of `Splitter`
    """
    split = Splitter(labels, " ")
    found = [(text, split(text)) for text in texts if text]
    return any(
        len(each.parts) > 1
        and not each.unknown
        and any(not named(piece, labels) for piece in re.split(r"\s+", text))
        for text, each in found
    )
