"""The front end of a wave: a question, parted by another, of firms or of answers."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import controls
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.survey.waves import figures
from readytochange.survey.waves.exhibits import Exhibits
from readytochange.survey.waves.figures import words

__dir__ = offered(__name__)

_KINDS = ("single", "multiple", "scale")
_VIEWS = N_({"shares": "all firms", "changes": "beside the study"})


@checked
def answers(exhibits: Exhibits, settings: Settings = SETTINGS) -> Explorer:
    """The answers to any question of a wave: of all firms, of those of a size or a sector, or beside the study.

    Parameters
    ----------
    exhibits : the wave's, from `waves.released`
    settings : with which the exhibits were made
    """
    t = language.translator(settings.lang)
    asked = [each for each in exhibits.wave.instrument.questions if each.kind in _KINDS]
    by = list(dict.fromkeys(name for _, name in exhibits.parted))
    groups = [
        (
            f"{words.question_name(exhibits, name, settings)}: {option.label[settings.lang]}",
            f"{name}.{option.option}",
        )
        for name in by
        for option in exhibits.wave.instrument[name].options
    ]
    sides = [
        (
            t("by: {question}", question=words.question_name(exhibits, name, settings)),
            f"by.{name}",
        )
        for name in by
    ]
    views = [(t(text), view) for view, text in _VIEWS.items()]

    def show(question: str | None, view: str) -> Figure:
        name, chosen = "2b-explorer", question or "channels"
        kind = exhibits.wave.instrument[chosen].kind
        what, _, which = view.partition(".")
        if kind == "scale":
            return figures.scale(name, exhibits, chosen, settings)
        if what == "changes" and chosen in exhibits.changes:
            return figures.changes(name, exhibits, chosen, settings)
        if what == "by" and which != chosen:
            return figures.parted(name, exhibits, chosen, which, settings)
        if what in by and what != chosen:
            return figures.shares(name, exhibits, chosen, settings, what, which)
        return figures.shares(name, exhibits, chosen, settings)

    given = {
        "question": controls.menu(
            t("question"),
            [
                (words.question_name(exhibits, each.question, settings), each.question)
                for each in asked
            ],
            "channels" if "channels" in exhibits.wave.instrument else asked[0].question,
        ),
        "view": controls.menu(t("firms"), [*views, *sides, *groups], "shares"),
    }
    return Explorer(settings.lang, show, given, height=56)
