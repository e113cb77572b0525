"""What few firms can tell and what they cannot: order, difference, precision, and what a next wave would have to be.

which answers can be told apart?    survey.certainty.pairs("channels")
may a sentence say "more than"?     survey.certainty.licensed("channels", "mail", "whatsapp")
in use against handed over?         survey.certainty.lists("channels", "outsourceable_channels")
    how often do intervals hold?        survey.certainty.coverage(33)
    several shares at once?             survey.certainty.together([8, 13, 12])
    how many firms must we ask?         survey.certainty.needed(29, 33, [-0.15, -0.25])
    what would change a conclusion?     survey.certainty.conclusions("channels")
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
