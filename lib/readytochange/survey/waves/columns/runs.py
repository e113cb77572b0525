"""Neighbouring columns whose headers are options' labels and nothing else: which question each of them belongs to."""

from collections.abc import Sequence

from readytochange.survey.waves.instrument import Instrument
from readytochange.survey.waves.mapping import Target

Names = frozenset[tuple[str, str]]
"""The questions and options that have a header's label."""


def decided(names: Sequence[Names], instrument: Instrument) -> list[set[Target]]:
    """What each column of a run is for; several things where the run leaves a choice.

    A run is parted into as few stretches as possible, each of one question, each option once. A stretch decides what
    its columns are for if the question's options are all in it, or if no other question has the column's label.

    Parameters
    ----------
    names : of each column, in the file's order
    instrument : the questionnaire
    """
    found: list[set[Target]] = [set() for _ in names]
    for way in _ways(names):
        for start, end, question in way:
            of = instrument[question]
            whole = {each.option for each in of.offered if each.role in ("answer", "item")}
            options = [dict(names[place])[question] for place in range(start, end)]
            for place, option in zip(range(start, end), options, strict=True):
                found[place].add(Target("option", question, option))
                if not whole <= set(options):
                    found[place] |= {Target("option", *each) for each in names[place]}
    return found


Stretch = tuple[int, int, str]


def _ways(names: Sequence[Names]) -> list[tuple[Stretch, ...]]:
    """The ways to part a run into the fewest stretches; some of them, where there are many."""
    ends: list[list[tuple[Stretch, ...]]] = [[()]]
    for end in range(1, len(names) + 1):
        ways: list[tuple[Stretch, ...]] = []
        for start in reversed(range(end)):
            if not (shared := _shared(names[start:end])):
                break  # nor has a longer stretch
            for question in shared:
                ways += [
                    (*way, (start, end, question))
                    for way in ends[start]
                    if question not in {each[2] for each in way}
                ]
        least = min(map(len, ways), default=0)
        ends.append([way for way in ways if len(way) == least][:50])
    return ends[-1]


def _shared(names: Sequence[Names]) -> set[str]:
    """The questions that have every label of a stretch, each for an option of its own."""
    shared = set.intersection(*({question for question, _ in each} for each in names))
    return {
        question
        for question in shared
        if len({dict(each)[question] for each in names}) == len(names)
    }
