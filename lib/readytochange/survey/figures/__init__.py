"""The survey's figures: bars of shares, firms in squares, bounds, what was asked and answered in words."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
