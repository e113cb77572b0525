"""Figures of what printed figures leave open: ranges of statements, tables that attain their ends."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
