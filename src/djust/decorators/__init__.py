"""What authors write above methods: ``from djust.decorators import event_handler``."""

from djust.decorators.handlers import event_handler

__all__ = ["event_handler"]
