"""The counts of a group of respondents as rows of a table, by the kind of the question."""

from typing import Any

from readytochange.parameters import Settings
from readytochange.survey import proportions
from readytochange.survey.waves.instrument import Question
from readytochange.survey.waves.tables.counting import Group, Total
from readytochange.survey.waves.tables.quantiles import Weighed, mean, quantile

Row = dict[str, Any]
_NONE = float("nan")


def of_options(
    question: Question, group: Group, settings: Settings, of: str = "firms"
) -> list[Row]:
    """A row an option that was offered: who chose it, of the firms that answered or of all their answers."""
    base = group.base(question.question)
    chosen = [
        group.gave(question.question, each.option)
        if question.kind == "single"
        else group.gave(f"{question.question}/{each.option}", True)
        for each in question.options
    ]
    answers = sum(each.weight for each in chosen)
    shared = {
        "answers": sum(each.count for each in chosen),
        "mean_answers": answers / base.weight if base.weight else _NONE,
        **_base(base),
    }
    return [
        {
            "option": option.option,
            "label": option.label[settings.lang],
            "exclusive": option.exclusive,
            **shared,
            **_share(total, base, settings),
        }
        | (_of_answers(total, answers) if of == "answers" and question.kind == "multiple" else {})
        for option, total in zip(question.options, chosen, strict=True)
    ]


def of_scale(question: Question, group: Group, settings: Settings) -> list[Row]:
    """A row a point of each item, the highest two points together beside it."""
    found = []
    for item, column in zip(question.items, question.columns, strict=True):
        base = group.base(column)
        totals = [group.gave(column, point) for point in range(1, len(question.points) + 1)]
        top = sum(each.weight for each in totals[-2:])
        shared = {
            "option": item.option,
            "label": item.label[settings.lang],
            "median": quantile([(n, each.weight) for n, each in enumerate(totals, 1)], 0.5),
            "top_two": top / base.weight if base.weight else _NONE,
            **_base(base),
        }
        for point, (each, total) in enumerate(zip(question.points, totals, strict=True), 1):
            said = {"point": point, "point_label": each.label[settings.lang]}
            found.append({**shared, **said, **_share(total, base, settings)})
    return found


def of_ranks(question: Question, group: Group, settings: Settings) -> list[Row]:
    """A row an option: its mean rank among those who ranked it, and the share of all who put it first."""
    base = group.base(question.question)
    found = []
    for option, column in zip(question.options, question.columns, strict=True):
        ranks = [(rank, group.gave(column, rank)) for rank in range(1, len(question.options) + 1)]
        found.append(
            {
                "option": option.option,
                "label": option.label[settings.lang],
                "ranked": sum(each.count for _, each in ranks),
                "mean_rank": mean([(rank, each.weight) for rank, each in ranks]),
                **_base(base),
                **_share(ranks[0][1], base, settings),
            }
        )
    return found


def of_numbers(question: Question, group: Group, values: Weighed) -> list[Row]:
    """A row: mean and quartiles."""
    return [
        {
            "mean": mean(values),
            "low_quartile": quantile(values, 0.25),
            "median": quantile(values, 0.5),
            "high_quartile": quantile(values, 0.75),
            **_base(group.base(question.question)),
        }
    ]


def _base(base: Total) -> Row:
    return {"base": base.count, "effective_base": base.effective}


def _share(chosen: Total, base: Total, settings: Settings) -> Row:
    if not base.count:
        return {"count": 0, "share": _NONE, "low": _NONE, "high": _NONE}
    share = min(1.0, chosen.weight / base.weight) if chosen.count < base.count else 1.0
    low, high = proportions.weighted_interval(
        share, max(1.0, base.effective), settings.confidence, settings.method
    )
    return {"count": chosen.count, "share": share, "low": low, "high": high}


def _of_answers(chosen: Total, answers: float) -> Row:
    share = chosen.weight / answers if answers else _NONE
    return {"share": share, "low": _NONE, "high": _NONE}
