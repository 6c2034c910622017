"""Importing this module registers every handler."""

from core.handlers import (  # noqa: F401
    arrivals,
    attention,
    catalogue,
    imports,
    moving,
    people,
    sales,
    scanning,
    schedule,
    seats,
    series,
    settling,
    settling_facts,
    settling_twice,
    setup,
    waiting,
    walking_in,
)
