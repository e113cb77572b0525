"""What the survey says, in a few sentences: each is said only while what it tells of is there."""

from readytochange import figures, language
from readytochange.arguments import checked
from readytochange.language import Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey import channels

_NEARLY_ALL = 0.8
"""Of the firms: where more use the second of the channels too, the first two are named."""


@checked
def open_firms(settings: Settings = SETTINGS) -> Markdown | None:
    """Which channel the firms name that hand something over, or might, and how many of them."""
    rows = figures.each_in_words(channels.handed_over(settings), settings.lang)
    return language.translator(settings.lang).say_each(
        "**Firms open to outsourcing name {first}:** {count} of at most {open_high}, if those that answered {answers} "
        "hand nothing over.",
        [row for row in rows if row["first"] and row["answers"]],
    )


@checked
def most_used(settings: Settings = SETTINGS) -> Markdown | None:
    """The two channels that nearly all firms use, and how many have both at least."""
    leading = channels.leading("channels", settings)
    nearly_all = leading[leading["count_second"] > _NEARLY_ALL * leading["base"]]
    return language.translator(settings.lang).say_each(
        "**Nearly all use {first} ({count_first} of {base}) and {second} ({count_second}):** at least {both_low} have "
        "both channels.",
        figures.each_in_words(nearly_all, settings.lang),
    )


@checked
def imagined_work(settings: Settings = SETTINGS) -> Markdown | None:
    """That none of the activities imagined for people in prison names the channel that firms would hand over."""
    named = channels.imagined(settings).query("channel != ''")
    return language.translator(settings.lang).say_each(
        "**The activities for people in prison do not name it:** not one of the {n} groups of activities names "
        "{channel} (back office, assembly or warehouse: {back_office}; work that may involve talking with people: "
        "{contact}; our reading).",
        named.to_dict("records"),
    )
