"""Front ends for analysts: how many firms a next wave must ask."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import controls
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Quantitative, Settings
from readytochange.parsing import offered
from readytochange.survey import published, wording
from readytochange.survey.certainty import figures
from readytochange.survey.figures import name_of

__dir__ = offered(__name__)

_FIRST = "channels.phone"


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

    def show(answer: str | None, points: str, direction: int, confidence: float) -> Figure:
        question, option = (answer or _FIRST).split(".")
        change = direction * controls.whole_number(points, t("points"), 1, 99, t) / 100
        chosen = Quantitative(lang=settings.lang, confidence=confidence)
        return figures.planning("2a-planning-explorer", question, option, change, chosen)

    given = {
        "answer": controls.menu(t("answer"), answers, _FIRST),
        "points": controls.typed(t("points"), "15"),
        "direction": controls.menu(
            t("direction"), [(t("fewer firms"), -1), (t("more firms"), 1)], -1
        ),
        "confidence": controls.coverage(t("confidence"), settings.confidence, settings.lang),
    }
    return Explorer(settings.lang, show, given, height=46)
