"""The survey's published figures and those of a wave, side by side: never one sum of both."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from readytochange import language, survey
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey.waves.exhibits import Exhibits
from readytochange.survey.waves.figures import VERDICTS, words

_COLUMNS = ["question_label", "label", "published", "published_status", "wave", "wave_status"]
_COLUMNS += ["verdict"]


@checked
def beside(
    name: str,
    questions: Sequence[str],
    exhibits: Exhibits | None,
    settings: Settings = SETTINGS,
) -> Figure | None:
    """The answers to questions of the survey as published and as a wave has them, each with its base and status.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '4-work'
    questions : their ids, of one choice or several; left out are those that the wave has no table of
    exhibits : the wave's, from `waves.named`; where it is None there is no figure
    settings : with which the exhibits were made
    """
    if exhibits is None or not any(each in exhibits.shares for each in questions):
        return None
    t = language.translator(settings.lang)
    asked = [each for each in questions if each in exhibits.shares and exhibits.was_asked(each)]
    if not asked:
        absent = words.not_asked_among(exhibits, questions, settings)
        return words.not_shown(name, exhibits, questions[0], absent, settings)
    one, compared = len(asked) == 1, any(each in exhibits.changes for each in asked)
    title = (
        words.question_name(exhibits, asked[0], settings)
        if one
        else t("The study and the wave, question by question")
    )
    rows = [row for each in asked for row in _rows(each, exhibits, settings)]
    left_out = [*(["question_label"] if one else []), *([] if compared else ["verdict"])]
    return figure.table(
        pd.DataFrame(rows, columns=_COLUMNS).drop(columns=left_out),
        name=name,
        title=words.title(exhibits, title, settings),
        reading=" ".join(
            filter(
                None,
                [
                    _reading(asked, exhibits, compared, settings),
                    words.not_asked_among(exhibits, questions, settings),
                ],
            )
        ),
        lang=settings.lang,
        form="rows" if one else "groups",
    )


def _reading(asked: Sequence[str], exhibits: Exhibits, compared: bool, settings: Settings) -> str:
    """Of whom the wave's shares are, when a change is claimed, why figures are hidden."""
    t = language.translator(settings.lang)
    wave = language.in_quotes(exhibits.wave.title_in(settings.lang), settings.lang)
    said = [
        t(
            "In {wave}: firms that gave an answer, of those that answered the question.",
            wave=wave,
        )
    ]
    if compared:
        said.append(
            t(
                "A change is claimed only where it holds for every number of firms that may have answered both times."
            )
        )
    hidden = (words.why_not_shown(exhibits.of(each), settings) for each in asked)
    said += [next(filter(None, hidden), ""), words.otherwise_asked(exhibits, asked, settings)]
    return " ".join(filter(None, said))


def _rows(question: str, exhibits: Exhibits, settings: Settings) -> Iterator[dict[str, str]]:
    """A row an answer that either of the two has: as published, in the wave, and what can be said of a change."""
    t = language.translator(settings.lang)
    after = exhibits.of(question).set_index("option").to_dict("index")
    before: dict[Hashable, dict[Hashable, Any]] = {}
    verdicts: dict[Hashable, str] = {}
    if question in exhibits.changes:
        before = survey.shares(question, settings).set_index("option").to_dict("index")
        verdicts = exhibits.changes[question].set_index("option")["verdict"].to_dict()
    for option in {**before, **after}:
        published, found = before.get(option), after.get(option)
        share, share_status = t("no figures"), ""
        if published:
            share, share_status = _share(published, str(published["share_status"]), t)
        wave, wave_status = _share(found, found["status"], t) if found else (t("not offered"), "")
        yield {
            "question_label": words.question_name(exhibits, question, settings),
            "label": (found or published or {})["label"],
            "published": share,
            "published_status": share_status,
            "wave": wave,
            "wave_status": wave_status,
            "verdict": t(VERDICTS[verdicts[option]]) if option in verdicts else "",
        }


def _share(row: Mapping[Hashable, Any], status: str, t: language.Translator) -> tuple[str, str]:
    """A share with its base, '94% of 33', and its status; in words, without one, where it is hidden, or of nobody."""
    base, share = row["base"], row["share"]
    if pd.isna(base) or (base and pd.isna(share)):
        return t("not shown"), ""
    if not base:
        return t("nobody answered"), ""
    percent = language.percent(share, t.lang, 0)
    return t("{percent} of {base}", percent=percent, base=int(base)), status
