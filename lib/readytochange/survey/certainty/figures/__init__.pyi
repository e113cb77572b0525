from .combined import combined as combined
from .margins import attained as attained
from .margins import range_bars as range_bars
from .order import conclusions as conclusions
from .order import pairs as pairs
from .planning import half_widths as half_widths
from .planning import planning as planning
from .precision import coverage as coverage
