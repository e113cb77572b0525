"""What the survey says, in words: what sentences are filled from, and nothing once the data no longer say it."""

from readytochange import figures
from readytochange.arguments import checked
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.survey import channels, comparison

__dir__ = offered(__name__)


@checked
def open_firms(settings: Settings = SETTINGS) -> list[dict[str, str]]:
    """The channel that nearly all firms name that hand one over, or might; where some answers leave no room for any.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    list of dict
        one, by the columns of `survey.handed_over`, or none
    """
    found = channels.handed_over(settings).query("answers != ''")
    rows = figures.each_in_words(found, settings.lang)
    return [row for row, first in zip(rows, channels.names_first(found), strict=True) if first]


@checked
def most_used(settings: Settings = SETTINGS) -> list[dict[str, str]]:
    """The two channels that nearly all firms use, and how many have both at least.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    list of dict
        one, by the columns of `survey.leading`, or none
    """
    leading = comparison.leading("channels", settings)
    nearly_all = leading[leading["count_second"] >= channels.NEARLY_ALL * leading["base"]]
    return figures.each_in_words(nearly_all, settings.lang)
