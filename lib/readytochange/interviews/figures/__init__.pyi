from .lists import criteria as criteria
from .lists import interviewed as interviewed
from .lists import methods as methods
from .lists import points as points
from .lists import sectors as sectors
from .matrix import matrix as matrix
from .searching import found_points as found_points
from .searching import points_to_search as points_to_search
