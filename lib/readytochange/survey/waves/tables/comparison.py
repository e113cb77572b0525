"""A wave beside the published figures, or beside another wave: what changed, and what cannot be claimed."""

from collections.abc import Sequence

import pandas as pd

from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey import published
from readytochange.survey.multiple_testing import holm
from readytochange.survey.waves.tables import changes, tabulation
from readytochange.survey.waves.wave import Wave

VERDICTS = ("changed", "no_change_claimed", "depends_on_overlap", "not_comparable")
"""What can be said of an option; the last where one of the two did not offer it, or nobody answered."""

_FOUND = ["difference", "low", "high", "p", "p_low", "p_high"]
_LAST = [*_FOUND, "p_holm", "smallest_change", "verdict", "question", "status"]
PUBLISHED = ["option", "label", "published_count", "published_base", "published_share"]
PUBLISHED += ["published_status", "wave_count", "wave_base", "wave_share", *_LAST]
WAVES = ["option", "label", "first_count", "first_base", "first_share"]
WAVES += ["second_count", "second_base", "second_share", *_LAST]


@checked
def with_published(
    wave: Wave, question: str, settings: Settings = SETTINGS, same_firms: bool = True
) -> pd.DataFrame:
    """What a wave found, beside what the study published.

    Parameters
    ----------
    wave : whose answers, of which weights are left aside
    question : one of whose figures our text holds
    settings : a notebook's, or those of `readytochange.use` where none are given; one less their confidence is the
        level of the tests
    same_firms : whether firms may have answered both

    Returns
    -------
    DataFrame
        a row an option that either has, columns option, label, published_count, published_base, published_share,
        published_status, wave_count, wave_base, wave_share, difference (of the wave, less the published), low, high
        (Newcombe 1998), p (Fisher's exact), p_low, p_high, p_holm, smallest_change, verdict, question, status.
        Where firms may have answered both, p_low and p_high range from no firm in common to every firm of the smaller
        sample in both (McNemar's exact); else both are p. p_holm is p, corrected over the options (Holm 1979), and so
        are the two in the verdict, one of `VERDICTS`. smallest_change is from where on the pair shows each
        change, up or down, four times of five, by the rule of the verdict at the strictest level of that correction.
        Where a published figure allows several counts, the least favourable to a change is taken, and the widest
        interval

    Raises
    ------
    InputError
        if our text holds no figures of the question, or the wave did not ask it
    """
    after = _counts(wave, question, settings)
    before = published.counts(question, settings).set_index("option")
    found = _compared(before, after, ("published", "wave"), settings, same_firms)
    found["published_status"] = found["option"].map(before["status"])
    return found.assign(question=question, status=wave.status)[PUBLISHED]


@checked
def between(
    first: Wave, second: Wave, question: str, settings: Settings = SETTINGS, same_firms: bool = True
) -> pd.DataFrame:
    """What a wave found, beside what an earlier one did.

    Parameters
    ----------
    first, second : the earlier wave and the later
    question : of one choice or several, that both asked
    settings : a notebook's, or those of `readytochange.use` where none are given; one less their confidence is the
        level of the tests
    same_firms : whether firms may have answered both

    Returns
    -------
    DataFrame
        a row an option that either has, columns option, label, first_count, first_base, first_share, second_count,
        second_base, second_share, difference (of the second, less the first), low, high, p, p_low, p_high, p_holm,
        smallest_change, verdict, question, status, each made as in the table of `with_published`

    Raises
    ------
    InputError
        if one of the two did not ask the question, or it has no options
    """
    before, after = (_counts(each, question, settings) for each in (first, second))
    found = _compared(before, after, ("first", "second"), settings, same_firms)
    status = "simulated" if "simulated" in (first.status, second.status) else "wave"
    return found.assign(question=question, status=status)[WAVES]


def _compared(
    before: pd.DataFrame,
    after: pd.DataFrame,
    names: tuple[str, str],
    settings: Settings,
    same_firms: bool,
) -> pd.DataFrame:
    """Both figures of each option, and what they say of a change; options are the index of both tables."""
    options = before.index.union(after.index, sort=False)
    labels = before["label"].reindex(options).fillna(after["label"])
    found = pd.DataFrame({"option": options, "label": labels.to_numpy()}, index=options)
    for name, table in zip(names, (before, after), strict=True):
        for column in ("count", "base", "share"):
            found[f"{name}_{column}"] = table[column].reindex(options)
        found = found.astype({f"{name}_count": "Int64", f"{name}_base": "Int64"})
    pairs = before.join(after[["count", "base"]].add_suffix("_after"), how="inner")
    pairs = pairs[pairs["count_low"].notna() & (pairs["base"] > 0) & (pairs["base_after"] > 0)]
    level = 1 - settings.confidence
    changed = {
        option: _change(
            range(int(row["count_low"]), int(row["count_high"]) + 1),
            int(row["base"]),
            int(row["count_after"]),
            int(row["base_after"]),
            settings.confidence,
            level / len(pairs),
            same_firms,
        )
        for option, row in pairs.iterrows()
    }
    for column in ("low", "high", "p", "p_low", "p_high", "smallest_change"):
        found[column] = [changed.get(each, {}).get(column, float("nan")) for each in options]
    found["difference"] = (found[f"{names[1]}_share"] - found[f"{names[0]}_share"]).astype(float)
    return corrected(found, settings).reset_index(drop=True)


def corrected(found: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """A table of what changed, with p_holm and verdict from p, p_low and p_high of all its rows.

    Parameters
    ----------
    found : as of `with_published` or `between`
    settings : with which it was made
    """
    ends = zip(holm(found["p_low"]), holm(found["p_high"]), strict=True)
    level = 1 - settings.confidence
    verdicts = [_verdict(least, most, level) for least, most in ends]
    return found.assign(p_holm=holm(found["p"]), verdict=verdicts)


def _change(
    counts: Sequence[int],
    base: int,
    second: int,
    second_base: int,
    confidence: float,
    level: float,
    same_firms: bool,
) -> dict[str, float]:
    """What is least favourable to a change, over the counts that the first figure may be."""
    pairs = [(count, base, second, second_base) for count in counts]
    intervals = [changes.difference_interval(*pair, confidence) for pair in pairs]
    p = [changes.fisher_p(*pair) for pair in pairs]
    paired = [changes.mcnemar_range(*pair) if same_firms else (1.0, 0.0) for pair in pairs]
    return {
        "low": min(each.low for each in intervals),
        "high": max(each.high for each in intervals),
        "p": max(p),
        "p_low": max(min(apart, low) for apart, (low, _) in zip(p, paired, strict=True)),
        "p_high": max(max(apart, high) for apart, (_, high) in zip(p, paired, strict=True)),
        "smallest_change": max(
            changes.smallest_change(count, base, second_base, level, same_firms) for count in counts
        ),
    }


def _verdict(least: float, most: float, level: float) -> str:
    if pd.isna(most):
        return "not_comparable"
    if most <= level:
        return "changed"
    return "no_change_claimed" if least > level else "depends_on_overlap"


def _counts(wave: Wave, question: str, settings: Settings) -> pd.DataFrame:
    """The counts of a question by option, and shares that are not weighted."""
    if wave.instrument[question].kind not in ("single", "multiple"):
        raise InputError(
            f"question '{question}' has no options to compare: accepted is single or multiple"
        )
    table = tabulation.shares(wave, question, settings).set_index("option")
    share = (table["count"] / table["base"].where(table["base"] > 0)).astype(float)
    return table.assign(share=share, count_low=table["count"], count_high=table["count"])
