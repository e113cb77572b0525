"""The privacy gate: nothing that it lets through gives a small count away."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from nights import NIGHTLY
from readytochange.errors import InputError
from readytochange.survey.waves.gate.attack import Attack
from readytochange.survey.waves.gate.counts import ANSWERED, Cell, Table, Variable, cells, same
from readytochange.survey.waves.gate.privacy import Gate, Released

SIZE = Variable("size", ("small", "medium", "large"))
SECTOR = Variable("sector", tuple(f"s{number}" for number in range(14)))
USES = Variable("uses", ("mail", "phone", "none"), multiple=True, exclusive=("none",))
PLACE = Variable("place", ("inside", "outside"))
TWO = Variable("two", ("a", "b"))

Person = dict[str, tuple[str, ...]]
"""What a respondent answered, by variable; none of a variable that is missing."""


def counted(people: list[Person], wanted) -> dict[Cell, int]:
    return {
        cell: sum(
            all(
                person.get(name) if answer == ANSWERED else answer in person.get(name, ())
                for name, answer in cell
            )
            for person in people
        )
        for cell in wanted
    }


def alone(people, variable: Variable) -> Table:
    return Table(variable.name, counted(people, cells(variable)))


def by(people, variable: Variable, group: Variable) -> Table:
    wanted = [cell for each in group.answers for cell in cells(variable, ((group.name, each),))]
    return Table(f"{variable.name} by {group.name}", counted(people, wanted))


def within(
    people, variable: Variable, first: Variable, second: Variable, least: int
) -> list[Table]:
    """A table for each group that two variables make together and that is large enough."""
    found = []
    for group in product(
        *([(each.name, answer) for answer in each.answers] for each in (first, second))
    ):
        table = Table(
            f"{variable.name} in {group}", counted(people, [group, *cells(variable, group)])
        )
        if (table.counts[group] or 0) >= least:
            found.append(table)
    return found


def everybody(people) -> Table:
    return Table("everybody", {(): len(people)})


def answering(variable: Variable, *counts: int) -> list[Person]:
    return [
        {variable.name: (answer,)}
        for answer, count in zip(variable.answers, counts, strict=True)
        for _ in range(count)
    ]


def shown(released: Released, name: str) -> dict[str, int | None]:
    (table,) = (each for each in released.tables if each.name == name)
    return {" ".join(answer for _, answer in cell): count for cell, count in table.counts.items()}


def visible(released: Released) -> dict[frozenset[tuple[str, str]], int]:
    return {
        same(cell): count
        for table in released.tables
        for cell, count in table.counts.items()
        if count is not None
    }


def test_a_small_count_is_hidden_and_another_with_it():
    people = answering(SIZE, 1, 12, 20)
    released = Gate([SIZE]).release([everybody(people), alone(people, SIZE)])
    assert shown(released, "everybody") == {"": 33}
    assert shown(released, "size") == {"*": 33, "small": None, "medium": None, "large": 20}
    assert [(each.cell[0][1], each.reason) for each in released.hidden] == [
        ("small", "small"),
        ("medium", "gives another away"),
    ]


def test_a_zero_in_a_large_group_is_shown():
    people = answering(SIZE, 0, 13, 20)
    released = Gate([SIZE]).release([everybody(people), alone(people, SIZE)])
    assert not released.hidden


def test_two_small_counts_that_add_up_to_a_small_one_need_a_third():
    people = answering(SIZE, 1, 1, 31)
    released = Gate([SIZE]).release([everybody(people), alone(people, SIZE)])
    assert shown(released, "size")["large"] is None or shown(released, "size")["*"] is None


def test_how_many_did_not_choose_an_answer_is_a_count_too():
    people = (
        [{"uses": ("mail", "phone")}] * 20 + [{"uses": ("mail",)}] * 12 + [{"uses": ("phone",)}]
    )
    released = Gate([USES]).release([everybody(people), alone(people, USES)])
    assert shown(released, "uses") == {"*": 33, "mail": None, "phone": 21, "none": 0}


def test_a_group_of_one_is_hidden_with_its_zeros():
    people = [
        {"size": ("small",), "place": ("inside",)},
        *[{"size": ("medium",), "place": (each,)} for each in ("inside", "outside") * 5],
        *[{"size": ("large",), "place": (each,)} for each in ("inside", "outside") * 5],
    ]
    tables = [everybody(people), alone(people, SIZE), alone(people, PLACE), by(people, PLACE, SIZE)]
    found = shown(Gate([SIZE, PLACE]).release(tables), "place by size")
    assert [found[f"small {each}"] for each in ("*", "inside", "outside")] == [None] * 3


def test_a_threshold_of_one_hides_nothing():
    people = answering(SIZE, 1, 1, 31)
    assert not Gate([SIZE], threshold=1).release([everybody(people), alone(people, SIZE)]).hidden


def test_what_was_written_earlier_stays_known():
    people = answering(SIZE, 9, 8, 4)
    for person, place in zip(people, ["inside", "outside"] * 11, strict=False):
        person["place"] = (place,)
    first = [everybody(people), alone(people, SIZE), alone(people, PLACE)]
    record = Gate([SIZE, PLACE]).release(first).record
    assert {"cell": [["size", "large"]], "count": 4} in record
    more = [by(people, PLACE, SIZE)]
    released = Gate([SIZE, PLACE], earlier=record).release(more)
    assert {"cell": [["size", "large"]], "count": 4} in released.record
    assert attacked([SIZE, PLACE], [*first, *more], released)[0] == {}


def test_a_count_written_earlier_may_stand_without_its_base():
    people = answering(SIZE, 9, 8, 16)
    earlier = [{"cell": [["size", "small"]], "count": 9}]
    assert Gate([SIZE], earlier=earlier).release([everybody(people)]).record[-1] == earlier[0]


def test_what_earlier_tables_give_away_is_said():
    people = answering(SIZE, 1, 12, 20)
    earlier = [
        {"cell": [["size", each]], "count": n} for each, n in (("medium", 12), ("large", 20))
    ]
    earlier.append({"cell": [["size", ANSWERED]], "count": 33})
    released = Gate([SIZE], earlier=earlier).release([everybody(people), alone(people, SIZE)])
    assert released.exposed == ((("size", "small"),),)
    assert shown(released, "size") == {"*": 33, "small": None, "medium": 12, "large": 20}


def test_tables_linked_in_too_many_ways_are_not_shown():
    many = Variable("many", tuple(f"m{number}" for number in range(20)), multiple=True)
    people: list[Person] = [{"many": ("m0", "m1")} for _ in range(5)]
    people.append({"many": ("m2",)})
    both = Table(
        "both", counted(people, [(("many", "m0"), ("many", each)) for each in ("m1", ANSWERED)])
    )
    released = Gate([many]).release([everybody(people), alone(people, many), both])
    assert {each.reason for each in released.hidden} <= {"small", "cannot be protected"}
    assert not visible(released)


def test_rows_that_changed_since_are_refused():
    people = answering(SIZE, 9, 8, 16)
    record = Gate([SIZE]).release([everybody(people), alone(people, SIZE)]).record
    with pytest.raises(InputError, match="the difference would show whose answers changed"):
        Gate([SIZE], earlier=record).release([everybody(people[1:]), alone(people[1:], SIZE)])


def test_who_was_not_asked_gives_an_earlier_answer_away():
    later = Variable("later", ("yes", "no"), relevant=("place", ("inside",)))
    people: list[Person] = [{"place": ("inside",), "later": (each,)} for each in ("yes", "no") * 16]
    people.append({"place": ("outside",), "later": ()})
    tables = [everybody(people), alone(people, PLACE), alone(people, later)]
    tables.append(Table("asked", {(("later", "not_asked"),): 1}))
    released = Gate([PLACE, later]).release(tables)
    assert attacked([PLACE, later], tables, released)[0] == {}
    assert (
        shown(released, "asked") == {"not_asked": None} or shown(released, "everybody")[""] is None
    )


def test_no_respondents_and_one_group_only():
    for people in ([], answering(SIZE, 33, 0, 0), answering(SIZE, 1, 0, 0)):
        tables = [everybody(people), alone(people, SIZE), by(people, PLACE, SIZE)]
        released = Gate([SIZE, PLACE]).release([*tables, alone(people, PLACE)])
        assert bool(released.hidden) == (len(people) == 1)


def test_a_table_without_its_base_is_refused():
    with pytest.raises(ValueError, match="no table counts the respondents with size"):
        Gate([SIZE]).release([Table("size", {(("size", "small"),): 3})])


def attacked(variables, tables, released, threshold=3, width=2):
    """The small counts that an exact attack tells, and what must be known to it to say so."""
    counts = {same(cell): (cell, count) for table in tables for cell, count in table.counts.items()}
    places = {key: number for number, key in enumerate(counts)}
    record = {frozenset(map(tuple, each["cell"])) for each in released.record}
    attack = Attack(
        variables, [each for each, _ in counts.values()], [n or 0 for _, n in counts.values()]
    )
    seen = np.array([key in record for key in counts])
    totals: dict[Any, dict[int, int]] = {
        key: {places[key]: 1} for key, (_, count) in counts.items() if 0 < count < threshold
    }
    several = {each.name for each in variables if each.multiple}
    for key, (cell, count) in counts.items():
        if cell and cell[-1][0] in several:
            whole = same((*cell[:-1], (cell[-1][0], ANSWERED)))
            if 0 < counts[whole][1] - count < threshold:
                totals[key, "rest"] = {places[whole]: 1, places[key]: -1}

    def told(seen):
        found = {}
        for name, total in totals.items():
            if isinstance(name, frozenset) and any(answer == "not_asked" for _, answer in name):
                continue
            row = np.zeros((1, len(counts)), np.int64)
            row[0, list(total)] = list(total.values())
            low, high = attack.interval(sparse.csr_array(row), seen)
            if high - low <= width:
                found[name] = low, high
        return found

    return told(seen), told, seen, list(counts)


def test_every_count_that_is_hidden_with_others_is_needed():
    tried = 0
    for seed in range(3):
        people = random_people(seed, 20, (SIZE, PLACE))
        tables = [
            everybody(people),
            alone(people, SIZE),
            alone(people, PLACE),
            by(people, PLACE, SIZE),
        ]
        released = Gate([SIZE, PLACE]).release(tables)
        told, attack, seen, keys = attacked([SIZE, PLACE], tables, released)
        assert told == {}
        for each in released.hidden:
            if each.reason == "gives another away":
                more = seen.copy()
                more[keys.index(same(each.cell))] = True
                assert attack(more), each
                tried += 1
    assert tried > 3


def random_people(seed: int, many: int, variables) -> list[Person]:
    rng = np.random.default_rng(seed)
    people: list[Person] = [{} for _ in range(many)]
    for variable in variables:
        weights = rng.dirichlet(np.ones(len(variable.answers)))
        for person in people:
            if not variable.multiple:
                person[variable.name] = (str(rng.choice(variable.answers, p=weights)),)
                continue
            free = [each for each in variable.answers if each not in variable.exclusive]
            chosen = tuple(each for each in free if rng.random() < 0.6)
            person[variable.name] = chosen or variable.exclusive
    return people


def worlds(variables, many: int):
    """Every way in which respondents can have answered, as what each of them did."""
    did = []
    for variable in variables:
        free = [each for each in variable.answers if each not in variable.exclusive]
        sets = [tuple(compress) for compress in _subsets(free)] if variable.multiple else []
        single = variable.exclusive if variable.multiple else variable.answers
        did.append([(), *sets, *((each,) for each in single)])
    kinds = [
        {each.name: answers for each, answers in zip(variables, one, strict=True)}
        for one in product(*did)
    ]
    return kinds, _sorted(len(kinds), many)


def _subsets(items):
    for mask in range(1, 2 ** len(items)):
        yield tuple(item for place, item in enumerate(items) if mask >> place & 1)


def _sorted(kinds: int, many: int, first: int = 0):
    if not many:
        yield ()
        return
    for kind in range(first, kinds):
        for rest in _sorted(kinds, many - 1, kind):
            yield (kind, *rest)


@pytest.mark.parametrize("seed", range(12 if NIGHTLY else 4))
def test_the_attacker_finds_what_enumeration_of_all_respondents_finds(seed):
    variables = [(TWO, PLACE), (PLACE, USES)][seed % 2]
    people = random_people(seed, 4, variables)
    group, other = variables
    tables = [
        everybody(people),
        alone(people, group),
        alone(people, other),
        by(people, other, group),
    ]
    counts = {same(cell): (cell, n) for table in tables for cell, n in table.counts.items()}
    listed, known = [cell for cell, _ in counts.values()], [n or 0 for _, n in counts.values()]
    rng = np.random.default_rng(seed)
    seen = rng.random(len(listed)) < 0.5
    seen[0] = True
    kinds, ways = worlds(variables, 4)
    each = np.array([list(counted([kind], listed).values()) for kind in kinds])
    possible = np.array([each[list(way)].sum(axis=0) for way in ways])
    possible = possible[(possible[:, seen] == np.array(known)[seen]).all(axis=1)]
    attack = Attack(variables, listed, known)
    for place in range(len(listed)):
        row = np.zeros((1, len(listed)), np.int64)
        row[0, place] = 1
        low, high = attack.interval(sparse.csr_array(row), seen)
        assert (low, high) == (possible[:, place].min(), possible[:, place].max()), listed[place]


SEEDS = range(1000) if NIGHTLY else range(0, 1000, 250)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_single_firm_of_a_random_file_is_told(seed):
    variables = [SIZE, SECTOR, USES]
    people = random_people(seed, 33, variables)
    tables = [everybody(people), *(alone(people, each) for each in variables)]
    tables += [by(people, USES, SIZE), by(people, USES, SECTOR), by(people, SIZE, SECTOR)]
    released = Gate(variables).release(tables)
    assert visible(released)
    assert attacked(variables, tables, released)[0] == {}


KINDS = Variable("kind", ("trade", "care", "work"))


ALL_GROUPS_HIDDEN = 58


@pytest.mark.parametrize("seed", range(60) if NIGHTLY else (1,))
def test_nor_is_one_told_where_groups_of_size_and_sector_are_shown_too(seed):
    variables = [SIZE, KINDS, USES, TWO]
    people = random_people(seed, 60, variables)
    tables = [everybody(people), *(alone(people, each) for each in variables)]
    for asked in (USES, TWO):
        tables += [by(people, asked, SIZE), by(people, asked, KINDS)]
        tables += within(people, asked, SIZE, KINDS, 10)
    tables.append(by(people, KINDS, SIZE))
    released = Gate(variables).release(tables)
    assert seed == ALL_GROUPS_HIDDEN or max(map(len, visible(released))) == 3
    assert attacked(variables, tables, released)[0] == {}
