from . import coded_texts as coded_texts
from . import figures as figures
from . import search as search
from . import tables as tables
