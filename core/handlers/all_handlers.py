"""Importing this module registers every handler."""

from core.handlers import (  # noqa: F401
    arrivals,
    catalogue,
    moving,
    people,
    sales,
    schedule,
    seats,
    series,
    setup,
    waiting,
)
