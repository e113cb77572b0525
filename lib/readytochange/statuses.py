"""The status of a number: the word that says where it comes from, and the sign that stands for it beside the number."""

import re
from collections.abc import Mapping

STATUSES: Mapping[str, str] = {
    "published": "in the text of the study",
    "digitised": "read from a picture of the study, with its reading error",
    "recovered": "the only count that fits the published percentage",
    "computed": "follows from published or recovered figures",
    "bounded": "between a least and a greatest value",
    "wave": "counted in the answers of a new survey wave",
    "simulated": "made by a model, not observed",
    "external": "from another source, named and dated",
}
"""Each with its meaning."""

SIGNS: Mapping[str, str] = {
    "published": "",
    "digitised": "¶",
    "recovered": "†",
    "computed": "*",
    "bounded": "§",
    "wave": "¤",
    "simulated": "#",
    "external": "^",
}
"""What stands right after a number in the place of the word; what is published stands as it is."""


def signed(text: str) -> list[str]:
    """The statuses whose sign stands beside a number of a text.

    Examples
    --------
    >>> signed("46* by 16–17§ firms")
    ['computed', 'bounded']
    """
    return [
        status
        for status, sign in SIGNS.items()
        if sign and re.search(rf"\d%?{re.escape(sign)}", text)
    ]


def marked(number: object, status: str) -> str:
    """A number with the sign of its status.

    Examples
    --------
    >>> marked(7, "recovered"), marked(31, "published")
    ('7†', '31')
    """
    return f"{number}{SIGNS[status]}"
