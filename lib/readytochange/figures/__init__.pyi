from . import columns as columns
from . import tables as tables
from .figure import Figure as Figure
from .figure import show as show
from .figure import table as table
from .tables import each_in_words as each_in_words
from .tables import in_words as in_words
