"""What headers and cells are taken for, and what is left to a person."""

from dataclasses import replace

import pytest

from readytochange.survey.waves.columns import identifiers
from readytochange.survey.waves.columns.recognition import recognise
from readytochange.survey.waves.columns.suggestions import nearest
from readytochange.survey.waves.instrument import questionnaire
from readytochange.survey.waves.mapping import names
from waves import Column, export

ASKED = questionnaire()
CHANNELS = "Su quali canali la sua azienda risponde oggi ai clienti?"
LONG = "Per quali attività è previsto l'uso dei fornitori esterni nei prossimi due a..."


def taken_for(*headers: str | tuple[str, ...], cells: str = "") -> list[str]:
    columns = [Column((each,) if isinstance(each, str) else each, [cells]) for each in headers]
    return list(recognise(export(columns), ASKED).columns.values())


HEADERS = {
    "channels": "channels",
    "group/channels/phone": "channels/phone",
    "channels[phone]": "channels/phone",
    "channels_phone": "channels/phone",
    "outsourceable_channels_phone": "outsourceable_channels/phone",
    "channels.other": "channels.other",
    "service/channels/other_text": "channels.other",
    "SU QUALI CANALI LA SUA AZIENDA RISPONDE OGGI ai clienti?": "channels",
    "On which channels does your company answer customers today?/Canali telefonici": "channels/phone",
    "4. Su quali canali la sua azienda risponde oggi ai clienti? [Canali telefonici]": "channels/phone",
    "G1Q4[SQ2]. Su quali canali la sua azienda risponde oggi ai clienti? [Canali telefonici ]": "channels/phone",
    "channels[phone]. Un altro testo": "channels/phone",
    "Canali telefonici:Su quali canali la sua azienda risponde oggi ai clienti?": "channels/phone",
    "Quanto pesano i seguenti criteri nella scelta di un fornitore? [Prezzo]": "supplier_criteria/price",
    LONG: "supplier_activities",
    f"{CHANNELS} [Messaggistica automatizz...": "channels/automated_messaging",
    "weight": "weight",
    "consent": "consent",
    "section/consent": "consent",
    "consent. Un altro testo": "?",
    "Ho letto l'informativa e acconsento a partecipare": "consent",
    "1. I HAVE READ the notice and agree to take part.": "consent",
    "Ho letto l’informativa e acconsento...": "consent",
    "Acconsento a essere citato": "?",
    "cleared": "cleared",
    "Informazioni cronologiche": "time",
    "_submission_time": "time",
    "ID risposta": "respondent",
    "meta/instanceID": "respondent",
    "Ultima pagina": "ignored",
    "id. ID risposta": "respondent",
    "lastpage. Letzte Seite": "ignored",
    "Nome e cognome": "identifier",
    "Indirizzo IP": "identifier",
    "recipientEmail": "identifier",
    "_submitted_by": "identifier",
    "Su quali canali la sua azienda risponde oggi ai clientii?": "? channels",
    "Posta elettronica": "identifier",
    "Piccioni": "?",
}


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_is_recognised(header: str) -> None:
    assert taken_for(header, cells="x") == [HEADERS[header]]


CELLS = {
    "anna@mail.it": "identifier",
    "+39 02 1234567": "identifier",
    "333 1234567": "identifier",
    "192.168.1.20": "identifier",
    "45.4642 9.1900 0 0": "identifier",
    "24/11/2025 15.57.55": "time",
    "2025-11-24T15:57:55.000+01:00": "time",
    "uuid:01234567-89ab-cdef-0123-456789abcdef": "respondent",
    "": "ignored",
    "una frase con anna@mail.it": "?",
    "48,5": "?",
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_nameless_column_is_known_by_its_cells(cell: str) -> None:
    assert taken_for("Zq", cells=cell) == [CELLS[cell]]


def test_metadata_of_qualtrics_are_known_by_their_ids_in_any_language() -> None:
    rows = [
        ("Anfang", "Startdatum", '{"ImportId":"startDate"}'),
        ("X", "Y", "{'ImportId': 'ipAddress'}"),
    ]
    assert taken_for(*rows, cells="x") == ["time", "identifier"]


def test_a_question_over_its_first_option_is_that_of_the_next() -> None:
    rows = [
        ("Su quali canali la sua azienda risponde oggi ai clienti?", "Canali mail"),
        ("", "SMS"),
        ("", "Other (please specify)"),
    ]
    assert taken_for(*rows) == ["channels/mail", "channels/sms", "channels/other"]


def test_labels_of_two_questions_are_decided_by_their_neighbours_or_not_at_all() -> None:
    whole = [each.label["it"] for each in ASKED["channels"].options]
    assert taken_for(*whole) == [f"channels/{each.option}" for each in ASKED["channels"].options]
    part = taken_for("Canali mail", "Canali telefonici", "Web ticket")
    assert part == ["?", "?", "channels/web_ticket"]


def test_words_that_are_options_of_nothing_else_are_no_run_where_cells_are_sentences() -> None:
    assert taken_for("WhatsApp", "Web ticket", cells="ci scriviamo di tutto")[0] == "?"


def test_two_columns_for_one_thing_are_both_asked_about() -> None:
    columns = [
        Column(("channels",), ["phone"]),
        Column(("Su quali canali la sua azienda risponde oggi ai clienti?",), ["phone"]),
    ]
    found = recognise(export(columns), ASKED)
    assert list(found.columns.values()) == ["? channels", "? channels"]


def test_headers_that_are_alike_are_named_with_their_place() -> None:
    columns = [
        Column((each,), [])
        for each in ("Altro", "Altro", "Altro (column 1)", "x" * 1200, "a\tb\nc", "\x00" * 200)
    ]
    found = names(export(columns))
    assert found[:2] == ("Altro", "Altro (2)")
    assert len(set(found)) == 6
    assert len(found[3]) <= 120
    assert found[4:] == ("a b c", "column 6")


def test_suggestions_need_a_distance_to_the_next() -> None:
    assert nearest("telefoni", {"telefono": "phone", "telefona": "call"}) is None
    assert (
        nearest("Posta elettronica certificata", {"posta elettronica": "mail", "chat": "chat"})
        is None
    )
    assert nearest("Messagistica automatizata", {"messaggistica automatizzata": "bot"}) == (
        "bot",
        96,
    )


def test_unknown_texts_of_a_question_are_listed_with_suggestions() -> None:
    columns = [
        Column(
            ("channels",),
            ["Canali mail, Canali telefonicii", "SMS, piccioni viaggiatori", "SMS, altro"],
        )
    ]
    found = recognise(export(columns), ASKED)
    assert found.values == {
        "channels": {"Canali telefonicii": "? phone", "piccioni viaggiatori": "? other"}
    }


def test_a_set_of_spss_says_which_question_its_labels_belong_to() -> None:
    columns = [Column(("V1", "Canali telefonici"), ["1"]), Column(("V2", "Raccolta fondi"), ["0"])]
    file = replace(export(columns), sets=((ASKED["outsourceable_channels"].label["en"], (0, 1)),))
    assert list(recognise(file, ASKED).columns.values()) == [
        "outsourceable_channels/phone",
        "outsourceable_channels/fundraising",
    ]


def test_an_address_is_found_anywhere_in_a_text() -> None:
    cells = export([Column(("a",), ["", "scriva a <a.b-c@d.co.uk>", "@noi", "a @ b"])]).cells["0"]
    assert identifiers.with_email(cells).to_list() == [False, True, False, False]


def test_labels_joined_by_spaces_are_ignored_beside_a_column_for_each_option() -> None:
    columns = [
        Column(
            ("Su quali canali la sua azienda risponde oggi ai clienti?",),
            ["Canali mail SMS", "SMS"],
        ),
        Column(
            ("Su quali canali la sua azienda risponde oggi ai clienti?/Canali mail",), ["1", "0"]
        ),
        Column(("Su quali canali la sua azienda risponde oggi ai clienti?/SMS",), ["1", "1"]),
    ]
    assert list(recognise(export(columns), ASKED).columns.values()) == [
        "ignored",
        "channels/mail",
        "channels/sms",
    ]


def test_a_text_behind_ticked_options_is_beside_their_other() -> None:
    """KoboToolbox's labels: each question's 'Altro, quale?' is headed alike."""
    ticked = ["channels/phone", "channels/other", "Altro, quale?"]
    again = ["people_skills/calm", "people_skills/other", "Altro, quale?"]
    columns = [
        Column((each,), ["a portal" if each.startswith("Altro") else "1"])
        for each in (*ticked, *again)
    ]
    found = list(recognise(export(columns), ASKED).columns.values())
    assert found == [*ticked[:2], "channels.other", *again[:2], "people_skills.other"]
