from .order import conclusions as conclusions
from .order import matrix as matrix
from .planning import half_widths as half_widths
from .planning import planning as planning
from .precision import coverage as coverage
