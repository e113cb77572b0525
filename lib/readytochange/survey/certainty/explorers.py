"""Front ends for analysts: of how many firms a statement can be true, and how many a next wave must ask."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.figures import controls
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Quantitative, Settings
from readytochange.parsing import offered
from readytochange.survey import published, wording
from readytochange.survey.certainty import figures
from readytochange.survey.certainty.margins import End, attaining_table, bounds
from readytochange.survey.certainty.printed import printed
from readytochange.survey.certainty.statements import (
    NUMBERED,
    QUANTIFIERS,
    Quantifier,
    Statement,
    sentence,
)
from readytochange.survey.figures import name_of

__dir__ = offered(__name__)

_FIRST = "channels.phone"
_ASSUMPTIONS = N_(
    {
        "answered": "every firm gave at least one answer to each question",
        "in_use": "what a firm outsources, or might, it uses",
    }
)
_TWO = ("channels.mail", "channels.phone")


@checked
def margins(settings: Settings = SETTINGS) -> Explorer:
    """Of how few and of how many firms a statement can be true, and a table of answers that attains each end.

    Parameters
    ----------
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    options = printed(settings=settings).options
    chosen = controls.Several(
        t("answers"),
        [
            (t("{answer} ({question})", answer=each.label, question=each.question_label), each.name)
            for each in options
        ],
    )
    chosen.choose(_TWO)
    assumed = controls.Several(
        t("assume that"), [(t(say), name) for name, say in _ASSUMPTIONS.items()]
    )

    def show(
        quantifier: Quantifier, answers: tuple[str, ...], k: str, assumed: tuple[str, ...]
    ) -> tuple[Figure, ...]:
        if not answers:
            raise InputError(t("No answer is chosen: choose at least one."))
        numbered = quantifier in NUMBERED
        number = controls.whole_number(k, t("number"), 0, len(answers), t) if numbered else None
        statement = Statement(quantifier, answers, number)
        known = printed("answered" in assumed, "in_use" in assumed, settings)
        ends: tuple[End, End] = ("least", "greatest")
        says = sentence(statement, known, settings)
        tables = [
            figures.attained(
                f"2a-{end}-explorer",
                attaining_table(statement, end, known, settings),
                says,
                end,
                settings,
            )
            for end in ends
        ]
        return (
            figures.range_bars("2a-range-explorer", bounds(statement, known, settings), settings),
            *tables,
        )

    given = {
        "quantifier": controls.menu(
            t("firms that gave"), [(t(say), name) for name, say in QUANTIFIERS.items()], "all"
        ),
        "answers": chosen,
        "k": controls.typed(t("number"), "1"),
        "assumed": assumed,
    }
    return Explorer(settings.lang, show, given, height=60)


@checked
def planning(settings: Settings = SETTINGS) -> Explorer:
    """How many firms must be asked to see a change of so many points in any published share.

    Parameters
    ----------
    settings : of the notebook; one less their confidence is the level of the test at first
    """
    t = language.translator(settings.lang)
    asked = wording.questions(settings).query("published == 'counts'")["question"]
    answers = [
        (f"{name_of(question, settings)}: {row.label}", f"{question}.{row.option}")
        for question in asked
        for row in published.counts(question, settings).dropna(subset="count").itertuples()
    ]
    names = [name for _, name in answers]
    first = _FIRST if _FIRST in names else names[0]

    def show(answer: str | None, points: str, direction: int, confidence: float) -> Figure:
        question, option = (answer or first).split(".")
        change = direction * controls.whole_number(points, t("points"), 1, 99, t) / 100
        chosen = Quantitative(lang=settings.lang, confidence=confidence)
        return figures.planning("2a-planning-explorer", question, option, change, chosen)

    given = {
        "answer": controls.menu(t("answer"), answers, first),
        "points": controls.typed(t("points"), "15"),
        "direction": controls.menu(
            t("direction"), [(t("fewer firms"), -1), (t("more firms"), 1)], -1
        ),
        "confidence": controls.coverage(t("confidence"), settings.confidence, settings.lang),
    }
    return Explorer(settings.lang, show, given, height=46)
