"""A living edition of a social research study: what it published as tables, what follows, and figures of both.

    which channels do firms answer on?         rtc.survey.shares("channels")
    how many hand over one that they use?      rtc.survey.compare("channels", "outsourceable_channels")
    which counts can a percentage mean?        rtc.survey.check("48,5", 33)
    how sure is a share of so few?             rtc.survey.proportions.interval(16, 33)
    what do interviewees say?                  rtc.interviews.texts()
    which group names which topic?             rtc.interviews.matrix()
    what do the institutions ask?              rtc.stakeholders.questions()
    all texts of the study, and their topics?  rtc.study.coded_texts.texts()
    a table as it was published?               rtc.study.tables.load("answers")
    who took part, and what was asked?         rtc.synthesis.fieldwork.samples()
    what is answered to each obstacle?         rtc.synthesis.obstacles.replies()
    what stays open?                           rtc.synthesis.open_questions.left_open()

With `import readytochange as rtc`, in the language that `rtc.use("en")` sets, Italian at first. The `figures` of each
part show such tables, its `explorers` give them controls; `rtc.figures.show` makes a figure of a chart of your own.
"""

import lazy_loader

__version__ = "1.0.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
