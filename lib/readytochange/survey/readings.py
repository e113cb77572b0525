"""What the survey says, in a few sentences: each is said only while what it tells of is there."""

from readytochange import figures, language
from readytochange.arguments import checked
from readytochange.language import Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.survey import channels, comparison

__dir__ = offered(__name__)


@checked
def open_firms(settings: Settings = SETTINGS) -> Markdown | None:
    """Which channel firms name that hand one over, or might; where some answers leave no room for any.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    found = channels.handed_over(settings).query("first != '' and answers != ''")
    if found.empty:
        return None
    [row] = figures.each_in_words(found, settings.lang)
    if all(channels.names_first(found)):
        return t.say(
            "**Firms that hand over a channel, or might, nearly always name {first}:** {count} of at most {open_high}, "
            "out of {base} in all. The bound holds if whoever answered {answers} named nothing else.",
            **row,
        )
    return t.say(
        "**Of the channels that firms hand over, or might, {first} comes first.** At most {open_high} firms of "
        "{base} have outsourced any, or might, if whoever answered {answers} named nothing else; {count} of these "
        "name it.",
        **row,
    )


@checked
def most_used(settings: Settings = SETTINGS) -> Markdown | None:
    """The two channels that nearly all firms use, and how many have both at least.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    leading = comparison.leading("channels", settings)
    nearly_all = leading[leading["count_second"] >= channels.NEARLY_ALL * leading["base"]]
    return language.translator(settings.lang).say_each(
        "**Nearly all use {first} ({count_first} of {base}) and {second} ({count_second}):** at least {both_low} have "
        "both channels.",
        figures.each_in_words(nearly_all, settings.lang),
    )


@checked
def imagined_work(settings: Settings = SETTINGS) -> Markdown | None:
    """That none of the activities imagined for people in prison names the channel that firms would hand over.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    named = channels.imagined(settings).query("channel != ''")
    return language.translator(settings.lang).say_each(
        "**The activities imagined for people in prison do not name {channel}**, which is not to exclude it. Of the "
        "{n} groups that firms could hand to an organisation employing them, {back_office} are back-office, assembly "
        "or warehouse work, {contact} may involve talking with people (our reading).",
        named.to_dict("records"),
    )
