"""A user's mistake: one line that says what is wrong, where, and what is accepted.

Every module raises it for what a person typed or supplied; the command line turns it into exit code 2, and a notebook
shows the line without the traceback.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class InputError(ValueError):
    """What a person typed or supplied cannot be used; the message is meant for that person."""

    def _render_traceback_(self) -> list[str]:
        """Show one line in a notebook (IPython asks the exception itself before it prints a traceback)."""
        return [str(self)]


def first_line(error: object) -> str:
    """An error, or its text, in a line; the kind of error where it says nothing."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def unknown(what: str, name: str, accepted: Iterable[str]) -> InputError:
    """The error of a name that does not exist.

    Parameters
    ----------
    what : the kind of thing that was named, with its place: 'parameter of 2-quantitative'
    name : what was typed
    accepted : the names that exist

    Returns
    -------
    InputError
        names the closest existing name, where one is close, and all that exist

    Examples
    --------
    >>> print(unknown("language", "itt", ["it", "en"]))
    unknown language 'itt'; did you mean 'it'? Accepted: it, en
    """
    known = list(accepted)
    close = get_close_matches(name, known, n=1)
    hint = f"; did you mean '{close[0]}'? Accepted" if close else "; accepted"
    return InputError(f"unknown {what} '{_visible(name)}'{hint}: {', '.join(known) or 'none'}")


def _visible(text: str) -> str:
    """A text in a line, where breaks and control characters show as what they are."""
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)
