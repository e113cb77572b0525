"""What the printed figures of few firms can tell and what they cannot.

    how many gave both?                survey.certainty.combined(["channels"])
    how many at least two of three?    survey.certainty.combined(["size"], 3, "at_least", 2)
    what is known, and assumed?        survey.certainty.printed(answered=True, in_use=True)
    do the figures contradict?         survey.certainty.contradiction(survey.certainty.printed())
    tables that the figures allow?     survey.certainty.simulated_tables(["size"], tables=10)
    which answers can be told apart?   survey.certainty.pairs("channels")
    may a sentence say "more than"?    survey.certainty.licensed("channels", "mail", "whatsapp")
    in use against handed over?        survey.certainty.lists("channels", "outsourceable_channels")
    what would change a conclusion?    survey.certainty.conclusions("channels")
    how often do intervals hold?       survey.certainty.coverage(33)
    several shares at once?            survey.certainty.together([8, 13, 12])
    how many firms must we ask?        survey.certainty.needed(29, 33, [-0.15, -0.25])

Of what one firm answered to two questions only ranges follow. Both ends of each are attained by some table of answers.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
