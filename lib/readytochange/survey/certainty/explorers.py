"""Front ends for analysts: a statement about firms' answers, and the range in which its count can be."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.figures import controls
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.survey.certainty import figures
from readytochange.survey.certainty.margins import End, attaining_table, bounds
from readytochange.survey.certainty.printed import printed
from readytochange.survey.certainty.statements import QUANTIFIERS, Quantifier, Statement, sentence

__dir__ = offered(__name__)

_ASSUMPTIONS = N_(
    {
        "answered": "every firm gave at least one answer to each question",
        "in_use": "what a firm outsources, or might, it uses",
    }
)
_FIRST = ("channels.mail", "channels.phone")
_NUMBERED = ("at_least", "exactly")


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
    chosen.choose(_FIRST)
    assumed = controls.Several(
        t("assume that"), [(t(say), name) for name, say in _ASSUMPTIONS.items()]
    )

    def show(
        quantifier: Quantifier, answers: tuple[str, ...], k: str, assumed: tuple[str, ...]
    ) -> tuple[Figure, ...]:
        if not answers:
            raise InputError(t("No answer is chosen: choose at least one."))
        numbered = quantifier in _NUMBERED
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
