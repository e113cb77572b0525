"""The controls of explorers: what is typed stays as it is, and is refused in a line where it cannot be used."""

import pytest

from readytochange import language
from readytochange.errors import InputError
from readytochange.figures import controls

EN = language.translator("en")


@pytest.mark.parametrize("typed", ["33.7", "-5", "0", "101", "1e2", "", "x", "²", "9" * 5000])
def test_what_is_no_whole_number_in_range_is_refused_as_typed(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        controls.whole_number(typed, "base", 1, 100, EN)
    assert str(refused.value).startswith(f"Base: “{typed[:20]}")
    assert str(refused.value).endswith("accepted is a whole number from 1 to 100.")
    assert len(str(refused.value)) < 200


def test_a_control_for_a_number_keeps_what_was_typed() -> None:
    made = controls.typed("base", "33")
    made.value = "33.7"
    assert made.value == "33.7"


def test_a_menu_begins_with_what_is_asked_for_else_with_its_first() -> None:
    choices = [("One", 1), ("Two", 2)]
    assert controls.menu("number", choices, 2).value == 2
    assert controls.menu("number", choices, 3).value == 1
    assert controls.menu("number", [], 3).value is None


def test_the_coverage_of_the_notebook_is_among_those_offered() -> None:
    offered = controls.coverage("coverage", 0.93, "it")
    assert offered.value == 0.93
    assert ("93%", 0.93) in offered.options


def test_several_of_a_list_are_ticked_and_only_those_offered_are_seen() -> None:
    made = controls.Several("hide", [("One", "a"), ("Two", "b"), ("Three", "c")])
    heard = []
    made.observe(lambda change: heard.append(change.new), names="value")
    made.choose(["b", "c"])
    assert made.value == ("b", "c")
    assert heard[-1] == ("b", "c")
    made.offer(["a"])
    boxes = made.children[1].children
    assert [box.layout.display for box in boxes] == [None, "none", "none"]
