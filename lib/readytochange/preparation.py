"""What nearly every notebook begins with, done once: our modules imported, the tables checked, the words read, a chart.

Used by `forkserver`, whose kernels then find it done.
"""

from readytochange import (  # noqa: F401  (to be there)
    displays,
    figures,
    gap_explorers,
    gaps,
    interview_explorers,
    report,
    stakeholder_explorers,
    survey,
    survey_explorers,
    topic_explorers,
    wording,
)


def prepare() -> None:
    """Fill what these modules remember; what a notebook sees is the same without it.

    Raises
    ------
    Mistake
        if a table cannot be used; a notebook that needs it finds out for itself
    """
    for table in report.tables():
        report.load(table)
    questions = report.questions()
    first = questions["question"][questions["published"] == "counts"].iloc[0]
    for lang in wording.LANGUAGES:
        shares = survey.shares(first, lang)
        chart = figures.share_bars(shares, wording.translator(lang))
        figures.show(chart, name="first", title=first, description=first, table=shares, lang=lang)
