from .fieldwork import askable as askable
from .fieldwork import register as register
from .fieldwork import samples as samples
from .open_matters import left_open as left_open
from .open_matters import obstacles as obstacles
from .topic_grid import chosen_in_grid as chosen_in_grid
from .topic_grid import grid as grid
from .topic_grid import texts_on as texts_on
