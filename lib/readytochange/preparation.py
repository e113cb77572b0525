"""What nearly every notebook begins with, done once: our modules imported, the tables checked, the words read, a chart.

Used by `forkserver`, whose kernels then find it done.
"""

from importlib import import_module

from readytochange import language, survey
from readytochange.figures import figure
from readytochange.study import tables

for _part in ("study", "survey", "interviews", "stakeholders", "synthesis"):
    for _module in ("explorers", "figures"):
        if (_part, _module) not in (("interviews", "figures"), ("stakeholders", "figures")):
            import_module(f"readytochange.{_part}.{_module}")


def prepare() -> None:
    """Fill what these modules remember; what a notebook sees is the same without it.

    Raises
    ------
    InputError
        if a table cannot be used; a notebook that needs it finds out for itself
    """
    for table in tables.tables():
        tables.load(table)
    questions = tables.questions()
    first = questions["question"][questions["published"] == "counts"].iloc[0]
    for lang in language.LANGUAGES:
        shares = survey.shares(first, lang)
        chart = survey.figures.share_bars(shares, language.translator(lang))
        figure.show(chart, name="first", title=first, description=first, table=shares, lang=lang)
