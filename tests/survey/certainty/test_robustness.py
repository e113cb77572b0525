"""What would change a conclusion: against every table that a few firms can make of their answers."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nights import some
from readytochange import parameters
from readytochange.errors import InputError
from readytochange.survey.certainty import order, paired, robustness
from readytochange.survey.multiple_testing import holm
from texts import unhurried

EN = parameters.Quantitative(lang="en")


def tables_of(base: int) -> np.ndarray:
    """All tables of firms: those that gave both answers, the first only, the second only, none."""
    cells = [each for each in product(range(base + 1), repeat=3) if sum(each) <= base]
    return np.array([(*each, base - sum(each)) for each in cells])


@pytest.mark.parametrize("level", [0.05, 0.2, 0.4])
@pytest.mark.parametrize("base", [1, 4, 6, 8])
def test_no_fewer_firms_change_a_test_among_all_tables_there_are(base: int, level: float) -> None:
    tables = tables_of(base)
    claimed = np.array(
        [paired.mcnemar(int(one), int(two), 0) <= level for _, one, two, _ in tables]
    )
    for both, one, two, none in some(tables.tolist(), 60):
        changed = np.maximum(0, [both, one, two, none] - tables).sum(axis=1)
        now = paired.mcnemar(one, two, 0) <= level
        otherwise = changed[claimed != now]
        least = int(otherwise.min()) if len(otherwise) else None
        assert robustness.firms(both + one, both + two, both, base, level) == least


@pytest.mark.parametrize("base", [3, 8])
def test_no_fewer_firms_change_an_order_among_all_tables_there_are(base: int) -> None:
    tables = tables_of(base)
    ahead = tables[:, 1] > tables[:, 2]
    for table in tables[ahead]:
        changed = np.maximum(0, table - tables[~ahead]).sum(axis=1)
        assert robustness._rank(int(table[1] - table[2])) == changed.min()


@unhurried
@given(st.lists(st.floats(0, 1), min_size=1, max_size=8), st.floats(0, 1))
def test_the_level_of_a_pair_is_where_holm_begins_to_claim_it(
    others: list[float], p: float
) -> None:
    least = robustness._level(others, 0.05)
    assume(abs(p - least) > 1e-9)
    assert (holm([p, *others])[0] <= 0.05) == (p <= least)


@pytest.mark.parametrize("question", ["size", "channels", "outsourceable_channels"])
def test_over_every_overlap_so_many_firms_change_what_holm_concludes(question: str) -> None:
    found = robustness.conclusions(question, EN)
    pairs = order.pairs(question, EN)
    assert found["verdict"].to_list() == pairs["verdict"].to_list()
    assert ((found["firms_low"] == 0) == (pairs["verdict"] == "depends")).all()
    assert (found["firms_low"] <= found["firms_high"]).all()
    for place in some(range(len(pairs)), 6):
        row, ends = pairs.loc[place], found.loc[place]
        if row["verdict"] != "distinguishable":
            continue
        first, second, base = (int(row[name]) for name in ("count_first", "count_second", "base"))
        weakest = pairs["p_high"].to_list()
        fallen = []
        for both in range(row["both_low"], row["both_high"] + 1):
            for changed in range(base):
                one, two = first - both - changed, second - both + changed
                weakest[place] = paired.mcnemar(one, two, 0)
                if holm(weakest)[place] > 0.05:
                    fallen.append(changed)
                    break
        assert ends["firms_low"] == min(fallen)


def test_one_firm_more_makes_mail_no_longer_ahead_of_the_telephone() -> None:
    found = robustness.conclusions("channels", EN, corrected=False)
    found = found.set_index(["option_first", "option_second"])
    mail, phone = found.loc[("mail", "phone")], found.loc[("phone", "social")]
    assert (mail["rank_low"], mail["rank_high"]) == (1, 1)
    assert (phone["rank_low"], phone["firms_low"], phone["firms_high"]) == (3, 0, 2)
    assert (phone["verdict"], phone["firms_status"]) == ("depends", "bounded")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: robustness.firms(3, 3, 1, 4), "both is 1: accepted is 2 to 3"),
        (lambda: robustness.firms(5, 3, 1, 4), "count is 5: accepted is 0 to 4, the base"),
        (lambda: robustness.firms(3, 3, 2, 4, 1.0), "level is 1.0: accepted is"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call: Callable[[], object], said: str) -> None:
    with pytest.raises(InputError) as refused:
        call()
    assert str(refused.value).startswith(said)
