"""Tables as they are read: in the language of the page, every text whole and as typed."""

import pandas as pd
import pytest

from readytochange.figures import tables


def test_a_table_is_shown_with_titles_shares_numbers_and_statuses_in_the_language() -> None:
    frame = pd.DataFrame(
        {
            "label": ["Canali mail"],
            "percent": ["48.5"],
            "count": pd.array([1200], dtype="Int64"),
            "share": [0.4848],
            "fits": [True],
            "status": ["published"],
        }
    )
    assert tables.formatted(frame, "it").to_dict("list") == {
        "risposta": ["Canali mail"],
        "percentuale pubblicata": ["48,5%"],
        "numero": ["1.200"],
        "quota": ["48,5%"],
        "concorda": ["sì"],
        "stato": ["pubblicato"],
    }


@pytest.mark.parametrize("missing", [None, pd.NA, float("nan"), pd.NaT])
def test_a_missing_value_is_an_empty_cell(missing: object) -> None:
    frame = pd.DataFrame(
        {"label": [missing], "share": [missing], "status": [missing]}, dtype=object
    )
    assert tables.formatted(frame, "it").to_numpy().tolist() == [["", "", ""]]


def test_a_long_text_is_not_cut_in_a_table() -> None:
    long = "parola " * 100
    assert long.strip() in tables.plain(pd.DataFrame({"text": [long]}), "it")


def test_a_table_of_many_rows_shows_all_of_them() -> None:
    frame = pd.DataFrame({"text": [f"row {n}" for n in range(200)]})
    assert "..." not in tables.plain(frame, "en")
