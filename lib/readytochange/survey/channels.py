"""What answers to several options imply together: who uses and hands over, who hands over anything, which come first.

Shares and counts of single options are published; that one firm gave two of them is not, so only bounds follow.
"""

from collections.abc import Mapping
from itertools import permutations

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import tables
from readytochange.survey import bounds
from readytochange.survey.published import clusters, counts

IN_USE, HANDED_OVER = "channels", "outsourceable_channels"
"""The two questions on channels."""

COMPARED = ["option", "label", "count_first", "count_first_status"]
COMPARED += ["count_second", "count_second_status", "base", "base_status"]
COMPARED += ["share_first", "share_second", "share_status"]
COMPARED += ["both_low", "both_high", "both_share_low", "both_share_high", "both_status", "slide"]
RANGES = ["count_first_low", "count_first_high", "count_second_low", "count_second_high"]
OPENNESS = ["part", "option", "label", "count", "status", "base", "base_status", "slide"]
OPEN = ["option", "first", "count", "status", "base", "base_status"]
OPEN += ["answers", "closed", "closed_status", "open", "open_status"]
OPEN += ["open_low", "open_low_status", "open_high", "open_high_status"]
OPEN += ["mentions", "mentions_status", "each", "each_status"]
_NUMBERS = ["count_first", "count_second", "base", "both_low", "both_high"]
IMAGINED = ["n", "back_office", "contact", "channel"]
LEADING = [
    "option_first",
    "option_second",
    "first",
    "count_first",
    "count_first_status",
    "second",
    "count_second",
]
LEADING += ["count_second_status", "base", "base_status", "both_low", "both_high", "both_status"]

_SEVERAL = 2
_NEARLY_ALL = 0.9
_SPOKEN: Mapping[str, str] = N_(
    {
        "mail": "email",
        "phone": "the telephone",
        "social": "social media",
        "automated_messaging": "automated messaging",
        "whatsapp": "WhatsApp",
    }
)
"""What a channel is called in a sentence."""


_NAMED: Mapping[str, Mapping[str, str]] = {
    "phone": {"it": "telefon", "en": "phone"},
    "mail": {"it": "mail", "en": "mail"},
    "social": {"it": "canali social", "en": "social media"},
    "automated_messaging": {"it": "chatbot", "en": "chatbot"},
    "whatsapp": {"it": "WhatsApp", "en": "WhatsApp"},
    "web_ticket": {"it": "ticket", "en": "ticket"},
    "vocal_bot": {"it": "vocal bot", "en": "voice bot"},
    "fax_post": {"it": "fax", "en": "fax"},
    "physical_desks": {"it": "sportell", "en": "help desk"},
    "sms": {"it": "SMS", "en": "SMS"},
    "internal_chat": {"it": "chat interna", "en": "internal chat"},
}


@checked
def letters(option: str, lang: str) -> str:
    """The letters by which a text names a channel and nothing else; '' where there are none.

    Examples
    --------
    >>> letters("phone", "it")
    'telefon'
    """
    return _NAMED.get(option, {}).get(lang, "")


@checked
def spoken(option: str, label: str, settings: Settings = SETTINGS) -> str:
    """What an option is called in a sentence; its label in quotation marks where it has no name of its own."""
    if option in _SPOKEN:
        return language.translator(settings.lang)(_SPOKEN[option])
    return language.listing([label], settings.lang, quoted=True)


@checked
def comparable(settings: Settings = SETTINGS) -> list[tuple[str, str]]:
    """The pairs of questions that `compare` takes: with figures, of the same respondents, with an answer in common."""
    asked = tables.questions().query("published == 'counts'")
    found = {row.question: counts(row.question, settings) for row in asked.itertuples()}
    return [
        (first, second)
        for first, second in permutations(found, 2)
        if {*found[first]["option"]} & {*found[second]["option"]}
        and found[first]["base"].iloc[0] == found[second]["base"].iloc[0]
    ]


@checked
def compare(first: str, second: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """Two multiple-response questions side by side, for the options they share.

    Parameters
    ----------
    first, second : two of 'size', 'channels' and 'outsourceable_channels', of which our text holds figures
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a shared option, largest second share first, columns option, label, count_first, count_first_status,
        count_second, count_second_status, base, base_status, share_first, share_second, share_status, both_low,
        both_high, both_share_low, both_share_high, both_status, slide: both_low and both_high are how many
        respondents may have chosen the option in both (bounds), both_share_low and both_share_high of those that
        chose it in the first, missing where nobody did; slide is that of the second question. Where a count is only
        a range, columns count_first_low, count_first_high, count_second_low, count_second_high too. Without rows
        where they share no option

    Raises
    ------
    InputError
        if our text holds no figures of a question
    """
    shared = ["option", "count", "count_low", "count_high", "base", "share", "status", "slide"]
    pair = (
        counts(first, settings)
        .drop(columns="slide")
        .merge(counts(second, settings)[shared], on="option", suffixes=("_first", "_second"))
    )
    pair = pair.rename(columns={"base_first": "base"})
    for end in ("low", "high"):
        for place in ("first", "second"):
            pair[f"count_{place}_{end}"] = pair[f"count_{end}_{place}"]
        pair[f"both_{end}"] = [
            getattr(bounds.overlap(one, other, base), end)
            for one, other, base in zip(
                pair[f"count_first_{end}"], pair[f"count_second_{end}"], pair["base"], strict=True
            )
        ]
        pair[f"both_share_{end}"] = [
            getattr(bounds.overlap(one, other, base), end) / one if one else float("nan")
            for one, other, base in zip(
                pair["count_first_low"], pair[f"count_second_{end}"], pair["base"], strict=True
            )
        ]
    pair = pair.assign(
        count_first_status=pair["status_first"],
        count_second_status=pair["status_second"],
        share_status="computed",
        both_status="bounded",
    ).sort_values("share_second", ascending=False, kind="stable", ignore_index=True)
    known = pair[["count_first", "count_second"]].notna().all(axis=None)
    return pair[COMPARED if known else [*COMPARED, *RANGES]]


@checked
def leading(question: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The two options that most respondents chose, and how many chose both.

    Parameters
    ----------
    question : 'size', 'channels' or 'outsourceable_channels', of which our text holds figures
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        one row, columns option_first, option_second, first, count_first, count_first_status, second, count_second,
        count_second_status, base, base_status, both_low, both_high, both_status: first and second as a sentence
        says them, both_low and both_high (bounds); none where it cannot be told which two they are
    """
    found = counts(question, settings)
    found = found[~found["exclusive"]].sort_values("count_low", ascending=False, kind="stable")
    two, rest = found.iloc[:2], found.iloc[2:]
    if (
        len(two) < 2
        or two["count"].isna().any()
        or (rest["count_high"] >= two["count"].min()).any()
    ):
        return pd.DataFrame(columns=LEADING).astype(dict.fromkeys(_NUMBERS, int))
    one, other = two.to_dict("records")
    both = bounds.overlap(one["count"], other["count"], one["base"])
    row = {
        "option_first": one["option"],
        "option_second": other["option"],
        "first": spoken(one["option"], one["label"], settings),
        "count_first": one["count"],
        "count_first_status": one["status"],
        "second": spoken(other["option"], other["label"], settings),
        "count_second": other["count"],
        "count_second_status": other["status"],
        "base": one["base"],
        "base_status": one["base_status"],
        "both_low": both.low,
        "both_high": both.high,
        "both_status": "bounded",
    }
    return pd.DataFrame([row], columns=LEADING)


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

    Nearly all are nine in ten of the most that they can be.
    """
    found = handed_over
    return list((found["first"] != "") & (found["count"] >= _NEARLY_ALL * found["open_high"]))


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
