"""The survey's figures: bars of shares, firms in squares, bounds, what was asked and answered in words."""

from readytochange.survey.figures.bars import (
    METHODS,
    describe_shares,
    share_bars,
    share_subtitle,
    shares,
    sizes,
    with_words,
)
from readytochange.survey.figures.outsourcing import compared, openness
from readytochange.survey.figures.texts import (
    checks,
    clusters,
    percentage,
    questions,
    quotes,
    without_figures,
)

__all__ = [
    "METHODS",
    "checks",
    "clusters",
    "compared",
    "describe_shares",
    "openness",
    "percentage",
    "questions",
    "quotes",
    "share_bars",
    "share_subtitle",
    "shares",
    "sizes",
    "with_words",
    "without_figures",
]
