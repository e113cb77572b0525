"""The columns of tables: how each is titled, and which holds the status of another."""

import re
from collections.abc import Mapping

from readytochange import language
from readytochange.arguments import LANG, Lang, checked
from readytochange.language import N_
from readytochange.parsing import offered

__dir__ = offered(__name__)

_TITLES: Mapping[str, str] = N_(
    {
        "activity": "activity",
        "aim": "announced as",
        "allowed": "allowed counts",
        "anchor": "id in the data",
        "answers_given": "answers given",
        "approach": "approach",
        "asked": "form",
        "base": "base",
        "base_status": "status of the base",
        "both_high": "both, at most",
        "both_low": "both, at least",
        "both_share_high": "of those that use it, at most",
        "both_share_low": "of those that use it, at least",
        "both_status": "status of the bounds",
        "change": "change",
        "changed": "what differs",
        "closest": "possible instead",
        "compared": "compared with the study",
        "corrected": "here",
        "count": "count",
        "count_first": "use it",
        "count_first_high": "use it, at most",
        "count_first_low": "use it, at least",
        "count_first_status": "status of those that use it",
        "count_high": "count, at most",
        "count_low": "count, at least",
        "count_second": "hand it over, or might",
        "count_second_high": "hand it over, or might, at most",
        "count_second_low": "hand it over, or might, at least",
        "count_second_status": "status of those that hand it over",
        "coverage_least": "holds, at least",
        "coverage_mean": "holds, on average",
        "definition": "definition",
        "description": "description",
        "difference": "difference",
        "difficulty": "difficulty",
        "direction": "direction",
        "echoes": "echoes in other sources",
        "effect": "effect",
        "emphasis": "in bold in the study",
        "end": "last month",
        "fact": "fact",
        "figures": "figures",
        "firms": "firms",
        "firms_otherwise": "firms that change what can be said",
        "fits": "agrees",
        "gap": "what is open",
        "greatest": "greatest drawn",
        "group": "group",
        "header": "words in the file",
        "half_width": "half of the width",
        "high": "interval to",
        "holds": "it holds",
        "impossible": "impossible figures",
        "in_first": "in the first list",
        "in_second": "in the second list",
        "indicator": "indicator",
        "interviews": "name in the interviews",
        "item": "point",
        "kind": "kind",
        "label": "answer",
        "least": "least drawn",
        "less": "fewer gave",
        "link": "place in these notebooks",
        "link_wave": "place of the wave’s answers",
        "list": "list",
        "low": "interval from",
        "main": "main or second topic",
        "measure": "analysis",
        "median": "median",
        "method": "method",
        "middle": "median",
        "middle_tables": "in 95% of those drawn",
        "more": "more firms gave",
        "name": "name",
        "named": "listed",
        "noticed": "misprints that would show",
        "options": "options",
        "order": "order",
        "organisation": "institution",
        "other": "in the other language",
        "p": "p",
        "p_holm": "p, for all answers together",
        "p_holm_text": "p, for all answers together",
        "p_text": "p of the pair",
        "percent": "published percentage",
        "point_label": "point",
        "possible": "possible",
        "printed": "in the study",
        "printed_sum": "sum of the percentages",
        "published": "in our text",
        "published_base": "published base",
        "published_share": "published share",
        "published_status": "status of what is published",
        "purpose": "what it is for",
        "question": "question",
        "question_label": "question",
        "rank": "firms that end the lead",
        "reason": "why",
        "relation": "bound",
        "reply": "what the study answers",
        "respondents": "firms asked",
        "result": "what it yields",
        "role": "role",
        "rows": "rows",
        "rules": "rules that explain all",
        "sample": "sample",
        "says": "says",
        "scope": "scope",
        "sector": "sector",
        "share": "share",
        "share_first": "share that use it",
        "share_second": "share that hand it over, or might",
        "share_status": "status of the share",
        "slide": "heading in the study",
        "smallest_change": "a change shows from",
        "source": "source",
        "source_label": "source",
        "start": "first month",
        "status": "status",
        "sum_high": "sum of the counts, at most",
        "sum_low": "sum of the counts, at least",
        "survey": "name in the survey",
        "text": "text",
        "theme": "theme",
        "title": "area",
        "top_two": "two highest points",
        "topic": "topic",
        "topic_label": "topic",
        "unit": "unit",
        "unsummed": "questions that do not sum",
        "value": "value",
        "verdict": "what can be said",
        "wave": "answers in the wave",
        "wave_base": "base of the wave",
        "wave_share": "share in the wave",
        "wave_status": "status of the wave",
        "when": "when",
        "where": "where",
        "wording": "whose wording",
    }
)


@checked
def title(name: str, lang: Lang = LANG) -> str:
    """The title of a table's column; a name that is not ours stays as it is.

    Parameters
    ----------
    name : of the column, as 'share'
    lang : 'it' or 'en'; as `readytochange.use` says where not said
    """
    return language.Translator(lang)(_TITLES[name]) if name in _TITLES else name


@checked
def is_status(name: str) -> bool:
    """Whether a column holds the status of a number: 'status', 'share_status', 'both_status'.

    Parameters
    ----------
    name : of the column
    """
    return name == "status" or name.endswith("_status")


_STATUS_OF = {
    "count": "status",
    "value": "status",
    **dict.fromkeys(("low", "high", "share_first", "share_second"), "share_status"),
    "both_share": "both_status",
}
"""Of columns whose status has another name than theirs and `_status`; a range has that of what it bounds."""


@checked
def status_of(name: str) -> str:
    """The column with the statuses of a column of numbers.

    Parameters
    ----------
    name : of the column of numbers

    Examples
    --------
    >>> status_of("low"), status_of("base")
    ('share_status', 'base_status')
    """
    bounded = re.sub("_(low|high)$", "", name)
    return _STATUS_OF.get(bounded, f"{bounded}_status")
