from hypothesis import given, settings
from hypothesis import strategies as st

from readytochange.survey.waves.folding import cut, fold, says_other
from readytochange.survey.waves.matching.splitting import (
    Part,
    Splitter,
    joined_by_spaces,
    separator_of,
)

LABELS = {
    "phone": "phone",
    "mail": "mail",
    "filing, archive and post": "documents",
    "mail, phone": "both",
}


def test_a_label_with_commas_is_one_answer() -> None:
    split = Splitter(LABELS, ",")("phone, Filing, archive and post")
    assert split.parts == (Part("phone", "phone"), Part("Filing, archive and post", "documents"))


def test_a_cell_that_can_be_parted_in_two_ways_is_not_guessed() -> None:
    assert Splitter(LABELS, ",")("mail, phone").ambiguous
    assert not Splitter(LABELS, ",")("phone, mail").ambiguous


class EveryWay(Splitter):
    """Tries every way to part a cell, also where no two pieces can be one label."""

    def _may_be_one(self, pair: tuple[str, str]) -> bool:
        return True


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["phone", "Mail", "e", "-mail", "(", "posta", "post", "", "x"])),
    st.sampled_from([",", ", ", " ", ";"]),
)
def test_a_cell_of_known_pieces_is_parted_as_by_trying_every_way(
    pieces: list[str], joined: str
) -> None:
    labels = LABELS | {"e-mail": "mail", "e": "e", "posta e": "both", "post": "post", "(": "sign"}
    cell = joined.join(pieces)
    for separator in (",", " "):
        assert Splitter(labels, separator)(cell) == EveryWay(labels, separator)(cell)


def test_unknown_pieces_side_by_side_are_one_text() -> None:
    assert Splitter(LABELS, ",")("phone, by pigeon, or not").parts[1] == Part(
        "by pigeon, or not", ""
    )


def test_a_separator_behind_the_last_answer_is_none_more() -> None:
    assert [each.option for each in Splitter(LABELS, ";")("phone;mail;").parts] == ["phone", "mail"]


def test_the_separator_is_the_one_that_leaves_least_unknown() -> None:
    assert separator_of(["phone, pigeon", "mail, phone, pigeon"], LABELS) == ","
    assert separator_of(["phone mail"], LABELS) == " "


def test_labels_with_spaces_joined_by_spaces_are_noticed() -> None:
    labels = {"canali mail": "mail", "sms": "sms", "mail": "mail"}
    assert joined_by_spaces(["Canali mail SMS"], labels)
    assert not joined_by_spaces(["mail sms", "Canali mail"], labels)


def test_a_long_text_is_one_unknown_part() -> None:
    text = "a, " * 1000
    assert Splitter(LABELS, ",")(text).parts == (Part(text, ""),)


def test_labels_fold_to_what_distinguishes_them() -> None:
    assert fold("  QUALITA'\u00a0 ") == fold("Qualità") == fold("qualita´")
    assert fold("l’azienda") == fold("l'azienda") == fold("L`azienda")
    assert fold("Energy – utilities") == fold("energy-utilities")
    assert fold("C++") != fold("C")
    assert fold("?") == ""


def test_a_label_that_was_cut_is_known_by_its_dots() -> None:
    assert cut("Per quali attività è previsto l'uso...") == fold(
        "Per quali attività è previsto l'uso"
    )
    assert cut("Per quali attività è previsto l'uso") == ""
    assert cut("Altro...") == ""


def test_words_for_other_are_known_and_words_that_begin_so_are_not() -> None:
    assert all(
        says_other(fold(text))
        for text in ("Altro", "Altro, quale?", "Other (please specify)", "Autre :")
    )
    assert not says_other(fold("Altro settore alimentare"))
