"""A wave of the survey: the questionnaire asked again, its answers beside the published ones.

    what does it ask?              survey.waves.questionnaire()
    which waves are there?         survey.waves.names()
    its answers                    survey.waves.load("demo").answers
    one question, as a table       survey.waves.shares(survey.waves.load("demo"), "channels")
    what changed?                  survey.waves.with_published(survey.waves.load("demo"), "channels")
    what may be shown to others?   survey.waves.released(survey.waves.load("demo")).of("channels")

An export comes in as `survey.waves.check("export.csv")` says what its columns are taken for, `survey.waves.read` reads
its answers with everything wrong in them, and `survey.waves.add("export.csv", "2027", "2027-01", "2027-03")` puts them
beside the study. The first tables are for the analyst; only those of `released` have passed the privacy gate.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
