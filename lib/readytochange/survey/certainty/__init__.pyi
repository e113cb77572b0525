from . import intervals as intervals
from . import order as order
from .intervals import coverage as coverage
from .intervals import together as together
from .order import first as first
from .order import licensed as licensed
from .order import lists as lists
from .order import pairs as pairs
