"""Text of a terminal: colours become colours that can be read, everything else that steers it nothing."""

import re
import unicodedata

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pages import contrast
from readytochange.figures import theme
from readytochange.publish import assets, terminal


def text(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text()


@pytest.mark.parametrize(
    ("written", "classes"),
    [
        ("\x1b[31mx", ["ansi-red-fg"]),
        ("\x1b[1;32mx\x1b[0m", ["ansi-green-intense-fg", "ansi-bold"]),
        ("\x1b[44mx", ["ansi-blue-bg"]),
        ("\x1b[94mx", ["ansi-blue-intense-fg"]),
        ("\x1b[4mx", ["ansi-underline"]),
        ("\x1b[38;5;196mx", ["ansi-red-fg"]),
        ("\x1b[38;2;250;10;10mx", ["ansi-red-fg"]),
        ("\x1b[48;2;0;200;0mx", ["ansi-green-bg"]),
        ("\x1b[38:2::250:10:10mx", ["ansi-red-fg"]),
        ("\x9b31mx", ["ansi-red-fg"]),
    ],
)
def test_a_colour_is_a_class_of_the_style_sheet(written: str, classes: list[str]) -> None:
    html = terminal.html(written)
    [span] = BeautifulSoup(html, "html.parser").find_all("span")
    assert span["class"] == classes
    assert span.attrs.keys() == {"class"}
    assert span.get_text() == "x"
    assert all(f".{name}" in assets.style() for name in classes)


@pytest.mark.parametrize(
    "steering",
    [
        "\x1b[2J", "\x1b[K", "\x1b[?25l", "\x1b[1;1H", "\x1b[>4;1m", "\x1b(B", "\x1b=", "\x1bM", "\x1b#8",
        "\x1b]0;title\x07", "\x1b]8;;https://example.org\x1b\\", "\x1b]8;;\x07", "\x1b]1337;File=:AAAA\x07",
        "\x1bP1$r0m\x1b\\", "\x1b_a\x1b\\", "\x1b^a\x1b\\", "\x9b2J", "\x9d0;t\x9c", "\x1b", "\x07", "\x00",
        "\x7f", "\x0b", "\x0e", "\x85", "\ufffe", "\uffff", "\ud800",
    ],
)  # fmt: skip
def test_every_other_sequence_and_control_character_becomes_nothing(steering: str) -> None:
    """They end up on the page where nbconvert does it alone (jupyter/nbconvert#1989)."""
    assert text(terminal.html(f"a{steering}\nb <i>")) == "a\nb <i>"
    assert terminal.visible(f"a{steering}\nb") == "a\nb"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("10 %\r50 %\rdone\n", "done\n"),
        ("a\r\nb\r\n", "a\nb\n"),
        ("a\r\r\nb", "a\nb"),
        ("last\r", "last"),
        ("|\b/\b-\bok", "ok"),
        ("a\n\bb", "a\nb"),
        ("tab\tstays", "tab\tstays"),
        ("\x1b[31m10 %\x1b[0m\r\x1b[32mdone\x1b[0m", "done"),
        ("an \x1b]0;unended title\nline", "an \nline"),
    ],
)
def test_what_was_written_over_is_left_out(written: str, left: str) -> None:
    assert text(terminal.html(written)) == left


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from('\x1b[]m;0123456789\r\b\x07<&"')))
)
def test_no_text_leaves_a_control_character_or_markup(written: str) -> None:
    html = terminal.html(written)
    assert not [c for c in html if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert {tag.name for tag in BeautifulSoup(html, "html.parser").find_all(True)} <= {"span"}
    assert not [
        c for c in terminal.visible(written) if unicodedata.category(c) == "Cc" and c not in "\n\t"
    ]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_colour_can_be_read_in_both_schemes(scheme: int) -> None:
    blocks = [block for block in assets.style().split(":root {") if "--magenta" in block]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", blocks[scheme].partition("}")[0]))
    paper = [theme.PAPER, theme.DARK[theme.PAPER]][scheme]
    assert len(colours) == 8
    for name, colour in colours.items():
        assert contrast(colour, paper) >= 4.5, name
