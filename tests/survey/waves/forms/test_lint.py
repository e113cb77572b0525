"""Each fault that converters let pass is found where it stands; the form as it is has none."""

from typing import Any

import pytest

from readytochange.survey.waves.forms import lint, xlsform


def with_cell(sheet: str, name: str, column: str, value: str) -> dict[str, Any]:
    made = {key: [dict(row) for row in rows] for key, rows in xlsform.sheets().items()}
    [row] = [
        row
        for row in made[sheet]
        if name in (row.get("name"), f"{row.get('list_name')}/{row.get('name')}")
    ]
    row[column] = value
    return made


def test_the_form_has_no_fault() -> None:
    assert lint.faults(xlsform.sheets()) == []


@pytest.mark.parametrize(
    ("sheet", "name", "column", "value", "said"),
    [
        (
            "survey",
            "people_skills",
            "constraint",
            "count-selekted(.) <= 2",
            "constraint calls 'count-selekted'; accepted: and",
        ),
        (
            "survey",
            "people_skills",
            "constraint",
            "count-selected(. <= 2",
            "constraint is 'count-selected(. <= 2'; accepted: as many",
        ),
        (
            "survey",
            "comments",
            "relevant",
            "selected(${sise}, 'small')",
            "relevant refers to 'sise'; accepted: a question of the form",
        ),
        (
            "survey",
            "comments",
            "relevant",
            "selected(${size}, 'tiny')",
            "relevant asks for 'tiny' of 'size'; accepted: small, medium",
        ),
        (
            "survey",
            "comments",
            "label::English (en)",
            "",
            "label::English (en) is empty; accepted: a text in each language",
        ),
        (
            "survey",
            "size",
            "hint::Italiano (it)",
            "",
            "hint::Italiano (it) is empty; accepted: a text in each language",
        ),
        (
            "survey",
            "size",
            "type",
            "select_one sizes",
            "type is 'select_one sizes'; accepted: a list of the sheet 'choices', size",
        ),
        ("survey", "size", "name", "firm size", "name is 'firm size'; accepted: letters, digits"),
        (
            "choices",
            "channels/mail",
            "name",
            "e/mail",
            "name is 'e/mail'; accepted: a name without blanks and slashes",
        ),
        (
            "choices",
            "channels/mail",
            "label::Italiano (it)",
            "",
            "label::Italiano (it) is empty; accepted: a text",
        ),
    ],
)
def test_a_fault_is_named_with_sheet_row_column_and_what_is_accepted(
    sheet: str, name: str, column: str, value: str, said: str
) -> None:
    found = lint.faults(with_cell(sheet, name, column, value))
    assert any(each.startswith(f"sheet '{sheet}', row ") and said in each for each in found), found
