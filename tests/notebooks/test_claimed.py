"""No prose carries a number that was typed, nor an order or a difference that the evidence does not allow."""

import pytest

from claimed import by_evidence, prose, typed_numbers, unlicensed

PROSE = list(prose())

NUMBERS = [
    ("en", "Of the 33 firms, 31 use email."),
    ("en", "Nearly half, 48,5%, name it."),
    ("en", "Eight of the charts are missing: eight charts left no figures."),
    ("en", "Three institutions took part."),
    ("it", "Delle 33 aziende, quasi tutte usano l'e-mail."),
    ("it", "Ci sono otto grafici senza cifre."),
    ("it", "Hanno partecipato tre istituzioni."),
]
"""Sentences with a number that was typed."""

ORDERS = [
    ("en", "Most firms answer on the telephone."),
    ("en", "Firms use email more than the telephone."),
    ("en", "More firms hand over {first} than any other channel: {count} of {base}."),
    ("en", "The telephone comes first among the channels handed over."),
    ("en", "Firms mainly hand over {first}."),
    ("en", "The channels most in use are {first} and {second}."),
    ("en", "They are counted. Nearly all firms use social media."),
    ("it", "La maggior parte delle aziende risponde al telefono."),
    ("it", "Le aziende usano l'e-mail più del telefono."),
    ("it", "Affidano soprattutto {first}."),
    ("it", "Il canale che più aziende affidano è {first}: {count} su {base}."),
    ("it", "Quasi tutte le aziende usano i canali social."),
    ("it", "Il telefono è al primo posto tra i canali affidati."),
]
"""Sentences that say an order or a difference of firms in general which the evidence does not allow."""

ALLOWED = [
    ("en", "Of {base} firms that answered, {count} use {first}: more than any other channel."),
    ("en", "At most {high} firms, at least {low}; fewer than {value} jobs."),
    ("en", "Those that name more than one are counted more than once."),
    ("en", "More firms use email than WhatsApp."),
    ("it", "Delle {base} aziende che hanno risposto, {count} usano {first}: più di ogni altro canale."),
    ("it", "Al massimo {high} aziende, almeno {low}; meno di {value} posti."),
    ("it", "Le aziende usano l'e-mail più di WhatsApp."),
]  # fmt: skip


def test_no_prose_carries_a_typed_number() -> None:
    found = [(where, text) for where, lang, text in PROSE if typed_numbers(text, lang)]
    assert found == []


def test_no_prose_says_an_order_that_the_evidence_does_not_allow() -> None:
    found = [
        (where, words, text) for where, lang, text in PROSE if (words := unlicensed(text, lang))
    ]
    assert found == []


@pytest.mark.parametrize(("lang", "text"), NUMBERS)
def test_a_typed_number_would_be_seen(lang: str, text: str) -> None:
    assert typed_numbers(text, lang)


@pytest.mark.parametrize(("lang", "text"), ORDERS)
def test_an_order_that_is_not_allowed_would_be_seen(lang: str, text: str) -> None:
    assert unlicensed(text, lang)


@pytest.mark.parametrize(("lang", "text"), ALLOWED)
def test_what_is_allowed_is_let_pass(lang: str, text: str) -> None:
    assert unlicensed(text, lang) == []
    assert typed_numbers(text, lang) == []


def test_the_evidence_decides_and_not_the_words() -> None:
    """Email and WhatsApp can be told apart, email and the telephone cannot; nor can it be said the other way round."""
    assert by_evidence("More firms use email than WhatsApp.", "en")
    assert not by_evidence("More firms use WhatsApp than email.", "en")
    assert by_evidence("Fewer firms use WhatsApp than email.", "en")
    assert not by_evidence("Fewer firms use email than WhatsApp.", "en")
    assert not by_evidence("More firms use email than the telephone.", "en")
    assert not by_evidence("More firms hand over email than WhatsApp.", "en")
    refused = unlicensed("More firms use email than WhatsApp.", "en", lambda *_: False)
    assert refused


def test_prose_of_both_languages_and_every_place_is_looked_at() -> None:
    assert {lang for _, lang, _ in PROSE} == {"it", "en"}
    first_words = {where.partition(" ")[0] for where, _, _ in PROSE}
    assert {"0-project", "claims.csv", "readytochange.po", "notebooks.po"} <= first_words
