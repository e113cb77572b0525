"""The questionnaire as a text, to copy into Google Forms, Microsoft Forms or a letter."""

from collections.abc import Iterator

from readytochange import language
from readytochange.arguments import checked
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import tables
from readytochange.survey.waves.instrument import Instrument, Question, questionnaire

_HOW = N_(
    {
        "single": "one answer",
        "multiple": "several answers",
        "scale": "one point in each row",
        "rank": "in order",
        "number": "a number",
        "open": "a text",
    }
)
"""What each kind of question takes, for who builds the form by hand."""


@checked
def text(settings: Settings = SETTINGS) -> str:
    """The questionnaire in one language, question by question, with what it takes and of whom it is asked.

    Parameters
    ----------
    settings : whose language is used
    """
    asked = questionnaire()
    blocks = [row["text"] for row in tables.localise(tables.notices(), settings).to_dict("records")]
    number = 0
    for section in tables.localise(tables.sections(), settings).to_dict("records"):
        blocks.append(f"== {section['label']} ==")
        for each in asked.questions:
            if each.section == section["section"]:
                number += 1
                blocks.append("\n".join(_lines(number, each, asked, settings)))
    return "\n\n".join(blocks) + "\n"


def how(question: Question, t: language.Translator) -> str:
    """What a question takes, in words: the most answers, where they are limited, else its kind."""
    if question.max_answers:
        return t("at most {n} answers", n=question.max_answers)
    return t(_HOW[question.kind])


def _lines(number: int, each: Question, asked: Instrument, settings: Settings) -> Iterator[str]:
    t, lang = language.translator(settings.lang), settings.lang
    yield f"{number}. {each.label[lang]}"
    needed = f"; {t('an answer is needed')}" if each.required else ""
    yield f"   [{how(each, t)}{needed}]"
    if each.hint.get(lang):
        yield f"   {each.hint[lang]}"
    if each.relevant:
        question, options = each.relevant
        labels = [
            option.label[lang] for option in asked[question].offered if option.option in options
        ]
        yield "   " + t(
            "Only for those who answer {answers} to “{question}”",
            answers=language.listing(labels, settings.lang, quoted=True, either=True),
            question=asked[question].label[lang],
        )
    for option in each.items:
        yield f"   - {option.label[lang]}"
    if each.points:
        yield "   " + " | ".join(point.label[lang] for point in each.points)
    for option in each.having("answer", "other", "dont_know", "prefer_not"):
        alone = f" [{t('alone')}]" if option.exclusive else ""
        yield f"   ( ) {option.label[lang]}{alone}"
