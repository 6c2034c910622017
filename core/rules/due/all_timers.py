"""Importing this module registers everything that falls due by the clock."""

# ruff: noqa: F401

from core.rules.due import closures, leases, passes, payments, reminders, requests, seats, series
from core.rules.due.registry import due

__all__ = ["due"]
