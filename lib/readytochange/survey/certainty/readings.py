"""What is to be said beside every interval and test of these firms."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.language import Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered

__dir__ = offered(__name__)


@checked
def not_random(settings: Settings = SETTINGS) -> Markdown:
    """That the sample was not drawn at random, and what intervals and tests say all the same.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    return language.translator(settings.lang).say(
        "**The firms were not drawn at random.** The study names no list from which they were drawn, nor who did not "
        "answer. Intervals and tests know only chance: they say how far the answers of so few firms could differ by "
        "chance alone, and nothing of who is missing. The real uncertainty is larger, and cannot be computed."
    )
