from . import coded_texts as coded_texts
from . import figures as figures
from . import tables as tables
