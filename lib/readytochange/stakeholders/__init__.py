"""The stakeholders: who was heard, the areas they reflected on, what they ask.

    who was heard?                         stakeholders.people()
    on what did they reflect?              stakeholders.areas()
    what do they ask?                      stakeholders.questions()
    which indicators would answer?         stakeholders.indicators()
    which numbers do they name?            stakeholders.statements()
    which lines elsewhere answer an area?  stakeholders.echoes()

`stakeholders.figures` shows them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
