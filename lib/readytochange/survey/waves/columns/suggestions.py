"""Labels nearly like a known one: named to a person, never used before one says so."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from readytochange.survey.waves.columns.headers import Headers
from readytochange.survey.waves.folding import fold
from readytochange.survey.waves.mapping import Target

LEAST = 80
"""How alike, of 100, a label has to be; see `rapidfuzz.fuzz.ratio`."""

GAP = 5
"""How much less alike the next has to be that stands for something else: not for an option of that question."""


def nearest(text: str, labels: Mapping[str, str]) -> tuple[str, int] | None:
    """What the most similar label stands for, and how similar it is; None where none is near, or two are.

    Parameters
    ----------
    text : as a tool wrote it
    labels : by folded label, what it stands for

    Examples
    --------
    >>> nearest("Telefonno", {"telefono": "phone", "telegramma": "telegram"})
    ('phone', 94)
    >>> nearest("Telex", {"telefono": "phone"}) is None
    True
    """
    scored = process.extract(fold(text), list(labels), scorer=fuzz.ratio, limit=20)
    if not scored or scored[0][1] < LEAST:
        return None
    best = labels[scored[0][0]]
    others = [
        score
        for label, score, _ in scored
        if labels[label] != best and not labels[label].startswith(f"{best}/")
    ]
    if others and scored[0][1] - others[0] < GAP:
        return None
    return best, int(scored[0][1])


def header_labels(headers: Headers) -> dict[str, str]:
    """Every label that a header may have: questions', and theirs with an option's behind it."""
    found: dict[str, str] = {}
    for label, names in headers.known.questions.items():
        for name in names:
            if headers.instrument[name].kind != "scale":
                found[label] = str(Target("answer", name))
            for option, of in headers.known.options[name].items():
                target = headers.option(name, of)
                if target:
                    found[f"{label} {option}"] = str(target)
    for label, pairs in headers.known.by_option.items():
        if len(pairs) == 1:
            target = headers.option(*next(iter(pairs)))
            if target:
                found.setdefault(label, str(target))
    return found
