"""What converters let pass in an XLSForm and a telephone then stumbles over."""

import re
from collections.abc import Iterator

from readytochange.survey.waves.forms.xlsform import Row, Sheets

FUNCTIONS = (
    "and or not selected selected-at count-selected string-length if coalesce once regex true false "
    "int number string boolean date today now round pow concat substr contains starts-with position count "
    "sum min max count-non-empty jr:choice-name indexed-repeat random uuid format-date decimal-date-time"
)
"""What ODK computes with in constraints and conditions; https://docs.getodk.org/form-operators-functions/."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_CALL = re.compile(r"([A-Za-z][\w:-]*)\s*\(")
_REFERENCE = re.compile(r"\$\{([^}]*)\}")
_CHOSEN = re.compile(r"selected\(\s*\$\{([^}]*)\}\s*,\s*'([^']*)'\s*\)")
_TRANSLATED = ("label", "hint", "constraint_message")
_WITHOUT_LABEL = ("start", "end", "today", "deviceid", "end_group", "calculate", "hidden")


def faults(sheets: Sheets) -> list[str]:
    """What is wrong in an XLSForm, a line each: sheet, row, column, what was found, what is accepted.

    Looked for is what pyxform and ODK Validate accept: a function that does not exist, a name with a slash or a blank,
    a text that one language lacks, brackets that do not close, a question or an option that is referred to and not
    there.

    Parameters
    ----------
    sheets : as from `xlsform.sheets`, or read from a file
    """
    return [
        f"sheet '{sheet}', row {row}, {said}"
        for sheet, rows in sheets.items()
        for row, cells in enumerate(rows, 2)
        for check in (_names, _translations, _formulas)
        for said in check(sheet, cells, sheets)
    ]


def _names(sheet: str, row: Row, sheets: Sheets) -> Iterator[str]:
    name = row.get("name", "")
    if sheet == "survey" and name and not _NAME.fullmatch(name):
        yield f"name is '{name}'; accepted: letters, digits, - and _, a letter first"
    if sheet == "choices" and (not name or re.search(r"[\s/]", name)):
        yield f"name is '{name}'; accepted: a name without blanks and slashes"
    kind, _, listed = row.get("type", "").partition(" ")
    if kind in ("select_one", "select_multiple", "rank"):
        known = dict.fromkeys(each["list_name"] for each in sheets["choices"])
        if listed.split(" ")[0] not in known:
            yield f"type is '{row['type']}'; accepted: a list of the sheet 'choices', {', '.join(known)}"


def _translations(sheet: str, row: Row, sheets: Sheets) -> Iterator[str]:
    if sheet == "settings" or row.get("type") in _WITHOUT_LABEL:
        return
    columns = [column for each in sheets[sheet] for column in each if "::" in column]
    for column in dict.fromkeys(columns):
        kind = column.partition("::")[0]
        beside = [row.get(other) for other in columns if other.partition("::")[0] == kind]
        needed = kind == "label" or any(beside)
        if kind in _TRANSLATED and needed and not row.get(column):
            yield f"{column} is empty; accepted: a text in each language"


def _formulas(sheet: str, row: Row, sheets: Sheets) -> Iterator[str]:
    questions = {each.get("name"): each for each in sheets["survey"]}
    for column in ("relevant", "constraint", "calculation", "choice_filter"):
        formula = row.get(column, "")
        if formula.count("(") != formula.count(")"):
            yield f"{column} is '{formula}'; accepted: as many ) as ("
        for function in _CALL.findall(formula):
            if function not in FUNCTIONS.split():
                yield f"{column} calls '{function}'; accepted: {', '.join(sorted(FUNCTIONS.split()))}"
        for name in _REFERENCE.findall(formula):
            if name not in questions:
                yield f"{column} refers to '{name}'; accepted: a question of the form"
        for name, option in _CHOSEN.findall(formula):
            listed = questions.get(name, {}).get("type", "").partition(" ")[2]
            known = [each["name"] for each in sheets["choices"] if each["list_name"] == listed]
            if option not in known:
                yield f"{column} asks for '{option}' of '{name}'; accepted: {', '.join(known) or 'none'}"
