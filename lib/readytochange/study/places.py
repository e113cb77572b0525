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
        a link as Markdown in a notebook has it: where the answers are shown, or said to be missing; '' where neither is

    Examples
    --------
    >>> place("criteria"), place("management", published="options")
    ('1-qualitative.ipynb#figure-1-criteria', '2-quantitative.ipynb#figure-2-missing')
    """
    return _PLACES.get(question) or (_MISSING if published in _WITHOUT_FIGURES else "")
