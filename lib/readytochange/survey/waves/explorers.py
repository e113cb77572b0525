"""The front end of a wave: a question, parted by another, of firms or of answers, of all firms or of some."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import controls
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.survey.waves import figures
from readytochange.survey.waves.exhibits import BY, COUNTED, Exhibits
from readytochange.survey.waves.figures import words
from readytochange.survey.waves.tables.tabulation import Of
from readytochange.survey.waves.tables.within import Group

__dir__ = offered(__name__)

_VIEWS = N_({"together": "together", "changes": "beside the study"})
_OF = N_({"firms": "firms", "answers": "answers"})
_FILTERS = N_({"size": "size", "sector": "sector"})
_ALL = N_({"size": "all sizes", "sector": "all sectors"})


@checked
def answers(exhibits: Exhibits, settings: Settings = SETTINGS) -> Explorer:
    """The answers to any question of a wave: of all firms or of those of a size, a sector, or both; parted, compared.

    Parameters
    ----------
    exhibits : the wave's, from `waves.released`
    settings : with which the exhibits were made
    """
    t = language.translator(settings.lang)
    asked = [each for each in exhibits.wave.instrument.questions if each.kind in COUNTED]
    views = [(t(text), view) for view, text in _VIEWS.items()]
    parted = dict.fromkeys(by for _, by in exhibits.parted)
    views += [(t(words.BY[name]), f"by.{name}") for name in parted]

    def show(question: str | None, view: str, of: Of, **answered: str) -> Figure:
        chosen = question or "channels"
        group = tuple((name, answer) for name, answer in answered.items() if answer)
        if why := _whole_only(exhibits, chosen, view, group, t):
            return words.not_shown("2b-explorer", exhibits, chosen, why, settings)
        return _figure(exhibits, chosen, view, of, group, settings)

    given = {
        "question": controls.menu(
            t("question"),
            [
                (words.question_name(exhibits, each.question, settings), each.question)
                for each in asked
            ],
            "channels" if "channels" in exhibits.wave.instrument else asked[0].question,
        ),
        "view": controls.menu(t("shown"), views, "together"),
        "of": controls.menu(t("shares of"), [(t(text), of) for of, text in _OF.items()], "firms"),
    }
    for name in BY:
        if name in exhibits.wave.instrument:
            options = exhibits.wave.instrument[name].options
            labels = [(each.label[settings.lang], each.option) for each in options]
            given[name] = controls.menu(t(_FILTERS[name]), [(t(_ALL[name]), ""), *labels], "")
    return Explorer(settings.lang, show, given, height=56)


def _figure(
    exhibits: Exhibits, question: str, view: str, of: Of, group: Group, settings: Settings
) -> Figure:
    name, (what, _, which) = "2b-explorer", view.partition(".")
    if exhibits.wave.instrument[question].kind == "scale":
        return figures.scale(name, exhibits, question, settings)
    if what == "changes" and question in exhibits.changes:
        return figures.changes(name, exhibits, question, settings)
    if what == "by" and which != question:
        return figures.parted(name, exhibits, question, which, settings)
    return figures.shares(name, exhibits, question, settings, group, of)


def _whole_only(
    exhibits: Exhibits, question: str, view: str, group: Group, t: language.Translator
) -> str:
    """Why there is nothing of the chosen firms alone; '' where there may be."""
    if not group:
        return ""
    if exhibits.wave.instrument[question].kind == "scale":
        return t(
            "What firms rate is shown of all firms together: choose all sizes and all sectors."
        )
    if question in dict(group):
        return t(
            "This question is the one by which the firms are chosen: they all gave one answer."
        )
    if view != "together":
        return t(
            "Compared and parted are all firms together: choose all sizes and all sectors, or “together”."
        )
    return ""
