"""Each rule finds its fault, in its row, and says what is accepted."""

from dataclasses import replace

import polars as pl
import pytest

from readytochange.errors import InputError
from readytochange.survey.waves.checking import check, instrument_changes
from readytochange.survey.waves.columns.recognition import recognise
from readytochange.survey.waves.instrument import questionnaire
from readytochange.survey.waves.mapping import Mapping
from readytochange.survey.waves.readers.export import Export
from readytochange.survey.waves.respondents.problems import RULES
from readytochange.survey.waves.respondents.validation import Decoded, answers_of
from waves import Column, export

ASKED = questionnaire()


def file(**columns: list[str] | str) -> Export:
    """A file of columns by id, '__' for '/'; what is required is there."""
    rows = max(len(each) for each in columns.values() if isinstance(each, list))
    every: dict[str, list[str] | str] = {
        "size": "small",
        "sector": "transport",
        "management": "internal",
    }
    every |= {"channels": "phone", "outsourceable_channels": "phone"} | columns
    return export(
        [
            Column((name.replace("__", "/"),), cells if isinstance(cells, list) else [cells] * rows)
            for name, cells in every.items()
        ]
    )


def read(given: Export, exclude_invalid: bool = False, **mapping: object) -> Decoded:
    return answers_of(given, ASKED, replace(recognise(given, ASKED), **mapping), exclude_invalid)  # type: ignore[arg-type]


FAULTS = [
    ("unknown option", {"size": ["", "small", "tiny"]}, 4, "size", "tiny", "small, medium, large"),
    (
        "unknown option",
        {"channels__phone": ["1", "perhaps"], "channels": ""},
        3,
        "channels/phone",
        "perhaps",
        "1, 0",
    ),
    (
        "out of scale",
        {"supplier_criteria__price": ["5", "6"]},
        3,
        "supplier_criteria/price",
        "6",
        "1 to 5",
    ),
    (
        "out of scale",
        {"supplier_criteria__price": ["3,5"]},
        2,
        "supplier_criteria/price",
        "3,5",
        "1 to 5",
    ),
    (
        "ambiguous",
        {"supplier_criteria__price": ["2 Molto"]},
        2,
        "supplier_criteria/price",
        "2 Molto",
        "2, or the",
    ),
    (
        "too many",
        {"people_skills": ["calm;language;listening"]},
        2,
        "people_skills",
        "listening language calm",
        "at most 2",
    ),
    (
        "too many",
        {"remote_growth__yes": ["1"], "remote_growth__no": ["1"]},
        2,
        "remote_growth/yes",
        "yes no",
        "at most 1",
    ),
    (
        "exclusive",
        {"supplier_activities": ["none;documents"]},
        2,
        "supplier_activities",
        "documents none",
        "'none' alone",
    ),
    (
        "exclusive",
        {"channels": ["phone;dont_know"]},
        2,
        "channels",
        "phone dont_know",
        "'dont_know' alone",
    ),
    (
        "contradiction",
        {"channels": ["phone"], "channels__phone": "0"},
        2,
        "channels",
        "phone",
        "what column 'channels/phone' says",
    ),
    (
        "contradiction",
        {"channels": [""], "channels__phone": "1"},
        2,
        "channels",
        "",
        "what column 'channels/phone' says",
    ),
    (
        "other without its option",
        {"channels.other": ["fax"]},
        2,
        "channels.other",
        "fax",
        "no text, or 'other'",
    ),
    (
        "not asked",
        {"management": ["provider"], "supplier_activities": "none"},
        2,
        "supplier_activities",
        "",
        "no answer where 'management'",
    ),
    (
        "required",
        {"channels": ["phone", ""]},
        3,
        "channels",
        "",
        "an answer; or in the mapping 'partial",
    ),
    ("weight", {"weight": ["1,5", "-1"]}, 3, "weight", "-1", "a number above 0"),
    ("weight", {"weight": ["1", ""]}, 3, "weight", "", "a number above 0"),
    ("simulated", {"simulated": ["true", "false"]}, 3, "simulated", "false", "true in every row"),
    ("cleared", {"cleared": ["sì", "boh"]}, 3, "cleared", "boh", "yes, no, or nothing"),
    ("twice", {"_uuid": ["a", "b", "a"]}, 4, "_uuid", "a", "each id once"),
    (
        "twice",
        {"start": ["2027-01-01 10:00"] * 2, "comments": "x"},
        3,
        "start",
        "2027-01-01 10:00",
        "one row where all",
    ),
    (
        "identifier",
        {"comments": ["ok", "scrivete a Anna.Rossi@mail.it!"]},
        3,
        "comments",
        "scrivete a Anna.Rossi@mail.it!",
        "a text without",
    ),
]


@pytest.mark.parametrize(("rule", "columns", "row", "column", "value", "accepted"), FAULTS)
def test_a_fault_is_named_with_its_row(
    rule: str, columns: dict[str, list[str] | str], row: int, column: str, value: str, accepted: str
) -> None:
    found = read(file(**columns)).problems.filter(pl.col("rule") == rule)
    assert found.select("row", "column", "value").rows() == [(row, column, value)]
    assert found["accepted"][0].startswith(accepted)


def test_every_rule_but_those_of_other_tests_is_seen() -> None:
    assert {each[0] for each in FAULTS} == {*RULES} - {"consent", "partial", "not a number"}


def test_rows_left_out_are_counted_once_under_their_first_rule() -> None:
    given = file(_uuid=["a", "b", "a", "c"], size=["small", "tiny", "tiny", "small"])
    assert read(given).problems.height == 3
    found = read(given, exclude_invalid=True)
    assert (found.problems.height, found.rows) == (0, 4)
    assert found.excluded == {"twice": 1, "unknown option": 1}
    assert found.answers["respondent"].to_list() == [2, 5]


def test_partial_answers_are_wrong_kept_or_left_out_as_the_mapping_says() -> None:
    given = file(channels=["phone", ""])
    assert read(given).problems["rule"].to_list() == ["required"]
    kept = read(given, partial="keep")
    assert (kept.problems.height, kept.answers["channels.state"].to_list()) == (
        0,
        ["answered", "not_answered"],
    )
    left_out = read(given, partial="leave out")
    assert (left_out.problems.height, left_out.answers.height, left_out.excluded) == (
        0,
        1,
        {"partial": 1},
    )


@pytest.mark.parametrize("exclude_invalid", [False, True])
def test_who_did_not_consent_is_left_out_whatever_else_is_in_the_row(exclude_invalid: bool) -> None:
    given = file(
        consent=["OK", "no", "", "Sì", "Ho letto l'informativa e acconsento a partecipare", "0"],
        size=["small", "tiny", "medium", "large", "small", "small"],
        comments=["", "write to ada@example.org", "", "", "", ""],
    )
    found = read(given, exclude_invalid)
    assert found.problems.is_empty()
    assert found.excluded == {"consent": 3}
    assert found.answers["size"].to_list() == ["small", "large", "small"]


def test_a_consent_that_is_neither_yes_nor_no_is_a_problem() -> None:
    [problem] = read(file(consent=["OK", "maybe"])).problems.rows()
    assert problem == (3, "consent", "maybe", "unknown option", "yes, no, or nothing")


def test_the_ways_of_giving_no_answer_are_told_apart() -> None:
    given = file(
        management=["internal", "provider", "internal", "internal", "dont_know"],
        supplier_activities=["none", "", "", "prefer_not", ""],
        outsourcing_considered=["", "Non so", "N/A", "prefer not to say", "no"],
        comments=["None", "N/A", "", "null", " "],
    )
    found = read(given, not_asked=("N/A",)).answers
    states = {
        name: found[f"{name}.state"].to_list()
        for name in ("management", "supplier_activities", "outsourcing_considered", "comments")
    }
    assert states == {
        "management": ["answered"] * 4 + ["dont_know"],
        "supplier_activities": ["answered", "not_asked", "not_answered", "prefer_not", "not_asked"],
        "outsourcing_considered": [
            "not_answered",
            "dont_know",
            "not_asked",
            "prefer_not",
            "answered",
        ],
        "comments": ["answered", "not_asked", "not_answered", "answered", "not_answered"],
    }
    assert found["supplier_activities/none"].to_list() == [True, None, None, None, None]
    assert found["comments"].to_list() == ["None", None, None, "null", None]
    assert set(found["activities.state"]) == {"not_asked"}


def test_an_option_nobody_had_before_is_kept_apart() -> None:
    given = file(channels=["phone;pec", "Posta certificata"])
    assert read(given).problems["rule"].to_list() == ["unknown option"] * 2
    mapping = replace(
        recognise(given, ASKED),
        new_options={"channels": {"pec": {"it": "PEC", "en": "Certified e-mail"}}},
        values={"channels": {"Posta certificata": "pec"}},
        confirmed=True,
    )
    found = answers_of(given, ASKED, mapping)
    assert found.problems.is_empty()
    assert found.answers["channels/pec"].to_list() == [True, True]
    assert [
        each.option for each in found.instrument["channels"].offered if each.origin == "wave"
    ] == ["pec"]
    changes = instrument_changes(given, ASKED, mapping)
    assert ("channels", "new option", "pec", "pec", True) in list(
        changes.itertuples(index=False, name=None)
    )
    assert "activities" in set(changes.query("change == 'question not found'")["question"])


def test_only_what_stands_for_a_question_is_a_change_of_the_questionnaire() -> None:
    near = "Su quali canali la sua azienda risponde oggi ai clientii?"
    given = file(**{near: ["phone"], "Piccioni": ["x"]})
    recognised = recognise(given, ASKED)
    decided = {**recognised.columns, near: "ignored", "Piccioni": "comments"}
    mapping = replace(recognised, columns=decided, confirmed=True)
    moved = instrument_changes(given, ASKED, mapping).query("change == 'label moved'")
    assert moved[["question", "text"]].to_numpy().tolist() == [["comments", "Piccioni"]]


def test_columns_that_tell_who_answered_are_dropped_only_by_a_mapping_that_was_read() -> None:
    given = file(Nome=["Anna"], contact="anna@mail.it")
    recognised = recognise(given, ASKED)
    assert (recognised.columns["Nome"], recognised.columns["contact"]) == (
        "identifier",
        "identifier",
    )
    with pytest.raises(
        InputError, match="columns that tell who answered: 'Nome', 'contact'; accepted: "
    ):
        answers_of(given, ASKED, recognised)
    found = answers_of(given, ASKED, replace(recognised, confirmed=True))
    assert "Anna" not in str(found.answers.to_dicts()) + str(found.problems.to_dicts())


def test_labels_joined_by_spaces_are_refused_with_advice() -> None:
    given = file(channels=["Canali mail SMS", "Canali telefonici Canali mail"])
    with pytest.raises(
        InputError,
        match=r"'channels' joins by spaces labels .* accepted: an export with XML values",
    ):
        read(given)


def test_what_each_column_is_taken_for_is_a_table() -> None:
    given = file(
        size=["", "small"],
        canal=["Telefono", ""],
        **{"Su quali canali la sua azienda risponde oggi ai clientii?": "phone"},
        channels__sms="1",
    )
    found = check(given, ASKED).set_index("column")
    assert found.loc["size"].to_list() == ["small", "size", "its header", ""]
    assert found.loc["canal", "taken_for"] == "?"
    assert (
        found.loc["Su quali canali la sua azienda risponde oggi ai clientii?", "doubt"]
        == "99 % alike"
    )


def test_texts_beside_other_are_kept_only_where_it_was_chosen() -> None:
    found = read(
        file(channels=["phone;other", "phone", ""], **{"channels.other": ["fax", "", "posta"]})
    ).answers
    assert found["channels.other"].to_list() == ["fax", None, "posta"]
    assert found["channels/other"].to_list() == [True, False, True]


def test_an_unconfirmed_suggestion_is_never_used() -> None:
    given = file(size=["smal", "small"])
    recognised = recognise(given, ASKED)
    assert recognised.values == {"size": {"smal": "? small"}}
    assert read(given).problems["value"].to_list() == ["smal"]


def test_a_mapping_of_another_file_is_refused() -> None:
    given = file(size=["small"])
    with pytest.raises(InputError, match="says nothing of the file's column 'size'"):
        answers_of(given, ASKED, Mapping({}))
    with pytest.raises(InputError, match="unknown column of the file 'x'"):
        read(given, columns={**recognise(given, ASKED).columns, "x": "ignored"})
