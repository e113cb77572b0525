"""The theme: text and marks that everyone can read and tell apart, in a font that has every character."""

from itertools import combinations

import altair as alt
import numpy as np
import pandas as pd
import pymupdf
import pytest
from numpy.typing import NDArray

from charts import LONG, labelled_bar, spec_of, texts_drawn, words_drawn
from projects import PROJECT
from readytochange.figures import theme
from readytochange.language import translation

VISIONS = {
    "full": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""Linear RGB as seen with each vision, by Machado, Oliveira & Fernandes (2009), severity 1."""


def linear(colour: str) -> NDArray[np.float64]:
    """Red, green and blue of '#rrggbb' as light."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """By the formula of WCAG 2."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    dark, light = sorted(float(linear(colour) @ weights) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L*a*b* of linear sRGB, D65."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = to_xyz @ np.clip(light, 0, 1) / [0.9505, 1, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def text_colours() -> set[str]:
    config = theme.config("it")
    parts = [config[part] for part in ("axis", "legend", "header")]
    labels = {part[name] for part in parts for name in ("labelColor", "titleColor")}
    title = config["title"]
    return {*labels, title["color"], title["subtitleColor"], config["text"]["color"]}


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colour", [*sorted(text_colours()), theme.MUTED])
def test_text_stands_out_from_the_paper(colour: str) -> None:
    assert contrast(colour, theme.PAPER) >= 4.5


def test_text_stands_out_in_a_filled_box() -> None:
    assert contrast(theme.PAPER, theme.BLUE) >= 4.5


@pytest.mark.parametrize("colour", theme.CATEGORIES)
def test_marks_stand_out_from_the_paper(colour: str) -> None:
    assert contrast(colour, theme.PAPER) >= 3


@pytest.mark.parametrize("vision", VISIONS)
def test_colours_of_categories_are_told_apart_with_any_vision(vision: str) -> None:
    seen = {colour: lab(np.array(VISIONS[vision]) @ linear(colour)) for colour in theme.CATEGORIES}
    distances = {
        pair: float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])) for pair in combinations(seen, 2)
    }
    assert {pair: d for pair, d in distances.items() if d < 15} == {}


def test_no_text_is_small() -> None:
    config = theme.config("en")
    sizes = [
        value
        for part in config.values()
        if isinstance(part, dict)
        for name, value in part.items()
        if name.lower().endswith("fontsize")
    ]
    assert min(sizes) >= 12


@pytest.mark.parametrize("face", sorted(path.name for path in theme.FONTS.glob("*.ttf")))
def test_the_font_has_every_character_of_the_study_and_of_what_is_said_of_it(face: str) -> None:
    sources = [*(PROJECT.data / "report").glob("*.csv"), translation.CATALOGUE, PROJECT.catalogue]
    needed = {sign for path in sources for sign in path.read_text(encoding="utf-8")}
    drawn = {
        chr(code) for code in pymupdf.Font(fontfile=str(theme.FONTS / face)).valid_codepoints()
    }
    assert {sign for sign in needed - drawn if not sign.isspace()} == set()


def test_the_font_is_named_as_the_theme_names_it() -> None:
    for path in theme.FONTS.glob("*.ttf"):
        assert pymupdf.Font(fontfile=str(path)).name.startswith(theme.FONT)


@pytest.mark.parametrize("label", [LONG, "a" * 90, "parola " * 13 + "finale", "  due  spazi  " * 6])
def test_a_long_label_is_broken_into_lines_and_never_cut(label: str) -> None:
    drawn = words_drawn(labelled_bar(label))
    assert "…" not in drawn
    assert "".join(label.split()) in "".join(drawn.split())


def test_no_line_of_a_long_label_is_longer_than_the_theme_says() -> None:
    (lines,) = [text for text in texts_drawn(labelled_bar(LONG)) if "risvolti" in "".join(text)]
    assert len(lines) > 2
    assert max(map(len, lines)) <= theme.LABEL_WIDTH


@pytest.mark.parametrize(("lang", "tick"), [("it", "12,5"), ("en", "12.5")])
def test_numbers_on_an_axis_are_written_as_the_language_writes_them(lang: str, tick: str) -> None:
    dots = alt.Chart(pd.DataFrame({"x": [12.0, 13.0]})).mark_point()
    spec = spec_of(dots.encode(alt.X("x:Q").scale(zero=False).axis(format=".1f")), lang=lang)
    assert tick in words_drawn(spec)


def test_a_long_title_and_subtitle_break_into_lines_that_a_cell_has_room_for() -> None:
    made = theme.heading("word " * 40, "letters of it " * 20)
    longest = [max(map(len, text.split("\n"))) for text in made.values()]
    assert longest[0] <= 90
    assert longest[1] <= 125
    assert made["text"].split() == ["word"] * 40
