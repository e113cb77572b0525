"""The status of a number: the word that says where it comes from."""

from collections.abc import Mapping

STATUSES: Mapping[str, str] = {
    "published": "printed in the study",
    "recovered": "the only count its printed percentage allows",
    "computed": "follows from published or recovered figures",
    "bounded": "only a range follows from what was printed",
    "wave": "from respondents' rows that the user supplied",
    "simulated": "made by a model, not observed",
    "external": "from another source, named and dated",
}
"""Each with its meaning."""
