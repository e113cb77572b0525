"""What the study means for the cooperative: a few sentences, each computed, with the figure that shows it.

A sentence is said only while what it claims holds; where rows change or go, it changes with them or is left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from readytochange import interviews, language, stakeholders, survey
from readytochange.arguments import checked
from readytochange.language import Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.synthesis import obstacles

__dir__ = offered(__name__)

_CRITERIA = 2
"""How many criteria of a group are named."""


@dataclass(frozen=True)
class Claim:
    """A sentence, and the figure that shows it: the notebook, and the figure's name."""

    name: str
    said: Markdown
    notebook: str
    figure: str


@checked
def in_short(settings: Settings = SETTINGS) -> list[Claim]:
    """What a board can act on, in the order in which it is told.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    list of Claim
        at most five; without those whose rows the data lack, or that no longer hold
    """
    return made(
        [_one_channel_first, _not_imagined, _without_reply, _two_pitches, _about_measuring],
        settings,
    )


@checked
def made(
    makers: Iterable[Callable[[Settings], Claim | None]], settings: Settings = SETTINGS
) -> list[Claim]:
    """The claims that can be made.

    Parameters
    ----------
    makers : functions that make a claim of settings, or nothing
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    return [claim for make in makers if (claim := make(settings))]


@checked
def listed(claims: list[Claim], settings: Settings = SETTINGS) -> Markdown | None:
    """Claims as a numbered list, each with a link to its figure; nothing where there is none.

    Parameters
    ----------
    claims : from `in_short`, or `next_steps.suggested`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    if not claims:
        return None
    lines = [
        f"{place}. {claim.said.text} [{t('The figure')}]({claim.notebook}.ipynb#figure-{claim.figure})"
        for place, claim in enumerate(claims, 1)
    ]
    plain = [f"{place}. {claim.said.plain}" for place, claim in enumerate(claims, 1)]
    return Markdown("\n".join(lines), "\n".join(plain))


@checked
def unanswered(settings: Settings = SETTINGS) -> tuple[list[str], int]:
    """The difficulties to which the study answers nothing, and how many there are in all.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    found = obstacles.replies(settings).drop_duplicates("cluster")
    return list(found.loc[~found["answered"], "difficulty"]), len(found)


@checked
def criteria(settings: Settings = SETTINGS) -> dict[str, str]:
    """Some criteria by which each group of interviewees chooses a supplier, a listing, by the group's name.

    Nothing where the criteria do not tell the groups apart.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    names = interviews.group_names(settings)
    points = interviews.criteria(settings)
    told = interviews.readings.told_apart(points, "item", settings, most=_CRITERIA)
    return {names[group]: listed for each in told for group, listed in each.items()}


def _one_channel_first(settings: Settings) -> Claim | None:
    said = survey.readings.open_firms(settings)
    return Claim("one_channel_first", said, "2-quantitative", "2-open") if said else None


def _not_imagined(settings: Settings) -> Claim | None:
    said = survey.readings.imagined_work(settings)
    return Claim("not_imagined", said, "2-quantitative", "2-activities") if said else None


def _without_reply(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    names, n = unanswered(settings)
    if not 0 < len(names) < n:
        return None
    said = t.say(
        "**Some obstacles get no reply:** {open} of the {n} that firms see, namely {names}. Neither the opportunities "
        "that interviewees name nor the areas of the institutions answer them (our reading).",
        n=language.in_letters(n, settings.lang),
        open=language.in_letters(len(names), settings.lang),
        names=language.listing(names, settings.lang, quoted=True),
    )
    return Claim("without_reply", said, "4-synthesis", "4-obstacles")


def _two_pitches(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    groups = criteria(settings)
    if not groups:
        return None
    each = [t("{criteria} ({group})", group=name, criteria=some) for name, some in groups.items()]
    said = t.say(
        "**Not one pitch, but {n}** (our reading). The groups of interviewees choose a supplier by different criteria: "
        "among others, {each}.",
        n=language.in_letters(len(groups), settings.lang),
        each=language.series(each, settings.lang),
    )
    return Claim("two_pitches", said, "1-qualitative", "1-criteria")


def _about_measuring(settings: Settings) -> Claim | None:
    t = language.translator(settings.lang)
    said = t.say_each(
        "**The institutions ask how to measure.** {measuring} of the {n} questions they put are about indicators and "
        "impact; the text we have contains no indicator.",
        stakeholders.readings.mostly_on_metrics(stakeholders.questions(settings), settings),
    )
    return Claim("about_measuring", said, "3-stakeholders", "3-questions") if said else None
