from . import drawing as drawing
from . import explorer as explorer
from . import tables as tables
from . import theme as theme
from . import tiles as tiles
from .figure import Figure as Figure
from .figure import show as show
from .figure import table as table
