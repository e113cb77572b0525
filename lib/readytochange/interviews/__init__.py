"""The interviews: methods, sectors, points by theme, which group names which topic.

    how, and with whom?                  interviews.methods(), interviews.groups()
    everything that was said?            interviews.texts()
    what each group says to a question?  interviews.by_group("past")
    by what it chooses a supplier?       interviews.criteria()
    which group names which topic?       interviews.matrix()
    which sectors, also in the survey?   interviews.sectors()

Points are listed by the study, not counted: nothing here says how often something was said.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
