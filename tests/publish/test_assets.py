"""What a page is sent with: its policy lets run what it holds, and its colours can be read."""

import re
from html import unescape
from pathlib import Path

import pytest

from pages import contrast
from readytochange.figures import theme
from readytochange.publish import assets


def test_what_a_page_holds_is_what_its_fence_lets_run(single: Path) -> None:
    text = unescape((single / "index.html").read_text(encoding="utf-8"))
    for held in (assets.shared_files()[assets.PAGE], assets.shared_files()[assets.STYLE]):
        assert held in text
        assert assets._hash(held) in text
    assert assets._hash(assets.shared_files()[assets.CHARTS]) in text


SCHEMES = [{colour: colour for colour in theme.DARK}, theme.DARK]


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_text_can_be_read_in_both_schemes(scheme: dict[str, str]) -> None:
    paper = scheme[theme.PAPER]
    for ink in (theme.INK, theme.MUTED, theme.BLUE):
        assert contrast(scheme[ink], paper) >= 4.5
    assert contrast(paper, scheme[theme.BLUE]) >= 4.5, "a text in a filled box"
    assert contrast(scheme[theme.PURPLE], paper) >= 4.5, "a text in the code"


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_marks_can_be_seen_in_both_schemes(scheme: dict[str, str]) -> None:
    for colour in theme.CATEGORIES:
        assert contrast(scheme[colour], scheme[theme.PAPER]) >= 3
    assert contrast(scheme[theme.INK], scheme[theme.BLUE]) >= 3, "an interval over its bar"


def test_every_colour_has_its_dark() -> None:
    colours = {value for value in vars(theme).values() if re.fullmatch("#[0-9a-f]{6}", str(value))}
    assert colours == set(theme.DARK)
