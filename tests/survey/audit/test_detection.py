"""Tables made from random respondents: none is accused, and of those with a figure moved as many are seen as computed.

What can be seen is computed here another way: every count is printed by Decimal, and each percentage looked up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cache
from math import sqrt
from random import Random

import pandas as pd
import pytest

from nights import NIGHTLY
from readytochange import survey
from readytochange.survey.audit import rounding
from readytochange.survey.audit.reading import Kind
from readytochange.survey.audit.table import Audit

TABLES = 2_000 if NIGHTLY else 200
RULES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "truncation": ROUND_DOWN}
KINDS: tuple[Kind, ...] = ("single", "multiple")
MODES = ((ROUND_HALF_UP, ROUND_HALF_DOWN), (ROUND_DOWN,))
"""How a whole table may have been printed: to the nearest, a half either way, or cut off."""


@dataclass(frozen=True)
class Made:
    """A table of random respondents: how many, what they were asked, how it was printed."""

    base: int
    kind: Kind
    rule: str
    decimals: int
    percents: tuple[str, ...]

    def audit(self, base: int | str | None = None) -> Audit:
        mark = "," if self.base % 2 else "."
        table = pd.DataFrame(
            {
                "option": [f"answer {n}" for n in range(len(self.percents))],
                "percent": [each.replace(".", mark) for each in self.percents],
            }
        )
        return survey.audited(table, base or self.base, self.kind)

    def moved(self, place: int, percent: str) -> "Made":
        changed = (percent if n == place else each for n, each in enumerate(self.percents))
        return replace(self, percents=tuple(changed))


def tables(seed: int) -> Iterator[tuple[Made, Random]]:
    """Each with what chance is drawn from further on."""
    random = Random(seed)
    for _ in range(TABLES):
        base, options = random.randint(15, 250), random.randint(3, 9)
        kind = random.choice(KINDS)
        rule = random.choice([*RULES])
        decimals = random.choice([0, 1, 1, 2])
        weights = [random.random() for _ in range(options)]
        counts = [0] * options
        for _ in range(base):
            chosen = [n for n, weight in enumerate(weights) if random.random() < weight]
            if kind == "single":
                chosen = random.choices(range(options), weights)
            for each in chosen:
                counts[each] += 1
        percents = tuple(printed(each, base, decimals, RULES[rule]) for each in counts)
        yield Made(base, kind, rule, decimals, percents), random


def printed(count: int, base: int, decimals: int, mode: str) -> str:
    exact = Decimal(100 * count) / Decimal(base)
    return str(exact.quantize(Decimal(1).scaleb(-decimals), rounding=mode))


@cache
def counts_by_percent(
    base: int, decimals: int, modes: tuple[str, ...]
) -> Mapping[str, tuple[int, int]]:
    """Of every percentage that some count is printed as, the least and the greatest such count."""
    found: dict[str, list[int]] = {}
    for count in range(base + 1):
        for mode in modes:
            found.setdefault(printed(count, base, decimals, mode), []).append(count)
    return {percent: (min(each), max(each)) for percent, each in found.items()}


def unseen(made: Made, place: int) -> set[str]:
    """The percentages that could stand at a place without anything being impossible."""
    others = [each for n, each in enumerate(made.percents) if n != place]
    passed = set()
    for modes in MODES:
        allowed = counts_by_percent(made.base, made.decimals, modes)
        if not {*others} <= allowed.keys():
            continue
        low, high = (sum(allowed[each][end] for each in others) for end in (0, 1))
        passed |= {
            percent
            for percent, (least, most) in allowed.items()
            if made.kind == "multiple" or least + low <= made.base <= most + high
        }
    return passed


def test_no_true_table_is_accused() -> None:
    for made, _ in tables(seed=1):
        audit = made.audit()
        assert audit.holds, made
        assert made.rule in audit.rules, made
        assert audit.figures["verdict"].eq("possible").all()


def test_a_true_table_has_its_base_among_those_that_are_possible() -> None:
    for number, (made, _) in enumerate(tables(seed=2)):
        if number % 5 == 0:
            audit = made.audit(f"{max(1, made.base - 10)}-{made.base + 10}")
            assert made.base in audit.bases.loc[audit.bases["possible"], "base"].tolist()
            assert audit.holds


def test_as_many_moved_figures_are_seen_as_computed() -> None:
    """Each of them where it can be, and all together as often as the chances say, within four standard deviations."""
    seen, chances = 0, []
    for made, random in tables(seed=3):
        place = random.randrange(len(made.percents))
        steps = rounding.hundred(made.decimals)
        own = made.percents[place]
        drawn = rounding.written(random.randint(0, steps), made.decimals)
        while drawn == own:
            drawn = rounding.written(random.randint(0, steps), made.decimals)
        passing = unseen(made, place)
        assert own in passing
        is_seen = not made.moved(place, drawn).audit().holds
        assert is_seen == (drawn not in passing), made
        seen += is_seen
        chances.append(1 - (len(passing) - 1) / steps)
    spread = sqrt(sum(chance * (1 - chance) for chance in chances))
    assert abs(seen - sum(chances)) <= 4 * spread
    assert 0.5 * TABLES < sum(chances) < TABLES


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_the_chance_that_is_told_is_that_of_a_figure_by_itself(decimals: int) -> None:
    for base in (1, 7, 8, 33, 40, 80, 99, 160, 1000 if decimals else 101):
        allowed = counts_by_percent(base, decimals, MODES[0])
        steps = rounding.hundred(decimals)
        missed = sum(rounding.written(n, decimals) not in allowed for n in range(steps + 1))
        assert rounding.noticed(base, decimals) * steps == missed
