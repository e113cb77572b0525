"""Figures over all parts: whom the study heard and asked what, where to read on each topic, what stays open."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
