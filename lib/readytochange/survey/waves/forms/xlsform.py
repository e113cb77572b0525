"""The questionnaire as an XLSForm, in both languages; https://xlsform.org names sheets and columns."""

from collections.abc import Iterator, Mapping

from readytochange.figures import exports
from readytochange.language import LANGUAGES
from readytochange.study import tables
from readytochange.survey.waves.instrument import (
    CONSENT,
    Instrument,
    Option,
    Question,
    Texts,
    questionnaire,
)

Row = Mapping[str, str]
Sheets = Mapping[str, list[Row]]
"""The sheets 'survey', 'choices' and 'settings', a row by the names of its columns."""

_LANGUAGES = {lang: f"{name} ({lang})" for lang, name in LANGUAGES.items()}
_OTHER = {"it": "Altro, quale?", "en": "Other, please say"}
_TYPES = {
    "number": "decimal",
    "open": "text",
    "single": "select_one",
    "multiple": "select_multiple",
    "rank": "rank",
}


def sheets() -> Sheets:
    """The questionnaire as the three sheets of an XLSForm.

    Returns
    -------
    dict
        of each sheet its rows: 'survey' (type, name, label, hint, required, relevant, constraint, constraint_message,
        appearance), 'choices' (list_name, name, label), 'settings'. Texts stand once for each language, as
        'label::Italiano (it)'. Names are the ids of the questionnaire; what is asked beside an option 'other' is
        `<question>_other`, an item of a scale `<question>_<item>`
    """
    asked = questionnaire()
    return {
        "survey": [*_opening(), *_sections(asked)],
        "choices": [
            {"list_name": each.question, "name": option.option, **_texts("label", option.label)}
            for each in asked.questions
            for option in _offered(each)
        ],
        "settings": [
            {
                "form_title": tables.project().set_index("fact")["text_it"]["title"],
                "form_id": "readytochange_wave",
                "default_language": next(iter(_LANGUAGES.values())),
            }
        ],
    }


def workbook(made: Sheets) -> bytes:
    """The sheets as an XLSX file, the same bytes each time."""
    return exports.workbook(
        {
            name: (
                columns := list(dict.fromkeys(column for row in rows for column in row)),
                [[row.get(column) for column in columns] for row in rows],
            )
            for name, rows in made.items()
        }
    )


def to_fill_in() -> bool:
    """Whether a text around the questionnaire still has blanks, in square brackets."""
    return bool(
        tables.notices()[["text_it", "text_en"]]
        .apply(lambda each: each.str.contains("[", regex=False))
        .any()
        .any()
    )


def _opening() -> Iterator[Row]:
    yield {"type": "start", "name": "start"}
    yield {"type": "end", "name": "end"}
    for row in tables.notices().to_dict("records"):
        texts = _texts("label", {lang: row[f"text_{lang}"] for lang in LANGUAGES})
        if row["notice"] == CONSENT:
            yield {"type": "acknowledge", "name": CONSENT, **texts, "required": "yes"}
        else:
            yield {"type": "note", "name": row["notice"], **texts}


def _sections(asked: Instrument) -> Iterator[Row]:
    for row in tables.sections().sort_values("order").to_dict("records"):
        within = [each for each in asked.questions if each.section == row["section"]]
        if within:
            texts = _texts("label", {lang: row[f"label_{lang}"] for lang in LANGUAGES})
            yield {
                "type": "begin_group",
                "name": f"section_{row['section']}",
                **texts,
                "appearance": "field-list",
            }
            for each in within:
                yield from _question(each)
            yield {"type": "end_group"}


def _question(each: Question) -> Iterator[Row]:
    common = {
        **_texts("label", each.label),
        **_texts("hint", each.hint),
        "relevant": _relevant(each),
    }
    if each.kind == "scale":
        yield {"type": "begin_group", "name": each.question, **common, "appearance": "table-list"}
        for item in each.items:
            yield {
                "type": f"select_one {each.question}",
                "name": f"{each.question}_{item.option}",
                **_texts("label", item.label),
                "required": "yes" if each.required else "",
            }
        yield {"type": "end_group"}
        return
    kind = _TYPES[each.kind]
    yield {
        "type": f"{kind} {each.question}" if kind.startswith(("select", "rank")) else kind,
        "name": each.question,
        **common,
        "required": "yes" if each.required else "",
        **_constraint(each),
        "appearance": "multiline" if each.kind == "open" else "",
    }
    if each.has_other:
        [other] = each.having("other")
        yield {
            "type": "text",
            "name": f"{each.question}_other",
            **_texts("label", _OTHER),
            "relevant": f"selected(${{{each.question}}}, '{other.option}')",
        }


def _relevant(each: Question) -> str:
    if each.relevant is None:
        return ""
    question, options = each.relevant
    return " or ".join(f"selected(${{{question}}}, '{option}')" for option in options)


def _constraint(each: Question) -> Row:
    """What a multiple answer must not be: more than are allowed, or one that excludes others with others."""
    if each.kind != "multiple":
        return {}
    rules, said = [], dict.fromkeys(LANGUAGES, "")
    alone = [option for option in each.offered if option.exclusive]
    if alone:
        rules += [
            f"not(selected(., '{option.option}') and count-selected(.) > 1)" for option in alone
        ]
        for lang, words in _ALONE.items():
            said[lang] += words.format(", ".join(f"“{option.label[lang]}”" for option in alone))
    if each.max_answers:
        rules.append(f"count-selected(.) <= {each.max_answers}")
        for lang, words in _MOST.items():
            said[lang] = f"{said[lang]} {words.format(each.max_answers)}".strip()
    return (
        {"constraint": " and ".join(rules), **_texts("constraint_message", said)} if rules else {}
    )


_ALONE = {
    "it": "Con una di queste risposte non se ne possono dare altre: {}.",
    "en": "With one of these answers no others can be given: {}.",
}
_MOST = {"it": "Al massimo {} risposte.", "en": "At most {} answers."}


def _offered(each: Question) -> tuple[Option, ...]:
    """What stands in the list of a question: of a scale its points, named by their numbers."""
    if each.kind == "scale":
        return tuple(
            Option(str(place), point.label, "point") for place, point in enumerate(each.points, 1)
        )
    return each.offered


def _texts(column: str, texts: Texts) -> Row:
    return {
        f"{column}::{name}": texts.get(lang, "")
        for lang, name in _LANGUAGES.items()
        if texts.get(lang)
    }
