"""What can be done next: our suggestions, each made while the gap that it fills is there."""

from readytochange import language, stakeholders, survey
from readytochange.arguments import checked
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import tables
from readytochange.synthesis import claims
from readytochange.synthesis.claims import Claim

__dir__ = offered(__name__)


@checked
def suggested(settings: Settings = SETTINGS) -> list[Claim]:
    """What we suggest, in the order in which it is told.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    list of Claim
        at most five, each with the figure that it follows from
    """
    return claims.made(
        [
            _read_the_charts,
            _answer_objections,
            _prepare_pitches,
            _choose_indicators,
            _ask_for_the_paths,
        ],
        settings,
    )


def _read_the_charts(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    missing = len(survey.without_figures(settings))
    if not missing:
        return None
    said = t.say(
        "**Read the chart on the slides:** probably a picture, it left no figures in our text."
    )
    if missing > 1:
        said = t.say(
            "**Read the {n} charts on the slides:** probably pictures, they left no figures in our text.",
            n=language.in_letters(missing, settings.lang),
        )
    return Claim("read_the_charts", said, "2-quantitative", "2-missing")


def _answer_objections(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    names, _ = claims.unanswered(settings)
    if not names:
        return None
    said = t.say(
        "**Prepare a reply to the objections that have none:** {names}.",
        names=language.listing(names, settings.lang, quoted=True),
    )
    return Claim("answer_objections", said, "4-synthesis", "4-obstacles")


def _prepare_pitches(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    groups = claims.criteria(settings)
    if not groups:
        return None
    said = t.say(
        "**Prepare a pitch for each group,** on its own criteria: {groups}.",
        groups=language.listing(groups, settings.lang),
    )
    return Claim("prepare_pitches", said, "1-qualitative", "1-criteria")


def _choose_indicators(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    if stakeholders.indicators(settings).empty:
        return None
    said = t.say(
        "**Choose the indicators** by which to answer what institutions ask about measuring: a form to be filled in is "
        "ready."
    )
    return Claim("choose_indicators", said, "3-stakeholders", "3-indicators")


def _ask_for_the_paths(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    model = tables.localise(tables.exploration_model(), settings).query("step == 'project_paths'")
    if model.empty:
        return None
    said = t.say(
        "**Ask which the project paths are:** the study announces “{paths}” and does not describe them in the text we "
        "have.",
        paths=model["result"].iloc[0],
    )
    return Claim("ask_for_the_paths", said, "0-project", "0-model")
