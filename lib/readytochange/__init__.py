"""A living edition of a social research study: what an analyst may use of it, loaded when it is asked for."""

import lazy_loader

__version__ = "1.0.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
