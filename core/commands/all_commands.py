"""Importing this module declares every command."""

from core.commands import (  # noqa: F401
    arrivals,
    assigning,
    attendance,
    attention,
    availability,
    catalogue,
    health,
    imports,
    locations,
    passes,
    people,
    persons,
    registering,
    reminding,
    reopening,
    sales,
    schedule,
    seats,
    series_dates,
    setup,
    spots,
    substituting,
    system,
    waiting,
)
from core.commands.registry import specs

__all__ = ["specs"]
