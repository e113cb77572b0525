"""Figures of a wave, each from the tables that passed the privacy gate."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
