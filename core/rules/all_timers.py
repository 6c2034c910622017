"""Importing this module registers everything that falls due by the clock."""

from core.rules import (  # noqa: F401
    due_closures,
    due_passes,
    due_payments,
    due_reminders,
    due_requests,
    due_seats,
    due_series,
)
from core.rules.timers import due

__all__ = ["due"]
