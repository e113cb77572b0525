"""Tables of the field work of a wave: rows left out, what the questionnaire asks, how it differed."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey import published
from readytochange.survey.waves.exhibits import Exhibits
from readytochange.survey.waves.figures import words
from readytochange.survey.waves.forms import plain
from readytochange.survey.waves.instrument import questionnaire
from readytochange.survey.waves.record import Record

RULES = N_(
    {
        "consent": "no consent to take part",
        "twice": "a respondent twice",
        "contradiction": "columns that contradict each other",
        "unknown option": "an answer that was not offered",
        "ambiguous": "an answer that can be read in two ways",
        "out of scale": "a point outside the scale",
        "not a number": "a text in place of a number",
        "too many": "more answers than allowed",
        "exclusive": "an answer that excludes others, with others",
        "other without its option": "a text beside “other”, which was not chosen",
        "not asked": "an answer to a question that was not asked",
        "required": "a needed answer missing",
        "weight": "a weight that is no positive number",
        "cleared": "a permission to quote that is neither yes nor no",
        "identifier": "an e-mail address in a text",
        "simulated": "not said to be simulated, in a file of simulated answers",
        "partial": "a questionnaire left off half way",
    }
)
"""Why a row was left out, in words; as `problems.RULES` names it."""


@checked
def left_out(name: str, record: Record, settings: Settings = SETTINGS) -> Figure | None:
    """The rows of the export that were left out, and why; nothing where none were.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2b-left-out'
    record : what is said of the wave, from `waves.kept`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    if not any(record.left_out.values()):
        return None
    t = language.translator(settings.lang)
    rows = [(t(RULES[rule]), count) for rule, count in record.left_out.items()]
    return figure.table(
        pd.DataFrame(rows, columns=["reason", "rows"]),
        name=name,
        title=t(
            "Rows left out: {n} of {all}", n=sum(record.left_out.values()), all=record.source.rows
        ),
        lang=settings.lang,
    )


@checked
def asked(name: str, settings: Settings = SETTINGS) -> Figure:
    """What the questionnaire of a wave asks, what the answers will say, with which published figures they compare.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2b-questionnaire'
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t, lang = language.translator(settings.lang), settings.lang
    rows = [
        {
            "question": language.typographic(each.label[lang]),
            "kind": plain.how(each, t),
            "options": "; ".join(
                language.typographic(option.label[lang])
                for option in each.having("answer", "other", "item")
            ),
            "purpose": language.typographic(each.purpose[lang]),
            "compared": t("yes") if each.question in published.WITH_FIGURES else "",
            "wording": t("the study’s") if each.origin == "study" else t("ours"),
        }
        for each in questionnaire().questions
    ]
    return figure.table(
        pd.DataFrame(rows),
        name=name,
        title=t("What a wave asks"),
        lang=lang,
        form="closed",
    )


CHANGES = N_(
    {
        "question not found": "not asked",
        "option without a column": "without a column in the file",
        "label moved": "in other words",
    }
)
"""How a questionnaire differs, in words; as `InstrumentChange.change` names it."""


@checked
def instrument_changes(
    name: str, exhibits: Exhibits, settings: Settings = SETTINGS
) -> Figure | None:
    """How the questionnaire that was fielded differs from ours; nothing where nothing was found.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2b-differences'
    exhibits : the wave's, from `waves.released`
    settings : with which the exhibits were made
    """
    t = language.translator(settings.lang)
    asked = exhibits.wave.instrument
    found = [
        (each.question, each.option, t(CHANGES[each.change]), each.header)
        for each in exhibits.wave.instrument_changes
    ]
    found += [
        (question.question, option.option, t("added"), "")
        for question in asked.questions
        for option in question.offered
        if option.origin == "wave"
    ]
    if not found:
        return None
    rows = [
        {
            "question_label": words.question_name(exhibits, question, settings)
            if question in asked
            else question,
            "label": words.option_name(exhibits, question, option, settings),
            "changed": changed,
            "header": language.typographic(header),
        }
        for question, option, changed, header in found
    ]
    return figure.table(
        pd.DataFrame(rows),
        name=name,
        title=words.title(exhibits, t("How this wave’s questionnaire differs from ours"), settings),
        reading=t(
            "This is what the file of the answers shows. The words in it are headings of columns: texts of single "
            "answers are not kept."
        ),
        lang=settings.lang,
    )
