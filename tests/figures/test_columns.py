"""Columns as they are titled, and where the status of their numbers stands."""

import pytest

from readytochange.figures import columns


def test_a_column_is_titled_in_the_language_and_one_that_is_not_ours_by_its_name() -> None:
    assert [columns.title(name, "it") for name in ("share", "turnover")] == ["quota", "turnover"]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("count", "status"),
        ("count_low", "status"),
        ("base", "base_status"),
        ("high", "share_status"),
        ("both_share_low", "both_status"),
    ],
)
def test_the_status_of_a_range_is_that_of_what_it_bounds(name: str, status: str) -> None:
    assert columns.status_of(name) == status
    assert columns.is_status(status)
