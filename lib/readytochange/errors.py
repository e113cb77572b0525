"""A user's mistake: one line that says what is wrong, where, and what is accepted.

Every module raises it for what a person typed or supplied; the command line turns it into exit code 2, and a notebook
shows the line without the traceback.
"""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 2000
"""Letters of a message."""


class InputError(ValueError):
    """What a person typed or supplied cannot be used; the message is meant for that person.

    However long what was typed is, the message is not.
    """

    def __init__(self, message: str) -> None:
        super().__init__(shortened(message, LONGEST, printable=False))

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
    return InputError(f"unknown {what} '{shortened(name)}'; {_accepted(name, accepted)}")


def none_of(where: str, value: str, accepted: Iterable[str]) -> InputError:
    """The error of a value that is none of those that something may be.

    Parameters
    ----------
    where : what has the value: "argument 'method' of interval"
    value : what was typed
    accepted : the values that it may have

    Examples
    --------
    >>> print(none_of("argument 'method' of interval", "wilsn", ["wilson", "exact"]))
    argument 'method' of interval is 'wilsn'; did you mean 'wilson'? Accepted: wilson, exact
    """
    return InputError(f"{where} is '{shortened(value)}'; {_accepted(value, accepted)}")


def _accepted(typed: str, accepted: Iterable[str]) -> str:
    known = list(accepted)
    close = get_close_matches(typed, known, n=1)
    hint = f"did you mean '{close[0]}'? Accepted" if close else "accepted"
    return f"{hint}: {', '.join(known) or 'none'}"


def shortened(text: str, most: int = 80, printable: bool = True) -> str:
    """A text as a message says it: its middle left out where it is long.

    Parameters
    ----------
    text : as typed
    most : letters that are kept
    printable : whether breaks and control characters show as what they are

    Examples
    --------
    >>> shortened("1" * 20_000, most=10)
    '11111…11111'
    """
    half = most // 2
    kept = text if len(text) <= most else f"{text[:half]}…{text[-half:]}"
    if not printable:
        return kept
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in kept)
