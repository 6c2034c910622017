"""Importing this module declares every command."""

from core.commands import (  # noqa: F401
    arrivals,
    attendance,
    attention,
    catalogue,
    imports,
    passes,
    people,
    sales,
    schedule,
    seats,
    setup,
    system,
    waiting,
)
from core.commands.registry import specs

__all__ = ["specs"]
