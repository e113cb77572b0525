"""Why a printed table cannot be audited: a line in English, or in the language of the page on which it was pasted."""

from typing import Any

from readytochange.errors import InputError, shortened
from readytochange.language import Translator


class TableError(InputError):
    """What is wrong with a table, where, and what is accepted.

    Parameters
    ----------
    text : in English, with `{names}`; `make messages` finds it
    values : of the names; long ones are shortened
    """

    def __init__(self, text: str, /, **values: Any) -> None:
        self.text = text
        self.values = {
            name: shortened(each) if isinstance(each, str) else each
            for name, each in values.items()
        }
        super().__init__(self.said(Translator("en")))

    def said(self, t: Translator) -> str:
        """The same in a language."""
        return t(self.text, **self.values)
