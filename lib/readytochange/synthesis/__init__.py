"""The evidence of all parts side by side: field work, joint displays, what is left open.

    who took part, when?                 synthesis.fieldwork.samples(), synthesis.fieldwork.periods()
    what was asked, what can be read?    synthesis.fieldwork.register()
    what does the study find?            synthesis.claims.sentences()
    what is answered to each obstacle?   synthesis.obstacles.replies()
    what stays open?                     synthesis.open_questions.left_open()
    what does a wave answer?             synthesis.waves.answered(synthesis.waves.named("demo"))

A sentence is made only while what it says holds in the data.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
