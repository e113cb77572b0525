from . import askable as askable
from . import claims as claims
from . import explorers as explorers
from . import fieldwork as fieldwork
from . import figures as figures
from . import obstacles as obstacles
from . import open_questions as open_questions
from . import question as question
