"""Tables of simulated respondents that keep to every margin and rule, to try an analysis on all that may have been.

They are drawn evenly from all tables there can be, respondents told apart: a walk from table to table whose steps are
as likely back as forth (Metropolis et al. 1953). A step swaps some answers between two respondents, which leaves every
count as it was (Ryser 1957), or, where a count is known as a range, changes some of one; it is taken where both still
keep to the rules. That steps lead from any table to any other is known of one question with bounds on how many answers
one gives (Rechner, Strowick & Müller-Hannemann 2018); where answers imply others it is only tried on small tables.
Nobody gave these answers: what is simulated is not exported as data.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from readytochange.arguments import checked
from readytochange.errors import InputError, unknown
from readytochange.parsing import offered
from readytochange.survey.certainty import margins as bounding
from readytochange.survey.certainty.printed import Margins, Option, printed
from readytochange.survey.certainty.simulated import SimulatedTable
from readytochange.survey.certainty.statements import Statement

__dir__ = offered(__name__)

MOST = 100_000
"""Tables that are drawn at most."""

_CHAINS = 4
"""Walks, each from a corner of its own."""

_BEGINNING = 20
"""So many draws of each walk are left out at its beginning."""

_HALF = 0.5
_ONE, _TWO, _QUESTION = 0.5, 0.7, 0.85
"""How often a step swaps one answer, two, those to a question, or else any: up to the next number."""

_QUANTILES = (0, 0.025, 0.5, 0.975, 1)
_ENVELOPE = ["measure", "least", "low", "middle", "high", "greatest", "tables", "status"]


@dataclass(frozen=True)
class Ensemble:
    """Tables of simulated respondents.

    Parameters
    ----------
    margins : to which all of them keep
    answers : shape chains, draws, respondents, options, of truth values: who gave which answer
    """

    margins: Margins
    answers: np.ndarray
    status = "simulated"

    def __len__(self) -> int:
        return int(self.answers.shape[0] * self.answers.shape[1])

    def __iter__(self) -> Iterator[SimulatedTable]:
        """Each table: a row a respondent, a column an option 'question.option', and `status`, 'simulated'."""
        for answers in self.answers.reshape(-1, *self.answers.shape[2:]):
            yield SimulatedTable(answers, columns=self.options).assign(status=self.status)

    @cached_property
    def options(self) -> list[str]:
        """The names of the options, as the columns of each table have them."""
        return [each.name for each in self.margins.options]


@checked
def simulated_tables(
    questions: Sequence[str],
    tables: int = 1000,
    margins: Margins | None = None,
    seed: int = 0,
    apart: int | None = None,
) -> Ensemble:
    """Draw tables of simulated respondents evenly from all that keep to what is known.

    Parameters
    ----------
    questions : of the margins, by id; those linked to them by an answer that implies another come along
    tables : how many, from 4 to 100,000; a fourth of them, rounded up, from each of four walks
    margins : from `printed` or `margins_of`; the published ones, without assumptions, when not said
    seed : the same one draws the same tables; from 0
    apart : steps that are tried between two draws, from 1; when not said, half as many as a table has cells, at least
        100

    Returns
    -------
    Ensemble
        goes over tables, each a row a respondent, a column an option 'question.option', and status; `mixing` says
        whether the walks have forgotten where they began

    Raises
    ------
    InputError
        if there is no such question, a number is out of range, or the margins contradict themselves

    Examples
    --------
    >>> drawn = simulated_tables(["size"], tables=4)
    >>> len(drawn), [int(table["size.small"].sum()) for table in drawn]
    (4, [8, 8, 8, 8])
    """
    given = margins or printed()
    known = [each.question for each in given.questions]
    for name in questions:
        if name not in known:
            raise unknown("question", name, known)
    least = {"tables": (tables, _CHAINS, MOST), "seed": (seed, 0, 2**32)}
    least |= {"apart": (1 if apart is None else apart, 1, 10**7)}
    for name, (value, low, high) in least.items():
        if not low <= value <= high:
            raise InputError(f"{name} is {value}; accepted: from {low} to {high}")
    about = given.about([e.name for e in given.options if e.question in questions])
    steps = apart or max(100, about.base * len(about.options) // 2)
    draws = -(-tables // _CHAINS)
    chains = [_walked(about, draws, steps, random.Random(f"{seed} {n}")) for n in range(_CHAINS)]
    return Ensemble(about, np.array(chains))


def _walked(margins: Margins, draws: int, steps: int, chance: random.Random) -> np.ndarray:
    """Tables from one walk, as truth values: draws, respondents, options."""
    walk = _Walk(margins, chance)
    for _ in range(_BEGINNING):
        walk.go(steps)
    found = []
    for _ in range(draws):
        walk.go(steps)
        found.append(list(walk.rows))
    size = len(margins.options)
    bits = np.array(found, dtype=np.int64)[..., None] >> np.arange(size)
    return (bits & 1).astype(bool)


class _Walk:
    """A table on its walk: of each respondent the options as bits of a whole number."""

    def __init__(self, margins: Margins, chance: random.Random) -> None:
        self._margins, self._chance = margins, chance
        self._place = {each.name: n for n, each in enumerate(margins.options)}
        self._asked = [
            self._bits(each for each in margins.options if each.question == rule.question)
            for rule in margins.questions
        ]
        self._alone = self._bits(each for each in margins.options if each.exclusive)
        self._ranged = self._bits(each for each in margins.options if each.low < each.high)
        self._implied = [(1 << self._place[a], 1 << self._place[b]) for a, b in margins.implied]
        self._keeps: dict[int, bool] = {}
        self.rows = self._corner()

    def _bits(self, options: Iterable[Option]) -> int:
        return sum(1 << self._place[each.name] for each in options)

    def _corner(self) -> list[int]:
        """A table far out: one in which two options are given together as seldom, or as often, as can be."""
        names = list(self._place)
        two = tuple(self._chance.sample(names, min(2, len(names))))
        ends: tuple[bounding.End, bounding.End] = ("least", "greatest")
        end = self._chance.choice(ends)
        found = bounding.attaining(self._margins, Statement("all", two), end)
        rows = [
            self._bits(self._margins.named(pattern))
            for pattern, n in found.items()
            for _ in range(n)
        ]
        self._chance.shuffle(rows)
        return rows

    def go(self, steps: int) -> None:
        """Try so many steps."""
        size, rows, chance = len(self.rows), self.rows, self._chance.random
        for _ in range(steps):
            if self._ranged and chance() < _HALF:
                self._change(int(chance() * size))
                continue
            one, other = int(chance() * size), int(chance() * size)
            first, second = rows[one], rows[other]
            if differ := first ^ second:
                swapped = differ & self._some(differ)
                first, second = first ^ swapped, second ^ swapped
                if self._kept(first) and self._kept(second):
                    rows[one], rows[other] = first, second

    def _some(self, differ: int) -> int:
        """Which answers to swap, as likely after the swap as before: one, two, those to a question, any."""
        kind = self._chance.random()
        if kind < _ONE:
            return self._one(differ)
        if kind < _TWO:
            return self._one(differ) | self._one(differ)
        if kind < _QUESTION:
            return self._chance.choice(self._asked)
        return self._chance.getrandbits(len(self._place))

    def _one(self, bits: int) -> int:
        """One of the bits that are set."""
        for _ in range(self._chance.randrange(bits.bit_count())):
            bits &= bits - 1
        return bits & -bits

    def _change(self, place: int) -> None:
        """Change some answers of one respondent, as likely back as forth, where the counts stay in their ranges."""
        changed = self.rows[place] ^ (self._one(self._ranged) | self._mask())
        if not self._kept(changed):
            return
        before, self.rows[place] = self.rows[place], changed
        for n, each in enumerate(self._margins.options):
            if (before ^ changed) >> n & 1 and not each.low <= self._count(n) <= each.high:
                self.rows[place] = before
                return

    def _mask(self) -> int:
        """No further answers, or any of those whose counts are ranges."""
        wide = self._chance.random() < _HALF
        return self._chance.getrandbits(len(self._place)) & self._ranged if wide else 0

    def _count(self, n: int) -> int:
        return sum(row >> n & 1 for row in self.rows)

    def _kept(self, row: int) -> bool:
        """Whether a respondent may answer so."""
        kept = self._keeps.get(row)
        if kept is None:
            kept = self._keeps[row] = self._looked_at(row)
        return kept

    def _looked_at(self, row: int) -> bool:
        for rule, asked in zip(self._margins.questions, self._asked, strict=True):
            given = (row & asked).bit_count()
            if given > 1 and row & asked & self._alone:
                return False
            if not int(rule.answered) <= given <= (rule.max_answers or given):
                return False
        return not any(row & first and not row & second for first, second in self._implied)


@checked
def envelope(
    ensemble: Ensemble, analysis: Callable[[SimulatedTable], float | Mapping[str, float]]
) -> pd.DataFrame:
    """What an analysis gives over all tables of an ensemble.

    It is no interval of confidence: it says what the printed figures leave open, where all tables are as likely.

    Parameters
    ----------
    ensemble : from `simulated_tables`
    analysis : of a table, a row a respondent and a column an option 'question.option', makes a number, or several by
        name; a number that is none, nan, is left out

    Returns
    -------
    DataFrame
        a row a number: measure (its name, '' of a single one), least, low, middle, high, greatest (over the tables: the
        smallest, the 2.5th percentile, the median, the 97.5th, the largest), tables (in how many it was a number),
        status ('simulated')

    Raises
    ------
    InputError
        if the analysis gives something else than numbers, or none in any table

    Examples
    --------
    >>> drawn = simulated_tables(["channels"], tables=40)
    >>> both = envelope(drawn, lambda table: (table["channels.mail"] & table["channels.phone"]).sum())
    >>> bool(27 <= both["least"].item() <= both["greatest"].item() <= 29)
    True
    """
    made = [_numbers(analysis(table)) for table in ensemble]
    values = pd.DataFrame(made, dtype=float)
    rows = [
        [name, *np.quantile(kept, _QUANTILES).tolist(), len(kept), ensemble.status]
        for name, kept in ((name, values[name].dropna()) for name in values)
        if len(kept)
    ]
    if not rows:
        raise InputError(
            "the analysis gives no number of any table; accepted: one, or several by name"
        )
    return pd.DataFrame(rows, columns=_ENVELOPE)


def _numbers(given: object) -> dict[str, float]:
    """What an analysis gave, by name."""
    named = given if isinstance(given, Mapping) else {"": given}
    try:
        return {str(name): float(value) for name, value in named.items()}  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise InputError(
            f"the analysis gives a value of type {type(given).__name__}; accepted: a number, or several by name"
        ) from None
