"""A wave beside the study, where a notebook names one: which questions it answers, and that it changes no statement.

All of it is made from what the privacy gate let through.
"""

from collections.abc import Sequence

import pandas as pd

from readytochange import language, survey
from readytochange.arguments import checked
from readytochange.language import Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.statuses import SIGNS, marked
from readytochange.study import places
from readytochange.survey import waves
from readytochange.survey.waves.exhibits import Exhibits

__dir__ = offered(__name__)

ANSWERED = ["question", "base_low", "base_high", "asked", "status", "link"]
ASKED = ("as_in_study", "in_other_words", "not_asked")
"""How a wave asked a question of the study: where our text has a heading alone, in other words."""


@checked
def named(wave: str, settings: Settings = SETTINGS) -> Exhibits | None:
    """What may be seen of a wave that is named; nothing where none is.

    Parameters
    ----------
    wave : as its folder is called; '' for none
    settings : a notebook's, or those of `readytochange.use` where none are given

    Raises
    ------
    InputError
        if there is no such wave, or its rows are not on this machine
    """
    return waves.released(waves.load(wave), settings) if wave else None


@checked
def answered(exhibits: Exhibits) -> pd.DataFrame:
    """How many firms answered each question of a wave, whether it is the study's, and where their answers are shown.

    Parameters
    ----------
    exhibits : the wave's, from `waves.released`

    Returns
    -------
    DataFrame
        columns question, base_low, base_high, asked, status, link, in the order of the questionnaire: the two bases
        differ where not all items of a scale were rated by all, and are missing where they are hidden, or nobody was
        asked; asked is one of `ASKED`
    """
    asked = [each.question for each in exhibits.wave.instrument.questions]
    bases = [_bases(question, exhibits) for question in asked]
    how = [_asked(question, exhibits) for question in asked]
    return pd.DataFrame(
        {
            "question": asked,
            "base_low": pd.array([each.min() for each in bases], dtype="Int64"),
            "base_high": pd.array([each.max() for each in bases], dtype="Int64"),
            "asked": how,
            "status": exhibits.wave.status,
            "link": [places.in_wave(question) for question in asked],
        }
    )[ANSWERED]


def _asked(question: str, exhibits: Exhibits) -> str:
    """Whether a wave asked a question, and in the study's words."""
    if not exhibits.was_asked(question):
        return "not_asked"
    if exhibits.wave.instrument[question].origin == "study":
        return "as_in_study"
    return "in_other_words"


def _bases(question: str, exhibits: Exhibits) -> "pd.Series[int]":
    """The bases of a question's table; of one without, as an open one, how many answered it; of one not asked none."""
    if not exhibits.was_asked(question):
        return pd.Series([], dtype="Int64")
    if question in exhibits.shares:
        return exhibits.shares[question]["base"].dropna().astype("Int64")
    states = exhibits.states[question]
    return states.loc[states["state"] == "answered", "count"].dropna().astype("Int64")


@checked
def stands_beside(exhibits: Exhibits | None, settings: Settings = SETTINGS) -> Markdown | None:
    """That a wave stands beside the study, of how many firms, and that its figures are not the study's.

    Parameters
    ----------
    exhibits : the wave's, from `named`; nothing is said of none
    settings : with which the exhibits were made
    """
    if exhibits is None:
        return None
    t = language.translator(settings.lang)
    said = {
        "wave": language.in_quotes(exhibits.wave.title_in(settings.lang), settings.lang),
        "respondents": marked(exhibits.respondents, exhibits.wave.status),
        "sign": SIGNS[exhibits.wave.status],
    }
    if exhibits.wave.status == "simulated":
        return t.say(
            "**[A simulated wave](2b-wave.ipynb), {wave}, stands beside the study.** A model made its {respondents} "
            "answers: no firm gave them, and they are evidence of nothing. They carry the sign {sign}; what the "
            "study says does not change.",
            **said,
        )
    return t.say(
        "**[A wave](2b-wave.ipynb), {wave}, stands beside the study:** {respondents} firms answered. Its figures carry "
        "the sign {sign}; what the study says does not change.",
        **said,
    )


@checked
def compared(exhibits: Exhibits | None, settings: Settings = SETTINGS) -> Markdown | None:
    """Of how many answers of a wave, set beside the published ones, a change can be claimed.

    Parameters
    ----------
    exhibits : the wave's, from `named`; nothing is said of none
    settings : with which the exhibits were made
    """
    if exhibits is None:
        return None
    t = language.translator(settings.lang)
    wave = language.in_quotes(exhibits.wave.title_in(settings.lang), settings.lang)
    first = (
        t.say("**Simulated data: no firm gave the answers of {wave}.**", wave=wave)
        if exhibits.wave.status == "simulated"
        else t.say("**{wave} stands beside the survey.**", wave=wave)
    )
    changes = waves.readings.changes(exhibits, settings)
    return Markdown(f"{first.text} {changes.text}", f"{first.plain} {changes.plain}")


@checked
def opened(exhibits: Exhibits | None, settings: Settings = SETTINGS) -> Markdown | None:
    """Of how many questions without figures in our text a wave has answers, and which it asked in other words.

    Nothing where there are none. A question in other words is another one: its answers are not counted.

    Parameters
    ----------
    exhibits : the wave's, from `named`; nothing is said of none
    settings : with which the exhibits were made
    """
    without = survey.without_figures(settings)["question"]
    if exhibits is None or without.empty:
        return None
    found = answered(exhibits).set_index("question").reindex(without)
    n = int(((found["base_high"] > 0) & (found["asked"] == "as_in_study")).sum())
    others = found.index[found["asked"] == "in_other_words"]
    t = language.translator(settings.lang)
    told = {
        "wave": _named(exhibits, t),
        "n": language.in_letters(n, settings.lang),
        "all": language.in_letters(len(without), settings.lang),
        "words": language.series([_in_words(exhibits, each, t) for each in others], t.lang),
    }
    if len(others):
        return t.say(
            "{wave} has answers to {n} of the {all} questions whose charts left no figures in the text we have; in "
            "other words, and so not counted, it asked {words}. They stand in [the table of the "
            "questions](0-project.ipynb#figure-0-register).",
            **told,
        )
    if n == len(without):
        return t.say(
            "{wave} has answers to all {all} questions whose charts left no figures in the text we have: they stand in "
            "[the table of the questions](0-project.ipynb#figure-0-register).",
            **told,
        )
    return t.say(
        "{wave} has answers to {n} of the {all} questions whose charts left no figures in the text we have: they stand "
        "in [the table of the questions](0-project.ipynb#figure-0-register).",
        **told,
    )


def _in_words(exhibits: Exhibits, question: str, t: language.Translator) -> str:
    """A question in the words in which a wave asked it, in quotation marks."""
    return language.in_quotes(
        language.typographic(exhibits.wave.instrument[question].label[t.lang]), t.lang
    )


@checked
def uncoded(
    questions: Sequence[str], exhibits: Exhibits | None, settings: Settings = SETTINGS
) -> Markdown | None:
    """That a figure of coded texts has none of a wave, whose open answers nobody has coded; nothing without any.

    Parameters
    ----------
    questions : ids of open questions
    exhibits : the wave's, from `named`; nothing is said of none
    settings : with which the exhibits were made
    """
    if exhibits is None:
        return None
    t = language.translator(settings.lang)
    bases = answered(exhibits).set_index("question")["base_high"].reindex(list(questions))
    labels = survey.questions(settings).set_index("question")["label"]
    told = {
        question: t(
            "{shown} of {base} on {question}",
            shown=marked(len(exhibits.texts[question]), exhibits.wave.status),
            base=marked(int(base), exhibits.wave.status),
            question=language.in_quotes(labels[question], settings.lang),
        )
        for question, base in bases[bases > 0].items()
    }
    cleared = [text for question, text in told.items() if len(exhibits.texts[question])]
    if not told:
        return None
    if not cleared:
        return t.say(
            "For {wave} the figure has no text: nobody has grouped or coded its open answers, nor said of one, having "
            "read it, that it may be shown.",
            wave=_named(exhibits, t),
        )
    return t.say(
        "For {wave} the figure has no text: nobody has grouped or coded its open answers. Those that whoever read them "
        "cleared [can be read](2b-wave.ipynb#figure-2b-texts): {told}.",
        wave=_named(exhibits, t),
        told=language.series(cleared, settings.lang),
    )


def _named(exhibits: Exhibits, t: language.Translator) -> str:
    """What a wave is called, in quotation marks; of a simulated one it is said that it is."""
    wave = language.in_quotes(exhibits.wave.title_in(t.lang), t.lang)
    return t("{wave} (simulated)", wave=wave) if exhibits.wave.status == "simulated" else wave
