"""The interviews' figures: how they were done and with whom, what each group said, which names which topic."""

from readytochange.interviews.figures.lists import criteria as criteria
from readytochange.interviews.figures.lists import interviewed as interviewed
from readytochange.interviews.figures.lists import methods as methods
from readytochange.interviews.figures.lists import points as points
from readytochange.interviews.figures.lists import sectors as sectors
from readytochange.interviews.figures.matrix import matrix as matrix
