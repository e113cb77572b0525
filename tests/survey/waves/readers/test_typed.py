"""Files that know their columns' types: Parquet and SPSS."""

import datetime
from pathlib import Path

import polars as pl
import pytest

import exports
from readytochange.errors import InputError
from readytochange.survey.waves.readers import reading as readers


def test_parquet_becomes_text(tmp_path: Path):
    file = tmp_path / "export.parquet"
    pl.DataFrame(
        {
            "id": [1, 2, None],
            "n": [48.5, 3.0, float("nan")],
            "ok": [True, False, None],
            "when": [datetime.datetime(2026, 11, 5, 14, 3)] * 2 + [None],
            "say": ["None", "", None],
        }
    ).write_parquet(file)
    found = readers.read(file)
    assert found.cells.rows() == [
        ("1", "48.5", "TRUE", "2026-11-05 14:03:00", "None"),
        ("2", "3", "FALSE", "2026-11-05 14:03:00", ""),
        ("", "", "", "", ""),
    ]
    assert (found.headers[0], found.first_row) == (("id",), 1)


def test_nested_values_of_parquet_are_refused(tmp_path: Path):
    file = tmp_path / "export.parquet"
    pl.DataFrame({"a": [["x", "y"]]}).write_parquet(file)
    with pytest.raises(InputError, match=r"column 'a': holds List\(String\) values"):
        readers.read(file)


def test_codes_of_spss_stay_codes_beside_their_labels(tmp_path: Path):
    file = exports.sav(
        tmp_path / "export.sav",
        {"q1": [1.0, 99.0, None], "q2": ["None", "", "è"], "q3": [48.5, 1.0, 2.0]},
        column_labels=["Quale?", None, None],
        variable_value_labels={"q1": {1: "Sì, certo", 99: "Non so"}},
        missing_ranges={"q1": [99]},
    )
    found = readers.read(file)
    assert found.cells.rows() == [("1", "None", "48.5"), ("99", "", "1"), ("", "è", "2")]
    assert found.headers == (("q1", "Quale?"), ("q2",), ("q3",))
    assert found.labels == ({"1": "Sì, certo", "99": "Non so"}, {}, {})


def test_a_set_of_yes_or_no_is_one_question_and_one_of_categories_is_asked_about(tmp_path: Path):
    """In Displayr's Cola.sav 8 of 18 sets are of categories, often grids. Newer ones: Roche/pyreadstat#315."""
    file = exports.sav(
        tmp_path / "export.sav",
        {"a": [1.0, 0.0], "b": [0.0, 1.0], "c": [1.0, 2.0], "d": [3.0, 4.0]},
        sets="$phones=D1 1 8 Channels a b\n$grid=C 5 Often c d\n",
    )
    found = readers.read(file)
    assert found.sets == (("Channels", (0, 1)),)
    assert [doubt.where for doubt in found.doubts] == ["Channels", "Often"]
    assert "where a column is '1'" in found.doubts[0].says
    assert found.doubts[1].says.endswith("c, d")
