import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import cases
from readytochange.errors import InputError
from readytochange.survey.waves import mapping_file
from readytochange.survey.waves.instrument import questionnaire
from readytochange.survey.waves.mapping import Mapping, names, targets
from waves import Column, export

ASKED = questionnaire()
FILE = export(
    [
        Column(("Dimensioni",), ["x"]),
        Column(("Canali: mail",), ["1"]),
        Column(("E-mail",), ["a@b.it"]),
    ]
)
GOOD = """
columns:
  Dimensioni: size
  "Canali: mail": channels/mail
  E-mail: identifier
values:
  size:
    piccola: small
    niente: not_answered
new_options:
  channels:
    pec: {it: PEC, en: Certified e-mail}
not_asked: [N/A]
partial: keep
"""

WRONG = cases(r"""
Dimensioni: size | Dimensione: size | line 3: unknown column of the file 'Dimensione'; did you mean 'Dim
Dimensioni: size | Dimensioni: sizes | line 3: unknown question or use 'sizes'; did you mean 'size'
channels/mail | channels/mial | line 4: unknown option of 'channels' 'mial'; did you mean 'mail'
not_asked | not_ask | line 13: unknown key 'not_ask'; did you mean 'not_asked'
E-mail: identifier | Dimensioni: size | line 5: 'Dimensioni' stands here twice; accepted: once
  E-mail: identifier\n |  | nothing said of the file's column 'E-mail'; accepted: a line
not_asked: [N/A] | not_asked: [N/A | no YAML
  size:\n | \tsize:\n | line 7: no YAML
size\n | supplier_criteria\n | line 3: 'supplier_criteria' has a column for each item; accepted: supplier
channels/mail | comments/mail | line 4: 'comments/mail': question 'comments' has no options; accepted
: size\n | : size.other\n | line 3: 'size.other': question 'size' has no 'other'; accepted: size
{it: PEC, en: Certified e-mail} | {it: PEC} | line 12: no text for 'en'; accepted: one for each
pec: | mail: | line 12: 'mail' is an option of 'channels' already; accepted: a new one
pec: | Pec!: | line 12: 'Pec!' is no id; accepted: small letters, digits and _
piccola: small | piccola: smal | line 8: unknown option of 'size' 'smal'; did you mean 'small'
values:\n  size: | values:\n  comments: | line 7: question 'comments' has no options; accepted: one
partial: keep | partial: kept | line 14: 'kept'; accepted: keep, leave out
Dimensioni: size | Dimensioni: [size] | line 3: a list or a mapping; accepted: one text
[N/A] | N/A | line 13: no list; accepted: a list of texts in [ ]
channels/mail | size | columns 'Dimensioni' and 'Canali: mail' are both for 'size'; accepted: one of them
channels/mail | "? channels/mail" | not decided what 1 of the file's columns are for: 'Canali: mail'
""")


def test_a_mapping_is_read() -> None:
    found = mapping_file.parsed(GOOD, FILE, ASKED)
    assert found.columns == {
        "Dimensioni": "size",
        "Canali: mail": "channels/mail",
        "E-mail": "identifier",
    }
    assert dict(found.values) == {"size": {"piccola": "small", "niente": "not_answered"}}
    assert found.new_options == {"channels": {"pec": {"it": "PEC", "en": "Certified e-mail"}}}
    assert (found.not_asked, found.partial, found.confirmed) == (("N/A",), "keep", True)


@pytest.mark.parametrize(("good", "wrong", "message"), WRONG)
def test_what_is_wrong_is_said_with_its_line_and_what_is_accepted(
    good: str, wrong: str, message: str
) -> None:
    assert good in GOOD
    with pytest.raises(InputError, match=re.escape(message)):
        targets(mapping_file.parsed(GOOD.replace(good, wrong, 1), FILE, ASKED), FILE, ASKED)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        mapping_file.read(tmp_path / "mapping.yml", FILE, ASKED)
    (tmp_path / "mapping.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="accepted: a mapping in UTF-8"):
        mapping_file.read(tmp_path / "mapping.yml", FILE, ASKED)


TEXTS = st.text(min_size=1, max_size=300).filter(str.strip)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    headers=st.lists(TEXTS, min_size=1, max_size=4),
    notes=st.text(),
    cells=st.lists(TEXTS, unique_by=str.strip),
)
def test_what_is_written_is_read_back(headers: list[str], notes: str, cells: list[str]) -> None:
    file = export([Column((each,), []) for each in headers])
    mapping = Mapping(
        columns=dict.fromkeys(names(file), "? channels/mail"),
        values={"channels": {each.strip(): "? other" for each in cells}} if cells else {},
        separators={names(file)[0]: headers[0]},
        not_asked=tuple(cells),
        notes=dict.fromkeys(names(file), notes),
    )
    assert mapping_file.parsed(mapping_file.written(mapping), file, ASKED) == mapping


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    at=st.integers(0, len(GOOD)),
    length=st.integers(0, 9),
    put=st.text("\t\n :{}[]&*!|>'\"%@`?-,#ab\x00é", max_size=6),
)
def test_a_broken_mapping_is_refused_or_read(at: int, length: int, put: str) -> None:
    with suppress(InputError):
        found = mapping_file.parsed(GOOD[:at] + put + GOOD[at + length :], FILE, ASKED)
        assert set(found.columns) == set(names(FILE))


ODD = [
    "",
    "[" * 600,
    "a: " * 2000,
    "&a [*a]",
    "columns: &a\n  x: *a",
    "1",
    "---\n---\n",
    "columns: 3",
    "{? [a] : b}",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_yaml_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        mapping_file.parsed(text, FILE, ASKED)
