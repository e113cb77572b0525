"""Figures of what few firms can tell: ranges, answers that differ, how often intervals hold, what a wave would show."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
