"""The explorer of margins: what is chosen is what is shown, with a table for each end, and a mistake is a line."""

import json
from pathlib import Path
from typing import Any

import pytest

from readytochange import language, parameters
from readytochange.errors import InputError
from readytochange.figures.explorer import Explorer, downloads
from readytochange.figures.figure import Figure
from readytochange.survey import certainty

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")


def made(explorer: Explorer, **given: Any) -> list[Figure]:
    for name, value in given.items():
        control = explorer.controls[name]
        control.choose(value) if isinstance(value, list) else setattr(control, "value", value)
    shown = explorer.made()
    assert all(isinstance(each, Figure) for each in shown)
    return [each for each in shown if isinstance(each, Figure)]


def test_a_range_its_sentence_and_a_table_for_each_end_are_shown() -> None:
    ranged, least, greatest = made(certainty.explorers.margins(EN))
    assert (
        ranged.title
        == "27–29§ of 33*: firms that answered both “Email channels” and “Telephone channels”"
    )
    for shown, n in ((least, 27), (greatest, 29)):
        first = shown.table["group"] == shown.table["group"].iloc[0]
        assert shown.table.loc[first, "count"].sum() == n
        assert shown.table["count"].sum() == 33
        assert shown.title.endswith(f"{n}#")


def test_assumptions_are_switched() -> None:
    phones = ["channels.phone", "outsourceable_channels.phone"]
    explorer = certainty.explorers.margins(IT)
    assert made(explorer, answers=phones)[0].title.startswith("12–16§ su 33*: aziende")
    assert made(explorer, assumed=["in_use"])[0].title.startswith("16* su 33*: aziende")


def test_a_number_is_asked_for_where_the_quantifier_has_one() -> None:
    explorer = certainty.explorers.margins(EN)
    shown = made(explorer, quantifier="exactly", k="1")
    assert shown[0].table["count_high"].item() == 6
    explorer.controls["k"].value = "3"
    [told] = explorer.made()
    assert isinstance(told, language.Markdown)
    assert told.plain == "Number: “3” cannot be used; accepted is a whole number from 0 to 2."


def test_no_answer_chosen_is_a_line() -> None:
    explorer = certainty.explorers.margins(EN)
    explorer.controls["answers"].choose([])
    [told] = explorer.made()
    assert isinstance(told, language.Markdown)
    assert told.plain == "No answer is chosen: choose at least one."


def test_tables_that_attain_are_seen_and_not_exported(tmp_path: Path) -> None:
    ranged, least, _ = made(certainty.explorers.margins(EN))
    assert {*downloads(ranged)} == {"csv", "xlsx", "png", "svg"}
    assert downloads(least) == {}
    for ending in ("csv", "xlsx"):
        with pytest.raises(InputError, match="cannot be a table"):
            least.save(tmp_path / f"least.{ending}")
    assert least.parts["simulated"] is True
    assert "simulated" not in json.dumps(ranged.parts["rows"])
