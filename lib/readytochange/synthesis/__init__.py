"""The evidence of all parts side by side: field work, joint displays, what is left open."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
