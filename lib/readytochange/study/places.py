"""Where what was asked is treated: of each question the notebook, and the figure or section that shows its answers."""

from collections.abc import Mapping

_PLACES: Mapping[str, str] = {
    "past": "1-qualitative.ipynb#what-has-changed-over-the-last-three-years",
    "future": "1-qualitative.ipynb#figure-1-future",
    "opportunities": "1-qualitative.ipynb#figure-1-opportunities",
    "criteria": "1-qualitative.ipynb#figure-1-criteria",
    "size": "2-quantitative.ipynb#figure-2-sizes",
    "sector": "1-qualitative.ipynb#figure-1-sectors",
    "channels": "2-quantitative.ipynb#figure-2-channels",
    "outsourceable_channels": "2-quantitative.ipynb#figure-2-outsourceable",
    "difficulties": "2-quantitative.ipynb#figure-2-difficulties",
    "activities": "2-quantitative.ipynb#figure-2-activities",
    "comments": "2-quantitative.ipynb#figure-2-quotes",
    "areas": "3-stakeholders.ipynb#figure-3-areas",
}

_BY_SOURCE: Mapping[str, str] = {"past": "1-qualitative.ipynb#figure-1-past-"}
"""How the places of questions begin of which every source has a figure of its own, which ends with its name."""

_WAVE = "2b-wave.ipynb"
_TOGETHER = f"{_WAVE}#figure-2b-unpublished"
"""The answers of a wave to several questions, one below the other."""

_IN_WAVE: Mapping[str, str] = {
    "size": f"{_WAVE}#figure-2b-size",
    "sector": f"{_WAVE}#figure-2b-sector",
    "channels": f"{_WAVE}#figure-2b-channels",
    "outsourceable_channels": f"{_WAVE}#figure-2b-outsourceable",
    "supplier_criteria": f"{_WAVE}#figure-2b-criteria",
    "difficulties": f"{_WAVE}#figure-2b-texts",
    "activities": f"{_WAVE}#figure-2b-texts",
    "comments": f"{_WAVE}#figure-2b-texts",
}

_MISSING = "2-quantitative.ipynb#figure-2-missing"
_WITHOUT_FIGURES = frozenset({"nothing", "options"})


def place(question: str, published: str = "") -> str:
    """Where the answers to a question are shown.

    Parameters
    ----------
    question : of the interviews or of the survey
    published : what our text holds of the answers, as in `questions.csv`

    Returns
    -------
    str
        a link as Markdown in a notebook has it: where the answers are shown, or the line that says that they are
        missing; '' where neither is

    Examples
    --------
    >>> place("criteria"), place("management", published="options")
    ('1-qualitative.ipynb#figure-1-criteria', '2-quantitative.ipynb#figure-2-missing_management')
    """
    missing = f"{_MISSING}_{question}" if published in _WITHOUT_FIGURES else ""
    return _PLACES.get(question, missing)


def in_wave(question: str) -> str:
    """Where the answers of a wave to a question of the survey are shown.

    Parameters
    ----------
    question : of the survey

    Returns
    -------
    str
        a link as of `place`

    Examples
    --------
    >>> in_wave("channels"), in_wave("management")
    ('2b-wave.ipynb#figure-2b-channels', '2b-wave.ipynb#figure-2b-unpublished_management')
    """
    return _IN_WAVE.get(question, f"{_TOGETHER}_{question}")


def line(question: str, source: str, text: str) -> str:
    """Where a coded text stands among the answers to a question.

    Parameters
    ----------
    question, source, text : of the text, as `coded_texts.texts` has them: what was asked, who answered, and its id

    Returns
    -------
    str
        a link as of `place`, to the row of the text where a figure lists the answers

    Examples
    --------
    >>> line("opportunities", "all", "opportunity_04")
    '1-qualitative.ipynb#figure-1-opportunities_opportunity_04'
    """
    found = place(question)
    if question in _BY_SOURCE:
        found = _BY_SOURCE[question] + source.replace("_", "-")
    return f"{found}_{text}"
