"""The interviews' figures: how they were done and with whom, what each group said, which names which topic."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
