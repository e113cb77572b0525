"""Figures of what few firms can tell: which answers differ, how often intervals hold, what a next wave would show."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
