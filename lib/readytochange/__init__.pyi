from . import figures as figures
from . import interviews as interviews
from . import language as language
from . import parameters as parameters
from . import stakeholders as stakeholders
from . import study as study
from . import survey as survey
from . import synthesis as synthesis
from .parameters import use as use

__version__: str
