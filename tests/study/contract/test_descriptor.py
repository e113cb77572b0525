"""A `datapackage.json` that cannot be used: a sentence of ours, which says where in it and what is accepted."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from nights import NIGHTLY
from projects import PROJECT, ProjectFolder
from readytochange.errors import InputError
from readytochange.study import tables
from readytochange.study.contract.descriptor import read

GOOD = json.loads((PROJECT.data / "datapackage.json").read_text(encoding="utf-8"))
AT = {each["name"]: place for place, each in enumerate(GOOD["resources"])}
ROLES = ("resources", AT["roles"])
ANSWERS = ("resources", AT["answers"])
QUESTION = (*ANSWERS, "schema", "fields", 0)
COUNT = (*ANSWERS, "schema", "fields", 6)
GONE = object()


@pytest.fixture
def data(make_project: Callable[..., ProjectFolder], monkeypatch: pytest.MonkeyPatch) -> Path:
    small = make_project()
    monkeypatch.chdir(small.root)
    return small.project.data


def changed(place: tuple[Any, ...], value: Any) -> str:
    made = json.loads(json.dumps(GOOD))
    inside = made
    for part in place[:-1]:
        inside = inside[part]
    if value is GONE:
        del inside[place[-1]]
    else:
        inside[place[-1]] = value
    return json.dumps(made)


def said_of(data: Path, described: str | bytes, table: str = "roles") -> str:
    raw = described if isinstance(described, bytes) else described.encode()
    (data / "datapackage.json").write_bytes(raw)
    with pytest.raises(InputError) as refused:
        tables.load(table)
    said = str(refused.value)
    assert "\n" not in said
    assert said.startswith("data/datapackage.json")
    assert "ccepted: " in said
    return said.removeprefix("data/datapackage.json")


def test_every_column_of_a_pattern_says_in_words_what_it_means() -> None:
    patterned = [
        field for each in GOOD["resources"] for field in each["schema"]["fields"]
        if "pattern" in field.get("constraints", {})
    ]  # fmt: skip
    assert patterned
    assert not [field["name"] for field in patterned if set("^$[]\\") & set(field["accepted"])]


@pytest.mark.parametrize(
    ("described", "said"),
    [
        ("", ", line 1, character 1, is not JSON; accepted: JSON"),
        ("{", ", line 1, character 2, is not JSON; accepted: JSON"),
        (b"\xff\xfe{", ", line 1, is not UTF-8; accepted: JSON in UTF-8"),
        (b"{\n\"name\": \"caff\xe8\"}", ", line 2, is not UTF-8; accepted: JSON in UTF-8"),
        ("[" * 100_000, " is too deep or has too long a number; accepted: JSON, each name once"),
        ('{"a": ' + "1" * 5000 + "}", " is too deep or has too long a number; accepted: JSON, each name once"),
        ('{"a": NaN}', " has NaN, which is no number; accepted: JSON, each name once"),
        ('{"name": "a", "name": "b"}', " says 'name' of 'b' twice; accepted: JSON, each name once"),
        ("[]", ", is []; accepted: an object with profile, name, title, title_it, description, version, languages, "
         "licenses, sources, contributors, max_bytes, resources"),
        ("7", ", is 7; accepted: an object with profile"),
        ("{}", ", lacks 'profile'; accepted: \"data-package\""),
        (changed(("resources",), GONE), ", lacks 'resources'; accepted: a list, not empty"),
        (changed(("resources",), []), ", resources, is []; accepted: a list, not empty"),
        (changed(("resources",), {}), ", resources, is {}; accepted: a list, not empty"),
        (changed((*ROLES, "name"), GONE), f", resource {AT['roles'] + 1}, lacks 'name'; accepted: a name"),
        (changed((*ROLES, "name"), "topics"), ", resource 'topics' stands there twice; accepted: each once"),
        (changed((*ROLES, "name"), "Roles\n"), ", resource 'Roles\\n', name, is 'Roles\\n'; accepted: a name"),
        (changed((*ROLES, "path"), "../roles.csv"), ", resource 'roles', path, is '../roles.csv'; accepted: a file"),
        (changed((*ROLES, "path"), "https://example.org/roles.csv"), ", resource 'roles', path, is 'https://exam"),
        (changed((*ROLES, "path"), ["report/roles.csv"]), ", resource 'roles', path, is [\"report/roles.csv\"]; acc"),
        (changed((*ROLES, "path"), "report/topics.csv"), ", path 'report/topics.csv' stands there twice; accepted"),
        (changed((*ROLES, "schema"), "https://example.org/schema.json"),
         ", resource 'roles', schema, is 'https://example.org/schema.json'; "
         "accepted: an object with fields, primaryKey, uniqueKeys, foreignKeys, missingValues"),
        (changed((*ROLES, "encoding"), "latin-1"), ", resource 'roles', encoding, is 'latin-1'; accepted: \"utf-8\""),
        (changed((*ROLES, "dialect", "delimiter"), ";"),
         ", resource 'roles', dialect, delimiter, is ';'; accepted: \",\""),
        (changed((*ROLES, "compression"), "zip"), ", resource 'roles', has an unknown name 'compression'; accepted: n"),
        (changed((*ROLES, "hash"), "md5"), ", resource 'roles', hash, is 'md5'; accepted: sha256: and 64 signs"),
        (changed((*ROLES, "schema", "fields"), []), ", resource 'roles', schema, fields, is []; accepted: a list"),
        (changed((*ROLES, "schema", "primaryKey"), ["id"]),
         ", resource 'roles', schema, primaryKey names 'id'; accepted: a field, role, label_it, label_en, slide"),
        (changed((*ROLES, "schema", "missingValues"), ["-"]),
         ", resource 'roles', schema, missingValue 1, is '-'; accepted: \"\""),
        (changed((*QUESTION, "name"), "option"),
         ", resource 'answers', schema, field 'option' stands there twice; accepted: each once"),
        (changed((*QUESTION, "type"), "text"),
         ", resource 'answers', schema, field 'question', type, is 'text'; "
         'accepted: "string" or "integer" or "boolean" or "yearmonth"'),
        (changed((*QUESTION, "constraints"), {"requierd": True}),
         ", resource 'answers', schema, field 'question', constraints, has an unknown name 'requierd'; "
         "did you mean 'required'? Accepted: required"),
        (changed((*QUESTION, "constraints", "required"), "yes"),
         ", resource 'answers', schema, field 'question', constraints, required, is 'yes'; accepted: true or false"),
        (changed((*QUESTION, "constraints", "pattern"), "["),
         ", resource 'answers', schema, field 'question', constraints, pattern is '['; accepted: a pattern, "),
        (changed((*QUESTION, "accepted"), GONE),
         ", resource 'answers', schema, field 'question', lacks 'accepted'; accepted: what the pattern means"),
        (changed((*COUNT, "constraints", "maximum"), GONE),
         ", resource 'answers', schema, field 'count', constraints lacks 'maximum'; accepted: a whole number"),
        (changed((*COUNT, "constraints", "maximum"), "33"),
         ", resource 'answers', schema, field 'count', constraints, maximum is '33'; accepted: a whole number"),
        (changed((*COUNT, "constraints", "maximum"), -1),
         ", resource 'answers', schema, field 'count', constraints, minimum is 0; accepted: up to -1"),
        (changed((*ANSWERS, "schema", "foreignKeys", 0, "reference", "resource"), "question"),
         ", resource 'answers', foreignKeys name the resource 'question'; accepted: project, "),
        (changed((*ANSWERS, "schema", "foreignKeys", 0, "reference", "fields"), ["order"]),
         ", resource 'answers', foreignKeys point to order of 'questions'; accepted: its primaryKey, question"),
        (changed((*ANSWERS, "schema", "foreignKeys", 0, "reference", "resource"), "answers"),
         ", resources refer to each other in a circle: answers; accepted: one direction"),
        (changed(("max_bytes",), "many"), ", max_bytes, is 'many'; accepted: a whole number above 0"),
        (changed(("title",), "a\u2028b"), ", title, is 'a\\u2028b'; accepted: a text in one line"),
        (changed(("title",), "\ud800"), ", title, is '\\ud800'; accepted: a text in one line"),
    ],
    ids=range(44),
)  # fmt: skip
def test_what_cannot_be_used_is_said_with_its_place(
    data: Path, described: str | bytes, said: str
) -> None:
    assert said_of(data, described).startswith(said)


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ((*ROLES, "schema", "fields", 1, "constraints", "required"), False,
         ", resource 'roles', field 'label_it', constraints lack 'required'; accepted: true"),
        ((*ROLES, "schema", "fields", 3), GONE,
         ", resource 'roles' lacks the field 'slide'; accepted: one that describes this column"),
        (("resources", AT["periods"], "schema", "fields", 1),
         {"name": "start", "type": "string", "description": "Start", "origin": "study"},
         ", resource 'periods', field 'start', type is 'string'; accepted: yearmonth"),
    ],
)  # fmt: skip
def test_a_column_that_notebooks_read_is_described_as_they_read_it(
    data: Path, place: tuple[Any, ...], value: Any, said: str
) -> None:
    table = "periods" if "'periods'" in said else "roles"
    assert said_of(data, changed(place, value), table) == said


def test_a_table_that_is_left_out_is_unknown(data: Path) -> None:
    (data / "datapackage.json").write_text(changed(ROLES, GONE))
    with pytest.raises(InputError, match="unknown table 'roles'"):
        tables.roles()


def places(inside: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if before:
        yield before
    for name, each in inside.items() if isinstance(inside, dict) else enumerate(inside):
        if isinstance(each, dict | list):
            yield from places(each, (*before, name))
        else:
            yield (*before, name)


ODD: tuple[Any, ...] = (
    GONE,
    None,
    True,
    7,
    1.5,
    "",
    "http://example.org/a.json",
    "a\nb",
    [],
    [[]],
    {},
    {"name": "name"},
)


def test_whatever_is_in_its_place_it_is_used_or_refused_with_a_sentence(tmp_path: Path) -> None:
    every = [(place, odd) for place in places(GOOD) for odd in ODD]
    every = random.Random(1).sample(every, 5000 if NIGHTLY else 200)
    file = tmp_path / "datapackage.json"
    for place, odd in every:
        file.write_text(changed(place, odd))
        try:
            read(file)
        except InputError as error:
            said = str(error)
            assert said.startswith("data/datapackage.json"), (place, odd)
            assert "ccepted: " in said, said
            assert said.isprintable(), said
