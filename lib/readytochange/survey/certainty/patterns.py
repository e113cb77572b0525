"""A solution as respondents: which patterns of answers there are, and how many gave each.

The respondents of a cell are dealt out pattern by pattern: one that leaves to the others what they can share among
themselves, given to as many respondents as that allows. There always is one (Baum & Trotter 1978), so what
`formulation` finds can be shown row by row.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import LinearConstraint

from readytochange.survey.certainty import integer_program
from readytochange.survey.certainty.formulation import Problem, Rule, Solution, free, rules
from readytochange.survey.certainty.printed import Option

Pattern = frozenset[str]
"""The options that a respondent gave, by name."""


def dealt(
    problem: Problem, options: Sequence[Sequence[Option]], solution: Solution
) -> dict[Pattern, int]:
    """How many respondents gave each pattern of answers.

    Parameters
    ----------
    problem, options : from `formulation.posed`
    solution : of the problem

    Returns
    -------
    dict
        by the names of the options of a pattern; the numbers add up to the base
    """
    found: Counter[Pattern] = Counter()
    shared = _shared(problem, options, solution)
    for c, (cell, respondents) in enumerate(zip(solution.cells, solution.respondents, strict=True)):
        chosen = {name: row[c] for name, row in shared.items()}
        alone = [state for state in cell.states if state >= 0]
        parts = [
            {frozenset({each.name}): chosen[each.name] for each in options[state]}
            for state in alone
        ]
        columns = [(n, each.name) for n in free(problem, cell) for each in options[n]]
        kept = list(rules(problem, cell))
        peeled: Counter[Pattern] = Counter()
        for pattern, n in _peeled(kept, columns, chosen, respondents):
            peeled[pattern] += n
        found += _joined([peeled, *parts])
    return dict(found)


def _shared(
    problem: Problem, options: Sequence[Sequence[Option]], solution: Solution
) -> dict[str, list[int]]:
    """How many respondents of each cell chose each option: what like ones have together, shared among them."""
    shared: dict[str, list[int]] = {}
    for n, found in enumerate(options):
        room = [
            respondents if n in cell.states or n in free(problem, cell) else 0
            for cell, respondents in zip(solution.cells, solution.respondents, strict=True)
        ]
        together = [
            most if n in cell.states else row[n]
            for cell, most, row in zip(solution.cells, room, solution.chosen, strict=True)
        ]
        shared |= _split(found, together, room)
    return shared


def _split(
    found: Sequence[Option], together: Sequence[int], room: Sequence[int]
) -> dict[str, list[int]]:
    """Share the sum of each cell among options so that each has a count of its own: a flow, which is whole."""
    if len(found) == 1:
        return {found[0].name: list(together)}
    n, cells = len(found), len(together)
    flow = integer_program.solve(
        np.zeros(n * cells),
        np.tile(room, n),
        [
            LinearConstraint(np.kron(np.ones(n), np.eye(cells)), together, together),
            LinearConstraint(
                np.kron(np.eye(n), np.ones(cells)),
                [each.low for each in found],
                [each.high for each in found],
            ),
        ],
    )
    if flow is None:
        raise ArithmeticError("sums of like options that no single options have")
    values = flow.reshape(n, cells)
    return {each.name: list(map(int, row)) for each, row in zip(found, values, strict=True)}


def _peeled(
    kept: Sequence[Rule], columns: Sequence[tuple[int, str]], chosen: dict[str, int], left: int
) -> Iterator[tuple[Pattern, int]]:
    """Deal out what the respondents of a cell chose among columns, one pattern after the other."""
    if not columns:
        yield frozenset(), left
        return
    matrix = np.array(
        [[rule.weights.get(n, 0) for n, _ in columns] for rule in kept] + [*np.eye(len(columns))]
    ).reshape(-1, len(columns))
    low = np.array([rule.low for rule in kept] + [0] * len(columns))
    high = np.array([rule.high for rule in kept] + [1] * len(columns))
    sums = np.array([chosen[name] for _, name in columns])
    while left:
        together = matrix @ sums
        pattern = _next(matrix, low, high, sums, left)
        given = matrix @ pattern
        spare = np.concatenate([together - left * low, left * high - together])
        used = np.concatenate([given - low, high - given])
        times = min(left, *(int(s // u) for s, u in zip(spare, used, strict=True) if u > 0))
        yield frozenset(name for (_, name), yes in zip(columns, pattern, strict=True) if yes), times
        sums, left = sums - times * pattern, left - times


def _next(
    matrix: np.ndarray, low: np.ndarray, high: np.ndarray, sums: np.ndarray, left: int
) -> np.ndarray:
    """A pattern that keeps to the rules and leaves what others can; of these one near to what most chose."""
    together, others = matrix @ sums, left - 1
    constraint = LinearConstraint(
        matrix,
        np.maximum(low, together - others * high),
        np.minimum(high, together - others * low),
    )
    found = integer_program.solve(left - 2 * sums, 1, [constraint])
    if found is None:
        raise ArithmeticError("sums of a cell that no respondents have")
    return found


def _joined(parts: Sequence[dict[Pattern, int]]) -> Counter[Pattern]:
    """Respondents of whom each part tells something, as patterns of all parts: one list laid beside the other."""
    first, *others = parts
    for other in others:
        joined: Counter[Pattern] = Counter()
        one, two = list(first.items()), list(other.items())
        while one and two:
            (a, n), (b, m) = one.pop(), two.pop()
            joined[a | b] += min(n, m)
            one += [(a, n - m)] if n > m else []
            two += [(b, m - n)] if m > n else []
        first = dict(joined)
    return Counter({pattern: n for pattern, n in first.items() if n})
