from . import order as order
from .order import first as first
from .order import licensed as licensed
from .order import lists as lists
from .order import pairs as pairs
