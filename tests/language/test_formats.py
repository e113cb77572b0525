"""Numbers, shares, months and lists as Italian and English write them."""

import pytest

from readytochange import language


@pytest.mark.parametrize(
    ("value", "decimals", "italian", "english"),
    [
        (0, 0, "0", "0"),
        (1234, 0, "1.234", "1,234"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0.05, 2, "0,05", "0.05"),
    ],
)
def test_a_number_has_the_separators_of_its_language(
    value: float, decimals: int, italian: str, english: str
) -> None:
    assert language.number(value, "it", decimals) == italian
    assert language.number(value, "en", decimals) == english


def test_a_share_is_a_percentage_without_a_space() -> None:
    assert language.percent(16 / 33, "it") == "48,5%"
    assert language.percent(16 / 33, "en") == "48.5%"
    assert language.percent(31 / 33, "it", 0) == "94%"


def test_the_coverage_of_an_interval_keeps_its_decimals() -> None:
    said = [language.coverage(confidence, "it") for confidence in (0.95, 0.975, 0.995, 0.3, 0.0004)]
    assert said == ["95%", "97,5%", "99,5%", "30%", "0,04%"]


def test_a_month_is_written_out() -> None:
    assert language.month("2021-01", "it") == "gennaio 2021"
    assert language.month("2021-01", "en") == "January 2021"


def test_several_things_are_joined_as_the_language_joins_them() -> None:
    assert language.listing(["mail"], "it") == "mail"
    assert language.listing(["mail", "telefono"], "it") == "mail e telefono"
    assert language.listing(["mail", "telefono", "social"], "it") == "mail, telefono e social"
    assert language.listing(["email", "phone", "social"], "en") == "email, phone, and social"
