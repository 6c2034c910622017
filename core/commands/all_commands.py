"""Importing this module declares every command."""

from core.commands import (  # noqa: F401
    arrivals,
    assigning,
    attendance,
    attention,
    availability,
    cards,
    catalogue,
    closures,
    drawer,
    health,
    imports,
    locations,
    memberships,
    passes,
    pay,
    people,
    persons,
    refunds,
    registering,
    reminding,
    reopening,
    sales,
    schedule,
    seats,
    series_dates,
    services,
    setup,
    spots,
    substituting,
    system,
    till,
    waiting,
)
from core.commands.registry import specs

__all__ = ["specs"]
