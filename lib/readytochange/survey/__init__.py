"""The survey: its questions, the shares of firms behind each answer, what the printed figures allow."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
