from .margins import attained as attained
from .margins import range_bars as range_bars
from .pairs import pairs as pairs
