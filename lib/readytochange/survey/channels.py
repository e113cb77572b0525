"""What firms hand over, or might: how many any channel at all, which one most of them name, what work they imagine."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey import bounds
from readytochange.survey.channel_names import letters, spoken
from readytochange.survey.open_answers import clusters
from readytochange.survey.published import counts

IN_USE, HANDED_OVER = "channels", "outsourceable_channels"
"""The two questions on channels."""

OPENNESS = ["part", "option", "label", "count", "status", "base", "base_status", "slide"]
OPEN = ["option", "first", "count", "status", "base", "base_status"]
OPEN += ["answers", "closed", "closed_status", "open", "open_status"]
OPEN += ["open_low", "open_low_status", "open_high", "open_high_status"]
OPEN += ["mentions", "mentions_status", "each", "each_status"]
IMAGINED = ["n", "back_office", "contact", "channel"]

_SEVERAL = 2
NEARLY_ALL = 0.85
"""Of some firms: what this part of them does, nearly all do."""


@checked
def handed_over(settings: Settings = SETTINGS) -> pd.DataFrame:
    """How many firms have outsourced at least one channel, or might: bounds, and which channel they name.

    It follows if those who gave an answer that excludes the others hand over nothing.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        one row, columns option, first, count, status, base, base_status, answers, closed, closed_status, open,
        open_status, open_low, open_low_status, open_high, open_high_status, mentions, mentions_status, each,
        each_status; none without counts of channels. first is the channel, as a sentence says it, that more firms
        name than any other and more than half of all that can have named one, '' where there is none; option is its
        id, count how many name it. answers are the labels of those that exclude the others, '' where there is none,
        and closed the firms that gave one; open_low and open_high are the firms that named a channel, open is both
        as a text, mentions how many were named in all, each how many by a firm on average
    """
    options = counts(HANDED_OVER, settings)
    channels, exclusive = options[~options["exclusive"]], options[options["exclusive"]]
    if channels.empty or options["count"].isna().any() or not channels["count"].any():
        return pd.DataFrame(columns=OPEN)
    base, closed = int(options["base"].iloc[0]), int(exclusive["count"].sum())
    low, high = bounds.at_least_one(list(channels["count"]), base, closed)
    top = channels[channels["count"] == low]
    first = top.iloc[0]
    found = len(top) == 1 and 2 * low > high
    mentions = int(channels["count"].sum())
    each = [language.number(mentions / firms, settings.lang, 1) for firms in (high, low)]
    row = {
        "option": first["option"],
        "first": spoken(first["option"], first["label"], settings) if found else "",
        "count": low,
        "status": first["status"],
        "answers": language.listing(exclusive["label"], settings.lang, quoted=True, either=True)
        if len(exclusive)
        else "",
        "closed": closed,
        "closed_status": "computed",
        "base": base,
        "base_status": options["base_status"].iloc[0],
        "open_low": low,
        "open_high": high,
        "mentions": mentions,
        "mentions_status": "computed",
        "open": bounds.ranged(low, high),
        "each": bounds.ranged(*each),
        **dict.fromkeys(["open_low_status", "open_high_status"], "bounded"),
        **dict.fromkeys(["open_status", "each_status"], "bounded"),
    }
    return pd.DataFrame([row], columns=OPEN)


@checked
def names_first(handed_over: pd.DataFrame) -> list[bool]:
    """Whether nearly all firms that hand over a channel, or might, name the first, a value a row of `handed_over`.

    Nearly all are `NEARLY_ALL` of the most that they can be.
    """
    found = handed_over
    return list((found["first"] != "") & (found["count"] >= NEARLY_ALL * found["open_high"]))


@checked
def openness(settings: Settings = SETTINGS) -> pd.DataFrame:
    """All firms in parts, by what they hand over or might: the channel most of them name, other channels, nothing.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a part, columns part, option, label, count, status, base, base_status, slide, which add up to the
        base: part is 'first' (name the channel of `handed_over`), 'other' (name others only: at most), 'closed' (a
        row an answer that excludes the others) or 'silent' (the rest: at least); where no channel is first, 'open'
        (name a channel: at most) stands for the first two. Without rows where `handed_over` has none
    """
    t = language.translator(settings.lang)
    found = handed_over(settings)
    options = counts(HANDED_OVER, settings)
    if found.empty:
        return pd.DataFrame(columns=OPENNESS)
    row = found.iloc[0]
    closed = options[options["exclusive"]].assign(part="closed")
    top = options[~options["exclusive"]].nlargest(1, "count")
    parts = [
        top.assign(part="first", label=t("Name {channel}", channel=row["first"])),
        _bounded("other", t("Only other options, at most"), row["open_high"] - row["count"]),
    ]
    if not row["first"]:
        parts = [_bounded("open", t("Name a channel, at most"), row["open_high"])]
    silent = row["base"] - row["closed"] - row["open_high"]
    parts += [closed, _bounded("silent", t("Name no channel, at least"), silent)]
    made = pd.concat([part[part["count"] > 0] for part in parts], ignore_index=True)
    given = options[["base", "base_status", "slide"]].iloc[0].to_dict()
    return made.assign(**given).astype({"count": int})[OPENNESS]


@checked
def imagined(settings: Settings = SETTINGS) -> pd.DataFrame:
    """The activities that firms would hand to an organisation that employs people in prison: what work they are.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        one row, none with fewer than two groups, columns n, back_office, contact, channel: n, back_office and
        contact, how many groups in all and of either kind of work (our reading), as a sentence says them; channel,
        the one of `handed_over` where no group names it, else ''
    """
    found = clusters("activities", settings)
    if len(found) < _SEVERAL:
        return pd.DataFrame(columns=IMAGINED)
    kinds = found["work"].value_counts()
    numbers = [len(found), kinds.get("back_office", 0), kinds.get("contact", 0)]
    channel = ""
    for row in handed_over(settings).to_dict("records"):
        sought = letters(row["option"], settings.lang)
        if not found["label"].str.contains(sought, case=False, regex=False).any():
            channel = row["first"]
    said = [language.in_letters(int(n), settings.lang) for n in numbers]
    return pd.DataFrame([[*said, channel]], columns=IMAGINED)


def _bounded(part: str, label: str, count: int) -> pd.DataFrame:
    row = {"part": part, "option": "", "label": label, "count": count, "status": "bounded"}
    return pd.DataFrame([row])
