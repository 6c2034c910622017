"""Importing this module registers everything that falls due by the clock."""

from core.rules import due_closures, due_passes, due_payments, due_seats, due_series  # noqa: F401
from core.rules.timers import due

__all__ = ["due"]
