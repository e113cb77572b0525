"""The survey: its questions, the shares of firms behind each answer, what the published figures allow.

    what was asked?                   survey.questions()
    of what have we no figures?       survey.without_figures()
    how many firms gave each answer?  survey.shares("channels")
    how large are the firms?          survey.counts("size")
    two questions side by side?       survey.compare("channels", "outsourceable_channels")
    which two answers come first?     survey.leading("channels")
    how many hand anything over?      survey.handed_over()
    which difficulties do firms see?  survey.clusters("difficulties")
    what did they add?                survey.quotes()
    do the published figures add up?  survey.checks()
    which counts is a percentage?     survey.check("48,5", 33)
    may it say "more than"?           survey.certainty.licensed("channels", "mail", "phone")
    can a printed table be so?        survey.audited(printed, 33)

Whether one answer comes before another in other firms too is asked of `survey.certainty`. Of what one firm answered to
two questions only bounds follow.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
