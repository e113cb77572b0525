"""What the printed figures of the survey can tell and what they cannot.

    every pair of answers?             survey.certainty.combined(["channels"])
    every three, at least two?         survey.certainty.combined(["size"], 3, "at_least", 2)
    what is known, and assumed?        survey.certainty.printed(answered=True, in_use=True)
    do the figures contradict?         survey.certainty.contradiction(survey.certainty.printed())
    tables that the figures allow?     survey.certainty.simulated_tables(["size"], tables=10)

Of what one firm answered to two questions only ranges follow. Both ends of each are attained by some table of answers.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
