"""Markers are true: what is left out by one is left out whole."""

import pytest


def test_a_test_that_opens_pages_is_marked_so(request: pytest.FixtureRequest) -> None:
    wrong = [
        item.nodeid
        for item in request.session.items
        if "chromium" in getattr(item, "fixturenames", ())
        and not item.get_closest_marker("browser")
    ]
    assert wrong == []
